import { VoiceAgentError } from '../../engine/errors.js'
import { didYouMean } from '../../engine/fixture/closest.js'
import { type LivePartName, livePartNames } from '../../engine/replay/live-parts.js'
import type { Mode, ReplayFlags } from './options.js'

/**
 * The parts that `--live` names, each once.
 *
 * @throws VoiceAgentError E_USAGE for a part that does not exist, and for what cannot be asked of a run that no second one is like
 */
export function liveParts(flags: ReplayFlags, mode: Mode): readonly LivePartName[] {
  if (flags.live === undefined) return refuseProviders(flags)
  const parts = [...new Set(flags.live.map(partNamed))]
  if (parts.length === 0)
    refuse('--live names no part', `name one or more of ${livePartNames.join(', ')}`)
  for (const [wanted, flag, why] of conflicts(flags, mode)) {
    if (wanted) refuse(`--live cannot go with ${flag}: ${why}`, `leave out --live or ${flag}`)
  }
  return parts
}

function partNamed(name: string): LivePartName {
  const part = livePartNames.find((each) => each === name)
  if (part !== undefined) return part
  const fix = didYouMean(name, livePartNames)
  return refuse(`--live knows no part ${JSON.stringify(name)}`, fix)
}

function conflicts(
  flags: ReplayFlags,
  mode: Mode,
): readonly (readonly [boolean, string, string])[] {
  return [
    [flags.assertSame === true, '--assert-same', 'a service answers differently each time'],
    [mode === 'verify', '--verify', 'it feeds a log to the engine alone and asks nobody'],
    [mode === 'sweep', '--sweep', 'it would ask the service hundreds of times'],
    [mode === 'trace', '--trace', 'it shows the call as the tape has it'],
    [flags.update === true, '-u', 'a golden must be the same on the next run'],
    [flags.strict === true, '--strict', 'what a service says now is not what was recorded'],
    [flags.watch === true, '--watch', 'each change of a file would be paid for'],
    [(flags.workers ?? 1) > 1, `-j ${flags.workers}`, 'live calls run one at a time'],
  ]
}

function refuseProviders(flags: ReplayFlags): readonly [] {
  for (const part of livePartNames) {
    if (flags[part] !== undefined)
      refuse(
        `--${part} chooses a service, and replay asks none`,
        `add --live ${part}, or leave it out`,
      )
  }
  return []
}

function refuse(message: string, fix: string): never {
  throw new VoiceAgentError('E_USAGE', message, fix)
}
