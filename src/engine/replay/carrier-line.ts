/**
 * The weaknesses of the way from the carrier to the engine. It is TCP: whatever is late comes, and comes in order.
 */
import type { Millis } from '../audio/frame.js'
import type { Random } from '../audio/random.js'
import type { LineConditions } from '../fixture/manifest.js'

/** A good line between two data centers and a phone network, one way. */
const defaultLatencyMs = 50

export interface CarrierLine {
  readonly latencyMs: Millis
  /** When something sent at `at` comes out at the other end. To be asked in the order of sending. */
  arrival(at: Millis): Millis
  /** What is sent at `at` is held up. */
  stalls(at: Millis): boolean
  /** The frame that begins at `mediaAt` is lost. */
  loses(mediaAt: Millis): boolean
}

type Faults = NonNullable<LineConditions['stalls']>

/** @param spokenAt when a caller segment began, if it did */
export function carrierLine(
  conditions: LineConditions,
  random: Random,
  spokenAt: (segment: string) => Millis | undefined,
): CarrierLine {
  const { latency_ms: latencyMs = defaultLatencyMs, jitter_ms: jitterMs = 0 } = conditions
  let last: Millis = 0
  const hits = (faults: Faults | undefined, at: Millis) =>
    faults?.some((fault) => {
      const origin = fault.segment === undefined ? 0 : spokenAt(fault.segment)
      if (origin === undefined) return false
      const from = origin + fault.from
      return at >= from && at < from + fault.ms
    }) ?? false
  return {
    latencyMs,
    arrival(at) {
      const extra = jitterMs === 0 ? 0 : Math.round(random() * jitterMs)
      last = Math.max(last, at + latencyMs + extra)
      return last
    },
    stalls: (at) => hits(conditions.stalls, at),
    loses: (mediaAt) => hits(conditions.gaps, mediaAt),
  }
}
