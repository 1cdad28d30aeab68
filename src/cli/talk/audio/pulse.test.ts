import { describe, expect, it } from 'vitest'
import { pulseDevices } from './pulse-list.js'
import { PulsePace } from './pulse-pace.js'

const source = (name: string, description: string, monitorOf: string) =>
  `Source #7\n\tState: IDLE\n\tName: ${name}\n\tDescription: ${description}\n\tSample Specification: s16le 2ch 44100Hz\n\tMonitor of Sink: ${monitorOf}\n\tProperties:\n\t\tNote = "Name: x"\n\n`

describe('pulseDevices', () => {
  it('lists microphones and speakers with what they are called, and no monitors', () => {
    const devices = pulseDevices({
      info: 'Server Name: pulseaudio\nDefault Sink: hdmi\nDefault Source: usb.mic\n',
      sources: source('hdmi.monitor', 'Monitor of HDMI', 'hdmi') + source('usb.mic', 'Röde', 'n/a'),
      sinks:
        'Sink #0\n\tName: hdmi\n\tDescription: HDMI\n\tSample Specification: s32le 6ch 48000Hz\n',
    })
    expect(devices).toEqual([
      {
        ...{ number: 0, id: 'usb.mic', name: 'Röde', inputs: 2, outputs: 0, rate: 44_100 },
        ...{ isDefaultInput: true, isDefaultOutput: false },
      },
      {
        ...{ number: 1, id: 'hdmi', name: 'HDMI', inputs: 0, outputs: 6, rate: 48_000 },
        ...{ isDefaultInput: false, isDefaultOutput: true },
      },
    ])
  })

  it('finds nothing where there is nothing', () => {
    expect(pulseDevices({ info: '', sources: '', sinks: '' })).toEqual([])
  })
})

describe('PulsePace', () => {
  const fill = (pace: PulsePace) => {
    let ms = 0
    for (; pace.wantsMore(); ms += 10) pace.wrote(10)
    return ms
  }

  it('keeps the pipe as short as the lead, by what was heard', () => {
    let now = 0
    const pace = new PulsePace(() => now)
    expect(fill(pace)).toBe(100)
    now = 1000
    expect(fill(pace)).toBe(0)
    pace.read('Time: 0.050 sec; Latency: 30000 usec.        ')
    expect(fill(pace)).toBe(50)
    now += 30
    expect(pace.heardMs()).toBe(80)
    expect(fill(pace)).toBe(30)
  })

  it('does not run ahead of a speaker that has stopped telling', () => {
    let now = 0
    const pace = new PulsePace(() => now)
    fill(pace)
    pace.read('Time: 0.010 sec; Latency: 30000 usec.')
    now = 60_000
    expect(fill(pace)).toBeLessThanOrEqual(140)
  })

  it.each([
    ['far away, again and again', 100, 500, 420],
    ['far away, now and then', 600, 500, 100],
    ['near, again and again', 100, 10, 100],
  ])('gives a speaker that runs dry %s, a lead to fit', (_, every, latency, lead) => {
    let now = 0
    const pace = new PulsePace(() => now)
    for (; now < 60_000; now += every) {
      pace.read(`Time: 0.000 sec; Latency: ${latency * 1000} usec.`)
      expect(pace.read('Stream underrun.')).toBe('underrun')
    }
    expect(pace.leadMs).toBe(lead)
  })
})
