/** Every way sound can be missing, and what to do about each. */
import { VoiceAgentError } from '../../../engine/errors.js'
import type { AudioKind } from './devices.js'

/** What stands in the way, as the audio process found it. `detail` is the sound system's own word. */
export interface AudioProblem {
  readonly kind: ProblemKind
  readonly detail: string
}

export type ProblemKind =
  /** The three ways a native package can be missing. */
  | 'not-installed'
  | 'not-compiled'
  | 'other-node'
  /** The system library that ALSA programs need. */
  | 'no-library'
  | 'no-pulse-programs'
  | 'no-server'
  | 'no-devices'
  /** What is given to `open` is gone, busy, or not able to do what is asked. */
  | 'gone'
  | 'busy'
  | 'format'
  | 'other'

/** Where we run, as far as it decides about sound. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** In a container, by the mark that Docker and Podman leave. */
  readonly isContainer: boolean
}

const typeInstead = 'or type instead: voice-agent talk --text'

const rebuilt = 'npm rebuild naudiodon --ignore-scripts=false'

/** The problem as it is told to a person. */
export function audioError(
  { kind, detail }: AudioProblem,
  carrier: AudioKind,
  here: Surroundings,
): VoiceAgentError {
  const [code, message, fix] = told[kind](detail, carrier, here)
  return new VoiceAgentError(code, message, fix)
}

type Told = readonly ['E_AUDIO' | 'E_AUDIO_DEVICE', message: string, fix: string]

const told: Readonly<
  Record<ProblemKind, (detail: string, carrier: AudioKind, here: Surroundings) => Told>
> = {
  'not-installed': (_, __, here) => [
    'E_AUDIO',
    'naudiodon, which carries the sound, is not installed: it is compiled during npm install and that did not work',
    `install a compiler (${compiler(here)}) and Python 3, then: npm install naudiodon${orPulse(here)}`,
  ],
  'not-compiled': (_, __, here) => [
    'E_AUDIO',
    'naudiodon, which carries the sound, was installed without being compiled, as npm does with --ignore-scripts',
    `${rebuilt}${orPulse(here)}`,
  ],
  'other-node': (_, __, here) => [
    'E_AUDIO',
    `naudiodon, which carries the sound, was compiled for another Node than this one (${process.version})`,
    `${rebuilt}${orPulse(here)}`,
  ],
  'no-library': () => [
    'E_AUDIO',
    'the sound library of the system (libasound.so.2) is not installed',
    `sudo apt-get install libasound2 libasound2-plugins, or the same for your system; ${typeInstead}`,
  ],
  'no-pulse-programs': (detail) => [
    'E_AUDIO',
    `${detail || 'pactl'} is not installed, and the sound goes through it`,
    `sudo apt-get install pulseaudio-utils, or --audio naudiodon; ${typeInstead}`,
  ],
  'no-server': (detail, _, here) => [
    'E_AUDIO',
    `no sound server answers${detail && `: ${detail}`}`,
    soundFrom(here),
  ],
  'no-devices': (_, __, here) => ['E_AUDIO', 'there is no sound device here', soundFrom(here)],
  gone: (detail) => [
    'E_AUDIO_DEVICE',
    `the device ${JSON.stringify(detail)} is not there any more`,
    'see what there is: voice-agent talk --list-devices',
  ],
  busy: (detail) => [
    'E_AUDIO_DEVICE',
    `another program holds the sound device: ${detail}`,
    'end that program, or choose another device: voice-agent talk --list-devices',
  ],
  format: (detail) => [
    'E_AUDIO_DEVICE',
    `the sound device can be opened at no rate between 8 and 48 kHz: ${detail}`,
    'choose another device: voice-agent talk --list-devices',
  ],
  other: (detail, carrier) => [
    'E_AUDIO',
    `the sound could not be opened: ${detail}`,
    `try the other way: --audio ${carrier === 'pulse' ? 'naudiodon' : 'pulse'}; ${typeInstead}`,
  ],
}

function compiler({ platform }: Surroundings): string {
  if (platform === 'darwin') return 'xcode-select --install'
  return platform === 'win32' ? 'Visual Studio Build Tools' : 'apt-get install build-essential'
}

const orPulse = ({ platform }: Surroundings) => (platform === 'linux' ? ', or --audio pulse' : '')

/** How sound gets into places that have none of their own. */
function soundFrom({ platform, env, isContainer }: Surroundings): string {
  if (env.WSL_DISTRO_NAME !== undefined)
    return `in WSL set PULSE_SERVER=unix:/mnt/wslg/PulseServer (WSLg brings it; wsl --update), and use --audio pulse; ${typeInstead}`
  if (isContainer)
    return `in a container pass the sound of the host: -v $XDG_RUNTIME_DIR/pulse/native:/tmp/pulse -e PULSE_SERVER=unix:/tmp/pulse; ${typeInstead}`
  if (platform !== 'linux')
    return `connect a microphone and a speaker and allow the terminal to use them; ${typeInstead}`
  return `connect a microphone and a speaker, or set PULSE_SERVER to a sound server that can be reached; ${typeInstead}`
}
