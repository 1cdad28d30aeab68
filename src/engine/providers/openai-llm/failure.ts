/** What went wrong with a request, in our words, and what might help. */
import type { APIError } from 'openai'
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
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

/** Codes with which the service says that money or a spending limit is used up; waiting does not help. */
const quotaCodes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
])

const rateCodes: ReadonlySet<string> = new Set([
  'rate_limit_exceeded',
  'rate_limit_error',
  'slow_down',
])

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
  const retryAfterMs = code === 'RATE_LIMITED' ? retryAfter(error.headers) : undefined
  const { status, code: reason, type, param, requestID } = error
  return {
    failure: new ProviderFailure(code, `the service answered ${status ?? 'with an error'}`, {
      cause: error,
    }),
    otherModelMayHelp: mayHelp(code, status),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    fields: { status, reason: reason ?? type, param, requestId: requestID },
  }
}

/** An error in the stream has no status; then its code alone tells. */
function codeOf({ status, code, type }: APIError): FailureCode {
  const said = [code, type].filter((name) => typeof name === 'string')
  if (said.some((name) => quotaCodes.has(name))) return 'QUOTA'
  if (status === 402) return 'QUOTA'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 408) return 'TIMEOUT'
  if (status !== undefined && status >= 500) return 'UNAVAILABLE'
  if (status !== undefined) return status >= 400 ? 'REFUSED' : 'BAD_RESPONSE'
  if (said.some((name) => rateCodes.has(name))) return 'RATE_LIMITED'
  return said.includes('invalid_request_error') ? 'REFUSED' : 'UNAVAILABLE'
}

/** A request that is refused for what it asks (a model that is gone, too long a conversation) may suit another model; one for who asks does not. */
function mayHelp(code: FailureCode, status: number | undefined): boolean {
  if (code === 'QUOTA') return false
  return code !== 'REFUSED' || status === 400 || status === 404 || status === 422
}

/** `retry-after-ms`, or `retry-after` in seconds. A date is for others than callers. */
function retryAfter(headers: Headers | undefined): Millis | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const written = headers?.get('retry-after') ?? ''
  return /^\d+(\.\d+)?$/.test(written) ? Number.parseFloat(written) * 1000 : undefined
}

function isNetworkError(thrown: unknown): boolean {
  return systemCode(thrown) !== undefined
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
