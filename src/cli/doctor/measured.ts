/** What all probes share: a service made from its settings, asked once, and the answer as a check. */
import { messageOf } from '../../engine/errors.js'
import type { ProviderKind } from '../../engine/providers/definition.js'
import { ProviderFailure } from '../../engine/providers/provider.js'
import type { ReadyProvider } from '../stack/choose-stack.js'
import type { Check } from './check.js'

/** No answer in this time is an answer. */
const longestMs = 20_000

export const log = { warn: () => {} }

export function skipped(name: string, detail: string): Check {
  return { group: 'probes', name, status: 'skip', detail, affects: [] }
}

/** What was measured, or the failure in our words. A probe stops nothing: it informs. */
export async function measured(
  name: string,
  fix: string,
  work: (signal: AbortSignal) => Promise<Pick<Check, 'detail' | 'ms'>>,
): Promise<Check> {
  const base = { group: 'probes', name, affects: [] } as const
  try {
    return { ...base, status: 'ok', ...(await work(AbortSignal.timeout(longestMs))) }
  } catch (error) {
    const code = error instanceof ProviderFailure ? `${error.code}: ` : ''
    const why = messageOf(error)
    return { ...base, status: 'warn', detail: `${code}${why}`, fix }
  }
}

export function sourceOf<Kind extends ProviderKind>(
  { definition, argument, values }: ReadyProvider<Kind>,
  changed: Readonly<Record<string, unknown>>,
  cwd: string,
) {
  const deps = { cwd, log, ...(argument !== undefined && { argument }) }
  return definition.create({ ...values, ...changed }, deps)
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0
}
