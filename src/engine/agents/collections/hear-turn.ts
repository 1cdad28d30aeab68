/** What a turn of the caller does: what is urgent decides first, then a goodbye, then the stage that the call is in. */
import type { CallerTurn, Decision } from '../../agent/agent.js'
import { type CallerEvent, onCallerTurn } from '../../compliance/caller-turn.js'
import { detectors } from '../../compliance/detectors.js'
import { recordOf } from '../../compliance/finding.js'
import { record } from './begin.js'
import { isOutsideHours } from './callback/calling-hours.js'
import { audit, type Draft, decided, finish, lock, put, say } from './draft.js'
import { alsoBrought, reactions } from './events.js'
import { isLeaving, leave } from './leaving.js'
import { digitRuns, gaveYear, gaveZip } from './reading/factors.js'
import { type KeptTurn, withoutUnasked } from './reading/unasked-digits.js'
import { asksAgain, isAboutOffer, type Said } from './said.js'
import { answers, ask } from './stages.js'
import { type CollectionsState, identifying } from './state.js'
import { inForce, otherName } from './third-party.js'

/** Names what they will be asked for before they are. */
function volunteersFactors({ state }: Draft, { text, digits }: CallerTurn): boolean {
  if (state.verified) return false
  const runs = digitRuns(text, digits, detectors)
  return gaveZip(runs) || gaveYear(runs)
}

export function hearTurn(d: Draft, turn: CallerTurn): Decision<CollectionsState> {
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
