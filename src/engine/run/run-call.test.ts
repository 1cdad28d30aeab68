import { describe, expect, it } from 'vitest'
import type { Agent } from '../agent/agent.js'
import { plainAgent } from '../agent/plain.js'
import type { Note } from '../call/command.js'
import type { ControlEvent } from '../call/event.js'
import { defaultPolicy } from '../call/policy.js'
import type { CallState } from '../call/state.js'
import type { Entry, Observer } from '../report/entry.js'
import { CallFault } from './call-fault.js'
import { type CallOptions, runCall } from './run-call.js'
import { type Plot, type SmallWorld, smallWorld } from './small-world.test-kit.js'
import { VirtualClock } from './virtual-clock.js'

const agent = plainAgent({
  greeting: 'Hello, this is Alex.',
  instructions: 'Be brief.',
  goodbyeWords: ['goodbye'],
  goodbye: 'Goodbye.',
})

const talk: Plot = {
  caller: [
    { from: 2500, to: 3300, text: 'What is your name?' },
    { from: 7000, to: 7800, text: 'Thank you, goodbye.' },
  ],
  model: () => 'My name is Alex.',
}

interface Ran {
  readonly world: SmallWorld
  readonly entries: readonly Entry[]
  readonly warnings: readonly string[]
  readonly state: CallState | undefined
  readonly error: unknown
  /** Providers that still worked when `runCall` came back. */
  readonly openAtEnd: number
}

/** Holds a call in virtual time, to its end. */
async function hold(plot: Plot, changes: Partial<CallOptions> = {}): Promise<Ran> {
  const clock = new VirtualClock()
  const world = smallWorld(clock, plot)
  const entries: Entry[] = []
  const warnings: string[] = []
  let ended = false
  let state: CallState | undefined
  let error: unknown
  let openAtEnd = -1
  const { observers = [], ...others } = changes
  const call = runCall({
    ...{ clock, agent, policy: defaultPolicy, transport: world.transport },
    providers: world.providers,
    log: { warn: (_, message) => warnings.push(message) },
    ...others,
    observers: [(entry) => entries.push(entry), ...observers],
  })
  const done = call
    .then((last) => {
      state = last
    })
    .catch((thrown: unknown) => {
      error = thrown
    })
    .finally(() => {
      ended = true
      openAtEnd = world.open()
    })
  await clock.run(() => ended)
  await done
  return { world, entries, warnings, state, error, openAtEnd }
}

const notesIn = (entries: readonly Entry[]): readonly Note[] =>
  entries.flatMap(({ commands }) => commands.flatMap((c) => (c.type === 'note' ? [c.note] : [])))
const spoken = (state: CallState | undefined) =>
  state?.conversation.map((message) =>
    'text' in message ? `${message.role}: ${message.text}` : '',
  )

describe('a call', () => {
  it('greets, answers the caller, says goodbye and hangs up', async () => {
    const { state, world, openAtEnd } = await hold(talk)
    expect(spoken(state)).toEqual([
      'assistant: Hello, this is Alex.',
      'user: What is your name?',
      'assistant: My name is Alex.',
      'user: Thank you, goodbye.',
      'assistant: Goodbye.',
    ])
    expect(world.carrierTold.at(-1)).toMatch(/hang up: the caller said goodbye$/)
    expect(openAtEnd).toBe(0)
  })

  it('is the same, event for event, each time it is held', async () => {
    const [first, second] = [await hold(talk), await hold(talk)]
    expect(first.entries.length).toBeGreaterThan(500)
    expect(second.entries).toEqual(first.entries)
  })

  it('takes speech back from the carrier at the very score that shows the caller speaking', async () => {
    const plot = {
      caller: [{ from: 700, to: 2600, text: 'Wait, who is this?' }],
      model: () => 'Alex.',
      hangsUpAt: 6000,
    }
    const { entries, world, state } = await hold(plot)
    const clear = entries.find(({ commands }) => commands.some(({ type }) => type === 'clear'))
    expect(clear?.event.type).toBe('vad.scored')
    expect(world.carrierTold).toContain(`${clear?.event.at} clear`)
    expect(notesIn(entries)).toContainEqual(expect.objectContaining({ kind: 'agent.interrupted' }))
    expect(spoken(state)).toContain('user: Wait, who is this?')
  })

  it('ends when the caller hangs up, and stops all that still works for it', async () => {
    const plot = { ...talk, hangsUpAt: 4200 }
    const { entries, state, openAtEnd } = await hold(plot)
    expect(entries.at(-1)?.event).toMatchObject({ type: 'transport.closed', at: 4200 })
    expect(state?.phase).toBe('ended')
    expect(openAtEnd).toBe(0)
  })

  it('says goodbye when it is asked from outside to end', async () => {
    let post: (event: ControlEvent) => void = () => {}
    const { state, world } = await hold(talk, {
      control: (given) => {
        post = given
      },
      observers: [
        ({ event }) => {
          if (event.type === 'transport.audio' && event.at === 2200)
            queueMicrotask(() => post({ type: 'control.end', why: 'the server stops' }))
        },
      ],
    })
    expect(spoken(state)).toContain(`assistant: ${defaultPolicy.lines.goodbye}`)
    expect(world.carrierTold.at(-1)).toMatch(/hang up: the server stops$/)
  })

  it('is cut short at once by its signal', async () => {
    const controller = new AbortController()
    const observer: Observer = ({ event }) => {
      if (event.at >= 3000) controller.abort()
    }
    const { world, state, entries, openAtEnd } = await hold(talk, {
      observers: [observer],
      signal: controller.signal,
    })
    expect(state?.phase).toBe('ended')
    expect(world.carrierTold.at(-1)).toBe('3000 hang up: cut short')
    expect(entries.at(-1)?.event).toEqual({ at: 3000, type: 'transport.closed', reason: 'agent' })
    expect(openAtEnd).toBe(0)
  })

  it('never begins when its signal was aborted before', async () => {
    const { world, state } = await hold(talk, { signal: AbortSignal.abort() })
    expect(state?.phase).toBe('ended')
    expect(world.carrierTold).toEqual(['0 hang up: cut short'])
  })
})

