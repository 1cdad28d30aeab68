/**
 * What the caller brings up that goes before everything else, and what is done about it. Lines said before the right person is verified
 * tell nobody of a debt.
 */
import type { CallerEvent } from '../../compliance/caller-turn.js'
import type { Circumstance } from '../../compliance/standing.js'
import { beginHardship } from './agreement/hardship.js'
import { beginCallback } from './callback/callback.js'
import { add, type Draft, finish, handOver, lock, put, say, task } from './draft.js'
import { endsWithoutRecording, leavesMessage, verifiesBeforeStopping } from './lines/chosen.js'
import type { LineName } from './lines/lines.js'
import type { Said } from './said.js'
import { beginSpanish, inSpanish } from './spanish.js'
import { ask } from './stages.js'
import { thirdPartyAnswers } from './third-party.js'

/** Undefined: nothing is done about it here, the stage answers. */
type Reaction = (d: Draft, said: Said) => Draft | undefined

/** Locks the call and asks one thing. */
const lockAsking =
  (kind: Parameters<typeof lock>[1], line: LineName, work: string): Reaction =>
  (d) =>
    say(task(lock(d, kind), work, 1), line)

const lockEnding =
  (kind: Parameters<typeof lock>[1], line: LineName, work: string, spanish = line): Reaction =>
  (d, said) =>
    finish(task(lock(d, kind), work, 1), inSpanish(d, said, line, spanish), kind)

/** Before the right person is verified a dispute is noted in words that tell of nothing. */
const stop =
  (line: LineName, why: string, work: string, days: number): Reaction =>
  (d) => {
    const noted = mark(task(d, work, days), 'disputed')
    const named = d.state.verified && d.state.notice === 'heard'
    return finish(named ? noted : lock(noted, 'ended'), named ? line : 'before_identity', why)
  }

/** "What number can I call you back on?" */
const callsUs = /\b(?:can|may|could|do) i (?:call|reach|contact) you\b/i

const later =
  (circumstance: Circumstance): Reaction =>
  (d, said) =>
    // The time they name is the answer to a question, and may sound like a bad time again.
    d.state.stage === 'callback' || callsUs.test(said.text)
      ? undefined
      : beginCallback(mark(d, circumstance), said)

/** Who may not be called at work, or does not want to be, has said so of every call to come (15 USC 1692c(a)(1), (3)). */
const forbidsWork =
  /\b(?:don't|do not|never|stop|quit|no (?:personal )?calls|not (?:allowed|supposed|permitted)|can't (?:take|get|have|receive|be getting))\b/i

const workplace: Reaction = (d, said) => {
  const forbids = forbidsWork.test(said.text) && !d.state.tasks.includes('stop_calls_at_work')
  return later('workplace')(forbids ? task(d, 'stop_calls_at_work', 1) : d, said)
}

const wrongNumber = lockEnding(
  'wrong_number',
  'wrong_number',
  'remove_number_and_consent',
  'spanish_wrong_number',
)

const machine: Reaction = (d) => {
  if (d.state.verified || !d.state.outbound) return undefined
  const over = put(lock(d, 'machine'), { stage: 'over' })
  return add(over, { type: 'end', why: 'a machine answered' })
}

const voicemail: Reaction = (d, said) => {
  if (d.state.verified || !d.state.outbound) return undefined
  if (!leavesMessage(d.state, d.options)) return machine(d, said)
  return finish(lock(d, 'machine'), 'voicemail_message', 'a message was left on a machine')
}

const cease: Reaction = (d, said) => {
  if (!verifiesBeforeStopping(d.state))
    return lockEnding('cease', 'cease', 'suppress_number', 'spanish_cease')(d, said)
  const asked = put(task(d, 'review_stop_request', 1), { stage: 'zip', stopAsked: true })
  return say(asked, 'verify_to_stop')
}

const selfHarm: Reaction = (d, heard) => {
  if (d.state.lock === 'self_harm') return undefined
  const line = inSpanish(d, heard, 'self_harm', 'spanish_self_harm')
  const said = say(task(lock(d, 'self_harm'), 'call_back_by_person', 0), line)
  const { handoff } = d.options
  return handoff === undefined ? said : add(said, { type: 'transfer', to: handoff })
}

const refusedRecording: Reaction = (d) => {
  const noted = stopRecording(d)
  if (!endsWithoutRecording(d.state)) return ask(say(noted, 'recording_off'))
  return finish(lock(noted, 'refused_recording'), 'refused_recording', 'refused_recording')
}

