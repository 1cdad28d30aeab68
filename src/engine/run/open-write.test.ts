/** A call that ends while a write of its agent is under way: whoever ends it, whatever comes of the write, and although a record is lost. */
import { describe, expect, it } from 'vitest'
import type { Agent, Directive } from '../agent/agent.js'
import { answer, isOver, step } from '../call/call.js'
import type { Command } from '../call/command.js'
import type { ControlEvent } from '../call/event.js'
import { policyWith } from '../call/policy.js'
import { ProviderFailure } from '../providers/provider.js'
import type { Entry } from '../report/entry.js'
import { CallFault } from './call-fault.js'
import { until } from './clock.js'
import { runCall } from './run-call.js'
import { smallWorld } from './small-world.test-kit.js'
import { VirtualClock } from './virtual-clock.js'

const limitMs = 10_000
const asksAt = 2000

/** Who ends the call, or puts its agent out, some time after the write was asked for. */
const endings = [
  'the caller',
  'the caller, who goes on being sent',
  'the server',
  'the agent',
  'a transfer',
  'a bug',
  'a host that cuts it short',
] as const
/** What comes of the write, and when: ms after it was asked for. */
const writes = {
  'at once': { after: 100, fails: false },
  'as the call ends': { after: 1500, fails: false },
  'after the call': { after: 8000, fails: false },
  'with an error after the call': { after: 8000, fails: true },
  never: { after: 1e9, fails: false },
} as const
const audits = {
  'all kept': [],
  'the first lost': ['agreed', 'heard', 'written'],
  'those of the write lost': ['written'],
  'those of its last line lost': ['heard'],
} as const

interface Case {
  readonly ending: (typeof endings)[number]
  readonly write: keyof typeof writes
  readonly audit: keyof typeof audits
}

function agentOf({ ending }: Case): Agent<undefined> {
  const say = (text: string): Directive => ({ type: 'say', id: 'line', text, interruptible: false })
  const last: readonly Directive[] =
    ending === 'the agent'
      ? [say('Goodbye then.'), { type: 'end', why: 'done' }]
      : ending === 'a transfer'
        ? [say('One moment.'), { type: 'transfer', to: '+15550199' }]
        : [say('I am writing that down.')]
  return {
    name: 'writer',
    tools: [{ name: 'write', description: '', schema: {}, effect: 'write', limitMs: 5000 }],
    start: () => undefined,
    onCallStarted: (state) => ({ state, directives: [] }),
    onCallerTurn: (state) => ({
      state,
      directives: [
        { type: 'audit', record: { kind: 'agreed' } },
        { type: 'callTool', name: 'write', input: '{}' },
        ...last,
      ],
    }),
    onToolReturned: (state, { output }) => ({
      state,
      directives: [{ type: 'audit', record: { kind: 'written', output } }],
    }),
    onHeard: (state) => {
      if (ending === 'a bug') throw new Error('no such line')
      return { state, directives: [{ type: 'audit', record: { kind: 'heard' } }] }
    },
    check: () => ({ verdict: 'say' }),
  }
}

async function hold(given: Case) {
  const { ending, write, audit } = given
  const clock = new VirtualClock()
  const hangsUp = ending === 'the caller' || ending === 'the caller, who goes on being sent'
  const world = smallWorld(clock, {
    caller: [{ from: 500, to: 900, text: 'yes' }],
    model: () => '',
    ...(hangsUp && { hangsUpAt: asksAt + 1000 }),
  })
  const entries: Entry[] = []
  const records: string[] = []
  const stop = new AbortController()
  let post: (event: ControlEvent) => void = () => {}
  let receive: Parameters<typeof world.transport.open>[0] = () => {}
  let endedAt: number | undefined
  let fault: unknown
  let asked = 0
  const at = (ms: number, act: () => void) => clock.alarm(asksAt + ms, act)
  if (ending === 'the server') at(1000, () => post({ type: 'control.end', why: 'draining' }))
  if (ending === 'a host that cuts it short') at(1000, () => stop.abort())
  if (ending === 'the caller, who goes on being sent')
    for (const ms of [1100, 4000, 9000])
      at(ms, () => {
        receive({ type: 'transport.mark', mark: { epoch: 0, endMs: 100 } })
        receive({
          type: 'transport.audio',
          frame: { mulaw: new Uint8Array(160), mediaAt: asksAt + ms },
        })
        receive({ type: 'transport.dtmf', digit: '1' })
        receive({ type: 'transport.closed', reason: 'caller' })
      })
  const policy = policyWith({ opening: { by: 'caller' } })
  runCall({
    ...{ agent: agentOf(given), policy, clock },
    transport: {
      ...world.transport,
      open: (given) => {
        receive = given
        world.transport.open(given)
      },
    },
    log: { warn: () => {} },
    signal: stop.signal,
    control: (given) => {
      post = given
    },
    observers: [(entry) => void entries.push(entry)],
    audit: ({ kind }) => {
      if (audits[audit].some((lost) => lost === kind)) throw new Error('disk full')
      records.push(kind)
    },
    providers: {
      ...world.providers,
      tools: {
        async run(_, { signal }) {
          asked++
          await until(clock, clock.now() + writes[write].after, signal)
          if (writes[write].fails) throw new ProviderFailure('UNAVAILABLE', 'broken')
          return 'done'
        },
      },
    },
  })
    .catch((error: unknown) => {
      fault = error
    })
    .finally(() => {
      endedAt = clock.now()
    })
  await clock.run(() => endedAt !== undefined)
  return {
    ...{ policy, fault, entries, records, asked, endedAt: endedAt ?? 0 },
    told: world.carrierTold,
    open: world.open(),
  }
}

