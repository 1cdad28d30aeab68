import { beforeEach, describe, expect, it } from 'vitest'
import type { ClosedReason, TransportEvent } from '../../../engine/call/event.js'
import { DeviceTransport } from './device-transport.js'
import type { Duplex, DuplexListener } from './devices.js'
import { MicGate } from './mic-gate.js'

const loud = (ms: number) => new Uint8Array(ms * 8).fill(0x11)

/** A duplex whose speaker plays when it is told to. */
class HandDuplex implements Duplex {
  listener: DuplexListener = { audio() {} }
  waitingMs = 0
  heardMs = 0
  closed = 0
  play(mulaw: Uint8Array): void {
    this.waitingMs += mulaw.length / 8
  }
  flush(): void {
    this.waitingMs = 0
  }
  sound(ms: number): void {
    this.heardMs += Math.min(ms, this.waitingMs)
    this.waitingMs = Math.max(0, this.waitingMs - ms)
    this.listener.played?.(this.heardMs)
  }
  change(): void {}
  playedMs = () => this.heardMs
  counters = () => ({ droppedMs: 0, underruns: 0, stalls: 0, reopened: 0 })
  latency = () => ({ speakerMs: 80, microphoneMs: 10 })
  async close(): Promise<void> {
    this.closed++
  }
}

describe('DeviceTransport', () => {
  let duplex: HandDuplex
  let transport: DeviceTransport
  let events: TransportEvent[]
  let transfers: string[]
  const marks = () =>
    events.flatMap((event) => (event.type === 'transport.mark' ? [event.mark.endMs] : []))
  const closes = () =>
    events.flatMap((event): ClosedReason[] =>
      event.type === 'transport.closed' ? [event.reason] : [],
    )
  const play = (ms: number, endMs: number, epoch = 1) => transport.play(loud(ms), { epoch, endMs })

  beforeEach(() => {
    duplex = new HandDuplex()
    const desk = {
      duplex,
      listen: (listener: DuplexListener) => {
        duplex.listener = listener
      },
    }
    // What the echo check played.
    duplex.play(loud(500))
    duplex.sound(400)
    events = []
    transfers = []
    transport = new DeviceTransport({
      ...{ desk, gate: new MicGate('full'), from: 'me', to: 'agent' },
      transfer: (to) => transfers.push(to),
    })
    transport.open((event) => events.push(event))
  })

  it('begins the call, and its time, with the first frame', () => {
    expect(events).toEqual([{ type: 'transport.started', from: 'me', to: 'agent' }])
    duplex.listener.audio({ mulaw: loud(20), mediaAt: 1720 })
    duplex.listener.audio({ mulaw: loud(20), mediaAt: 1740 })
    expect(events.slice(1)).toEqual([
      { type: 'transport.audio', frame: { mulaw: loud(20), mediaAt: 0 } },
      { type: 'transport.audio', frame: { mulaw: loud(20), mediaAt: 20 } },
    ])
  })

  it('gives marks back in order, each when its piece was heard', () => {
    play(200, 200)
    play(100, 300)
    duplex.sound(199)
    expect(marks()).toEqual([])
    duplex.sound(1)
    expect(marks()).toEqual([200])
    duplex.sound(1000)
    expect(marks()).toEqual([200, 300])
  })

  it('gives all marks back at a clear, and counts from what was heard', () => {
    play(200, 200)
    play(200, 400)
    duplex.sound(250)
    transport.clear()
    expect(marks()).toEqual([200, 400])
    expect(duplex.waitingMs).toBe(0)
    play(100, 100, 2)
    duplex.sound(99)
    expect(marks()).toEqual([200, 400])
    duplex.sound(1)
    expect(marks()).toEqual([200, 400, 100])
  })

  it('gives the mark of a piece without sound back once what lies before it was heard', () => {
    transport.play(loud(0), { epoch: 1, endMs: 0 })
    expect(marks()).toEqual([0])
    play(100, 100)
    transport.play(loud(0), { epoch: 1, endMs: 101 })
    expect(marks()).toEqual([0])
    duplex.sound(100)
    expect(marks()).toEqual([0, 100, 101])
  })

  it.each([
    ['agent', () => transport.hangUp()],
    ['agent', () => transport.transfer('+15550009999')],
    ['caller', () => transport.callerHangsUp()],
    ['lost', () => duplex.listener.news?.({ type: 'over', why: 'unplugged' })],
  ] as const)('ends once, by the %s, and lets the devices go', (reason, end) => {
    play(200, 200)
    end()
    transport.hangUp()
    transport.callerHangsUp()
    play(200, 400)
    transport.clear()
    transport.press('1')
    duplex.listener.audio({ mulaw: loud(20), mediaAt: 0 })
    duplex.sound(1000)
    expect(closes()).toEqual([reason])
    expect(marks()).toEqual([])
    expect(duplex.closed).toBe(1)
    expect(events).toHaveLength(2)
  })

  it('says whom the agent wanted to hand the call to', () => {
    transport.transfer('+15550009999')
    expect(transfers).toEqual(['+15550009999'])
  })

  it('hands on the keys of the telephone', () => {
    transport.press('#')
    expect(events.at(-1)).toEqual({ type: 'transport.dtmf', digit: '#' })
  })
})
