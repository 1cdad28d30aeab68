/**
 * What every provider must do, as checks that any test runner can run. The adapters of this package pass them; an adapter of your own should:
 *
 *   import { conformance } from 'voice-agent/testing'
 *   for (const check of conformance.tts({ make })) test(check.name, check.run)
 *
 * `make` gives a provider for a new call each time. A check throws an `Error` that says what was wanted and what came.
 */

export interface Check {
  /** A sentence. */
  readonly name: string
  run(): Promise<void>
}

/** A provider that does not obey within this is broken, ms. */
const obeyMs = 2000
/** The longest a check waits for an answer, ms. */
const answerMs = 20_000

export function expect(holds: boolean, wanted: string, got?: unknown): void {
  if (holds) return
  const came = got === undefined ? '' : `; got ${JSON.stringify(got)}`
  throw new Error(`wanted ${wanted}${came}`)
}

/** Everything that is said until the end, or an error if that does not come in time. */
export async function all<Part>(parts: AsyncIterable<Part>, ms = answerMs): Promise<Part[]> {
  const found: Part[] = []
  const read = async () => {
    for await (const part of parts) found.push(part)
  }
  await within(read(), ms, () => `the end; ${found.length} parts came`)
  return found
}

/** The first parts, up to one that is enough. */
export async function upTo<Part>(
  parts: AsyncIterable<Part>,
  enough: (part: Part) => boolean,
): Promise<Part[]> {
  const found: Part[] = []
  const read = async () => {
    for await (const part of parts) {
      found.push(part)
      if (enough(part)) return
    }
  }
  await within(read(), answerMs, () => `an answer; ${found.length} parts came`)
  return found
}

/** An aborted iteration ends soon and without an error. */
export async function endsOnAbort(
  begin: (signal: AbortSignal) => AsyncIterable<unknown>,
): Promise<void> {
  const controller = new AbortController()
  const reading = all(begin(controller.signal), answerMs)
  await new Promise((resolve) => setImmediate(resolve))
  controller.abort()
  await within(reading, obeyMs, () => 'the iteration to end when its signal aborts')
}

async function within<T>(work: Promise<T>, ms: number, wanted: () => string): Promise<T> {
  let timeout: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`wanted ${wanted()} within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timeout)
  }
}

/** Connecting and closing may happen at any time, any number of times. */
export function connectionChecks(make: () => { warm?(): void; close?(): void }): readonly Check[] {
  return [
    {
      name: 'can be warmed and closed in any order and more than once',
      async run() {
        const one = make()
        one.warm?.()
        one.warm?.()
        one.close?.()
        one.close?.()
        one.warm?.()
        one.close?.()
        make().close?.()
      },
    },
  ]
}
