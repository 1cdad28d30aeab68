import { isPlace } from '../../engine/compliance/place.js'
import { effectiveSettings, type Policy, type SettingName } from '../../engine/compliance/policy.js'
import { dateOf, momentOf } from '../../engine/compliance/wall-time.js'
import { VoiceAgentError } from '../../engine/errors.js'
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
  const today = dayIn(flags.on)
  const places = flags.place === undefined ? [] : [placeIn(flags.place)]
  const settings = effectiveSettings(policy, today, places)
  if (printer.mode === 'json')
    printer.out(JSON.stringify({ ...head(policy), today, places, settings }))
  else {
    printer.out(`${policy.name} ${policy.version}  ${policy.sha256}`)
    printer.out(
      `role ${policy.role}, approved by ${policy.approved_by ?? 'nobody'}, ${files.length} files, on ${today}${places.map((place) => ` in ${place}`).join('')}`,
    )
    for (const place of places.filter((one) => !hasRules(policy, one)))
      printer.out(`the policy has no rules for ${place} alone: those of every place count there`)
    for (const name of Object.keys(settings) as SettingName[]) {
      const { value, citation, because } = settings[name]
      const strict = because === undefined ? '' : `  (${because}: the strictest reading)`
      printer.out(`  ${name.padEnd(30)}${String(value).padEnd(20)}${citation}${strict}`)
    }
  }
  return exitCodes.ok
}

const hasRules = ({ jurisdictions }: Policy, place: string) =>
  jurisdictions.some((one) => one.place === place)

/** @throws VoiceAgentError E_USAGE: a misspelt place would seem to have no rules of its own */
function placeIn(place: string): string {
  if (isPlace(place)) return place
  throw new VoiceAgentError(
    'E_USAGE',
    `--place is ${JSON.stringify(place)}, which is no place`,
    'write it as US-MA, or US-NY-NYC for a city',
  )
}

/** @throws VoiceAgentError E_USAGE: on a day that is none, everything would have expired */
function dayIn(on: string | undefined): string {
  if (on === undefined) return dateOf(Date.now())
  if (/^.{10}$/.test(on) && momentOf(on) !== undefined) return on
  throw new VoiceAgentError(
    'E_USAGE',
    `--on is ${JSON.stringify(on)}, which is no day`,
    'write it as 2026-11-27',
  )
}

function head({ name, version, sha256, role, approved_by, effective_on }: Policy) {
  return { name, version, sha256, role, approved_by, effective_on }
}
