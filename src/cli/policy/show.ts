import { effectiveSettings, type Policy, type SettingName } from '../../engine/compliance/policy.js'
import { dateOf } from '../../engine/compliance/wall-time.js'
import { loadPolicy } from '../../engine/policy/load-policy.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'

export interface ShowFlags extends CommonOptions {
  /** `US-MA` */
  readonly place?: string
  readonly on?: string
}

/** `policy show`: every setting as it counts today, in a place or in none. */
export function showPolicy(context: Context, nameOrPath: string, flags: ShowFlags): ExitCode {
  const printer = openPrinter(context, flags)
  const { policy, files } = loadPolicy(nameOrPath, context.cwd)
  const today = flags.on ?? dateOf(Date.now())
  const places = flags.place === undefined ? [] : [flags.place]
  const settings = effectiveSettings(policy, today, places)
  if (printer.mode === 'json')
    printer.out(JSON.stringify({ ...head(policy), today, places, settings }))
  else {
    printer.out(`${policy.name} ${policy.version}  ${policy.sha256}`)
    printer.out(
      `role ${policy.role}, approved by ${policy.approved_by ?? 'nobody'}, ${files.length} files, on ${today}${flags.place === undefined ? '' : ` in ${flags.place}`}`,
    )
    for (const name of Object.keys(settings) as SettingName[]) {
      const { value, citation, because } = settings[name]
      const strict = because === undefined ? '' : `  (${because}: the strictest reading)`
      printer.out(`  ${name.padEnd(30)}${String(value).padEnd(20)}${citation}${strict}`)
    }
  }
  return exitCodes.ok
}

function head({ name, version, sha256, role, approved_by, effective_on }: Policy) {
  return { name, version, sha256, role, approved_by, effective_on }
}
