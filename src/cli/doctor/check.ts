/** What `doctor` found out about one thing. */
import type { Problem } from '../../server/config/config.js'

/** What a person wants to run. */
export const purposes = ['replay', 'talk', 'serve'] as const

export type Purpose = (typeof purposes)[number]

/** The parts of the report, in its order. */
export const groups = ['project', 'settings', 'services', 'packages', 'system', 'probes'] as const

export type Group = (typeof groups)[number]

/** `warn`: it runs, but not as well as it could. `skip`: not needed, or not asked for. */
export type Status = 'ok' | 'warn' | 'FAIL' | 'skip'

export interface Check {
  readonly group: Group
  readonly name: string
  readonly status: Status
  readonly detail: string
  /** A command or an edit; there with every FAIL. */
  readonly fix?: string
  /** What cannot run because of a FAIL, or runs less well because of a warning. */
  readonly affects: readonly Purpose[]
  /** How long a service took, ms. */
  readonly ms?: number
}

/** A setting that is missing or wrong, by the name a person knows it by. */
export function failed(
  group: Group,
  { what, fix }: Problem,
  affects: readonly Purpose[],
  name = nameIn(what),
): Check {
  const isAbsent = /^[A-Z]/.test(name) && what.includes('is not set')
  const edit = isAbsent ? `put ${name}=... into .env: ${fix}` : fix
  return { group, name, status: 'FAIL', detail: what, fix: edit, affects }
}

/** The variable or flag that a sentence is about, as far as it begins with one. */
function nameIn(what: string): string {
  return /^(--[a-z-]+|[A-Z][A-Z0-9_]{2,})\b/.exec(what)?.[1] ?? 'setting'
}

/** How things stand for one purpose. */
export interface Answer {
  readonly purpose: Purpose
  readonly toFix: number
  readonly warnings: number
}

export function answersOf(checks: readonly Check[]): readonly Answer[] {
  return purposes.map((purpose) => {
    const of = (status: Status) =>
      checks.filter((check) => check.status === status && check.affects.includes(purpose)).length
    return { purpose, toFix: of('FAIL'), warnings: of('warn') }
  })
}
