/**
 * When and how the agent stops for the caller, in two steps.
 *
 * *Pause*: after a moment of speech the sound stops at once, but the reply lives on; nothing is decided. *Decide*: words, or enough speech, or
 * a key, end the reply where it was heard; a backchannel, a cough or silence lets it go on with the clause that was cut. So the agent is
 * as quick to fall silent as the detector, and as slow to give up its turn as the words allow.
 *
 * A reply that is not audible yet is held the same way: the agent never begins to speak over the caller.
 */

import { asksToStop, contentWords, isHello, overheard } from './backchannel.js'
import type { InterruptedBy, ResumedBecause } from './command.js'
import {
  clearTimers,
  type Moment,
  note,
  patch,
  patchPlayout,
  patchTurn,
  setTimer,
} from './moment.js'
import { baseOf, heardMs, remainingMs, rewind } from './playout.js'
import { cutReply, stopSound } from './reply.js'
import { discardSegment, isWaiting, turnText, turnTextSoFar } from './segments.js'
import type { Spoken } from './state.js'

/** Words in a partial result that are enough to believe it. */
const enoughWords = 2

/** Looks at who speaks, and pauses, stops or resumes the reply. */
export function considerBargeIn(m: Moment): Moment {
  if (!m.state.reply || !isInterruptible(m)) return m
  const paused = considerPause(m)
  const by = reasonToStop(paused)
  if (by) return takeFloor(paused, by)
  return considerResume(paused)
}

/** The caller takes the floor; what they say is a turn that must be answered. */
export function takeFloor(m: Moment, by: InterruptedBy): Moment {
  return patchTurn(cutReply(m, by), { tookFloor: true })
}

/** The sentence that is being heard, or comes next, may be interrupted. */
export function isInterruptible(m: Moment): boolean {
  return currentSentence(m)?.interruptible ?? true
}

function currentSentence(m: Moment): Spoken | undefined {
  const { playout, policy } = m.state
  const heard = heardMs(playout, m.at, policy.playout)
  const at = playout.sentences.findIndex((s, i) => baseOf(playout.sentences, i) + s.ms > heard)
  return playout.sentences[at] ?? playout.sentences.at(-1)
}

function considerPause(m: Moment): Moment {
  const { speech, policy, pause } = m.state
  if (pause || speech.kind === 'quiet' || speech.voicedMs < policy.bargeIn.pauseAfterMs) return m
  if (m.state.turn.segments.some((s) => s.id === speech.segment && s.passed) || isOver(m)) return m
  const reply = m.state.reply?.id ?? 0
  const heard = heardMs(m.state.playout, m.at, policy.playout)
  const stopped = clearTimers(stopSound(m), 'pump', 'heard')
  const noted = note(stopped, { kind: 'agent.paused', reply, heardMs: heard })
  const due = m.at + policy.bargeIn.maxPauseMs
  return setTimer(patch(noted, { pause: { at: m.at } }), 'pause', due)
}

/** Everything was said and only the way to the ear is left: too late to stop, and too late to be meant. */
function isOver(m: Moment): boolean {
  const { reply, playout, policy } = m.state
  const { wireMs, earMs } = policy.playout
  const said = reply?.closed === true && playout.sentences.length > 0
  const left = remainingMs(playout, m.at, policy.playout)
  return said && playout.sentences.every((s) => s.ended) && left <= wireMs + earMs
}

function reasonToStop(m: Moment): InterruptedBy | undefined {
  const { turn, speech, policy } = m.state
  if (turn.segments.length === 0) return undefined
  const final = turnText(turn)
  const soFar = turnTextSoFar(turn)
  if (isOver(m)) return undefined
  if (overheard(final) === 'words' && !isHeldHello(m, final)) return 'words'
  if (overheard(final) === 'backchannel' && isAnswer(m)) return 'words'
  if (contentWords(soFar) >= enoughWords || asksToStop(soFar)) {
    if (!isHeldHello(m, soFar)) return 'words'
  }
  if (speech.kind === 'quiet') return undefined
  const supported = contentWords(soFar) > 0
  const { takeAfterMs, takeBlindAfterMs } = policy.bargeIn
  return speech.voicedMs >= (supported ? takeAfterMs : takeBlindAfterMs) ? 'duration' : undefined
}

/** Near the end of what the agent has to say, a short "yes" answers it. */
function isAnswer(m: Moment): boolean {
  const { reply, playout, policy, speech } = m.state
  const asked = playout.sentTo > 0 && reply?.closed === true && speech.kind === 'quiet'
  return asked && remainingMs(playout, m.at, policy.playout) <= policy.bargeIn.tailMs
}

/** "Hello?" before the opening was heard asks for it. */
function isHeldHello(m: Moment, text: string): boolean {
  const { reply, playout, policy } = m.state
  const heard = heardMs(playout, m.at, policy.playout)
  return reply?.cause === 'opening' && heard === 0 && isHello(text)
}

/** Nothing speaks for the caller wanting the floor: what was said is no turn, and a paused reply goes on. */
function considerResume(m: Moment): Moment {
  const { turn, speech, pause } = m.state
  if (speech.kind === 'speaking' || turn.segments.some(isWaiting)) return armFalseAlarm(m)
  const said = overheard(turnText(turn))
  if (isOver(m) && said !== 'nothing') return m
  const lost = turn.segments.some((segment) => segment.state === 'lost')
  const why = said === 'nothing' ? 'noise' : 'backchannel'
  const cleaned = lost
    ? m
    : turn.segments.reduce((next, segment) => discardSegment(next, segment.id, why), m)
  return pause ? resume(cleaned, lost ? 'false-alarm' : why) : cleaned
}

/** Silence without words shortens the pause. */
function armFalseAlarm(m: Moment): Moment {
  const { pause, speech, timers, policy, turn } = m.state
  if (!pause || speech.kind === 'speaking') return m
  const lastCommit = Math.max(...turn.segments.map((segment) => segment.committedAt))
  const silentSince = lastCommit - policy.speech.stopMs
  const due = Math.max(m.at, silentSince + policy.bargeIn.falseAlarmMs)
  return due < (timers.pause ?? Number.POSITIVE_INFINITY) ? setTimer(m, 'pause', due) : m
}

/** The pause may not last longer: the agent goes on, and whatever words still come can stop it again. */
export function pauseOverdue(m: Moment): Moment {
  const { speech, policy } = m.state
  const insisting = speech.kind === 'speaking' && speech.voicedMs >= policy.bargeIn.takeAfterMs
  return insisting ? takeFloor(m, 'duration') : resume(m, 'false-alarm')
}

function resume(m: Moment, why: ResumedBecause): Moment {
  const { reply, playout, policy, turn } = m.state
  const back = rewind(playout, policy.bargeIn.rewindMs)
  const noted = note(patchPlayout(m, back), {
    kind: 'agent.resumed',
    reply: reply?.id ?? 0,
    fromMs: back.sentTo,
    why,
  })
  const passed = turn.segments.map((segment) => ({ ...segment, passed: true }))
  return clearTimers(patch(patchTurn(noted, { segments: passed }), { pause: undefined }), 'pause')
}
