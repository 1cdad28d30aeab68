import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MicrophoneLine } from './microphone-line.js'

const tenMs = new Uint8Array(80)

/** Chunks of 10 ms at these times. */
function receive(line: MicrophoneLine, times: readonly number[]): number[] {
  return times.flatMap((at) => line.receive(tenMs, at).map(({ mediaAt }) => mediaAt))
}

const paced = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10 }, (_, i) => from + (i + 1) * 10)
const burst = (at: number, ms: number) => Array.from({ length: ms / 10 }, () => at)

describe('MicrophoneLine', () => {
  it('numbers frames of 20 ms by what the microphone gave', () => {
    const line = new MicrophoneLine()
    expect(receive(line, paced(0, 100))).toEqual([0, 20, 40, 60, 80])
  })

  it('lets a short backlog through', () => {
    const line = new MicrophoneLine()
    receive(line, paced(0, 100))
    expect(receive(line, burst(300, 200))).toHaveLength(10)
    expect(line.droppedMs).toBe(0)
  })

  it('drops the old part of a long backlog, counts it, and goes on in time', () => {
    const line = new MicrophoneLine()
    receive(line, paced(0, 100))
    const heard = receive(line, [...burst(2100, 2000), ...paced(2100, 2200)])
    expect(line.droppedMs).toBeGreaterThanOrEqual(1660)
    expect(line.droppedMs).toBeLessThanOrEqual(1700)
    expect(line.stalls).toBe(1)
    expect(heard[0]).toBe(100 + line.droppedMs)
    expect(heard.at(-1)).toBe(2180)
  })

  it('jumps over time in which the microphone gave nothing, and soon hears again', () => {
    const line = new MicrophoneLine()
    receive(line, paced(0, 100))
    const heard = receive(line, paced(2100, 2300))
    expect(line.droppedMs).toBeLessThanOrEqual(40)
    expect(heard[0]).toBeGreaterThan(2080)
    expect(heard.at(-1)).toBeGreaterThan(2250)
  })

  it.each([1.0005, 0.9995])('bears with a clock that is %f as fast for an hour', (speed) => {
    const line = new MicrophoneLine()
    let frames = 0
    for (let i = 1; i <= 360_000; i++) frames += line.receive(tenMs, i * 10 * speed).length
    expect(frames).toBe(180_000)
    expect([line.droppedMs, line.stalls]).toEqual([0, 0])
  })

  it('is never ahead of the microphone nor far behind it, and recovers from every stall', () => {
    const trouble = fc.record({
      calmMs: fc.integer({ min: 100, max: 3000 }),
      stallMs: fc.integer({ min: 20, max: 5000 }),
      /** Whether the sound of the stall was kept. */
      isKept: fc.boolean(),
      /** In which pieces it then comes, ms. */
      pieceMs: fc.constantFrom(10, 40, 680),
    })
    fc.assert(
      fc.property(fc.array(trouble, { maxLength: 6 }), (troubles) => {
        const line = new MicrophoneLine()
        let now = 0
        let last = -20
        /** @param newest of the sound in it was made at this time */
        const give = (ms: number, newest: number) => {
          for (const { mediaAt } of line.receive(new Uint8Array(ms * 8), now)) {
            expect(mediaAt).toBeGreaterThanOrEqual(last + 20)
            expect(mediaAt + 20).toBeLessThanOrEqual(newest + 1)
            expect(now - (mediaAt + 20)).toBeLessThanOrEqual(301 + now * 0.001)
            last = mediaAt
          }
        }
        const calm = (ms: number) => {
          for (const end = now + ms; now < end; ) {
            now += 10
            give(10, now)
          }
        }
        for (const { calmMs, stallMs, isKept, pieceMs } of troubles) {
          calm(Math.ceil(calmMs / 10) * 10)
          const from = now
          now += Math.ceil(stallMs / 10) * 10
          for (let at = from; isKept && at < now; at += pieceMs)
            give(Math.min(pieceMs, now - at), now)
        }
        const before = line.droppedMs
        calm(1000)
        // A stall that was not kept may cost the little that shows that it was not.
        expect(line.droppedMs - before).toBeLessThanOrEqual(60)
        expect(now - (last + 20)).toBeLessThanOrEqual(320)
      }),
    )
  })
})
