/**
 * Watches how late the event loop is. A frame that waits is a gap in somebody's sentence, so a loop that stays late takes no more calls.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface LoopDelay {
  /** The p95 of the last full window, ms. */
  readonly p95: number
  /** It was beyond the limit in two windows in a row. */
  readonly isLate: boolean
  close(): void
}

/** The histogram holds the time between two looks, this one included. */
const resolutionMs = 10
const windowMs = 1000

export function watchLoopDelay(limitMs: number): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let p95 = 0
  let lateWindows = 0
  const look = setInterval(() => {
    p95 = Math.max(0, histogram.percentile(95) / 1e6 - resolutionMs)
    lateWindows = p95 > limitMs ? lateWindows + 1 : 0
    histogram.reset()
  }, windowMs).unref()
  return {
    get p95() {
      return p95
    },
    get isLate() {
      return lateWindows >= 2
    },
    close() {
      clearInterval(look)
      histogram.disable()
    },
  }
}
