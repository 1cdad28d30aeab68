import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultPolicy } from '../call/policy.js'
import {
  type TestCall,
  type TestSegment,
  testAgent,
  testFixture,
  loudnessDetector as vad,
} from './fixture.test-kit.js'
import { watchClaims } from './heard-invariant.js'
import { watchInvariants } from './invariants.js'
import { simulate } from './simulate.js'

const replies = [
  'Sure, I can help with that. Which card would you like to use for it today?',
  'Of course. I am listening.',
  'No.',
  'Well, let me think about that for a while, because it is not so easy to say. There are two ways.',
]
const utterances = [
  'yes',
  'uh huh',
  'No wait stop.',
  'I would like to pay my bill.',
  'and',
  '',
  'hello',
]

const ms = (min: number, max: number) => fc.integer({ min, max })
/** Mostly as usual, sometimes this. */
const sometimes = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const error = fc.constant('UNAVAILABLE' as const)

/** Without the fields that are undefined. */
const some = <T extends object>(arbitrary: fc.Arbitrary<T>) =>
  arbitrary.map(
    (fields) =>
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
        [K in keyof T]?: Exclude<T[K], undefined>
      },
  )

const start: fc.Arbitrary<TestSegment['start']> = fc.oneof(
  fc.record({ at: ms(0, 15_000) }),
  fc.record({ during: fc.constant('agent' as const), turn: ms(0, 3), ms: ms(0, 3000) }),
  fc.record({ after: fc.constant('agent' as const), turn: ms(0, 3), ms: ms(-300, 1500) }),
)

const segment: fc.Arbitrary<TestSegment> = fc.record({
  says: fc.constantFrom(...utterances),
  ms: ms(30, 1500),
  level: fc.constantFrom(-20, -35),
  start,
  stt: some(
    fc.record({
      delay: fc.oneof({ weight: 8, arbitrary: ms(50, 900) }, ms(2000, 6000)),
      stall: sometimes(fc.constant(true)),
      error: sometimes(error),
      times: sometimes(fc.constant(2)),
      partials: sometimes(fc.constant(false)),
    }),
  ),
})

const answer = some(
  fc.record({
    text: fc.constantFrom(...replies),
    first: fc.oneof({ weight: 8, arbitrary: ms(50, 900) }, ms(2000, 7000)),
    rate: ms(5, 80),
    stall: sometimes(fc.constant(true)),
    error: sometimes(error),
    tools: sometimes(fc.constant({}).map((input) => [{ name: 'look_up', input }])),
  }),
)

const tool = some(
  fc.record({
    output: fc.constant('found'),
    delay: ms(10, 4000),
    error: sometimes(error),
    stall: sometimes(fc.constant(true)),
  }),
)

const voice = some(
  fc.record({
    first: ms(50, 2500),
    speed: fc.constantFrom(1, 1.5, 8),
    only_ms: ms(0, 2000),
    error: sometimes(error),
    stall: sometimes(fc.constant(true)),
  }),
)

const fault = fc.record({ from: ms(0, 12_000), ms: ms(20, 1500) })

const line = some(
  fc.record({
    // Beyond 200 ms the estimate of what was heard, which knows no longer way, would be too early.
    latency_ms: ms(0, 190),
    jitter_ms: fc.constantFrom(0, 0, 30, 100),
    stalls: fc.array(fault, { maxLength: 2 }),
    gaps: fc.array(fault, { maxLength: 2 }),
    silence: fc.constantFrom('frames' as const, 'nothing' as const),
    marks: fc.constantFrom('returned' as const, 'returned' as const, 'never' as const),
    echo: sometimes(fc.constant({ level_db: -25, delay_ms: 200 })),
    noise_dbfs: sometimes(fc.constant(-55)),
  }),
)

const lines = [...replies, ...Object.values(defaultPolicy.lines).flat()]

const calls = fc.record({
  caller: fc.array(segment, { minLength: 1, maxLength: 6 }),
  keys: fc.array(fc.record({ digit: fc.constantFrom('1', '0', '#'), start }), { maxLength: 3 }),
  llm: fc.array(answer, { minLength: 14, maxLength: 14 }),
  tools: fc.array(tool, { minLength: 10, maxLength: 10 }),
  tts: fc
    .array(voice, { minLength: lines.length, maxLength: lines.length })
    .map((rows) => rows.map((row, i) => ({ ...row, text: lines[i] ?? '' }))),
  line,
  hangsUp: fc.record({ at: ms(500, 30_000) }),
  seed: ms(1, 1000),
  maxMs: fc.constant(40_000),
})

it('keeps all invariants whatever the caller, the line and the services do', async () => {
  const property = fc.asyncProperty(calls, async (call) => {
    const log = watchInvariants()
    const claims = watchClaims()
    const observers = [log.observe, claims.observe]
    const simulation = await simulate(testFixture(call satisfies TestCall), {
      vad,
      agent: testAgent,
      observers,
    })
    expect(simulation.fault).toBeUndefined()
    expect([...log.violations, ...claims.check(simulation)]).toEqual([])
  })
  // The same calls on every machine; leave out the seed to look for others.
  await fc.assert(property, { numRuns: 80, seed: 2 })
}, 60_000)
