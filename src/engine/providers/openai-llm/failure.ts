/** What went wrong with a request, in our words, and what might help. */
import type { APIError } from 'openai'
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
import { codeOfAnswer, codeOfWords, retryAfterMs } from '../openai-refusal.js'
import { ProviderFailure } from '../provider.js'

/** The package, once it is loaded. */
export type Sdk = typeof import('openai')

export interface Trouble {
  readonly failure: ProviderFailure
  /** Another model of the same service and account may answer where this one did not. */
  readonly otherModelMayHelp: boolean
  /** The service asks to be left alone for so long. */
  readonly retryAfterMs?: Millis
  /** For the log. The service's own sentence is not among it: it can quote the key and the caller. */
  readonly fields: object
}

/** What a request or its answer threw. */
export function trouble(sdk: Sdk, thrown: unknown): Trouble {
  if (thrown instanceof ProviderFailure)
    return {
      failure: thrown,
      otherModelMayHelp: thrown.code !== 'REFUSED',
      fields: {},
    }
  if (thrown instanceof sdk.APIConnectionTimeoutError) return unreachable('TIMEOUT', thrown)
  if (thrown instanceof sdk.APIConnectionError) return unreachable('UNAVAILABLE', thrown)
  if (thrown instanceof sdk.APIError) return refusal(thrown)
  const code = isNetworkError(thrown) ? 'UNAVAILABLE' : 'BAD_RESPONSE'
  return {
    failure: new ProviderFailure(code, 'the answer broke off', { cause: thrown }),
    otherModelMayHelp: true,
    fields: {},
  }
}

/** No answer at all: no model of this service can be reached. */
function unreachable(code: FailureCode, cause: Error): Trouble {
  return {
    failure: new ProviderFailure(code, 'the service cannot be reached', { cause }),
    otherModelMayHelp: false,
    fields: { reason: systemCode(cause.cause) },
  }
}

function refusal(error: APIError): Trouble {
  const code = codeOf(error)
  const header = (name: string) => error.headers?.get(name) ?? undefined
  const wait = code === 'RATE_LIMITED' ? retryAfterMs(header) : undefined
  const { status, code: reason, type, param, requestID } = error
  return {
    failure: new ProviderFailure(code, `the service answered ${status ?? 'with an error'}`, {
      cause: error,
    }),
    otherModelMayHelp: mayHelp(code, status),
    ...(wait !== undefined && { retryAfterMs: wait }),
    fields: { status, reason: reason ?? type, param, requestId: requestID },
  }
}

/** An error in the stream has no status; then its words alone tell. */
function codeOf({ status, code, type }: APIError): FailureCode {
  if (status !== undefined) return codeOfAnswer(status, code, type)
  return codeOfWords(code, type) ?? 'UNAVAILABLE'
}

/** A request that is refused for what it asks (a model that is gone, too long a conversation) may suit another model; one for who asks does not. */
function mayHelp(code: FailureCode, status: number | undefined): boolean {
  if (code === 'QUOTA') return false
  return code !== 'REFUSED' || status === 400 || status === 404 || status === 422
}

function isNetworkError(thrown: unknown): boolean {
  return systemCode(thrown) !== undefined
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
