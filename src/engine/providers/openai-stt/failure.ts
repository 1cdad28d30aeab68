/** OpenAI's ways of saying no, in our words. */
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'

export interface Refusal {
  readonly code: FailureCode
  /** The service's own word for it, e.g. `insufficient_quota`; never its message, which may hold a part of the key. */
  readonly reason: string
  /** How long the service wants to be left alone. */
  readonly retryAfterMs?: Millis
}

interface Answer {
  readonly status: number
  /** `error.code` or `error.type` of the body. */
  readonly reason: string | undefined
  readonly retryAfter: string | undefined
}

/** An HTTP answer that is no success, whether to a request or to a WebSocket handshake. */
export function refusalOf({ status, reason, retryAfter }: Answer): Refusal {
  const retryAfterMs = retryAfterOf(retryAfter)
  return {
    code: (isQuota(reason) ? 'QUOTA' : statusCodes[status]) ?? codeOfStatus(status),
    reason: reason ?? `HTTP ${status}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

const statusCodes: Readonly<Record<number, FailureCode>> = {
  400: 'BAD_RESPONSE',
  408: 'TIMEOUT',
  429: 'RATE_LIMITED',
  504: 'TIMEOUT',
}

/** Below 500 it is about what we asked for, and asking again changes nothing. */
const codeOfStatus = (status: number): FailureCode =>
  status >= 500 ? 'UNAVAILABLE' : status >= 400 ? 'REFUSED' : 'BAD_RESPONSE'

const isQuota = (reason: string | undefined) =>
  /quota|billing|hard_limit|credit/i.test(reason ?? '')

const problemCodes: readonly (readonly [RegExp, FailureCode])[] = [
  [/rate_limit|slow_down|too_many/i, 'RATE_LIMITED'],
  [/session_expired|server_error|overloaded|unavailable|internal/i, 'UNAVAILABLE'],
  [/api_key|auth|permission|forbidden|access/i, 'REFUSED'],
  [/invalid_model|model_not_found|invalid_request/i, 'REFUSED'],
]

/** An `error` of a message, by its `code` and its `type`. */
export function codeOfProblem(...words: readonly (string | null | undefined)[]): FailureCode {
  const text = words.join(' ')
  if (isQuota(text)) return 'QUOTA'
  return problemCodes.find(([pattern]) => pattern.test(text))?.[1] ?? 'BAD_RESPONSE'
}

/** The codes that asking again does not change while a call lasts. */
export const isFinal = (code: FailureCode): boolean => code === 'REFUSED' || code === 'QUOTA'

/** The header gives seconds; a date is not worth the trouble within a call. */
function retryAfterOf(header: string | undefined): Millis | undefined {
  const seconds = Number(header)
  return header === undefined || !(seconds >= 0) ? undefined : Math.round(seconds * 1000)
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
