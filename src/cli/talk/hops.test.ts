import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stage } from '../../engine/report/latency.js'
import { gapOf } from './call-events.js'
import { hopsOf, hopsText, joinHops } from './hops.js'

const stages = fc.record(
  Object.fromEntries(
    [
      ...['stopDetection', 'transcript', 'endpoint', 'model', 'tools'],
      ...['sentence', 'voice', 'queue', 'unaccounted'],
    ].map((name) => [name, fc.double({ min: 0, max: 5000, noNaN: true })]),
  ) as Record<Stage, fc.Arbitrary<number>>,
)
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

describe('the hops of a gap', () => {
  it('add up to it to the millisecond, however they are rounded and joined', () => {
    fc.assert(
      fc.property(stages, fc.integer({ min: 0, max: 300 }), fc.nat(120), (times, play, room) => {
        const totalMs = sum(Object.values(times))
        const { gap_ms, hops } = gapOf({ totalMs, stages: times }, play)
        expect(Math.abs(gap_ms - (totalMs + play))).toBeLessThanOrEqual(0.5001)
        const joined = joinHops(hopsOf(hops), (some) => hopsText(some).length <= room)
        expect(sum(joined.map(({ ms }) => ms))).toBe(gap_ms)
        for (const [i, { from }] of joined.entries())
          expect(from).toBe(sum(joined.slice(0, i).map(({ ms }) => ms)))
      }),
    )
  })

  it('are joined only as far as they must be', () => {
    const hops = [
      { name: 'stop', from: 0, ms: 200 },
      { name: 'endpoint', from: 200, ms: 10 },
      { name: 'llm', from: 210, ms: 400 },
    ]
    expect(joinHops(hops, () => true)).toEqual(hops)
    expect(hopsText(joinHops(hops, ({ length }) => length <= 2))).toBe('stop+ .21 llm .40')
  })
})
