import type { Context } from '../context.js'

/** Ctrl-C and its kin, counted. */
export interface StopSignals {
  /** Aborts at the first: wind up. */
  readonly first: AbortSignal
  /** Aborts at the second: wind up without waiting for anybody. */
  readonly second: AbortSignal
  readonly release: () => void
}

export function stopSignals(context: Context): StopSignals {
  const first = new AbortController()
  const second = new AbortController()
  const release = context.takeSignals(() => (first.signal.aborted ? second : first).abort())
  return { first: first.signal, second: second.signal, release }
}

/** Resolves when the signal does. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** The work, or `undefined` when `ms` have passed since the signal and it is not done. */
export async function within<T>(
  work: Promise<T>,
  signal: AbortSignal,
  ms: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const enough = aborted(signal).then(
    () =>
      new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), ms)
      }),
  )
  try {
    return await Promise.race([work, enough])
  } finally {
    clearTimeout(timer)
  }
}
