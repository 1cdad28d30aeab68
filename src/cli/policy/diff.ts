import {
  type Policy,
  type Setting,
  type SettingName,
  stricter,
} from '../../engine/compliance/policy.js'
import { dateOf } from '../../engine/compliance/wall-time.js'
import { loadPolicy } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'

interface Change {
  readonly where: string
  readonly before: string
  readonly after: string
  /** Which way the value went, where it did. */
  readonly way: 'stricter' | 'looser' | 'same value'
}

/** `policy diff`: what changed from one policy to another, and which way. */
export function diffPolicies(
  context: Context,
  before: string,
  after: string,
  options: CommonOptions,
): ExitCode {
  const printer = openPrinter(context, options)
  const [old, next] = [before, after].map((name) => loadPolicy(name, context.cwd).policy) as [
    Policy,
    Policy,
  ]
  const changes = [...heads(old, next), ...settings(old, next, dateOf(Date.now()))]
  if (printer.mode === 'json')
    printer.out(JSON.stringify({ before: old.sha256, after: next.sha256, changes }))
  else {
    printer.out(
      `${old.name} ${old.version} (${old.sha256.slice(0, 12)}) -> ${next.name} ${next.version} (${next.sha256.slice(0, 12)})`,
    )
    for (const { where, before: b, after: a, way } of changes)
      printer.out(`  ${way.padEnd(12)}${where}: ${b} -> ${a}`)
    if (changes.length === 0) printer.out('  nothing changed')
  }
  return exitCodes.ok
}

function heads(old: Policy, next: Policy): readonly Change[] {
  const keys = ['version', 'role', 'effective_on', 'approved_by'] as const
  return keys.flatMap((key) =>
    old[key] === next[key]
      ? []
      : [
          {
            where: key,
            before: String(old[key]),
            after: String(next[key]),
            way: 'same value' as const,
          },
        ],
  )
}

function settings(old: Policy, next: Policy, today: string): readonly Change[] {
  const tables = (policy: Policy) =>
    new Map<string, Setting>([
      ...Object.entries(policy.settings),
      ...policy.jurisdictions.flatMap(({ place, settings: own }) =>
        Object.entries(own).map(([name, setting]) => [`${place}.${name}`, setting] as const),
      ),
    ])
  const [before, after] = [tables(old), tables(next)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((where) =>
    change(where, before.get(where), after.get(where), today),
  )
}

function change(
  where: string,
  old: Setting | undefined,
  next: Setting | undefined,
  today: string,
): readonly Change[] {
  if (JSON.stringify(old) === JSON.stringify(next)) return []
  const name = (where.split('.').at(-1) ?? '') as SettingName
  if (old === undefined)
    return [{ where, before: 'none', after: String(next?.value), way: 'stricter' }]
  if (next === undefined)
    return [{ where, before: String(old.value), after: 'none', way: 'looser' }]
  if (old.value === next.value)
    return [{ where, before: shown(old, today), after: shown(next, today), way: 'same value' }]
  const way = stricter(name, old.value, next.value) === next.value ? 'stricter' : 'looser'
  return [{ where, before: String(old.value), after: String(next.value), way }]
}

/** With what counts in place of the value, if something does. */
function shown({ value, strictest, confidence, expires_on }: Setting, today: string): string {
  const expired = expires_on < today
  const counts = expired || confidence === 'UNSURE' ? `: ${String(strictest)} counts` : ''
  return `${String(value)} (${confidence}, ${expired ? 'expired' : 'expires'} ${expires_on}${counts})`
}
