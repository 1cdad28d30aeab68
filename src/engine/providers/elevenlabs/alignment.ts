/** When each character of a text is said, from the forms in which ElevenLabs writes it. */
import type { Millis } from '../../audio/frame.js'
import { isRecord } from '../record.js'

/** One character with its place, ms from the start of the audio it came with. */
export interface TimedChar {
  readonly char: string
  readonly from: Millis
  readonly to: Millis
}

/**
 * The characters of an alignment, or none when it is missing, null, empty or contradicts itself: audio without times is still speech.
 * Sockets count in ms and give lengths (in two spellings), HTTP counts in seconds and gives ends.
 */
export function readAlignment(value: unknown): readonly TimedChar[] {
  if (!isRecord(value)) return []
  const chars = list(value.chars ?? value.characters)
  const startsMs = list(value.charStartTimesMs)
  const lengths = list(value.charDurationsMs ?? value.charsDurationsMs)
  const starts = list(value.character_start_times_seconds ?? value.characterStartTimesSeconds)
  const ends = list(value.character_end_times_seconds ?? value.characterEndTimesSeconds)
  const timed: TimedChar[] = []
  for (const [i, char] of chars.entries()) {
    const from = finite(startsMs[i]) ?? seconds(starts[i])
    const to = finite(ends[i]) === undefined ? plus(from, lengths[i]) : seconds(ends[i])
    if (typeof char !== 'string' || from === undefined || to === undefined) return []
    timed.push({ char, from, to: Math.max(from, to) })
  }
  return timed
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function seconds(value: unknown): Millis | undefined {
  const number = finite(value)
  return number === undefined ? undefined : number * 1000
}

function plus(from: Millis | undefined, length: unknown): Millis | undefined {
  return from === undefined ? undefined : from + (finite(length) ?? 0)
}
