import { VoiceAgentError } from '../../../engine/errors.js'
import type { AudioDevice } from './devices.js'

export type Direction = 'input' | 'output'

const words = {
  input: { what: 'microphone', flag: '--input' },
  output: { what: 'speaker', flag: '--output' },
} as const

/**
 * The device that is meant: by its number in the list, by its whole name, or by a part of it that only one has. Nothing said: the default.
 *
 * @throws VoiceAgentError E_AUDIO_DEVICE when it is none or more than one; another device is never taken instead
 */
export function chooseDevice(
  devices: readonly AudioDevice[],
  direction: Direction,
  wanted?: string,
): AudioDevice {
  const fitting = devices.filter((device) => fits(device, direction))
  if (wanted === undefined) return defaultOf(fitting, direction)
  const found = matches(fitting, wanted.trim())
  const [only] = found
  if (found.length === 1 && only !== undefined) return only
  const { what, flag } = words[direction]
  const name = JSON.stringify(wanted)
  if (found.length > 1)
    throw refusal(`${name} could be ${found.length} ${what}s`, `say which: ${list(found, flag)}`)
  throw refusal(`no ${what} is called ${name}`, available(fitting, direction))
}

function matches(devices: readonly AudioDevice[], wanted: string): readonly AudioDevice[] {
  if (/^\d+$/.test(wanted)) return devices.filter(({ number }) => number === Number(wanted))
  const text = wanted.toLowerCase()
  if (text === '') return []
  const names = ({ name, id }: AudioDevice) => [name.toLowerCase(), id.toLowerCase()]
  const whole = devices.filter((device) => names(device).includes(text))
  if (whole.length > 0) return whole
  return devices.filter((device) => names(device).some((name) => name.includes(text)))
}

function defaultOf(fitting: readonly AudioDevice[], direction: Direction): AudioDevice {
  const found = fitting.find((device) =>
    direction === 'input' ? device.isDefaultInput : device.isDefaultOutput,
  )
  if (found !== undefined) return found
  const { what } = words[direction]
  throw refusal(`the system names no default ${what}`, available(fitting, direction))
}

function fits(device: AudioDevice, direction: Direction): boolean {
  return (direction === 'input' ? device.inputs : device.outputs) > 0
}

function available(fitting: readonly AudioDevice[], direction: Direction): string {
  const { what, flag } = words[direction]
  if (fitting.length === 0) return `connect a ${what}, or type: voice-agent talk --text`
  return `choose one: ${list(fitting, flag)}`
}

/** As it can be typed: number and name. */
function list(devices: readonly AudioDevice[], flag: string): string {
  return devices.map(({ number, name }) => `${flag} ${number} (${name})`).join(', ')
}

function refusal(message: string, fix: string): VoiceAgentError {
  return new VoiceAgentError('E_AUDIO_DEVICE', message, fix)
}
