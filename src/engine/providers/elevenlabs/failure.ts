/** What a refusal of ElevenLabs means to a call. Its names are not all documented, so they are matched loosely. */
import type { FailureCode } from '../../call/event.js'
import { isLasting, ProviderFailure } from '../provider.js'

const meanings: readonly (readonly [RegExp, FailureCode])[] = [
  // A socket dropped for being idle, or for too many contexts: a new one works.
  [/input_timeout|max_active_conv/i, 'UNAVAILABLE'],
  [/quota|credit|payment|subscription|billing/i, 'QUOTA'],
  [/too_many|too many|system_busy|busy|rate.?limit|concurren/i, 'RATE_LIMITED'],
  [/api.?key|unauthori[sz]ed|authenticat|permission|forbidden|missing_permissions/i, 'REFUSED'],
  [/voice|model|max_character|unsupported|invalid/i, 'REFUSED'],
  [/timeout/i, 'TIMEOUT'],
]

/** The meaning of an error id or message; undefined when it says nothing we know. */
export function meaningOf(text: string): FailureCode | undefined {
  return meanings.find(([pattern]) => pattern.test(text))?.[1]
}

/** The meaning of an HTTP status, with whatever the body said. */
export function statusMeaning(status: number, text = ''): FailureCode {
  if (status === 429) return 'RATE_LIMITED'
  if (status === 408) return 'TIMEOUT'
  if (status >= 500) return 'UNAVAILABLE'
  return meaningOf(text) ?? (status === 402 ? 'QUOTA' : 'REFUSED')
}

/** Another way to the service may still work. A limit holds for all ways. */
export function mayWorkElsewhere(code: FailureCode): boolean {
  return !isLasting(code) && code !== 'RATE_LIMITED'
}

/** What went wrong as a failure. The service's own words are not repeated: they may carry text or a key. */
export function voiceFailure(code: FailureCode, what: string, cause?: unknown): ProviderFailure {
  return new ProviderFailure(code, `ElevenLabs ${what}`, cause === undefined ? {} : { cause })
}
