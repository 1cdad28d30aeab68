/**
 * Which of the caller's words a stretch of the call's audio holds.
 *
 * Speech-to-text is a function of audio, so the scripted one must know what the frames it was given sound like. Frames carry their place
 * in the call; the caller knows which span of `caller.wav` was spoken there; the manifest knows the words of that span. A word
 * belongs to the stretch in which its end lies, and to the first that holds it: commits split a call without losing or doubling any.
 */
import type { Millis } from '../audio/frame.js'
import type { CallerSegment } from '../fixture/manifest.js'
import type { Placement } from './simulation.js'

/** A stretch of the call's audio, or of `caller.wav`. */
export interface Stretch {
  readonly from: Millis
  readonly to: Millis
}

export interface SpokenWord {
  readonly text: string
  /** Unique in the call: the same word of the same recording spoken again is another. */
  readonly key: string
  /** Where it ends in the call's audio, and in `caller.wav`. */
  readonly endsAt: Millis
  readonly wavEnd: Millis
}

/** What a stretch of the call holds of one caller segment. */
export interface Utterance {
  /** The span of `caller.wav` that sounds within the stretch. */
  readonly span: Stretch
  /** All words of the segment, also those outside of the stretch. */
  readonly words: readonly SpokenWord[]
}

/** Words are placed to whole ms at best, and a commit shall not lose the last one for a rounded end. */
export const tolerance: Millis = 1

/** The caller's segments that sound within the stretch, in the order they were spoken. */
export function utterancesIn(
  stretch: Stretch,
  placements: readonly Placement[],
  segments: ReadonlyMap<string, CallerSegment>,
): readonly Utterance[] {
  const utterances: Utterance[] = []
  // From the end, because what is transcribed was just said.
  for (let i = placements.length - 1; i >= 0; i--) {
    const placed = placements[i]
    if (placed === undefined || endOf(placed) <= stretch.from) break
    const segment = segments.get(placed.segment)
    if (placed.mediaAt >= stretch.to || segment === undefined) continue
    utterances.unshift({ span: heardSpan(stretch, placed), words: spokenWords(segment, placed, i) })
  }
  return utterances
}

/** The end lies in the stretch of the call. */
export function endsIn({ from, to }: Stretch): (word: SpokenWord) => boolean {
  return ({ endsAt }) => endsAt > from && endsAt <= to
}

/** The end lies in the span of `caller.wav`. */
export function wavEndsIn([from, to]: readonly [Millis, Millis]): (word: SpokenWord) => boolean {
  return ({ wavEnd }) => wavEnd > from && wavEnd <= to + tolerance
}

function endOf({ mediaAt, from, to }: Placement): Millis {
  return mediaAt + to - from
}

function heardSpan(stretch: Stretch, placed: Placement): Stretch {
  const shift = placed.from - placed.mediaAt
  return {
    from: Math.max(placed.from, stretch.from + shift),
    to: Math.min(placed.to, stretch.to + shift),
  }
}

function spokenWords(
  { words }: CallerSegment,
  placed: Placement,
  index: number,
): readonly SpokenWord[] {
  return words.map((word, i) => {
    // A word that is said to end after its segment ends with it.
    const wavEnd = Math.min(word.to, placed.to)
    const endsAt = placed.mediaAt + wavEnd - placed.from
    return { text: word.text, key: `${index}:${i}`, endsAt, wavEnd }
  })
}
