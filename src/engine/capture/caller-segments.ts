/**
 * What the caller said, cut where the engine took it for speech, with the words it was told.
 */
import { type Millis, sliceMulaw } from '../audio/frame.js'
import type { SegmentId, Word } from '../call/event.js'
import { placeWordsByLoudness } from '../fixture/place-words.js'
import type { Entry } from '../report/entry.js'
import type { HeardSegment, Recording } from './recording.js'

/** A segment of the caller in `caller.wav`; when it is spoken is told by its `mouthAt`. */
export interface SpokenSegment {
  readonly id: string
  readonly segment: SegmentId
  readonly from: Millis
  readonly to: Millis
  readonly words: readonly Word[]
  /** Call time at which it begins at the caller's mouth. */
  readonly mouthAt: Millis
}

/** What speech-to-text told of a segment. */
export interface SegmentWords {
  readonly partial: string
  /** Undefined: none came. */
  readonly final: string | undefined
  readonly finalAt: Millis | undefined
  /** How often the final came. */
  readonly times: number
}

/** @param toMouth what to add to a place in the caller's audio for call time at the mouth */
export function spokenSegments(recording: Recording, toMouth: Millis): readonly SpokenSegment[] {
  const { audio, segments, entries } = recording
  const words = segmentWords(entries)
  const sound = audio.read(0, recording.audioMs)
  return apart(segments).map((segment, i) => {
    const { from } = segment
    const to = Math.min(segment.to, recording.audioMs)
    const told = words.get(segment.segment)
    const text = told?.final ?? told?.partial ?? ''
    const voiced = sliceMulaw(sound, from, Math.min(to, segment.voicedTo ?? to))
    const placed = placeWordsByLoudness(voiced, text)
    return {
      ...{ id: `caller-${i + 1}`, segment: segment.segment },
      ...{ from, to, mouthAt: Math.max(0, from + toMouth) },
      words: placed.map((word) => ({ text: word.text, ...within(word, from, to) })),
    }
  })
}

function within(word: Word, from: Millis, to: Millis) {
  const end = Math.min(to, from + word.to)
  return { from: Math.min(end, from + word.from), to: end }
}

/** Noise that was dropped is sent again with the speech that follows it: then it is part of that. */
function apart(segments: readonly HeardSegment[]): readonly HeardSegment[] {
  const inOrder = segments.toSorted((a, b) => a.from - b.from)
  return inOrder.filter((segment, i) => {
    const next = inOrder[i + 1]
    return segment.to > segment.from && !(segment.dropped && next && next.from < segment.to)
  })
}

export function segmentWords(entries: readonly Entry[]): ReadonlyMap<SegmentId, SegmentWords> {
  const words = new Map<SegmentId, SegmentWords>()
  for (const { event } of entries) {
    if (event.type !== 'stt.partial' && event.type !== 'stt.final') continue
    const before = words.get(event.segment) ?? nothing
    const { at, text } = event
    if (event.type === 'stt.partial') words.set(event.segment, { ...before, partial: text })
    else {
      const first = before.final === undefined ? { final: text, finalAt: at } : {}
      words.set(event.segment, { ...before, ...first, times: before.times + 1 })
    }
  }
  return words
}

const nothing: SegmentWords = { partial: '', final: undefined, finalAt: undefined, times: 0 }