const spanish: Reaction = (d) => (d.state.stage === 'spanish' ? undefined : beginSpanish(d))

const upset: Reaction = (d) => {
  const more = put(d, { upset: d.state.upset + 1 })
  return more.state.upset > 1 ? finish(more, 'close', 'abusive') : say(more, 'calm')
}

export const reactions: Readonly<Record<CallerEvent, Reaction>> = {
  self_harm: selfHarm,
  minor_answer: lockEnding('minor', 'minor', 'review_minor'),
  cease_contact: cease,
  attorney_represented: lockAsking('attorney', 'attorney', 'direct_to_attorney'),
  bankruptcy: lockAsking('bankruptcy', 'bankruptcy', 'review_bankruptcy'),
  deceased: lockAsking('deceased', 'deceased', 'review_deceased'),
  wrong_number: (d, said) =>
    d.state.verified
      ? stop('dispute', 'dispute', 'send_verification', 5)(d, said)
      : wrongNumber(d, said),
  refuse_recording: refusedRecording,
  identity_theft: lockEnding('identity_theft', 'identity_theft', 'review_identity_theft'),
  dispute: stop('dispute', 'dispute', 'send_verification', 5),
  request_validation: stop('validation', 'validation', 'send_validation_notice', 5),
  servicemember: lockEnding('servicemember', 'servicemember', 'review_servicemember'),
  legal_threat_or_complaint: (d) =>
    finish(task(lock(d, 'ended'), 'review_complaint', 1), 'complaint', 'complaint'),
  driving: later('driving'),
  workplace,
  inconvenient_time: later('inconvenient'),
  callback_request: later('inconvenient'),
  voicemail_greeting: voicemail,
  screening_or_hold: machine,
  // Whoever gave the two answers may have known them of somebody else, or have handed the phone on.
  third_party_answer: thirdPartyAnswers,
  ask_human: (d) => handOver(d, d.options.handoff, 'asked for a person'),
  ask_ai: (d) => ask(say(mark(d, 'asked_ai'), 'ai')),
  spanish,
  abusive: upset,
  refuse_to_pay: (d) => (d.state.verified ? finish(d, 'refused', 'refused to pay') : undefined),
  hardship: beginHardship,
  promise_to_pay: () => undefined,
  pay_now: () => undefined,
}

/** What each leaves to be done, when it is not what decides the turn. */
const work: Readonly<Partial<Record<CallerEvent, readonly [string, number]>>> = {
  cease_contact: ['suppress_number', 1],
  attorney_represented: ['direct_to_attorney', 1],
  bankruptcy: ['review_bankruptcy', 1],
  deceased: ['review_deceased', 1],
  identity_theft: ['review_identity_theft', 1],
  dispute: ['send_verification', 5],
  request_validation: ['send_validation_notice', 5],
  servicemember: ['review_servicemember', 1],
  legal_threat_or_complaint: ['review_complaint', 1],
}

/** Whoever says these is not the consumer: what they think of the debt is nobody's dispute. */
const notTheirs: ReadonlySet<CallerEvent> = new Set([
  'minor_answer',
  'wrong_number',
  'third_party_answer',
])

/**
 * One event decides what happens next; the others of the turn, and those of a call that is locked already, lose nothing by it: the work
 * they make is noted, and a recording that is refused stops.
 */
export function alsoBrought(
  d: Draft,
  events: readonly CallerEvent[],
  decides?: CallerEvent,
): Draft {
  const { lock: locked } = d.state
  const theirs =
    ![...events, decides].some((event) => event !== undefined && notTheirs.has(event)) &&
    !['minor', 'wrong_number', 'third_party'].includes(locked ?? '')
  const refused = events.includes('refuse_recording') && d.state.recording !== 'off'
  return events
    .filter((event) => theirs || event === 'cease_contact')
    .reduce(
      (next, event) => {
        const [name, days] = work[event] ?? []
        return name === undefined || next.state.tasks.includes(name)
          ? next
          : task(next, name, days ?? 0)
      },
      refused ? stopRecording(d) : d,
    )
}

const stopRecording = (d: Draft): Draft =>
  task(add(put(d, { recording: 'off' }), { type: 'record', on: false }), 'delete_recording', 1)

function mark(d: Draft, circumstance: Circumstance): Draft {
  return put(d, { circumstances: [...new Set([...d.state.circumstances, circumstance])] })
}
