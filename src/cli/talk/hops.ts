/** Where the time of an answer went, in few words. However it is shortened, the parts add up to the whole. */
import type { Hops } from './event-schema.js'

export interface Hop {
  readonly name: string
  /** When it began, ms after the caller's speech ended. */
  readonly from: number
  readonly ms: number
}

const names = [
  ...([
    ['stop_detection', 'stop'],
    ['transcript', 'stt'],
    ['endpoint', 'endpoint'],
  ] as const),
  ...([
    ['model', 'llm'],
    ['tools', 'tool'],
    ['sentence', 'clause'],
    ['voice', 'tts'],
  ] as const),
  ...([
    ['queue', 'queue'],
    ['unaccounted', 'other'],
    ['play', 'play'],
  ] as const),
] satisfies readonly (readonly [keyof Hops, string])[]

/** The hops that took any time, in order. */
export function hopsOf(hops: Hops): readonly Hop[] {
  let at = 0
  return names
    .map(([key, name]) => {
      const from = at
      at += hops[key]
      return { name, from, ms: hops[key] }
    })
    .filter(({ ms }) => ms > 0)
}

export function hopsText(hops: readonly Hop[]): string {
  return hops.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(' ')
}

/**
 * As many of the hops as are wanted: the two neighbours that are shortest together become one, named after the longer with a `+`, until
 * `fits`.
 */
export function joinHops(
  hops: readonly Hop[],
  fits: (hops: readonly Hop[]) => boolean,
): readonly Hop[] {
  const rest = [...hops]
  while (rest.length > 1 && !fits(rest)) {
    const sums = rest.slice(1).map(({ ms }, i) => ms + (rest[i]?.ms ?? 0))
    const at = sums.indexOf(Math.min(...sums))
    const [a, b] = rest.slice(at, at + 2)
    if (a === undefined || b === undefined) break
    const longer = a.ms >= b.ms ? a : b
    rest.splice(at, 2, { name: `${longer.name.replace('+', '')}+`, from: a.from, ms: a.ms + b.ms })
  }
  return rest
}

/** `.18`, `1.31` */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(2).replace(/^0\./, '.')
}
