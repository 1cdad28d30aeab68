import { describe, expect, it } from 'vitest'
import { deviceLines } from './device-lines.js'
import { textOf } from './spans.js'

const devices = Array.from({ length: 9 }, (_, i) => ({
  direction: i < 5 ? ('input' as const) : ('output' as const),
  ...{ id: `${i}`, name: `device ${i}`, isUsed: i === 0 || i === 6 },
}))
const shown = (at: number, room: number) => deviceLines({ devices, at }, room).map(textOf)

describe('the list of devices', () => {
  it('tells microphones from speakers, those in use, and the one that Enter takes', () => {
    const lines = shown(5, 9)
    expect(lines[0]).toBe('   microphone * device 0')
    expect(lines[5]).toBe(' > speaker      device 5')
    expect(lines[6]).toBe('   speaker    * device 6')
  })

  it.each([0, 4, 8])('has the chosen one of %i in as many lines as there is room for', (at) => {
    for (const room of [1, 2, 5]) {
      const lines = shown(at, room)
      expect(lines).toHaveLength(room)
      expect(lines.filter((line) => line.startsWith(' > '))).toEqual([
        expect.stringContaining(`device ${at}`),
      ])
    }
  })
})
