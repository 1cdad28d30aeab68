import { describe, expect, it } from 'vitest'
import type { AudioDevice, DuplexOptions } from '../audio/devices.js'
import { MicGate, type MicMode } from '../audio/mic-gate.js'
import { microphoneKeys } from './microphone-keys.js'

const device = (number: number, name: string, inputs: number, outputs: number): AudioDevice => ({
  ...{ number, id: `card.${number}`, name, inputs, outputs, rate: 48_000 },
  ...{ isDefaultInput: false, isDefaultOutput: false },
})
const microphone = device(0, 'Microphone', 1, 0)
const speaker = device(1, 'Speaker', 0, 2)
const headset = device(2, 'Headset', 1, 2)

function desk({ mode = 'full' as MicMode, headphones = false } = {}) {
  const changes: Partial<DuplexOptions>[] = []
  const gate = new MicGate(mode)
  const duplex = {
    ...{ play() {}, flush() {}, playedMs: () => 0, close: async () => {} },
    change: (devices: Partial<DuplexOptions>) => void changes.push(devices),
    counters: () => ({ droppedMs: 0, underruns: 0, stalls: 0, reopened: 0 }),
    latency: () => ({ speakerMs: 0, microphoneMs: 0 }),
  }
  let plugged = [microphone, speaker]
  const { keys, newsText } = microphoneKeys({
    ...{ desk: { duplex, listen() {} }, gate, headphones },
    ...{ input: microphone, output: speaker, list: async () => plugged },
  })
  const plug = (devices: AudioDevice[]) => {
    plugged = devices
  }
  return { keys, newsText, changes, gate, plug }
}

describe('the devices of a talk', () => {
  it('are those that are plugged in now, each once for each direction', async () => {
    const { keys, plug } = desk()
    plug([microphone, speaker, headset])
    expect((await keys.devices()).map((one) => [one.direction, one.name, one.isUsed])).toEqual([
      ['input', 'Microphone', true],
      ['input', 'Headset', false],
      ['output', 'Speaker', true],
      ['output', 'Headset', false],
    ])
  })

  it('are changed one by one, and the break is told as a change', async () => {
    const { keys, newsText, changes, plug } = desk({ headphones: true })
    plug([microphone, speaker, headset])
    const output = (await keys.devices()).at(-1)
    expect(output && keys.use(output)).toBe('opening Headset')
    expect(changes).toEqual([{ output: headset }])
    expect(newsText({ type: 'lost', why: 'ended', retryMs: 1 })).toBeUndefined()
    expect(newsText({ type: 'back', afterMs: 200 })).toBe('speaker: Headset')
    expect(newsText({ type: 'back', afterMs: 200 })).toBe('sound again after 0.2 s')
    expect((await keys.devices()).map(({ isUsed }) => isUsed)).toEqual([true, false, false, true])
  })

  it('stay where the one in use was taken again, or one that is gone', async () => {
    const { keys, changes } = desk()
    const [same] = await keys.devices()
    expect(same && keys.use(same)).toBe('microphone: Microphone, as before')
    const gone = { direction: 'input', id: 'card.9', name: 'Webcam', isUsed: false } as const
    expect(keys.use(gone)).toBe('Webcam is gone')
    expect(changes).toEqual([])
  })

  it.each([
    ['full', false, 'half'],
    ['full', true, 'full'],
    ['half', false, 'half'],
    ['push', false, 'push'],
  ] as const)(
    'after a change, a %s gate (headphones: %s) is %s',
    async (mode, headphones, then) => {
      const { keys, gate, plug } = desk({ mode, headphones })
      plug([headset, speaker])
      const [other] = await keys.devices()
      const text = other && keys.use(other)
      expect(gate.mode).toBe(then)
      expect(text?.includes('speak up')).toBe(then === 'half')
    },
  )
})
