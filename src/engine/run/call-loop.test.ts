import { describe, expect, it } from 'vitest'
import type { Command } from '../call/command.js'
import type { CallEvent } from '../call/event.js'
import type { Timers } from '../call/timers.js'
import type { Entry } from '../report/entry.js'
import { CallFault } from './call-fault.js'
import { CallLoop } from './call-loop.js'
import { VirtualClock } from './virtual-clock.js'

/** A call reduced to its deadlines. */
interface Small {
  readonly timers: Timers
  readonly over: boolean
}

type Step = (state: Small, event: CallEvent) => readonly [Small, readonly Command[]]
type Perform = (command: Command, loop: CallLoop<Small>) => void

const live: Small = { timers: {}, over: false }

function run(step: Step, perform: Perform = () => {}) {
  const clock = new VirtualClock()
  const entries: Entry[] = []
  const loop: CallLoop<Small> = new CallLoop({
    clock,
    initial: live,
    step,
    perform: (command) => perform(command, loop),
    observe: (entry) => entries.push(entry),
    isOver: (state) => state.over,
  })
  const lines = () => entries.map(({ event }) => `${event.at} ${nameOf(event)}`)
  return { clock, loop, entries, lines }
}

const nameOf = (event: CallEvent) =>
  event.type === 'timer.due'
    ? event.timer
    : event.type === 'transport.dtmf'
      ? event.digit
      : event.type
const key = (digit: string) => ({ type: 'transport.dtmf', digit }) as const
const clear: Command = { type: 'clear' }
const hangUp: Command = { type: 'hangUp', why: 'done' }

describe('the loop of a call', () => {
  it('has performed the commands of an event before post returns', () => {
    const performed: Command[] = []
    const { loop } = run(
      (state) => [state, [clear, hangUp]],
      (command) => performed.push(command),
    )
    loop.post(key('1'))
    expect(performed).toEqual([clear, hangUp])
  })

  it('takes what a command answers at once only after the event that asked for it', () => {
    const order: string[] = []
    const { loop, lines } = run(
      (state, event) => {
        order.push(`step ${nameOf(event)}`)
        return [state, nameOf(event) === '1' ? [clear, hangUp] : []]
      },
      (command, loop) => {
        order.push(command.type)
        if (command.type === 'clear') loop.post(key('2'))
      },
    )
    loop.post(key('1'))
    expect(order).toEqual(['step 1', 'clear', 'hangUp', 'step 2'])
    expect(lines()).toEqual(['0 1', '0 2'])
  })

  it('stamps events with the time of the clock, and never goes back', async () => {
    const { clock, loop, lines } = run((state) => [state, []])
    clock.alarm(20, () => loop.post(key('1')))
    clock.alarm(30.5, () => loop.post(key('2')))
    await clock.run(() => lines().length === 2)
    expect(lines()).toEqual(['20 1', '30.5 2'])
  })

  it('reports deadlines when they are due, one event each, the earliest first', async () => {
    const { clock, loop, lines } = run((state, event) => {
      if (event.type !== 'timer.due') {
        return [{ ...state, timers: { voice: 300, model: 100, endpoint: 100, pump: 50 } }, []]
      }
      const { [event.timer]: _, ...timers } = state.timers
      return [{ ...state, timers, over: event.timer === 'voice' }, []]
    })
    loop.post(key('1'))
    await clock.run(() => lines().length === 5)
    expect(lines()).toEqual(['0 1', '50 pump', '100 model', '100 endpoint', '300 voice'])
  })

  it('follows a deadline that moves, in both directions, and lets go of one that is left out', async () => {
    const deadlines: Readonly<Record<string, Timers>> = {
      '1': { endpoint: 500 },
      '2': { endpoint: 200 },
      '3': { endpoint: 400 },
      '4': {},
    }
    const { clock, loop, lines } = run((state, event) => [
      { ...state, timers: deadlines[nameOf(event)] ?? {}, over: nameOf(event) === '5' },
      [],
    ])
    for (const [at, digit] of [
      [0, '1'],
      [100, '2'],
      [150, '3'],
      [450, '4'],
      [900, '5'],
    ] as const)
      clock.alarm(at, () => loop.post(key(digit)))
    await clock.run(() => lines().length === 6)
    expect(lines()).toEqual(['0 1', '100 2', '150 3', '400 endpoint', '450 4', '900 5'])
  })

  it('moves on in time although a step leaves a deadline due', async () => {
    const { clock, loop, lines } = run((_, event) => [
      { timers: { pump: 10 }, over: event.at > 12 },
      [],
    ])
    loop.post(key('1'))
    await clock.run(() => lines().length === 5)
    expect(lines()).toEqual(['0 1', '10 pump', '11 pump', '12 pump', '13 pump'])
  })

  it('ends with the state of the last step, and ignores what comes later', async () => {
    const { loop, lines } = run((state, event) => [
      { ...state, over: nameOf(event) === '2', timers: { endpoint: 5 } },
      [],
    ])
    loop.post(key('1'))
    loop.post(key('2'))
    loop.post(key('3'))
    expect(await loop.ended).toEqual({ over: true, timers: { endpoint: 5 } })
    expect(lines()).toEqual(['0 1', '0 2'])
  })

  it('leaves no alarm behind when the call is over', async () => {
    const { clock, loop } = run((state, event) => [
      { ...state, over: nameOf(event) === '2', timers: { endpoint: 5 } },
      [],
    ])
    loop.post(key('1'))
    loop.post(key('2'))
    await expect(clock.run(() => false)).rejects.toMatchObject({ at: 0 })
  })

  it('goes on to its goodbye when a step throws, and then ends with the bug', async () => {
    const { loop, entries, lines } = run((state, event) => {
      if (nameOf(event) === '2') throw new Error('a bug')
      return [{ ...state, over: nameOf(event) === '3' }, []]
    })
    for (const digit of ['1', '2', '3', '4']) loop.post(key(digit))
    await expect(loop.ended).rejects.toThrow(CallFault)
    await expect(loop.ended).rejects.toMatchObject({ state: live, event: { digit: '2' } })
    expect(lines()).toEqual(['0 1', '0 2', '0 agent.failed', '0 3'])
    const faults = entries.map(({ fault }) => fault)
    expect(faults).toEqual([undefined, undefined, undefined, 'transport.dtmf at 0 ms: a bug'])
  })

  it.each([
    ['the goodbye cannot be stepped either', ['1'], 'agent.failed'],
    ['nobody is there to hear a goodbye', [], 'transport.closed'],
  ])('ends at once when a step throws and %s', async (_, keys, last) => {
    const { loop, entries } = run(() => {
      throw new Error('a bug')
    })
    for (const digit of keys) loop.post(key(digit))
    loop.post({ type: 'transport.closed', reason: 'caller' })
    await expect(loop.ended).rejects.toThrow('a bug')
    expect(entries.at(-1)).toMatchObject({ event: { type: last }, fault: expect.any(String) })
  })

  it('performs nothing after a command that throws', async () => {
    const performed: Command[] = []
    const { loop, entries } = run(
      (state) => [state, [clear, hangUp]],
      (command) => {
        performed.push(command)
        throw new Error('cannot')
      },
    )
    loop.post(key('1'))
    await expect(loop.ended).rejects.toThrow('transport.dtmf at 0 ms: cannot')
    expect(performed).toEqual([clear])
    expect(entries).toEqual([
      {
        event: { at: 0, ...key('1') },
        commands: [clear, hangUp],
        fault: 'transport.dtmf at 0 ms: cannot',
      },
    ])
  })
})
