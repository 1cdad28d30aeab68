import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulawLevel } from '../audio/mulaw.js'
import type { TransportEvent } from '../call/event.js'
import type { Manifest } from '../fixture/manifest.js'
import { VirtualClock } from '../run/virtual-clock.js'
import type { Caller, CallerFrame } from './caller.js'
import { simulatedCarrier } from './carrier.js'
import { carrierPlayout } from './carrier-playout.js'
import { passUntil, testFixture } from './fixture.test-kit.js'

type Line = Manifest['transport']['line']
type Came = TransportEvent & { readonly cameAt: number }

const speech = new Uint8Array(160).fill(0x20)
const sound = (ms: number) => new Uint8Array(ms * 8).fill(0x10)

/** A caller who does the given things and nothing else. */
function callerWho(
  does: (mediaAt: number) => Partial<CallerFrame>,
  spokenAt: Caller['spokenAt'] = () => undefined,
): Caller {
  const idle = { speech: undefined, keys: [], hungUpAt: undefined }
  return { placements: [], spokenAt, frame: (mediaAt) => ({ ...idle, ...does(mediaAt) }) }
}

function leg(line: Line, caller = callerWho(() => ({})), maxMs = 30_000, seed = 1) {
  const clock = new VirtualClock()
  const { manifest } = testFixture({ line, maxMs, seed })
  const playout = carrierPlayout()
  const carrier = simulatedCarrier({ clock, manifest, caller, playout })
  const came: Came[] = []
  carrier.transport.open((event) => came.push({ ...event, cameAt: clock.now() }))
  const of = <T extends TransportEvent['type']>(type: T) =>
    came.filter((event): event is Extract<Came, { type: T }> => event.type === type)
  return { clock, carrier, playout, came, of, until: (to: number) => passUntil(clock, to) }
}

