/** One small request that only reads, and how long it took. */
import { performance } from 'node:perf_hooks'

export interface Answered {
  readonly ms: number
  readonly status: number
  /** Parsed if it is JSON, else undefined. */
  readonly body: unknown
}

/** A service that takes longer than this is not there. */
const longestMs = 10_000

/** Rejects with a sentence when there is no answer. */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const begun = performance.now()
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(longestMs) })
    const text = await response.text()
    const ms = Math.round(performance.now() - begun)
    return { ms, status: response.status, body: parsed(text) }
  } catch (error) {
    throw new Error(`${new URL(url).host} does not answer: ${reason(error)}`, { cause: error })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `fetch` itself only says "fetch failed". */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof AggregateError) return reason(cause.errors[0])
  return cause instanceof Error ? cause.message : error.message
}
