/**
 * The collections agent: code owns the states, the locks, every line that must be heard and every number; the model words what is left,
 * and each of its sentences passes the gate. The rules are in `engine/compliance`; what they said is in the audit records.
 */
import type {
  Agent,
  BlockedSentence,
  CallerTurn,
  CallInfo,
  Decision,
  HeardLine,
  Sentence,
  Verdict,
} from '../../agent/agent.js'
import { type CallerEvent, onCallerTurn } from '../../compliance/caller-turn.js'
import { detectors } from '../../compliance/detectors.js'
import { recordOf } from '../../compliance/finding.js'
import { effectiveSettings, type Policy, valuesOf } from '../../compliance/policy.js'
import type { Standing } from '../../compliance/standing.js'
import { checkUtterance } from '../../compliance/utterance.js'
import { dateOf, momentOf } from '../../compliance/wall-time.js'
import { isOutsideHours } from './calling-hours.js'
import { noticeLine, openingLine } from './chosen.js'
import {
  add,
  audit,
  type Draft,
  decided,
  draft,
  finish,
  handOver,
  lock,
  put,
  say,
} from './draft.js'
import { alsoBrought, reactions } from './events.js'
import { digitRuns, gaveYear, gaveZip } from './factors.js'
import { everyPlace, hearTool } from './hear-tool.js'
import { isLeaving, leave } from './leaving.js'
import { lineId } from './lines.js'
import type { CollectionsOptions } from './options.js'
import { letSpeak } from './report-event.js'
import { asksAgain, isAboutOffer, type Said } from './said.js'
import { answers, ask } from './stages.js'
import type { CollectionsState } from './state.js'
import { inForce, otherName } from './third-party.js'
import { collectionsTools } from './tools.js'
import { type KeptTurn, withoutUnasked } from './unasked-digits.js'

export function collectionsAgent(
  options: CollectionsOptions,
  policy: Policy,
): Agent<CollectionsState> {
  const at = (state: CollectionsState, ms: number) => draft(state, options, ms)
  return {
    name: 'collections',
    tools: collectionsTools,
    // What is half said can not be taken back.
    wholeSentences: true,
    start: (call) => firstState(call, policy),
    onCallStarted: (state, call) => decided(begin(at(state, 0), call)),
    onCallerTurn: (state, turn) => hearTurn(at(state, turn.at), turn),
    onToolReturned: (state, result) => decided(hearTool(at(state, result.at), result)),
    onHeard: (state, line) => decided(hearLine(at(state, line.at), line)),
    check: (state, sentence) => check(standingOf(state, options), sentence),
    onBlocked: (state, blocked) => decided(answerBlock(at(state, blocked.at), blocked)),
  }
}

function firstState(call: CallInfo, policy: Policy): CollectionsState {
  const { from, to, parameters, startedAt = '' } = call
  const outbound = parameters.direction === 'outbound'
  const moment = momentOf(startedAt)
  // Without a day every setting counts as expired, and takes its strictest value.
  const today = moment === undefined ? '9999-12-31' : dateOf(moment)
  return {
    ...{ stage: 'greet', outbound, phone: outbound ? to : from, expected: parameters.name },
    ...{ zone: parameters.zone, zoneStated: parameters.zoneStated === 'yes' },
    ...{ callbackUntil: momentOf(parameters.callbackUntil ?? '') },
    ...{ startedAt: moment, account: undefined, lookedUp: false, tries: 0, verified: false },
    ...{ factors: { zip: false, birthYear: false, tail: false }, notice: 'due', noticeCuts: 0 },
    ...{
      lock: undefined,
      circumstances: [],
      promise: {},
      digitsGoOn: false,
      choices: { cents: [], days: [] },
      corrections: 0,
      plan: {},
      agreedCents: [],
      agreedDates: [],
    },
    ...{
      termsHeard: false,
      termsCuts: 0,
      planAsked: 'count',
      callback: { asked: [] },
      writing: undefined,
      unconfirmed: false,
      agreed: [],
      otherName: undefined,
      askedTwice: false,
    },
    ...{ recording: 'due', stopAsked: false, tasks: [] },
    ...{ asked: undefined, lines: [], blocks: 0, fallbacks: 0, upset: 0, policy },
    // Nobody knows yet where the consumer lives, so every place counts.
    settings: valuesOf(effectiveSettings(policy, today, everyPlace(policy))),
  }
}