describe('the simulated carrier', () => {
  it('says who calls, then sends 20 ms every 20 ms, one way of latency late', async () => {
    const { came, of, until } = leg({ latency_ms: 70 })
    await until(139)
    expect(came[0]).toMatchObject({ type: 'transport.started', from: '+15550100', cameAt: 0 })
    expect(of('transport.audio').map(({ frame, cameAt }) => [frame.mediaAt, cameAt])).toEqual([
      [0, 90],
      [20, 110],
      [40, 130],
    ])
    expect(of('transport.audio').every(({ frame }) => frame.mulaw.length === 160)).toBe(true)
  })

  it('keeps the order of frames whatever the jitter, and delays none by more than it', async () => {
    const runs = fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 1, max: 200 }),
      async (seed, jitter) => {
        const { of, until } = leg({ latency_ms: 40, jitter_ms: jitter }, undefined, 30_000, seed)
        await until(1500)
        const frames = of('transport.audio')
        const media = frames.map(({ frame }) => frame.mediaAt)
        expect(media).toEqual(media.map((_, i) => i * 20))
        for (const { frame, cameAt } of frames) {
          expect(cameAt).toBeGreaterThanOrEqual(frame.mediaAt + 60)
          // A frame may also wait for the one before it.
          expect(cameAt).toBeLessThanOrEqual(frame.mediaAt + 60 + jitter)
        }
      },
    )
    await fc.assert(runs, { numRuns: 20 })
  })

  it('sends nothing while the line stalls, then everything at once, marks and keys included', async () => {
    const caller = callerWho((mediaAt) =>
      mediaAt === 260 ? { keys: [{ digit: '5', at: 265 }] } : {},
    )
    const { carrier, came, until } = leg(
      { latency_ms: 50, stalls: [{ from: 200, ms: 300 }] },
      caller,
    )
    carrier.transport.play(sound(200), { epoch: 1, endMs: 200 })
    await until(1000)
    const during = came.filter(({ cameAt }) => cameAt >= 250 && cameAt < 550)
    expect(during).toEqual([])
    const burst = came.filter(({ cameAt }) => cameAt === 550)
    expect(burst.map(({ type }) => type)).toEqual([
      ...Array(3).fill('transport.audio'),
      'transport.mark',
      'transport.audio',
      'transport.dtmf',
      ...Array(12).fill('transport.audio'),
    ])
  })

  it('counts a stall from the beginning of a caller segment', async () => {
    const caller = callerWho(
      () => ({ speech }),
      (id) => (id === 's1' ? 400 : undefined),
    )
    const stalls = [
      { segment: 's1', from: 100, ms: 200 },
      { segment: 'never', from: 0, ms: 9000 },
    ]
    const { came, until } = leg({ latency_ms: 0, stalls }, caller)
    await until(1000)
    expect(came.filter(({ cameAt }) => cameAt >= 500 && cameAt < 700)).toEqual([])
    expect(came.filter(({ cameAt }) => cameAt === 700)).toHaveLength(11)
  })

  it('loses frames in a gap: the timestamps jump', async () => {
    const { of, carrier, until } = leg(
      { gaps: [{ from: 100, ms: 60 }] },
      callerWho(() => ({ speech })),
    )
    await until(400)
    const media = of('transport.audio').map(({ frame }) => frame.mediaAt)
    expect(media.slice(3, 7)).toEqual([60, 80, 160, 180])
    const sent = carrier.record().callerAudio(200)
    expect([sent[99 * 8], sent[101 * 8], sent[161 * 8]]).toEqual([0x20, 0xff, 0x20])
  })

  it('sends nothing in silence where the carrier saves it, and everything else', async () => {
    const caller = callerWho((mediaAt) => (mediaAt >= 100 && mediaAt < 160 ? { speech } : {}))
    const { of, until } = leg({ silence: 'nothing', noise_dbfs: -60 }, caller)
    await until(600)
    expect(of('transport.audio').map(({ frame }) => frame.mediaAt)).toEqual([100, 120, 140])
  })

  it('lays noise of the given level under everything', async () => {
    const { of, until } = leg({ noise_dbfs: -50 })
    await until(3000)
    const levels = of('transport.audio').map(({ frame }) => mulawLevel(frame.mulaw))
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length
    expect(mean).toBeGreaterThan(-53)
    expect(mean).toBeLessThan(-49)
  })

  it('returns the voice of the agent as echo, as quiet and as late as told', async () => {
    const { carrier, of, until } = leg({ latency_ms: 50, echo: { level_db: -20, delay_ms: 200 } })
    carrier.transport.play(sound(100), { epoch: 1, endMs: 100 })
    await until(1000)
    const levels = of('transport.audio').map(({ frame }) => mulawLevel(frame.mulaw))
    const loud = levels.flatMap((level, i) => (level > -90 ? [i * 20] : []))
    // At the ear from 50 to 150 ms, back from 250 to 350.
    expect(loud).toEqual([240, 260, 280, 300, 320, 340])
    expect(levels[14]).toBeCloseTo(mulawLevel(sound(20)) - 20, 0)
  })

  it('returns a mark a way of latency after it was played, with the frame that is due then', async () => {
    const { carrier, of, until } = leg({ latency_ms: 50 })
    await until(100)
    carrier.transport.play(sound(200), { epoch: 3, endMs: 200 })
    await until(1000)
    expect(of('transport.mark')).toEqual([
      { type: 'transport.mark', mark: { epoch: 3, endMs: 200 }, cameAt: 410 },
    ])
  })

  it('returns pending marks at once on clear, and none at all where the carrier never does', async () => {
    for (const marks of ['returned', 'never'] as const) {
      const { carrier, of, until } = leg({ latency_ms: 50, marks })
      carrier.transport.play(sound(1000), { epoch: 1, endMs: 1000 })
      await until(300)
      carrier.transport.clear()
      await until(1500)
      const times = of('transport.mark').map(({ cameAt }) => cameAt)
      expect(times).toEqual(marks === 'never' ? [] : [410])
    }
  })

  it('ends the leg when the engine hangs up, and counts what is still played into it', async () => {
    const { clock, carrier, came, playout, until } = leg({ latency_ms: 50 })
    carrier.transport.play(sound(1000), { epoch: 1, endMs: 1000 })
    await until(300)
    carrier.transport.hangUp('done')
    carrier.transport.play(sound(100), { epoch: 1, endMs: 1100 })
    await until(1000)
    expect(came.at(-1)).toMatchObject({ type: 'transport.closed', reason: 'agent', cameAt: 410 })
    expect(playout.pieces[0]).toMatchObject({ startsAt: 50, endsAt: 350 })
    expect(carrier.record()).toMatchObject({ playsAfterClose: 1, cut: false, closedAt: 350 })
    expect(clock.now()).toBe(1000)
  })

  it('ends the leg on transfer and remembers where to', async () => {
    const { carrier, came, until } = leg({})
    carrier.transport.transfer('+15550123')
    await until(500)
    expect(came.at(-1)).toMatchObject({ type: 'transport.closed', reason: 'agent' })
    expect(carrier.record().transferredTo).toBe('+15550123')
  })

  it('ends the leg when the caller hangs up: the frame under way is never sent', async () => {
    const caller = callerWho((mediaAt) => ({
      speech,
      hungUpAt: mediaAt >= 100 ? Math.max(mediaAt, 107) : undefined,
    }))
    const { came, carrier, playout, until } = leg({ latency_ms: 50 }, caller)
    carrier.transport.play(sound(1000), { epoch: 1, endMs: 1000 })
    await until(110)
    carrier.transport.play(sound(100), { epoch: 1, endMs: 1100 })
    await until(1000)
    const last = came.slice(-2)
    expect(last[0]).toMatchObject({ type: 'transport.audio', frame: { mediaAt: 80 } })
    expect(last[1]).toMatchObject({ type: 'transport.closed', reason: 'caller', cameAt: 170 })
    expect(playout.pieces[0]?.endsAt).toBe(107)
    // The engine could not know yet.
    expect(carrier.record().playsAfterClose).toBe(0)
  })

  it('lets the end of a call through when a stall is over', async () => {
    const caller = callerWho((mediaAt) => (mediaAt === 100 ? { hungUpAt: 100 } : {}))
    const { came, until } = leg({ latency_ms: 0, stalls: [{ from: 90, ms: 400 }] }, caller)
    await until(1000)
    expect(came.at(-1)).toMatchObject({ type: 'transport.closed', cameAt: 500 })
  })

  it('cuts a call that nobody ends at max_ms', async () => {
    const { came, carrier, until } = leg({ latency_ms: 0 }, undefined, 500)
    await until(1000)
    expect(came.at(-1)).toMatchObject({ type: 'transport.closed', reason: 'lost', cameAt: 500 })
    expect(carrier.record().cut).toBe(true)
  })
})