const cases = endings.flatMap((ending) =>
  (Object.keys(writes) as (keyof typeof writes)[]).flatMap((write) =>
    (Object.keys(audits) as (keyof typeof audits)[]).map(
      (audit): Case => ({ ending, write, audit }),
    ),
  ),
)

const isEnd = ({ type }: Command) => type === 'hangUp' || type === 'transfer'

/** The end that was lost with a record was none. */
const overAt = (entries: readonly Entry[]): number => {
  const over =
    entries.find(({ event }) => event.type === 'transport.closed') ??
    entries.findLast(({ commands }) => commands.some(isEnd))
  return over?.event.at ?? expect.fail('the call is not over')
}

const isOut = ({ event }: Entry) => event.type === 'audit.failed' || event.type === 'agent.failed'

describe.each(cases)('a call ended by $ending, its write back $write, records: $audit', (given) => {
  const lost = audits[given.audit].length > 0
  const first = given.audit === 'the first lost'

  it('ends once and in time, and nothing is left of it', async () => {
    const { entries, endedAt, open, told } = await hold(given)
    const waited = endedAt - overAt(entries)
    expect(waited).toBeLessThanOrEqual(limitMs)
    // Nobody hears of it any more.
    if (entries.some(isOut)) expect(waited).toBe(0)
    const ends = told.filter((what) => / (?:hang up|transfer)/.test(what))
    expect(ends).toHaveLength(/caller/.test(given.ending) ? 0 : 1)
    // The carrier is told nothing after the end, whatever comes back from it.
    expect(Number(told.at(-1)?.split(' ')[0])).toBeLessThanOrEqual(overAt(entries))
    expect(open).toBe(0)
  })

  it('keeps every record that can be kept, and does nothing that a lost one allows', async () => {
    const { records, asked, fault, entries, endedAt } = await hold(given)
    expect(asked).toBe(first ? 0 : 1)
    expect(records[0]).toBe(first ? undefined : 'agreed')
    // A bug, or a lost record, puts the agent out before a slow write is back: nobody keeps a record of it then.
    const out = given.ending === 'a bug' || given.audit === 'those of its last line lost'
    const slow = given.write !== 'at once'
    const lostIt = audits[given.audit].some((kind) => kind === 'written')
    expect(records.includes('written')).toBe(!lostIt && !(out && slow))
    const failed = entries.findIndex(({ event }) => event.type === 'audit.failed')
    const after = entries.slice(failed < 0 ? entries.length : failed)
    const done = after.flatMap(({ commands }) => commands).map(({ type }) => type)
    expect(done.filter((type) => /callTool|transfer|audit|generate/.test(type))).toEqual([])
    // Where a record was lost before, the agent is not asked any more, and cannot fail.
    const bug = given.ending === 'a bug' && failed < 0
    // Nobody is left to say goodbye to: the host learns of it by the fault, which the last line of the log names.
    const unsaid = lost && endedAt > overAt(entries)
    expect(fault instanceof CallFault).toBe(bug || unsaid)
    expect(entries.at(-1)?.fault).toBe(fault instanceof CallFault ? fault.message : undefined)
  })

  it('has a log that comes out the same when it is stepped again', async () => {
    const { entries, policy } = await hold(given)
    const agent = agentOf(given)
    let state = answer(policy)
    for (const { event, commands } of entries) {
      const wanted = attempt(() => step(agent, state, event))
      if (wanted === undefined) continue
      expect(wanted[1]).toEqual(commands)
      state = wanted[0]
    }
    expect(isOver(state)).toBe(true)
    expect(state.timers).toEqual({})
  })
})

/** A step that the bug is in gives none. */
const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
