/** `voice-agent doctor`: what can be run here, and what to do about the rest. Nothing leaves this machine without `--live`. */
import { VoiceAgentError } from '../../engine/errors.js'
import { didYouMean } from '../../engine/fixture/closest.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter } from '../output/printer.js'
import { chosenName } from '../stack/choose-stack.js'
import { answersOf, type Check, type Group, groups, type Purpose, purposes } from './check.js'
import { packageChecks } from './package-checks.js'
import { type ProbeName, probeChecks, probeNames } from './probes.js'
import { projectChecks } from './project-checks.js'
import { report } from './report.js'
import { serviceChecks } from './service-checks.js'
import { settingsChecks } from './settings-checks.js'
import { systemChecks } from './system-checks.js'
import { type World, worldOf } from './world.js'

/** The flags of `doctor` as commander parsed them. */
export interface DoctorFlags extends CommonOptions {
  readonly only?: readonly string[]
  readonly for?: string
  readonly live?: boolean
  readonly probe?: readonly string[]
}

interface DoctorOptions {
  readonly only: readonly Group[]
  readonly for: Purpose | undefined
  readonly live: boolean
  readonly probes: readonly ProbeName[]
}

/**
 * Looks, reports and says by its exit code whether what was asked for can run.
 *
 * @throws VoiceAgentError E_USAGE for a group, purpose or probe that does not exist
 */
export async function doctor(context: Context, flags: DoctorFlags): Promise<ExitCode> {
  const printer = openPrinter(context, flags)
  const options = optionsOf(flags)
  printer.progress('looking ...')
  const checks = await checksOf(worldOf(context), options)
  printer.progress()
  const wanted = options.for
  const all = answersOf(checks)
  const answers = wanted === undefined ? all : all.filter(({ purpose }) => purpose === wanted)
  const blocked =
    wanted === undefined
      ? checks.some(({ status }) => status === 'FAIL')
      : answers.some(({ toFix }) => toFix > 0)
  const exitCode = blocked ? exitCodes.notJudged : exitCodes.ok
  const shown = checks.filter((check) => isShown(check, wanted))
  report({ checks: shown, answers, live: options.live, only: options.only, exitCode }, printer)
  return exitCode
}

/** What others need is left out. */
function isShown({ group, affects }: Check, wanted: Purpose | undefined): boolean {
  return wanted === undefined || affects.includes(wanted) || group === 'probes'
}

function optionsOf(flags: DoctorFlags): DoctorOptions {
  const probes = (flags.probe ?? []).map((name) => oneOf(name, probeNames, 'probe'))
  const live = flags.live ?? false
  if (probes.length > 0 && !live) {
    const fix = 'add --live'
    throw new VoiceAgentError('E_USAGE', '--probe asks a service, which needs --live', fix)
  }
  const only = (flags.only ?? []).map((name) => oneOf(name, groups, 'only'))
  if (probes.length === 0 && only.length > 0 && only.every((group) => group === 'probes')) {
    const fix = `name some: --live --probe ${probeNames.join(',')}`
    throw new VoiceAgentError('E_USAGE', '--only probes measures nothing without --probe', fix)
  }
  return {
    only,
    for: flags.for === undefined ? undefined : oneOf(flags.for, purposes, 'for'),
    ...{ live, probes },
  }
}

function oneOf<Name extends string>(text: string, names: readonly Name[], flag: string): Name {
  const found = names.find((name) => name === text)
  if (found !== undefined) return found
  const message = `--${flag} does not know ${JSON.stringify(text)}`
  throw new VoiceAgentError('E_USAGE', message, didYouMean(text, names))
}

async function checksOf(world: World, { only, live, probes }: DoctorOptions): Promise<Check[]> {
  const looks: Readonly<Record<Group, () => readonly Check[] | Promise<readonly Check[]>>> = {
    project: () => projectChecks(world),
    settings: () => settingsChecks(world),
    services: () => serviceChecks(world, live),
    packages: () => packageChecks(chosenName('stt', world.sources)),
    system: () => systemChecks(world),
    probes: () => probeChecks(probes, world),
  }
  const checks: Check[] = []
  for (const group of groups) {
    if (only.length === 0 || only.includes(group)) checks.push(...(await looks[group]()))
  }
  return checks
}
