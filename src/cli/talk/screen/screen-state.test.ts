/** The fold alone: calls go through the real engine, and what the screen would show is looked at in between. No Ink. */
import { describe, expect, it } from 'vitest'
import { readFixture } from '../../../engine/fixture/read.js'
import { ProviderFailure } from '../../../engine/providers/provider.js'
import { callEvents } from '../call-events.js'
import type { DeskCall } from '../desk-call.js'
import { fixtureCall } from '../fixture-call.js'
import { keyboardCall } from '../keyboard-call.js'
import { parseJsonRow } from '../script/parse-row.js'
import { readRows } from '../script/read-rows.js'
import { givenLines, testStack } from '../talk.test-kit.js'
import {
  foldEntry,
  foldEvent,
  momentOf,
  newScreen,
  type ScreenMoment,
  type ScreenState,
} from './screen-state.js'

interface Seen {
  readonly screen: ScreenState
  /** After every event, at its time. */
  readonly moments: readonly ScreenMoment[]
}

async function seen(call: DeskCall): Promise<Seen> {
  let screen = newScreen
  const moments: ScreenMoment[] = []
  const events = callEvents({
    ...{ agent: call.agent, description: '', rates: call.policy.playout },
    emit: (event) => {
      screen = foldEvent(screen, event)
    },
  })
  const never = new AbortController().signal
  await call.hold({
    observers: [
      (entry, state) => {
        screen = foldEntry(screen, entry, state)
        moments.push(momentOf(screen, entry.event.at))
      },
      events.observe,
    ],
    ...{ warn: () => {}, hangUp: never, abandon: never },
  })
  return { screen, moments }
}

function recorded(name: string): DeskCall {
  const { value } = readFixture(
    new URL(`../../../../fixtures/${name}.call`, import.meta.url).pathname,
  )
  return fixtureCall(value!, true)
}

const runs = <T>(values: readonly T[]): readonly T[] =>
  values.filter((one, i) => i === 0 || one !== values[i - 1])

describe('what the screen shows of a recorded call', () => {
  it('follows who speaks', async () => {
    const { moments } = await seen(recorded('three-turns'))
    const activities = runs(moments.map(({ activity }) => activity))
    expect(activities.slice(0, 6)).toEqual([
      'THINKING',
      'SPEAKING',
      'LISTENING',
      'HEARING',
      'THINKING',
      'SPEAKING',
    ])
    expect(activities.at(-1)).toBe('ENDED')
  })

  it('has the partial words of the caller, which grow and go when the turn ends', async () => {
    const { moments } = await seen(recorded('three-turns'))
    const partials = runs(moments.map(({ partial }) => partial)).slice(0, 12)
    expect(partials).toContain('Hi,')
    expect(partials).toContain('Hi, I would like to book a table for Friday.')
    expect(partials.indexOf('', 2)).toBeGreaterThan(2)
  })

  it('moves what is heard through what was said, word by word', async () => {
    const { moments } = await seen(recorded('three-turns'))
    const greeting = 'Good evening, this is the Harbour Grill. How can I help you?'
    const whole = moments.filter(({ heard, unheard }) => `${heard} ${unheard}`.trim() === greeting)
    const lengths = runs(whole.map(({ heard }) => heard.length))
    expect(lengths.length).toBeGreaterThan(6)
    expect([...lengths].sort((a, b) => a - b)).toEqual(lengths)
  })

  it('has levels of both sides while they speak, and silence else', async () => {
    const { moments } = await seen(recorded('three-turns'))
    const speaking = moments.filter(
      ({ activity, queueMs }) => activity === 'SPEAKING' && queueMs > 300,
    )
    expect(Math.max(...speaking.map(({ agentLevel }) => agentLevel))).toBeGreaterThan(-30)
    const hearing = moments.filter(({ activity }) => activity === 'HEARING')
    expect(Math.max(...hearing.map(({ callerLevel }) => callerLevel))).toBeGreaterThan(-30)
    expect(hearing.every(({ agentLevel }) => agentLevel === -96)).toBe(true)
    expect(moments.at(-1)).toMatchObject({ activity: 'ENDED', agentLevel: -96, queueMs: 0 })
  })

  it('counts turns, interruptions and gaps', async () => {
    const { screen, moments } = await seen(recorded('barge-in-mid-sentence'))
    expect(screen).toMatchObject({ turn: 2, interruptions: 1, toolCalls: 0 })
    expect(screen.gaps).toHaveLength(2)
    expect(moments.at(-1)?.p95).toBe(Math.max(...screen.gaps))
    expect(moments.map(({ activity }) => activity)).toContain('PAUSED')
  })

  it('counts tools', async () => {
    const { screen } = await seen(recorded('tool-read'))
    expect(screen).toMatchObject({ toolCalls: 1, toolErrors: 0 })
  })
})

describe('the health of the services', () => {
  it('names what failed until it works again', async () => {
    let broken = true
    const good = testStack().providers({ clock: { now: () => 0 } as never, log: { warn() {} } }).llm
    const llm: typeof good = {
      generate: (messages, options) =>
        broken
          ? {
              [Symbol.asyncIterator]: () => ({
                next: () => Promise.reject(new ProviderFailure('QUOTA', '')),
              }),
            }
          : good.generate(messages, options),
    }
    const rows = [{ say: 'good morning' }, { say: 'once more' }].map((row) => JSON.stringify(row))
    const call = keyboardCall({
      stack: testStack({ llm }),
      rows: readRows(givenLines(rows), parseJsonRow),
    })
    const failing: (string | undefined)[] = []
    let screen = newScreen
    const never = new AbortController().signal
    await call.hold({
      observers: [
        (entry, state) => {
          screen = foldEntry(screen, entry, state)
          failing.push(screen.failing.llm)
          if (screen.failing.llm) broken = false
        },
      ],
      ...{ warn: () => {}, hangUp: never, abandon: never },
    })
    expect(runs(failing)).toEqual([undefined, 'QUOTA', undefined])
  })
})