function begin(d: Draft, { from, to, parameters, startedAt }: CallInfo): Draft {
  const { policy, outbound, phone } = d.state
  const begun = audit(d, 'call.started', {
    ...{ from, to, direction: outbound ? 'outbound' : 'inbound', company: d.options.company },
    ...{ startedAt: startedAt ?? null, zone: parameters.zone ?? null },
    retentionYears: d.state.settings.retention_years,
    ...{ policy: policy.name, policyVersion: policy.version, policySha256: policy.sha256 },
    role: policy.role,
  })
  // Who calls us may do so at any hour.
  if (outbound && isOutsideHours(d))
    return finish(lock(begun, 'outside_hours'), 'outside_hours', 'outside_hours')
  const all = d.state.settings.all_party_recording !== false
  const opened = say(all ? begun : record(begun), openingLine(d.state), false)
  const input = JSON.stringify({ phone })
  return add(opened, { type: 'callTool', name: 'find_account', input })
}

/** Begins once somebody has gone on after they heard of it: silence is no consent, and nobody is recorded who is not to be talked with. */
function record(d: Draft): Draft {
  const { recording, lock: locked, stage } = d.state
  if (recording !== 'due' || locked !== undefined || stage === 'over') return d
  return add(put(d, { recording: 'on' }), { type: 'record', on: true })
}

const identifying: ReadonlySet<string> = new Set(['reference', 'zip', 'birth_year', 'account_tail'])

/** Names what they will be asked for before they are. */
function volunteersFactors({ state }: Draft, { text, digits }: CallerTurn): boolean {
  if (state.verified) return false
  const runs = digitRuns(text, digits, detectors)
  return gaveZip(runs) || gaveYear(runs)
}

function hearTurn(d: Draft, turn: CallerTurn): Decision<CollectionsState> {
  const { policy, account, expected, asked } = d.state
  const name = account?.name ?? expected
  const context = {
    policy,
    ...(name !== undefined && { consumerName: name }),
    ...(asked !== undefined && { asked }),
  }
  const verdict = onCallerTurn(context, turn.text, detectors)
  const { events, failed } = verdict
  // What identifies a person is compared by code and is nothing for a model.
  const identifies = identifying.has(d.state.stage) || volunteersFactors(d, turn)
  const hide = (text: string, keys = '') => withoutUnasked(text, keys, d.state, d.options)
  const kept = hide(verdict.text, turn.digits)
  const redacted = verdict.redacted || (kept.ofCard && !identifies)
  let next = put(d, {
    ...{ blocks: 0, fallbacks: d.state.blocks === 0 ? 0 : d.state.fallbacks },
    digitsGoOn: kept.goesOn && !identifies,
  })
  for (const { event, finding } of events) {
    const record = recordOf('event', finding, d.at)
    const inputs = finding.inputs.map((input) => hide(input).text)
    next = audit(next, 'event', { event, turn: turn.turn, ...record, inputs })
  }
  if (redacted) next = audit(next, 'redacted', { turn: turn.turn, text: kept.text })
  const said: Said = {
    ...turn,
    text: turn.text.replaceAll('’', "'"),
    events: inForce(d.state, events, turn.text),
    kept,
  }
  const heard = failed
    ? finish(lock(next, 'ended'), 'close', 'not judged')
    : record(react(next, said, redacted))
  const heardAs = identifies ? '[an answer to who they are]' : heardInstead(turn, kept)
  return { ...decided(heard), ...(heardAs !== undefined && { heardAs }) }
}

/** What the conversation keeps in place of the turn, if anything was taken out of it. */
function heardInstead({ text, digits }: CallerTurn, kept: KeptTurn): string | undefined {
  if (kept.text === text && kept.digits === digits) return undefined
  return [kept.text, kept.digits].filter((part) => part !== '').join(' ')
}

function react(d: Draft, said: Said, redacted: boolean): Draft {
  const { lock: locked, outbound, stage } = d.state
  if (outbound && isOutsideHours(d))
    return finish(lock(d, 'outside_hours'), 'outside_hours', 'outside_hours')
  if (locked !== undefined && !said.events.includes('self_harm'))
    return answers[stage](alsoBrought(d, said.events), said)
  const leaves = isLeaving(said, stage)
  const urgent = reactTo(d, said, leaves)
  if (urgent !== undefined) return urgent
  if (redacted) return ask(say(d, 'card'))
  return answer(d, said, leaves)
}

