import type { FailureCode } from '../call/event.js'
import { ProviderFailure } from '../providers/provider.js'

/** System errors that mean a service could not be reached, with what they mean to us. */
const networkCodes: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'UNAVAILABLE',
  ECONNRESET: 'UNAVAILABLE',
  EPIPE: 'UNAVAILABLE',
  ENOTFOUND: 'UNAVAILABLE',
  EAI_AGAIN: 'UNAVAILABLE',
  EHOSTUNREACH: 'UNAVAILABLE',
  ENETUNREACH: 'UNAVAILABLE',
  ETIMEDOUT: 'TIMEOUT',
}

/**
 * What a provider threw, in our words. A `ProviderFailure` says it itself; an error of the network or of `fetch` is known by its code or
 * its cause's; anything else was an answer we could not make sense of.
 */
export function failureCode(thrown: unknown): FailureCode {
  if (thrown instanceof ProviderFailure) return thrown.code
  if (!(thrown instanceof Error)) return 'BAD_RESPONSE'
  if (thrown.name === 'TimeoutError') return 'TIMEOUT'
  return networkCode(thrown) ?? networkCode(thrown.cause) ?? 'BAD_RESPONSE'
}

function networkCode(error: unknown): FailureCode | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return networkCodes[String(error.code)]
}
