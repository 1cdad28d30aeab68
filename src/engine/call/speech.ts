/**
 * From detector scores to "the caller speaks" and "the caller is silent": hysteresis over windows of 32 ms.
 *
 * Speech is cut into numbered segments. A segment begins with its onset and the audio just before it, and is committed to speech-to-text
 * when the detector has heard `stopMs` of silence, not when the turn ends: the words are made while the endpointer waits. Less voiced
 * sound than `minMs` was noise, and is dropped.
 *
 * While the agent is audible, sound far below its voice is its own echo and starts nothing.
 */
import { frameEnd, type Millis } from '../audio/frame.js'
import type { ProviderEvent } from './event.js'
import { clearTimers, emit, type Moment, nextId, note, patch, setTimer } from './moment.js'
import { closeSegment, discardSegment, openSegment } from './segments.js'
import type { Speech } from './state.js'

type Score = Extract<ProviderEvent, { type: 'vad.scored' }>

/** Length of a detector window. */
const windowMs = 32
/** An echo may come back this long after the agent fell silent. */
const echoTailMs = 500
/** A segment is committed after so much speech without a pause, so that its words come in time. */
const longestSegmentMs = 30_000

export function hearScore(m: Moment, score: Score): Moment {
  const { speech, policy } = m.state
  if (speech.kind === 'quiet') {
    const starts = score.probability >= policy.speech.start && !isEcho(m, score.level)
    return starts ? startSpeech(m, score.upTo - windowMs, windowMs) : m
  }
  if (score.probability >= policy.speech.stop) return keepSpeaking(m, speech, score.upTo)
  return score.upTo - speech.voicedTo >= policy.speech.stopMs
    ? stopSpeech(m, speech, score.upTo)
    : m
}

/**
 * Late audio shows that the caller had not stopped: the line had. The detector was given silence in its place, so it counts as just
 * enough voice to be transcribed.
 */
export function speakAgain(m: Moment, mediaAt: Millis): Moment {
  return startSpeech(m, mediaAt, m.state.policy.speech.minMs)
}

type Speaking = Extract<Speech, { kind: 'speaking' }>

function keepSpeaking(m: Moment, speech: Speaking, upTo: Millis): Moment {
  const going = { ...speech, voicedMs: speech.voicedMs + windowMs, voicedTo: upTo }
  const next = patch(m, { speech: going })
  return upTo - speech.since >= longestSegmentMs ? stopSpeech(next, going, upTo) : next
}

function startSpeech(m: Moment, since: Millis, voicedMs: Millis): Moment {
  const [numbered, segment] = nextId(m, 'segment')
  const { line, policy } = m.state
  const sentFrom = Math.max(line.transcribedTo, since - policy.speech.preRollMs)
  const voicedTo = since + voicedMs
  const speech: Speech = { kind: 'speaking', segment, since, sentFrom, voicedMs, voicedTo }
  let next = openSegment(patch(numbered, { speech }), segment)
  next = note(next, { kind: 'speech.started', segment, mediaAt: since })
  return sendPreRoll(next, segment, sentFrom)
}

function sendPreRoll(m: Moment, segment: number, from: Millis): Moment {
  const { line, policy } = m.state
  const frames = line.recent.filter((frame) => frame.mediaAt >= from)
  const sent = emit(m, ...frames.map((frame) => ({ type: 'transcribe', segment, frame }) as const))
  const transcribedTo = frames.reduce(
    (to, frame) => Math.max(to, frameEnd(frame)),
    line.transcribedTo,
  )
  const next = patch(sent, { line: { ...line, transcribedTo } })
  return setTimer(next, 'lineIdle', m.at + policy.line.idleMs)
}

function stopSpeech(m: Moment, speech: Speaking, stoppedAt: Millis): Moment {
  const { segment, voicedMs, voicedTo } = speech
  const quiet = clearTimers(patch(m, { speech: { kind: 'quiet', stoppedAt } }), 'lineIdle')
  if (voicedMs < m.state.policy.speech.minMs) return dropSpeech(quiet, speech)
  const noted = note(quiet, { kind: 'speech.stopped', segment, mediaAt: voicedTo, voicedMs })
  return closeSegment(emit(noted, { type: 'commitSpeech', segment }), segment, voicedTo)
}

/** Too little to be words by itself; as the start of what follows ("I … would like") it is sent again with that. */
function dropSpeech(m: Moment, { segment, sentFrom }: Speaking): Moment {
  const line = { ...m.state.line, transcribedTo: sentFrom }
  const dropped = emit(patch(m, { line }), { type: 'dropSpeech', segment })
  return discardSegment(dropped, segment, 'noise')
}

function isEcho(m: Moment, level: number): boolean {
  const { playout, policy } = m.state
  const near = m.at < playout.dryAt + policy.playout.earMs + echoTailMs
  return near && level < playout.level - policy.speech.echoDb
}
