/** A promise that takes long to be written down, through the whole engine in virtual time. */
import { describe, expect, it } from 'vitest'
import type { Agent } from '../../../agent/agent.js'
import type { AuditRecord } from '../../../call/command.js'
import type { ToolCall } from '../../../call/event.js'
import { policyWith } from '../../../call/policy.js'
import { ProviderFailure } from '../../../providers/provider.js'
import { until } from '../../../run/clock.js'
import { runCall } from '../../../run/run-call.js'
import { type Plot, smallWorld } from '../../../run/small-world.test-kit.js'
import { VirtualClock } from '../../../run/virtual-clock.js'
import { collectionsAgent } from '../agent.js'
import type { CollectionsState } from '../state.js'
import { options, policy, verifiedTalk } from '../talk.test-kit.js'

interface Slow {
  /** When the tool answers, ms after it was asked; undefined: never. */
  readonly after: number | undefined
  readonly answers?: string
  readonly fails?: boolean
  readonly hangsUpAt?: number
  /** What the caller says after their yes, at 2.5 s. */
  readonly adds?: string
  readonly agreedTo?: string
}

/** The call from the moment at which the terms have been read out, and the caller says yes. */
async function agreeing({ after, answers, fails, hangsUpAt, adds, agreedTo }: Slow) {
  const before = verifiedTalk()
  before.say(agreedTo ?? 'I can pay two hundred dollars on friday')
  const real = collectionsAgent(options, policy)
  const spoken: string[] = []
  const agent: Agent<CollectionsState> = {
    ...real,
    start: () => before.state,
    onCallStarted: (state) => ({ state, directives: [] }),
    check: (state, sentence) => {
      spoken.push(sentence.text)
      return real.check(state, sentence)
    },
  }
  const plot: Plot = {
    caller: [
      { from: 500, to: 900, text: 'yes' },
      ...(adds === undefined ? [] : [{ from: 3500, to: 4700, text: adds }]),
    ],
    model: () => '',
    ...(hangsUpAt !== undefined && { hangsUpAt }),
  }
  const clock = new VirtualClock()
  const { providers, transport } = smallWorld(clock, plot)
  const asked: ToolCall[] = []
  const records: AuditRecord[] = []
  let closedAt = 0
  const running = runCall({
    ...{ agent: agent as Agent, policy: policyWith({}), transport, clock, observers: [] },
    log: { warn: (_, message) => expect.fail(message) },
    audit: (record) => records.push(record),
    providers: {
      ...providers,
      tools: {
        async run(call, { signal }) {
          asked.push(call)
          await until(clock, clock.now() + (after ?? 1e9), signal)
          if (fails) throw new ProviderFailure('UNAVAILABLE', 'the line to the desk broke')
          return answers ?? '{"written":true,"id":"p-1"}'
        },
      },
    },
  }).then(() => {
    closedAt = clock.now()
  })
  await clock.run(() => closedAt > 0)
  await running
  const kinds = records.map(({ kind }) => kind)
  const tasks = records.filter(({ kind }) => kind === 'task').map(({ task }) => task)
  const outcomes = records.filter(({ kind }) => kind === 'outcome').map(({ outcome }) => outcome)
  return { spoken, kinds, tasks, outcomes, asked, closedAt }
}

const notConfirmed = /could not confirm yet.*in writing, or a person will call/i
const nothingAgreed = /nothing was agreed|not able to write/i

