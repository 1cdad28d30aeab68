/** A talk by keyboard through the real engine: what a typed line does is what speech does. */
import { describe, expect, it } from 'vitest'
import { keypadMenuAgent } from '../../engine/agent/keypad-menu.js'
import { plainAgent } from '../../engine/agent/plain.js'
import { ProviderFailure } from '../../engine/providers/provider.js'
import type { TalkEvent } from './event-schema.js'
import { keyboardCall } from './keyboard-call.js'
import { echoModel, heldCall, scripted, testStack } from './talk.test-kit.js'

const brief = (events: readonly TalkEvent[]) =>
  events.flatMap((event) => {
    if (event.type === 'caller') return [`you: ${event.text}`]
    if (event.type === 'caller.ignored') return [`you: ${event.text} (${event.why})`]
    if (event.type === 'agent')
      return [`agent: ${event.heard}${event.cut ? ` -- ${event.cut_by}` : ''}`]
    if (event.type === 'agent.resumed') return [`agent goes on: ${event.why}`]
    if (event.type === 'call.ended') return [`ended by ${event.by}`]
    return []
  })

describe('a script of turns', () => {
  it('is a call in which each turn waits for the answer to the one before', async () => {
    const { events } = await scripted([{ say: 'good morning' }, { say: 'and, so' }])
    expect(brief(events)).toEqual([
      'agent: Hello there.',
      'you: good morning',
      'agent: You said good morning. And this is the rest of a long answer that goes on for quite a while.',
      'you: and, so',
      'agent: You said and, so. And this is the rest of a long answer that goes on for quite a while.',
      'ended by caller',
    ])
  })

  it('is over when the agent hangs up, whatever else was to be said', async () => {
    const { events } = await scripted([{ say: 'bye now' }, { say: 'wait' }])
    expect(brief(events).slice(-3)).toEqual(['you: bye now', 'agent: Goodbye.', 'ended by agent'])
  })

  it('can interrupt by words after so much was heard, and only that counts as heard', async () => {
    const { events } = await scripted([
      { say: 'good morning' },
      { say: 'no, something else', interrupt: true, after_ms: 500 },
    ])
    expect(brief(events)[2]).toBe('agent: You said good morning. And -- words')
    expect(brief(events)[3]).toBe('you: no, something else')
  })

  it('can interrupt without words, which answers nothing', async () => {
    const { events } = await scripted([{ say: 'good morning' }, { interrupt: true, after_ms: 300 }])
    expect(brief(events).slice(2)).toEqual(['agent: You said good -- control', 'ended by caller'])
  })

  it('goes on after "uh-huh" over the agent, as on the phone', async () => {
    const { events } = await scripted([
      { say: 'good morning' },
      { say: 'uh-huh', interrupt: true, after_ms: 400 },
    ])
    expect(brief(events).slice(2)).toEqual([
      'you: uh-huh (backchannel)',
      'agent goes on: backchannel',
      'agent: You said good morning. And this is the rest of a long answer that goes on for quite a while.',
      'ended by caller',
    ])
  })

  it('presses keys, lets time pass, and hangs up', async () => {
    const choices = [{ key: '1', name: 'one', says: 'That is one.' }]
    const agent = keypadMenuAgent({ greeting: 'Hello.', choices })
    const { events } = await scripted(
      [{ keys: '1' }, { wait_ms: 90_000 }, { hang_up: true }, { say: 'never' }],
      testStack({}, agent),
    )
    expect(brief(events)).toContain('you: [keypad] 1')
    expect(brief(events)).toContain('agent: Are you still there?')
    expect(brief(events).at(-1)).toBe('ended by caller')
    expect(brief(events).join()).not.toContain('never')
  })

  it('gives the same events every time, and takes no real time', async () => {
    const rows = [{ say: 'good morning' }, { say: 'wait', interrupt: true, after_ms: 250 }]
    const began = performance.now()
    const first = await scripted(rows)
    expect(await scripted(rows)).toEqual(first)
    const callMs = first.events.at(-1)?.at_ms ?? 0
    expect(performance.now() - began).toBeLessThan(callMs)
  })

  it('ends at a row that cannot be understood, after the turns before it were answered', async () => {
    const { events, error } = await scripted([{ say: 'good morning' }, { sya: 'x' }])
    expect(error).toMatchObject({ code: 'E_TALK_INPUT', where: 'stdin:2', exitCode: 2 })
    expect(brief(events).at(-2)).toMatch(/^agent: You said good morning/)
    expect(brief(events).at(-1)).toBe('ended by caller')
  })

  it('tells of a service that fails', async () => {
    const llm = {
      generate: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new ProviderFailure('QUOTA', 'used up')),
        }),
      }),
    }
    const { events } = await scripted([{ say: 'good morning' }], testStack({ llm }))
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'fallback', part: 'llm', did: 'sorry' }),
    )
  })

  it('measures how long a service really took, and skips the rest', async () => {
    const llm: typeof echoModel = {
      async *generate(messages, options) {
        await new Promise((resolve) => setTimeout(resolve, 60))
        yield* echoModel.generate(messages, options)
      },
    }
    const stack = { ...testStack({ llm }), isInstant: false }
    const { events } = await scripted([{ say: 'good morning' }], stack)
    const latency = events.find((event) => event.type === 'latency')
    // The question was asked while the turn might not have been over yet.
    expect(latency?.gap_ms).toBeGreaterThanOrEqual(55)
    const { at_ms = 0 } = events.at(-1) ?? {}
    expect(at_ms).toBeGreaterThan(1500)
  })
})

describe('the hops of an answer', () => {
  it('add up to its gap', async () => {
    const { events } = await scripted([{ say: 'good morning' }, { say: 'and again' }])
    const latencies = events.filter((event) => event.type === 'latency')
    expect(latencies).toHaveLength(2)
    for (const { gap_ms, hops } of latencies)
      expect(Object.values(hops).reduce((sum, ms) => sum + ms, 0)).toBe(gap_ms)
  })
})

describe('a person at the keyboard', () => {
  it('hangs up with the signal, in the middle of a sentence', async () => {
    const hangUp = new AbortController()
    const call = keyboardCall({ stack: testStack() })
    const observers = [
      ({ commands }: { commands: readonly { type: string }[] }) => {
        if (commands.some(({ type }) => type === 'play')) hangUp.abort()
      },
    ]
    await call.hold({
      ...{ observers, warn: () => {}, hangUp: hangUp.signal },
      abandon: new AbortController().signal,
    })
    expect(call.now()).toBeLessThan(5000)
  })

  it('interrupts by typing while the agent speaks, in real time', async () => {
    const greeting = 'This is a greeting that is so long that nobody would wait for its end at all.'
    const call = keyboardCall({ stack: testStack({}, plainAgent({ greeting, instructions: '' })) })
    const hangUp = new AbortController()
    setTimeout(() => {
      call.keyboard?.say?.('no, not this')
      setTimeout(() => hangUp.abort(), 500)
    }, 500)
    const { events } = await heldCall(call, { hangUp: hangUp.signal })
    const greeted = events.find((event) => event.type === 'agent')
    expect(greeted).toMatchObject({ cut: true, cut_by: 'words' })
    expect(greeting.startsWith(greeted?.heard ?? 'x')).toBe(true)
    expect(brief(events)).toContain('you: no, not this')
  })
})
