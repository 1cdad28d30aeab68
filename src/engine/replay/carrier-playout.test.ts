import { describe, expect, it } from 'vitest'
import { carrierPlayout } from './carrier-playout.js'

/** So many ms of one loud sound. */
const sound = (ms: number) => new Uint8Array(ms * 8).fill(0x10)
const mark = (epoch: number, endMs: number) => ({ epoch, endMs })

describe('the speech at the carrier', () => {
  it('plays one piece after the other and returns each mark when its piece was played', () => {
    const playout = carrierPlayout()
    playout.receive(sound(200), mark(1, 200), 50)
    playout.receive(sound(100), mark(1, 300), 60)
    expect(playout.pieces.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [50, 250],
      [250, 350],
    ])
    expect(playout.takeMarks(249)).toEqual([])
    expect(playout.takeMarks(350)).toEqual([
      { epoch: 1, endMs: 200, at: 250, cleared: false },
      { epoch: 1, endMs: 300, at: 350, cleared: false },
    ])
    expect(playout.takeMarks(9999)).toEqual([])
  })

  it('begins a piece that comes late when it comes', () => {
    const playout = carrierPlayout()
    playout.receive(sound(100), mark(1, 100), 0)
    playout.receive(sound(100), mark(1, 200), 500)
    expect(playout.pieces[1]).toMatchObject({ fromMs: 100, startsAt: 500, endsAt: 600 })
  })

  it('stops in the middle of a piece when cleared, and returns all pending marks at once', () => {
    const playout = carrierPlayout()
    playout.receive(sound(200), mark(1, 200), 0)
    playout.receive(sound(200), mark(1, 400), 0)
    playout.receive(sound(200), mark(1, 600), 0)
    playout.clear(250)
    expect(playout.takeMarks(250)).toEqual([
      { epoch: 1, endMs: 200, at: 200, cleared: false },
      { epoch: 1, endMs: 400, at: 250, cleared: true },
      { epoch: 1, endMs: 600, at: 250, cleared: true },
    ])
    expect(playout.pieces.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [0, 200],
      [200, 250],
      [250, 250],
    ])
    expect(playout.lane.read(249, 251)).toEqual(
      Uint8Array.from([...Array(8).fill(0x10), ...Array(8).fill(0xff)]),
    )
  })

  it('plays what comes after a clear at once, and takes an older epoch for a mistake', () => {
    const playout = carrierPlayout()
    playout.receive(sound(1000), mark(1, 1000), 0)
    playout.clear(300)
    playout.receive(sound(100), mark(2, 400), 310)
    expect(playout.pieces.at(-1)).toMatchObject({ startsAt: 310, endsAt: 410 })
    expect(playout.playsAfterClear()).toBe(0)
    playout.receive(sound(100), mark(1, 1100), 320)
    expect(playout.playsAfterClear()).toBe(1)
  })

  it('is silent and returns no mark once the leg is over, but keeps what was played before', () => {
    const playout = carrierPlayout()
    playout.receive(sound(100), mark(1, 100), 0)
    playout.receive(sound(200), mark(1, 300), 0)
    playout.close(150)
    playout.receive(sound(100), mark(1, 400), 160)
    expect(playout.takeMarks(9999)).toEqual([{ epoch: 1, endMs: 100, at: 100, cleared: false }])
    expect(playout.pieces.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [0, 100],
      [100, 150],
      [150, 150],
    ])
  })

  it('says how much speech lay at the carrier at most', () => {
    const playout = carrierPlayout()
    playout.receive(sound(400), mark(1, 400), 0)
    playout.receive(sound(400), mark(1, 800), 100)
    playout.receive(sound(100), mark(1, 900), 700)
    expect(playout.maxBufferedMs()).toBe(700)
  })
})
