/**
 * Where time comes from. The real and the virtual call differ in this one object.
 */
import type { Millis } from '../audio/frame.js'

export interface Clock {
  /** Milliseconds since the call began. */
  now(): Millis
  /** Calls `wake` once `at` has come (at once, but never synchronously, if it has passed). The result disarms it. */
  alarm(at: Millis, wake: () => void): () => void
  /** Real work under way (a worker, a model): virtual time stands still until it settles. */
  hold<T>(work: Promise<T>): Promise<T>
}

/** Resolves once `at` has come; rejects with the signal's reason if it aborts first. Leaves no listener behind. */
export function until(clock: Clock, at: Millis, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const aborted = () => {
      disarm()
      reject(signal?.reason)
    }
    const disarm = clock.alarm(at, () => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    })
    signal?.addEventListener('abort', aborted, { once: true })
  })
}
