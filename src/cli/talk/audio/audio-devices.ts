/** Which of the two ways sound is carried, and both of them as `AudioDevices`. */
import { existsSync } from 'node:fs'
import { VoiceAgentError } from '../../../engine/errors.js'
import { type AudioProblem, audioError, type Surroundings } from './audio-problem.js'
import type { AudioDevice, AudioDevices, AudioKind } from './devices.js'
import { openDuplex } from './open-duplex.js'
import { startAudioProcess } from './start-audio-process.js'

export const audioKinds = ['auto', 'naudiodon', 'pulse'] as const
export type AudioChoice = (typeof audioKinds)[number]

type Environment = Readonly<Record<string, string | undefined>>

const listLimitMs = 15_000

/**
 * Finds out what carries the sound here, and what devices there are.
 *
 * @param choice `auto`: naudiodon, and on Linux PulseAudio's programs where naudiodon is missing or sees no device
 * @throws VoiceAgentError E_AUDIO, of the first way, when none of them works
 */
export async function findAudio(
  choice: AudioChoice,
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<{ readonly audio: AudioDevices; readonly devices: readonly AudioDevice[] }> {
  const both: readonly AudioKind[] = platform === 'linux' ? ['naudiodon', 'pulse'] : ['naudiodon']
  let refusal: unknown
  for (const kind of choice === 'auto' ? both : [choice]) {
    const audio = audioDevices(kind, env)
    try {
      return { audio, devices: await audio.list() }
    } catch (error) {
      refusal ??= error
    }
  }
  throw refusal
}

export function audioDevices(kind: AudioKind, env: Environment = process.env): AudioDevices {
  const refuse = (problem: AudioProblem) => audioError(problem, kind, surroundings(env))
  return {
    kind,
    async list() {
      const found = await list(kind, env)
      if (!('devices' in found)) throw refuse(found)
      if (found.devices.length === 0) throw refuse({ kind: 'no-devices', detail: '' })
      return found.devices
    },
    async open(options, listener) {
      checkRate(options.rate)
      try {
        return await openDuplex({ kind, env, options, listener, start: startAudioProcess })
      } catch (problem) {
        throw problem instanceof Error ? problem : refuse(problem as AudioProblem)
      }
    },
  }
}

async function list(
  kind: AudioKind,
  env: Environment,
): Promise<AudioProblem | { readonly devices: readonly AudioDevice[] }> {
  let devices: readonly AudioDevice[] | undefined
  const lister = startAudioProcess({ do: 'list', kind }, env, (report) => {
    if (report.type !== 'devices') return
    devices = report.devices
    void lister.stop()
  })
  const limit = setTimeout(() => void lister.stop(), listLimitMs)
  const problem = await lister.ended
  clearTimeout(limit)
  return devices ? { devices } : problem
}

function checkRate(rate: number | undefined): void {
  if (rate === undefined || (Number.isInteger(rate) && rate >= 8000 && rate <= 48_000)) return
  throw new VoiceAgentError(
    'E_USAGE',
    `${rate} is no sample rate for a sound device`,
    'give a whole number from 8000 to 48000',
  )
}

function surroundings(env: Environment): Surroundings {
  const isContainer = existsSync('/.dockerenv') || existsSync('/run/.containerenv')
  return { platform: process.platform, env, isContainer }
}
