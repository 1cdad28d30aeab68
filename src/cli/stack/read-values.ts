/**
 * The settings of a provider: from the environment, else from `.env`, each parsed by its own form.
 */
import type { ProviderDefinition } from '../../engine/providers/definition.js'
import { mask, type Problem, type Sources } from '../../server/config/config.js'

export interface ReadValues {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
}

/** Blank text counts as not written. Every problem is found, not only the first. */
export function readValues(
  { kind, name: provider, settings }: ProviderDefinition,
  { env, dotenv }: Pick<Sources, 'env' | 'dotenv'>,
): ReadValues {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const [name, { variable, secret, hint, form }] of Object.entries(settings)) {
    const fromEnv = written(env[variable])
    const text = fromEnv ?? written(dotenv[variable])
    const parsed = form.safeParse(text)
    if (parsed.success) {
      values[name] = parsed.data
      continue
    }
    const origin = fromEnv === undefined ? `${variable} in .env` : variable
    const why = parsed.error.issues[0]?.message ?? 'cannot be used'
    const shown = secret ? mask(text ?? '') : JSON.stringify(text)
    const what =
      text === undefined
        ? `${variable} is not set; --${kind} ${provider} needs it`
        : `${origin} is ${shown}, which ${why}`
    problems.push({ what, fix: hint, ...(text === undefined && { missing: true }) })
  }
  return { values, problems }
}

function written(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
