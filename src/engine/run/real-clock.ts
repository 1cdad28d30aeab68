/**
 * The clock of a real call: milliseconds since it was made, which should be when the call began.
 */
import type { Millis } from '../audio/frame.js'
import type { Clock } from './clock.js'

/** The longest wait `setTimeout` takes, ms; longer ones are waited for in parts. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

export class RealClock implements Clock {
  readonly #start = performance.now()

  /** To the microsecond, so that the numbers in a log stay short. */
  now(): Millis {
    return Math.round((performance.now() - this.#start) * 1000) / 1000
  }

  alarm(at: Millis, wake: () => void): () => void {
    let timeout: NodeJS.Timeout
    const wait = () => {
      const ms = Math.ceil(Math.max(0, at - this.now()))
      timeout = setTimeout(look, Math.min(ms, LONGEST_WAIT_MS))
    }
    // Timers count in whole milliseconds of a cached time and can fire early.
    const look = () => (this.now() < at ? wait() : wake())
    wait()
    return () => clearTimeout(timeout)
  }

  hold<T>(work: Promise<T>): Promise<T> {
    return work
  }
}
