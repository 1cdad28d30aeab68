/**
 * A record is written before the action it allows, and a call whose records cannot be written ends with the fixed goodbye: at whichever
 * record of a call the writing fails, in whole calls up to the caller's ear.
 */
import { describe, expect, it } from 'vitest'
import { answer, step } from '../../call/call.js'
import { defaultPolicy } from '../../call/policy.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import { collectionsAgent } from './agent.js'
import { options, policy } from './talk.test-kit.js'
import { identify, talk, type WireCall, type WireOptions, wireCall } from './wire.test-kit.js'

const { goodbye } = defaultPolicy.lines
const says = (...texts: readonly string[]) => texts.map((text) => ({ says: text }))

/** Calls that together have every kind of record before every kind of action. */
const calls: Readonly<Record<string, WireOptions>> = {
  'a call with a promise': {
    moves: [...identify, ...says('I can pay one hundred dollars on friday', 'yes', 'thank you')],
  },
  'a talk with the model': {
    moves: [...identify, ...says('tell me more', 'how does this work', 'goodbye')],
    model: ({ again }) => talk(again ? 'I see.' : 'I see. We will sue you.'),
  },
  'a call with a card number and a handover': {
    moves: [...identify, ...says('my card is 4111 1111 1111 1111', 'let me talk to a person')],
    options: { handoff: '+18005550199' },
  },
  'a call of somebody with a lawyer': {
    moves: [...identify, ...says('I have a lawyer', 'John Smith in Chicago')],
  },
  'a call that is not wanted': { moves: says('stop calling me') },
}

/** The same call with the n-th record lost: and those after it, or only that one. */
async function failing(call: WireOptions, n: number, once: boolean): Promise<WireCall> {
  let written = 0
  return wireCall({
    ...call,
    audit: () => {
      written++
      if (once ? written === n : written >= n) throw new Error('no space left on device')
    },
  })
}

const indexOfFailure = ({ entries }: WireCall): number =>
  entries.findIndex(({ event }) => event.type === 'audit.failed')

it('leaves a log that comes out the same when it is stepped again, with the last record lost', async () => {
  const call = calls['a call with a promise'] as WireOptions
  const { records } = await wireCall(call)
  const { entries } = await failing(call, records.length, false)
  const agent = collectionsAgent(options, policy)
  let state = answer(defaultPolicy)
  for (const { event, commands } of entries) {
    const [next, again] = step(agent, state, event)
    expect(again).toEqual(commands)
    state = next
  }
  expect(state.phase).toBe('ended')
})

describe.each(Object.entries(calls))('the records of %s', (_, call) => {
  it('end the call with the goodbye wherever one is lost, and nothing it allowed is done', async () => {
    const whole = await wireCall(call)
    expect(whole.fault).toBeUndefined()
    const total = whole.records.length
    expect(total).toBeGreaterThan(7)
    for (let n = 1; n <= total; n++) {
      const broken = await failing(call, n, n % 2 === 0)
      const at = `record ${n} of ${total}, ${whole.records[n - 1]?.kind}`
      expect(broken.fault, at).toBeUndefined()
      // Up to there it is the same call, and no record was written out of its order.
      expect(broken.records, at).toEqual(whole.records.slice(0, n - 1))
      const failed = indexOfFailure(broken)
      expect(failed, at).toBeGreaterThan(0)
      // From there on: the goodbye, the end, and nothing else.
      const after = broken.entries.slice(failed).flatMap(({ commands }) => commands)
      const said = after.flatMap((c) => (c.type === 'synthesize' ? [c.text] : []))
      expect(said, at).toEqual([goodbye])
      const done = after.filter(({ type }) =>
        /callTool|transfer|generate|audit|recording/.test(type),
      )
      expect(done, at).toEqual([])
      expect(after.at(-1), at).toMatchObject({ type: 'hangUp' })
      // The goodbye is heard to its end, and soon.
      const last = broken.heard.at(-1)
      expect(wordsOf(last?.words ?? ''), at).toEqual(wordsOf(goodbye))
      const lostAt = broken.entries[failed]?.event.at ?? 0
      expect(broken.endedAt - lostAt, at).toBeLessThan(4000)
      // The voice and the tools did no more than the records that were written allow.
      const allowed = broken.records.filter((r) => r.kind === 'sentence' && r.verdict === 'allow')
      expect(broken.texts.length - 1, at).toBeLessThanOrEqual(allowed.length)
      expect(whole.toolsRun.slice(0, broken.toolsRun.length), at).toEqual(broken.toolsRun)
      expect(broken.carrier.transferredTo, at).toBeUndefined()
    }
  }, 60_000)
})