/** The most urgent event that something is done about decides. */
function reactTo(d: Draft, said: Said, leaves: boolean): Draft | undefined {
  const offer = isAboutOffer(said, d.state.stage)
  const events = said.events.filter(
    (event) => !(leaves && yieldsToGoodbye.has(event)) && !(offer && event === 'dispute'),
  )
  const first = events.find((event) => reactions[event](d, said) !== undefined)
  if (first === undefined) return undefined
  const others = events.filter((event) => event !== first)
  return reactions[first](alsoBrought(d, others, first), said)
}

/** Nothing urgent was brought up. */
function answer(d: Draft, said: Said, leaves: boolean): Draft {
  const again = asksAgain(said) ? ask(d) : d
  if (again !== d) return again
  const left = leaves ? leave(d, said) : undefined
  return left ?? otherName(d, said) ?? answers[d.state.stage](d, said)
}

/** Nobody is kept on the line for these. */
const yieldsToGoodbye: ReadonlySet<CallerEvent> = new Set(['ask_ai', 'abusive', 'hardship'])

function hearLine(d: Draft, { id, complete, evidence }: HeardLine): Draft {
  const noted = audit(d, 'line.heard', { line: id, complete, evidence })
  if (id === lineId('confirm') || id === lineId('plan_confirm'))
    return put(noted, {
      termsHeard: complete,
      termsCuts: d.state.termsCuts + (complete ? 0 : 1),
    })
  if (id !== lineId(noticeLine(d.state)) || d.state.stage !== 'notice') return noted
  // Only marks show that it was heard; time passing does not.
  if (!complete || evidence !== 'mark') {
    const cut = put(noted, { notice: 'due', noticeCuts: d.state.noticeCuts + 1 })
    return complete ? handOver(cut, d.options.handoff, 'the notice was not proven heard') : cut
  }
  const heard = audit(noted, 'disclosure.heard', { disclosure: noticeLine(d.state), line: id })
  return say(put(heard, { notice: 'heard', stage: 'discuss' }), 'reference')
}

function standingOf(state: CollectionsState, options: CollectionsOptions): Standing {
  const { account, verified, notice, lock: locked, stage } = state
  return {
    ...{ company: options.company, callback: options.callback, verified },
    ...(account !== undefined && { account }),
    ...(locked !== undefined && { lock: locked }),
    noticeHeard: notice === 'heard',
    modelMayTalk: stage === 'discuss' && verified && notice === 'heard' && locked === undefined,
    circumstances: state.circumstances,
    lines: state.lines,
    agreedCents: state.agreedCents,
    agreedDates: state.agreedDates,
    policy: state.policy,
  }
}

function check(standing: Standing, sentence: Sentence): Verdict {
  const { verdict, text, findings } = checkUtterance(standing, sentence, detectors)
  const [first] = findings
  const record = first && {
    ...recordOf('sentence', first, sentence.at),
    rules: findings.map(({ rule }) => rule),
  }
  const why = findings.map((one) => `${one.rule}: ${one.why}`).join('; ')
  const kept = record === undefined ? {} : { record }
  if (verdict === 'block') return { verdict: 'block', why, ...kept }
  return text === sentence.text
    ? { verdict: 'say', ...kept }
    : { verdict: 'replace', text, why: 'slots filled', ...kept }
}

const silence: Said = {
  ...{ turn: 0, text: '', digits: '', at: 0, events: [] },
  kept: { text: '', digits: '', ofCard: false, goesOn: false },
}

/** One more try, then a fixed line; fixed lines in a row end the call, or bring a person. */
function answerBlock(d: Draft, blocked: BlockedSentence): Draft {
  const standing = standingOf(d.state, d.options)
  const blocks = d.state.blocks + 1
  const first = blocks === 1
  const noted = audit(put(d, { blocks }), 'blocked', {
    text: detectors.redact(blocked.text),
    ...{ why: blocked.why, next: first ? 'rewrite' : 'fixed line' },
  })
  // The model was not asked here, and its words tell what a fixed line must not.
  if (standing.lock !== undefined) return answers.locked(noted, silence)
  if (!standing.modelMayTalk) return ask(noted)
  if (first) {
    const { hint } = checkUtterance(standing, { ...blocked, source: 'model' }, detectors)
    return letSpeak(noted, hint)
  }
  const fallbacks = d.state.fallbacks + 1
  const next = put(noted, { fallbacks })
  if (fallbacks < Number(d.state.settings.fallbacks_in_a_row)) return say(next, 'fallback')
  const { handoff } = d.options
  return handoff === undefined
    ? finish(next, 'close', 'blocked sentences')
    : handOver(next, handoff, 'blocked sentences')
}
