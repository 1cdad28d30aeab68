/**
 * What ends a call that nobody ends: a caller who says nothing (asked again, asked again, goodbye), the longest call, a goodbye that
 * is never heard. And the end of the call itself.
 */
import type { Directive } from '../agent/agent.js'
import type { Evidence, ReplyCause } from './command.js'
import { emit, type Moment, patch, setTimer } from './moment.js'
import { cutReply, finishReply, startReply } from './reply.js'
import { type After, nothingHeld } from './state.js'
import { keepWrites } from './tools.js'
import { keepLastWords, sayOpening } from './turn.js'

/** A caller who is just speaking, or whose words are due, is not silent. */
const lookAgainMs = 1000

/** Opens the call, or lets the caller speak first for a while. */
export function openCall(m: Moment, opening: readonly Directive[]): Moment {
  const { policy, held } = m.state
  if (policy.opening.by === 'agent') return startReply(m, opening, 'opening')
  const waiting = patch(m, { held: { ...held, opening } })
  return setTimer(waiting, 'greeting', m.at + policy.opening.greetAfterMs)
}

/** The caller was to speak first and did not. */
export function greet(m: Moment): Moment {
  return isBusy(m) ? setTimer(m, 'greeting', m.at + lookAgainMs) : sayOpening(m)
}

/** While nobody speaks and nothing is awaited, the caller's silence is counted. */
export function considerIdle(m: Moment): Moment {
  const { phase, reply, timers, policy, held } = m.state
  const waiting = phase === 'live' && !reply && !held.turn && timers.greeting === undefined
  if (!waiting || timers.callerSilence !== undefined) return m
  return setTimer(m, 'callerSilence', m.at + policy.idle.afterMs)
}

export function callerIsSilent(m: Moment): Moment {
  const { reprompts, policy, reply } = m.state
  if (reply) return m
  if (isBusy(m)) return setTimer(m, 'callerSilence', m.at + lookAgainMs)
  const line = policy.lines.reprompts[reprompts]
  if (line !== undefined) {
    return startReply(patch(m, { reprompts: reprompts + 1 }), [say(line)], 'idle')
  }
  return startReply(m, [say(policy.lines.goodbye), end('the caller was silent')], 'idle')
}

/** The caller is speaking or pressing keys, or their words are due. */
export function isBusy(m: Moment): boolean {
  const { speech, turn, keypad } = m.state
  return speech.kind === 'speaking' || turn.segments.length > 0 || keypad.digits !== ''
}

/** Ends the call with a fixed line that the caller cannot stop. */
export function endWith(m: Moment, line: string, why: string, cause: ReplyCause): Moment {
  const alone = cutReply(m, 'control')
  const quiet = patch(alone, { held: nothingHeld })
  return startReply(quiet, [{ ...say(line), interruptible: false }, end(why)], cause)
}

/** The agent is out, and nobody else decides: the call ends with the fixed goodbye, for which no record is wanted. */
export function goOut(m: Moment, why: string): Moment {
  if (m.state.agentIsOut) return m
  return endWith(
    patch(m, { agentIsOut: true, phase: 'live' }),
    m.state.policy.lines.goodbye,
    why,
    'control',
  )
}

/** The reply was heard in full; some replies end the call. */
export function concludeReply(m: Moment, evidence: Evidence): Moment {
  const after = m.state.reply?.after
  const heard = finishReply(m, evidence)
  return after ? endCall(heard, after) : heard
}

/** What comes after a reply that ends the call. */
export function endCall(m: Moment, after: After): Moment {
  const command =
    after.type === 'transfer'
      ? ({ type: 'transfer', to: after.to } as const)
      : ({ type: 'hangUp', why: after.why } as const)
  return closeCall(emit(m, command))
}

/** The call is over: nothing is waited for any more but what comes of writes. */
export function closeCall(m: Moment): Moment {
  const alone = keepLastWords(m.state.reply ? cutReply(m, 'hang-up') : m)
  return keepWrites(patch(alone, { phase: 'ended' }))
}

const say = (text: string): Extract<Directive, { type: 'say' }> => ({
  type: 'say',
  id: '',
  text,
  interruptible: true,
})
const end = (why: string): Directive => ({ type: 'end', why })
