/**
 * One direction of a call as sound: mu-law from the beginning of the call, written piece by piece wherever it belongs, silence in
 * between.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'

export interface Lane {
  /** Puts sound at call time `at`, over whatever was there. */
  write(at: Millis, mulaw: Uint8Array): void
  /** Silence from `at` on. */
  cut(at: Millis): void
  /** The sound between two times; silence where nothing was written. Shared with the lane where it can be: do not keep it. */
  read(from: Millis, to: Millis): Uint8Array
  /** A copy of the first `ms`. */
  take(ms: Millis): Uint8Array
}

const startBytes = 30_000 * MULAW_BYTES_PER_MS

export function newLane(): Lane {
  let bytes = new Uint8Array(startBytes).fill(MULAW_SILENCE)
  /** End of what was ever written; silence lies beyond. */
  let written = 0
  const grow = (length: number) => {
    if (length <= bytes.length) return
    const grown = new Uint8Array(Math.max(length, bytes.length * 2)).fill(MULAW_SILENCE)
    grown.set(bytes)
    bytes = grown
  }
  return {
    write(at, mulaw) {
      const from = sampleAt(at)
      grow(from + mulaw.length)
      bytes.set(mulaw, from)
      written = Math.max(written, from + mulaw.length)
    },
    cut(at) {
      const from = sampleAt(at)
      bytes.fill(MULAW_SILENCE, from, Math.max(from, written))
    },
    read(from, to) {
      grow(sampleAt(to))
      return bytes.subarray(sampleAt(from), sampleAt(to))
    },
    take(ms) {
      grow(sampleAt(ms))
      return bytes.slice(0, sampleAt(ms))
    },
  }
}

/** The sample that sounds at `at`. */
function sampleAt(at: Millis): number {
  return Math.max(0, Math.round(at * MULAW_BYTES_PER_MS))
}
