import { VoiceAgentError } from '../../engine/errors.js'
import type { LivePartName } from '../../engine/replay/live-parts.js'
import type { Context } from '../context.js'
import type { CommonOptions } from '../output/printer.js'
import { parseReporters, type ReporterChoice } from '../reporters/choice.js'
import { liveParts } from './live-flags.js'

/** The flags of `replay` as commander parsed them. */
export interface ReplayFlags extends CommonOptions {
  readonly grep?: RegExp
  readonly tag?: readonly string[]
  readonly lastFailed?: boolean
  readonly shard?: { readonly index: number; readonly of: number }
  readonly list?: boolean
  readonly workers?: number
  readonly x?: boolean
  readonly maxFailures?: number
  readonly strict?: boolean
  readonly repeat?: number
  readonly assertSame?: boolean
  readonly watch?: boolean
  readonly trace?: boolean
  readonly verify?: boolean
  readonly sweep?: boolean
  readonly update?: boolean
  readonly all?: boolean
  readonly reporter?: readonly string[]
  readonly live?: readonly string[]
  readonly stt?: string
  readonly llm?: string
  readonly tts?: string
}

/** What is done with each fixture. */
export type Mode = 'judge' | 'verify' | 'sweep' | 'trace'

/** What a `replay` command line asks for, without contradictions. */
export interface ReplayOptions {
  readonly mode: Mode
  readonly filters: readonly string[]
  readonly grep: RegExp | undefined
  readonly tags: readonly string[]
  readonly lastFailed: boolean
  readonly shard: ReplayFlags['shard']
  readonly list: boolean
  /** Undefined: one for each core. */
  readonly workers: number | undefined
  readonly maxFailures: number
  readonly strict: boolean
  readonly repeat: number
  readonly assertSame: boolean
  readonly watch: boolean
  readonly update: boolean
  /** Answered by services instead of the tape; empty: none. */
  readonly live: readonly LivePartName[]
  /** Running in CI: nothing is written into fixtures, and a golden that is missing is a failure. */
  readonly ci: boolean
  readonly reporters: readonly ReporterChoice[]
}

/**
 * Checks the flags against each other.
 *
 * @throws VoiceAgentError `E_USAGE` for the first contradiction
 */
export function replayOptions(
  filters: readonly string[],
  flags: ReplayFlags,
  env: Context['env'],
): ReplayOptions {
  const mode = modeOf(flags)
  const ci = isSet(env.CI)
  const chosen = filters.length > 0 || flags.grep !== undefined || flags.tag !== undefined
  checkUpdate(flags, mode, chosen, ci)
  checkRepeat(flags, mode)
  const live = liveParts(flags, mode)
  if (flags.watch && ci) refuse('--watch makes no sense in CI', 'leave out --watch, or unset CI')
  return {
    mode,
    filters,
    grep: flags.grep,
    tags: flags.tag ?? [],
    lastFailed: flags.lastFailed ?? false,
    shard: flags.shard,
    list: flags.list ?? false,
    workers: live.length > 0 ? 1 : flags.workers,
    maxFailures: flags.x ? 1 : (flags.maxFailures ?? Number.POSITIVE_INFINITY),
    strict: flags.strict ?? false,
    repeat: flags.repeat ?? (flags.assertSame ? 2 : 1),
    assertSame: flags.assertSame ?? false,
    watch: flags.watch ?? false,
    update: flags.update ?? false,
    live,
    ci,
    reporters: parseReporters(flags, env),
  }
}

function modeOf(flags: ReplayFlags): Mode {
  const asked = (['trace', 'verify', 'sweep'] as const).filter((mode) => flags[mode])
  const [first, second] = asked
  if (second) refuse(`--${first} and --${second} are two different things`, 'run them one by one')
  return first ?? 'judge'
}

function checkUpdate(flags: ReplayFlags, mode: Mode, chosen: boolean, ci: boolean): void {
  if (flags.all && !flags.update) refuse('--all belongs to -u', 'add -u, or leave out --all')
  if (!flags.update) return
  if (mode !== 'judge') refuse(`-u cannot go with --${mode}`, `leave out -u or --${mode}`)
  if (ci) refuse('goldens are not written in CI', 'run it on your machine and commit the result')
  const narrowed = chosen || flags.lastFailed === true
  if (!narrowed && !flags.all) {
    const fix = 'name the fixtures, e.g. voice-agent replay greeting-and-one-turn -u, or add --all'
    refuse('-u without a filter would rewrite every golden', fix)
  }
}

function checkRepeat(flags: ReplayFlags, mode: Mode): void {
  if (flags.assertSame && flags.repeat === 1) {
    refuse('--assert-same compares repeats, and --repeat 1 has none', 'use --repeat 2 or more')
  }
  const repeats = flags.assertSame || (flags.repeat ?? 1) > 1
  if (repeats && mode !== 'judge') refuse(`--repeat cannot go with --${mode}`, 'leave one out')
  if (repeats && flags.update) refuse('--repeat cannot go with -u', 'leave one out')
}

function refuse(message: string, fix: string): never {
  throw new VoiceAgentError('E_USAGE', message, fix)
}

/** Set to anything that does not say no, as CI services do. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value)
}
