/**
 * What a capture keeps of a call while it lasts: everything but the frames and scores that changed nothing. Of those it keeps the sound and
 * where each stretch of speech began and ended.
 */
import { type AudioFrame, frameEnd, type Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import type { SegmentId } from '../call/event.js'
import { type Lane, newLane } from '../replay/carrier-lane.js'
import type { Entry, Observer } from '../report/entry.js'
import { isListening } from '../report/packed-row.js'

/** A stretch of the caller's audio that went to speech-to-text, in the caller's audio. */
export interface HeardSegment {
  readonly segment: SegmentId
  from: Millis
  to: Millis
  /** End of its last voiced window, once it has one. */
  voicedTo: Millis | undefined
  /** Call time; undefined when it was noise, or the call was over first. */
  committedAt: Millis | undefined
  dropped: boolean
}

export interface Recording {
  readonly entries: readonly Entry[]
  readonly segments: readonly HeardSegment[]
  /** The caller from the beginning of their audio, silence where nothing came. */
  readonly audio: Lane
  /** End of the caller's audio. */
  readonly audioMs: Millis
  /** How much of it truly came. */
  readonly receivedMs: Millis
  /** Least time from the end of a frame in the caller's audio to its arrival, call time. */
  readonly offset: Millis
  readonly callMs: Millis
  readonly conversation: readonly Message[]
  /** Asked for from outside, which no caller can do again: the recording ends there. */
  readonly stoppedAt: Millis | undefined
}

export interface Recorder {
  readonly observe: Observer
  readonly recording: Recording
}

export function recordCall(): Recorder {
  const kept = {
    entries: [] as Entry[],
    segments: [] as HeardSegment[],
    audio: newLane(),
    ...{ audioMs: 0, receivedMs: 0, offset: Number.POSITIVE_INFINITY, callMs: 0 },
    conversation: [] as readonly Message[],
    stoppedAt: undefined as Millis | undefined,
  }
  const hear = (frame: AudioFrame, at: Millis) => {
    const end = frameEnd(frame)
    kept.audio.write(frame.mediaAt, frame.mulaw)
    kept.audioMs = Math.max(kept.audioMs, end)
    kept.receivedMs += end - frame.mediaAt
    kept.offset = Math.min(kept.offset, at - end)
  }
  const observe: Observer = (entry, { conversation }) => {
    const { event, commands } = entry
    if (event.type.startsWith('control.')) kept.stoppedAt ??= event.at
    if (kept.stoppedAt !== undefined) return
    kept.callMs = event.at
    kept.conversation = conversation
    if (event.type === 'transport.audio') hear(event.frame, event.at)
    for (const command of commands) followSegment(kept.segments, command, event.at)
    if (!isListening(entry)) kept.entries.push(entry)
  }
  return { observe, recording: kept }
}

function followSegment(segments: HeardSegment[], command: Command, at: Millis): void {
  switch (command.type) {
    case 'transcribe':
      transcribed(segments, command.segment, command.frame)
      break
    case 'commitSpeech':
      change(segments, command.segment, { committedAt: at })
      break
    case 'dropSpeech':
      change(segments, command.segment, { dropped: true })
      break
    case 'note': {
      const { note } = command
      if (note.kind === 'speech.stopped') change(segments, note.segment, { voicedTo: note.mediaAt })
    }
  }
}

function transcribed(segments: HeardSegment[], segment: SegmentId, frame: AudioFrame): void {
  const { mediaAt } = frame
  const to = frameEnd(frame)
  const known = find(segments, segment)
  if (known === undefined) {
    const unknown = { voicedTo: undefined, committedAt: undefined, dropped: false }
    segments.push({ segment, from: mediaAt, to, ...unknown })
  } else {
    known.from = Math.min(known.from, mediaAt)
    known.to = Math.max(known.to, to)
  }
}

function change(segments: HeardSegment[], id: SegmentId, changes: Partial<HeardSegment>): void {
  Object.assign(find(segments, id) ?? {}, changes)
}

/** From the end: it is nearly always the last. */
const find = (segments: readonly HeardSegment[], id: SegmentId) =>
  segments.findLast(({ segment }) => segment === id)
