/** OpenAI's ways of saying no, in our words: the same for transcriptions and for chat. */
import type { Millis } from '../audio/frame.js'
import type { FailureCode } from '../call/event.js'

/** Money or a spending limit is used up; waiting does not help. */
const quota = /quota|billing|hard_limit|credit|spend_limit|usage_limit/i

const statusCodes: Readonly<Record<number, FailureCode>> = {
  402: 'QUOTA',
  408: 'TIMEOUT',
  429: 'RATE_LIMITED',
}

/**
 * An HTTP answer that is no success.
 *
 * @param words `error.code` and `error.type` of the body, as far as there are any
 */
export function codeOfAnswer(
  status: number,
  ...words: readonly (string | null | undefined)[]
): FailureCode {
  if (quota.test(words.join(' '))) return 'QUOTA'
  return statusCodes[status] ?? codeOfStatus(status)
}

/** Below 500 it is about what we asked for, and asking again changes nothing. */
function codeOfStatus(status: number): FailureCode {
  if (status >= 500) return 'UNAVAILABLE'
  return status >= 400 ? 'REFUSED' : 'BAD_RESPONSE'
}

const wordCodes: readonly (readonly [RegExp, FailureCode])[] = [
  [quota, 'QUOTA'],
  [/rate_limit|slow_down|too_many/i, 'RATE_LIMITED'],
  [/session_expired|server_error|overloaded|unavailable|internal/i, 'UNAVAILABLE'],
  [/api_key|auth|permission|forbidden|access/i, 'REFUSED'],
  [/invalid_model|model_not_found|invalid_request/i, 'REFUSED'],
]

/** An `error` within a stream or a session, by its `code` and its `type`; undefined when they say nothing we know. */
export function codeOfWords(
  ...words: readonly (string | null | undefined)[]
): FailureCode | undefined {
  const text = words.join(' ')
  return wordCodes.find(([pattern]) => pattern.test(text))?.[1]
}

/** How long the service wants to be left alone. A date is for others than callers. */
export function retryAfterMs(header: (name: string) => string | undefined): Millis | undefined {
  const ms = Number.parseFloat(header('retry-after-ms') ?? '')
  if (ms >= 0) return Math.round(ms)
  const written = header('retry-after')?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(written) ? Math.round(Number.parseFloat(written) * 1000) : undefined
}

/** `error.code`, or else `error.type`, of a JSON body. */
export function reasonIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; type?: unknown } }
    const reason = error?.code ?? error?.type
    return typeof reason === 'string' ? reason : undefined
  } catch {
    return undefined
  }
}
