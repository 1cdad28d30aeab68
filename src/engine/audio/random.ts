/** A source of numbers from 0 up to but not including 1. */
export type Random = () => number

/** Reproducible random numbers: the same seed gives the same sequence everywhere (mulberry32, 2^32 numbers long). */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
