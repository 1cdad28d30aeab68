import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Chaos, chooser } from './chaos.test-kit.js'

/** Runs a call through a tape of choices, then lets the world calm down. */
function run(tape: readonly number[], ticks: number): Chaos {
  const chaos = new Chaos(chooser(tape), {
    limits: { callMs: 60_000 },
    idle: { afterMs: 2000 },
    tools: { limitMs: 3000 },
  })
  for (let i = 0; i < ticks && chaos.state.phase !== 'ended'; i++) chaos.tick()
  chaos.calmDown(90_000)
  return chaos
}

const tapes = fc.array(fc.nat({ max: 40_319 }), { minLength: 200, maxLength: 1000 })

/** CI runs 10,000; PROPERTY_RUNS and PROPERTY_SEED search on. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? (process.env.CI ? 10_000 : 2000))

test('whatever happens in whatever order, a call keeps its promises and comes to an end', () => {
  let events = 0
  fc.assert(
    fc.property(tapes, fc.integer({ min: 10, max: 120 }), (tape, ticks) => {
      const chaos = run(tape, ticks)
      events += chaos.events
      expect(chaos.violations).toEqual([])
      expect(chaos.state.phase).toBe('ended')
      expect(chaos.state.timers).toEqual({})
    }),
    { numRuns },
  )
  expect(events).toBeGreaterThan(numRuns * 100)
}, 600_000)

test('the same tape makes the same call', () => {
  fc.assert(
    fc.property(tapes, (tape) => {
      expect(run(tape, 60).state).toEqual(run(tape, 60).state)
    }),
    { numRuns: 50 },
  )
})