describe('a call with a bug', () => {
  it('hangs up, keeps its log and rejects, when the agent throws', async () => {
    const broken: Agent<undefined> = {
      ...agent,
      onCallerTurn: () => {
        throw new Error('no such rule')
      },
    }
    const { world, error, entries, openAtEnd } = await hold(talk, { agent: broken })
    expect(error).toBeInstanceOf(CallFault)
    expect(error).toMatchObject({ message: expect.stringContaining('no such rule') })
    expect(entries.at(-1)?.fault).toContain('no such rule')
    expect(world.carrierTold.at(-1)).toMatch(/hang up: internal error$/)
    expect(openAtEnd).toBe(0)
  })

  it('does not go on without an audit record that the agent wanted', async () => {
    const recording: Agent<undefined> = {
      ...agent,
      onCallerTurn: () => ({
        state: undefined,
        directives: [
          { type: 'audit', record: { kind: 'consent' } },
          { type: 'say', id: 'x', text: 'Noted.', interruptible: true },
        ],
      }),
    }
    const { world, entries, error } = await hold(talk, {
      agent: recording,
      audit: () => {
        throw new Error('disk full')
      },
    })
    expect(error).toBeUndefined()
    expect(entries.map(({ event }) => event.type)).toContain('audit.failed')
    expect(world.carrierTold.at(-1)).toMatch(/hang up: an audit record could not be written$/)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('full')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('full'))],
  ])('is not hurt by an observer that %s: it is reported once and dropped', async (_, fail) => {
    let calls = 0
    const observer: Observer = () => {
      calls++
      return fail()
    }
    const { state, warnings, entries } = await hold(talk, { observers: [observer] })
    expect(state?.phase).toBe('ended')
    expect(warnings).toEqual(['an observer of the call failed and was dropped'])
    expect(calls).toBeLessThan(entries.length)
  })

  it('rejects with what the transport threw, when the leg cannot be opened', async () => {
    const clock = new VirtualClock()
    const { transport, providers } = smallWorld(clock, talk)
    const open: CallOptions['transport']['open'] = (receive) => {
      receive({ type: 'transport.started', from: '', to: '' })
      throw new Error('no such number')
    }
    let error: unknown
    runCall({
      ...{ clock, providers, agent, policy: defaultPolicy, observers: [] },
      transport: { ...transport, open },
      log: { warn: () => {} },
    }).catch((thrown: unknown) => {
      error = thrown
    })
    await clock.run(() => error !== undefined)
    expect(error).toMatchObject({ message: 'no such number' })
  })

  it('does not wait for ever for a provider that ignores its signal', async () => {
    const clock = new VirtualClock()
    const world = smallWorld(clock, { ...talk, hangsUpAt: 3000 })
    const deaf: CallOptions['providers']['stt'] = {
      open: () => ({
        write: () => {},
        commit: () => {},
        drop: () => {},
        [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
      }),
    }
    let endedAt = 0
    void runCall({
      ...{ clock, agent, policy: defaultPolicy, transport: world.transport, observers: [] },
      providers: { ...world.providers, stt: deaf },
      log: { warn: () => {} },
    }).then(() => {
      endedAt = clock.now()
    })
    await clock.run(() => endedAt > 0)
    expect(endedAt).toBe(4000)
  })
})
