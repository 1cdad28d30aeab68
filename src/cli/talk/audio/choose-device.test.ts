import { describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../../../engine/errors.js'
import { chooseDevice, type Direction } from './choose-device.js'
import type { AudioDevice } from './devices.js'

const device = (number: number, name: string, more: Partial<AudioDevice> = {}): AudioDevice => ({
  ...{ number, name, id: `card.${number}`, inputs: 1, outputs: 1, rate: 48_000 },
  ...{ isDefaultInput: false, isDefaultOutput: false, ...more },
})

const devices = [
  device(0, 'MacBook Pro Microphone', { outputs: 0, isDefaultInput: true }),
  device(1, 'MacBook Pro Speakers', { inputs: 0, isDefaultOutput: true }),
  device(2, 'Jabra'),
  device(3, 'Jabra Link 380'),
]

function refusal(direction: Direction, wanted?: string, of = devices): VoiceAgentError {
  try {
    chooseDevice(of, direction, wanted)
  } catch (error) {
    if (error instanceof VoiceAgentError) return error
  }
  throw new Error('nothing was refused')
}

describe('chooseDevice', () => {
  it.each([
    ['input', undefined, 0],
    ['output', undefined, 1],
    ['input', '3', 3],
    ['output', 'link', 3],
    ['output', 'macbook', 1],
    ['input', ' JABRA ', 2],
    ['input', 'card.3', 3],
  ] as const)('takes for the %s named %j device %i', (direction, wanted, number) => {
    expect(chooseDevice(devices, direction, wanted).number).toBe(number)
  })

  it.each([
    ['input', 'Airpods', 'no microphone is called "Airpods"'],
    ['output', '0', 'no speaker is called "0"'],
    ['output', '17', 'no speaker is called "17"'],
    ['input', '', 'no microphone is called ""'],
    ['input', 'abra', '"abra" could be 2 microphones'],
  ] as const)('refuses the %s %j and lists the right ones', (direction, wanted, message) => {
    const error = refusal(direction, wanted)
    expect(error.code).toBe('E_AUDIO_DEVICE')
    expect(error.message).toBe(message)
    expect(error.fix).toContain(`--${direction} 3 (Jabra Link 380)`)
    expect(error.fix).not.toContain(direction === 'input' ? 'Speakers' : 'Microphone')
  })

  it('never takes just any device where the system names no default', () => {
    expect(refusal('input', undefined, [device(0, 'Line')]).message).toContain('no default')
    expect(refusal('output', undefined, []).fix).toContain('connect a speaker')
  })
})
