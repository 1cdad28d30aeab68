/**
 * May one more call come in?
 */
import type { ProviderSource } from '../engine/providers/definition.js'
import type { ProviderLimit } from './deps.js'

export interface Occupancy {
  readonly isDraining: boolean
  readonly live: number
  readonly pending: number
  readonly maxCalls: number
  readonly loopIsLate: boolean
  readonly providers: readonly ProviderLimit[]
}

/** Why not; undefined when it may. */
export function refusalOf(now: Occupancy): string | undefined {
  if (now.isDraining) return 'the server is stopping'
  const calls = now.live + now.pending
  if (calls >= now.maxCalls) return `${now.maxCalls} calls are the limit`
  const full = now.providers.find(({ maxCalls }) => calls >= maxCalls)
  if (full !== undefined) return `${full.name} takes ${full.maxCalls} calls at once`
  return now.loopIsLate ? 'this machine is too busy' : undefined
}

/** How a part of a call is called by a person, and what makes it for each call. */
export type Sources = Readonly<Record<string, ProviderSource>>

/** The limits of those services that have one. */
export function providerLimits(sources: Sources): readonly ProviderLimit[] {
  return Object.entries(sources).flatMap(([kind, { description, maxCalls }]) =>
    maxCalls === undefined ? [] : [{ name: `${kind} ${description}`, maxCalls }],
  )
}

/** What bounds the calls at once: our own limit, or the narrowest service. */
export function effectiveLimit(
  maxCalls: number,
  providers: readonly ProviderLimit[] = [],
): { readonly maxCalls: number; readonly by: string | undefined } {
  const [narrowest] = providers.toSorted((a, b) => a.maxCalls - b.maxCalls)
  if (narrowest === undefined || narrowest.maxCalls >= maxCalls) return { maxCalls, by: undefined }
  return { maxCalls: narrowest.maxCalls, by: narrowest.name }
}
