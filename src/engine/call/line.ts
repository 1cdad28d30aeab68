/**
 * The caller's audio as it comes off the line.
 *
 * Arrival is not audio time: carriers send over TCP, so frames come in bursts after a stall, and some send nothing in silence. Every length
 * (of speech, of silence) is counted in the caller's audio (`mediaAt`); only deadlines are call time. Silence is filled in where the next
 * timestamp proves a gap, or where nothing came for `line.idleMs` in mid-speech. Audio whose place was filled that way and comes after all
 * goes to speech-to-text, not to the detector a second time, and takes back an end of speech that the filling alone had set.
 */
import {
  type AudioFrame,
  durationMs,
  frameEnd,
  type Millis,
  silence,
  sliceMulaw,
} from '../audio/frame.js'
import { emit, type Moment, patch, setTimer } from './moment.js'
import { speakAgain } from './speech.js'
import type { Line } from './state.js'

export const newLine: Line = {
  offset: Number.POSITIVE_INFINITY,
  receivedTo: 0,
  scoredTo: 0,
  transcribedTo: 0,
  recent: [],
}

/** While nothing comes, silence is filled in steps of this. */
const fillStepMs = 100

export function hearFrame(m: Moment, frame: AudioFrame): Moment {
  const { line, speech } = m.state
  const end = frameEnd(frame)
  if (end <= line.receivedTo) return m
  const filled = frame.mediaAt < line.scoredTo
  let next = filled ? m : fillTo(m, frame.mediaAt)
  next = patch(next, { line: received(next.state.line, frame, m) })
  const fresh = filled ? after(frame, line.scoredTo) : frame
  if (fresh) next = emit(next, { type: 'scoreSpeech', frame: fresh })
  if (filled && speech.kind === 'quiet' && speech.stoppedAt > line.receivedTo) {
    return speakAgain(next, frame.mediaAt)
  }
  return speech.kind === 'speaking' ? transcribeFrame(next, speech.segment, frame) : next
}

/** Nothing came for a while in mid-speech: the carrier is sending silence by sending nothing. */
export function lineWentIdle(m: Moment): Moment {
  const { line, speech } = m.state
  if (speech.kind !== 'speaking') return m
  return setTimer(fillTo(m, m.at - line.offset), 'lineIdle', m.at + fillStepMs)
}

function transcribeFrame(m: Moment, segment: number, frame: AudioFrame): Moment {
  const { line, policy } = m.state
  const sent = emit(patch(m, { line: { ...line, transcribedTo: frameEnd(frame) } }), {
    type: 'transcribe',
    segment,
    frame,
  })
  return setTimer(sent, 'lineIdle', m.at + policy.line.idleMs)
}

function received(line: Line, frame: AudioFrame, m: Moment): Line {
  const end = frameEnd(frame)
  const { preRollMs } = m.state.policy.speech
  const oldest = line.recent[0]
  const full = oldest !== undefined && frameEnd(oldest) < end - preRollMs - detectorMs
  const recent = full ? line.recent.slice(1) : [...line.recent]
  recent.push(frame)
  return {
    ...line,
    offset: Math.min(line.offset, m.at - end),
    receivedTo: end,
    scoredTo: Math.max(line.scoredTo, end),
    recent,
  }
}

/** Onset is known one window late; the pre-roll counts from the onset. */
const detectorMs = 160

function fillTo(m: Moment, mediaAt: Millis): Moment {
  const { line, policy } = m.state
  if (mediaAt <= line.scoredTo) return m
  const from = Math.max(line.scoredTo, mediaAt - policy.line.maxFillMs)
  const frame = silence(from, mediaAt - from)
  if (durationMs(frame) === 0) return m
  const next = emit(m, { type: 'scoreSpeech', frame })
  return patch(next, { line: { ...line, scoredTo: frameEnd(frame) } })
}

/** The part of the frame from `mediaAt` on. */
function after(frame: AudioFrame, mediaAt: Millis): AudioFrame | undefined {
  if (frameEnd(frame) <= mediaAt) return undefined
  return {
    mulaw: sliceMulaw(frame.mulaw, mediaAt - frame.mediaAt, durationMs(frame)),
    mediaAt,
  }
}
