import type { DeskDevice } from '../desk-call.js'
import { type Line, printable } from './spans.js'

/** The devices to choose from, and which one Enter takes. */
export interface DeviceChoice {
  readonly devices: readonly DeskDevice[]
  readonly at: number
}

/** Moves through the list, from the end to its beginning and back. */
export function moveChoice({ devices, at }: DeviceChoice, by: number): DeviceChoice {
  return { devices, at: (at + by + devices.length) % Math.max(1, devices.length) }
}

const words = { input: 'microphone', output: 'speaker' } as const

/** A line for each device, at most `room` of them around the chosen one; a star is at those in use. */
export function deviceLines({ devices, at }: DeviceChoice, room: number): readonly Line[] {
  const first = Math.max(0, Math.min(at - Math.floor(room / 2), devices.length - room))
  return devices.slice(first, first + room).map(({ direction, name, isUsed }, i): Line => {
    const isChosen = first + i === at
    const text = `${isChosen ? ' > ' : '   '}${words[direction].padEnd(11)}${isUsed ? '*' : ' '} ${printable(name)}`
    return [{ text, ...(isChosen && { look: 'bold' as const }) }]
  })
}

/** What keys do while the list is there. */
export const deviceKeys = ' up, down choose   Enter takes it   Esc closes   * in use'
