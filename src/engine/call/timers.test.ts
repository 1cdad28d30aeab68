import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Timer } from './event.js'
import { nextDeadline, type Timers, withoutTimers, withTimer } from './timers.js'

const timers: fc.Arbitrary<Timers> = fc
  .array(
    fc.tuple(
      fc.constantFrom<Timer[]>('pump', 'heard', 'endpoint', 'pause', 'model', 'voice', 'callLimit'),
      fc.nat(20),
    ),
  )
  .map((list) => list.reduce<Timers>((set, [timer, at]) => withTimer(set, timer, at), {}))

describe('the next deadline', () => {
  test('is none when nothing is set', () => {
    expect(nextDeadline({})).toBeUndefined()
  })

  test('is the earliest, and among equals the one that was set first', () => {
    expect(nextDeadline({ model: 30, pump: 20, voice: 25 })).toEqual({ timer: 'pump', at: 20 })
    expect(nextDeadline({ model: 20, pump: 20 })).toEqual({ timer: 'model', at: 20 })
    expect(nextDeadline({ pump: 20, model: 20 })).toEqual({ timer: 'pump', at: 20 })
  })

  test('is never later than any other', () => {
    fc.assert(
      fc.property(timers, (set) => {
        const all = Object.values(set)
        expect(nextDeadline(set)?.at).toBe(all.length === 0 ? undefined : Math.min(...all))
      }),
    )
  })
})

describe('setting and leaving out', () => {
  test('a deadline that is set again moves and keeps its place', () => {
    const set = withTimer(withTimer(withTimer({}, 'pump', 10), 'model', 20), 'pump', 20)
    expect(set).toEqual({ pump: 20, model: 20 })
    expect(nextDeadline(set)?.timer).toBe('pump')
  })

  test('what changes nothing gives back the same timers', () => {
    const set: Timers = { pump: 10 }
    expect(withTimer(set, 'pump', 10)).toBe(set)
    expect(withoutTimers(set, ['model', 'voice'])).toBe(set)
    expect(withoutTimers(set, [])).toBe(set)
  })

  test('a deadline that is left out is gone, and no other is', () => {
    fc.assert(
      fc.property(timers, fc.subarray(['pump', 'model', 'voice'] as Timer[]), (set, names) => {
        const left = withoutTimers(set, names)
        for (const name of Object.keys(set) as Timer[]) {
          expect(left[name]).toBe(names.includes(name) ? undefined : set[name])
          expect(name in left).toBe(!names.includes(name))
        }
        expect(Object.keys(left).every((name) => name in set)).toBe(true)
      }),
    )
  })
})