describe('a promise that is not written down in time', () => {
  it('is said to be not confirmed, and never to be not agreed, and a person looks', async () => {
    const call = await agreeing({ after: undefined })
    expect(call.spoken.at(-1)).toMatch(notConfirmed)
    expect(call.spoken.join(' ')).not.toMatch(nothingAgreed)
    expect(call.kinds).toContain('promise.unknown')
    expect(call.kinds).not.toContain('promise.lost')
    expect(call.tasks).toContain('confirm_promise')
    expect(call.outcomes).toEqual(['promise not confirmed'])
  })

  it('is told to the caller when the answer comes while they are still there', async () => {
    const call = await agreeing({ after: 6500 })
    expect(call.spoken.at(-2)).toMatch(notConfirmed)
    expect(call.spoken.at(-1)).toMatch(/it is written down now/i)
    expect(call.kinds.filter((kind) => kind.startsWith('promise.'))).toEqual([
      ...['promise.unknown', 'promise.written'],
    ])
    expect(call.tasks).toEqual([
      ...['confirm_promise', 'send_promise_in_writing', 'confirm_payment_in_writing'],
    ])
    expect(call.outcomes).toEqual(['promise not confirmed', 'promise'])
    expect(call.asked).toHaveLength(1)
  })

  it('is told to be not agreed as soon as that is known', async () => {
    const call = await agreeing({ after: 6500, answers: '{"written":false}' })
    expect(call.spoken.at(-2)).toMatch(notConfirmed)
    expect(call.spoken.at(-1)).toMatch(nothingAgreed)
    expect(call.kinds).toContain('promise.lost')
  })

  it('is recorded when the answer comes after the call, and no longer than that is waited for', async () => {
    const call = await agreeing({ after: 18_000 })
    expect(call.spoken.at(-1)).toMatch(notConfirmed)
    expect(call.kinds).toContain('promise.written')
    const late = await agreeing({ after: 60_000 })
    expect(late.kinds).not.toContain('promise.written')
    expect(late.closedAt).toBeLessThan(30_000)
  })

  it('whose answer is lost on the way is not confirmed either', async () => {
    const call = await agreeing({ after: 1000, fails: true })
    expect(call.spoken.at(-1)).toMatch(notConfirmed)
    expect(call.tasks).toContain('confirm_promise')
  })

  it('was not agreed when the tool says so', async () => {
    const call = await agreeing({ after: 1000, answers: '{"written":false}' })
    expect(call.spoken.at(-1)).toMatch(nothingAgreed)
    expect(call.kinds).toContain('promise.lost')
  })

  it('is the same for a plan', async () => {
    const call = await agreeing({ after: 6500, agreedTo: 'in three parts from tomorrow' })
    expect(call.spoken.at(-1)).toMatch(/it is written down now/i)
    expect(call.tasks[0]).toBe('confirm_plan')
    expect(call.tasks).toContain('send_plan_in_writing')
    expect(JSON.parse(call.asked[0]?.input ?? '')).toMatchObject({
      key: 'a-1: 42817 on 2026-11-28; 42817 on 2026-12-28; 42816 on 2027-01-28',
    })
  })
})

describe('a caller who speaks while a promise is written down', () => {
  it('is answered, and hears what came of it', async () => {
    const call = await agreeing({ after: 4800, adds: 'hello? are you still there?' })
    expect(call.spoken).toContain('One moment, I am still writing that down.')
    expect(call.spoken.at(-1)).toMatch(/i have written that down/i)
    expect(call.kinds).not.toContain('promise.unknown')
  })

  it('is told after its time that nobody knows, although their words ended the wait', async () => {
    const call = await agreeing({ after: undefined, adds: 'hello? are you still there?' })
    expect(call.spoken.at(-1)).toMatch(notConfirmed)
    expect(call.tasks).toContain('confirm_promise')
  })

  it('and wants to take it back is noted for a person', async () => {
    const call = await agreeing({ after: 4800, adds: 'no wait, do not do that' })
    expect(call.kinds).toContain('withdrawn')
    expect(call.tasks).toContain('review_promise')
    expect(call.kinds).toContain('promise.written')
  })
})

describe('a caller who hangs up while a promise is written down', () => {
  it('leaves a record of what came of it', async () => {
    const call = await agreeing({ after: 6000, hangsUpAt: 3000 })
    expect(call.kinds).toContain('promise.written')
    expect(call.outcomes).toEqual(['promise'])
    expect(call.tasks).toContain('send_promise_in_writing')
    expect(call.closedAt).toBeGreaterThan(6000)
  })

  it('leaves a record that nobody knows, and the call does not wait for ever', async () => {
    const call = await agreeing({ after: undefined, hangsUpAt: 3000 })
    expect(call.kinds).toContain('promise.unknown')
    expect(call.tasks).toEqual(['confirm_promise'])
    expect(call.closedAt).toBeLessThan(20_000)
  })
})
