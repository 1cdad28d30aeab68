/** The gate of this agent: each sentence is judged where the call stands, and what takes the place of one that was blocked. */
import type { BlockedSentence, Sentence, Verdict } from '../../agent/agent.js'
import { detectors } from '../../compliance/detectors.js'
import { recordOf } from '../../compliance/finding.js'
import type { Standing } from '../../compliance/standing.js'
import { checkUtterance } from '../../compliance/utterance.js'
import { audit, type Draft, finish, handOver, put, say } from './draft.js'
import type { CollectionsOptions } from './options.js'
import { letSpeak } from './report-event.js'
import type { Said } from './said.js'
import { answers, ask } from './stages.js'
import type { CollectionsState } from './state.js'

export function standingOf(state: CollectionsState, options: CollectionsOptions): Standing {
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

export function check(standing: Standing, sentence: Sentence): Verdict {
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
export function answerBlock(d: Draft, blocked: BlockedSentence): Draft {
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
