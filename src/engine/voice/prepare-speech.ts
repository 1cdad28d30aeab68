/** From what a synthesizer made to what a call plays: no silence before it, a steady level, mu-law. */

import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import { encodeMulaw } from '../audio/mulaw.js'
import { moveSpan, type Span } from './word-times.js'

/** A word with its place in the audio. */
export interface SpokenWord extends Span {
  readonly text: string
}

/** What is left before the first sound, and after the last: enough to sound natural between sentences. */
const LEAD_MS = 40
const TAIL_MS = 80

/** RMS of the parts that sound, dBFS: the level telephone speech is usually brought to. */
const SPEECH_LEVEL = -20

/** Highest sample after the level is set: below what mu-law can carry, so nothing is clipped. */
const PEAK = 30_000

const WINDOW = 10 * MULAW_BYTES_PER_MS

/** Windows this far below the loudest one are pauses and breath. */
const PAUSE_DB = 35

/**
 * Cut the silence around speech, set its level, and encode it. No words, no audio.
 * @param pcm 16-bit, 8 kHz
 */
export function prepareForPhone(
  pcm: Int16Array,
  words: readonly SpokenWord[],
): { readonly mulaw: Uint8Array; readonly words: readonly SpokenWord[] } {
  const voiced = findVoiced(pcm)
  if (voiced === undefined || words.length === 0) return { mulaw: new Uint8Array(0), words: [] }
  const begin = voiced.from - LEAD_MS * MULAW_BYTES_PER_MS
  const length = voiced.to + TAIL_MS * MULAW_BYTES_PER_MS - begin
  const cut = Int16Array.from({ length }, (_, i) => Math.round((pcm[begin + i] ?? 0) * voiced.gain))
  return {
    mulaw: encodeMulaw(cut),
    words: words.map((word) => ({
      text: word.text,
      ...within(moveSpan(word, -begin / MULAW_BYTES_PER_MS), length / MULAW_BYTES_PER_MS),
    })),
  }
}

/** The span in whole milliseconds, inside the audio. */
function within(span: Span, end: Millis): Span {
  return { from: Math.max(0, Math.round(span.from)), to: Math.min(end, Math.round(span.to)) }
}

/** First and last sample of what sounds, and the factor that brings it to its level. */
function findVoiced(
  pcm: Int16Array,
): { readonly from: number; readonly to: number; readonly gain: number } | undefined {
  const count = Math.ceil(pcm.length / WINDOW)
  const powers = Array.from({ length: count }, (_, i) =>
    power(pcm.subarray(i * WINDOW, (i + 1) * WINDOW)),
  )
  const loudest = powers.reduce((max, value) => Math.max(max, value), 0)
  if (loudest === 0) return undefined
  const sounds = (value: number) => value > loudest / 10 ** (PAUSE_DB / 10)
  return {
    from: powers.findIndex(sounds) * WINDOW,
    to: (powers.findLastIndex(sounds) + 1) * WINDOW,
    gain: gainFor(pcm, powers.filter(sounds)),
  }
}

function gainFor(pcm: Int16Array, powers: readonly number[]): number {
  const rms = Math.sqrt(powers.reduce((sum, value) => sum + value, 0) / powers.length)
  const peak = pcm.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)
  return Math.min((32_768 * 10 ** (SPEECH_LEVEL / 20)) / rms, PEAK / peak)
}

function power(pcm: Int16Array): number {
  return pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length
}
