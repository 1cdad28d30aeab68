/** How transcriptions are refused. */
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
import { codeOfAnswer, codeOfWords, retryAfterMs } from '../openai-refusal.js'

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
  readonly header: (name: string) => string | undefined
}

/** An HTTP answer that is no success, whether to a request or to a WebSocket handshake. */
export function refusalOf({ status, reason, header }: Answer): Refusal {
  const code = codeOfAnswer(status, reason)
  const wait = retryAfterMs(header)
  return {
    // About this piece of audio; the next one may be taken.
    code: status === 400 && code === 'REFUSED' ? 'BAD_RESPONSE' : code,
    reason: reason ?? `HTTP ${status}`,
    ...(wait !== undefined && { retryAfterMs: wait }),
  }
}

/** An `error` of a message, by its `code` and its `type`. */
export function codeOfProblem(...words: readonly (string | null | undefined)[]): FailureCode {
  return codeOfWords(...words) ?? 'BAD_RESPONSE'
}
