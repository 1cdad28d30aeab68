import { describe, expect, test } from 'vitest'
import { heardMessages, lateToolMessages, pendingMessages } from './conversation.js'
import { whole } from './ledger.test-kit.js'
import type { Reply, RunningTool, SentenceKind, Spoken } from './state.js'

/** A sentence that takes 100 ms a word. */
function said(id: number, text: string, round = 0, kind: SentenceKind = 'model'): Spoken {
  const texts = text.split(' ')
  const words = texts.map((word, i) => ({ text: word, from: i * 100, to: (i + 1) * 100 }))
  return whole(id, texts.length * 100, { text, words, round, kind })
}

function tool(
  id: string,
  output: string | undefined,
  effect: 'read' | 'write' = 'read',
): RunningTool {
  return { call: { id, name: 'look_up', input: '{}' }, effect, line: '', dueAt: 0, output }
}

function reply(
  rounds: readonly (readonly RunningTool[])[],
  tools: readonly RunningTool[] = [],
): Reply {
  return {
    id: 1,
    cause: 'turn',
    turn: 1,
    startedAt: 0,
    voice: 'main',
    request: undefined,
    tail: '',
    tools,
    rounds,
    resume: { instructions: '', tools: [] },
    instead: [],
    closed: true,
    after: undefined,
  }
}

const everything = Number.POSITIVE_INFINITY

describe('a reply that is over', () => {
  const sentences = [said(1, 'Your order is here.'), said(2, 'Will you come?')]

  test('is one message when it was heard in full', () => {
    expect(heardMessages(reply([]), sentences, everything, false)).toEqual([
      { role: 'assistant', text: 'Your order is here. Will you come?' },
    ])
  })

  test('is the words that were heard, marked as cut off', () => {
    expect(heardMessages(reply([]), sentences, 550, true)).toEqual([
      { role: 'assistant', text: 'Your order is here. Will', cutOff: true },
    ])
  })

  test('is no message at all when nothing of it was heard', () => {
    expect(heardMessages(reply([]), sentences, 90, true)).toEqual([])
  })

  test('has no line in it that only bridged a wait', () => {
    const bridged = [said(1, 'One moment, please.', 0, 'filler'), ...sentences]
    const [message] = heardMessages(reply([]), bridged, 500, true)
    expect(message).toEqual({ role: 'assistant', text: 'Your order', cutOff: true })
    expect(heardMessages(reply([]), bridged.slice(0, 1), everything, true)).toEqual([])
  })
})

describe('a reply with tools', () => {
  const sentences = [said(1, 'Let me see.'), said(2, 'You owe forty dollars.', 1)]
  const calls = [tool('a', '{"balance":40}')]

  test('is one message a round, each call followed by its result', () => {
    expect(heardMessages(reply([calls]), sentences, everything, false)).toEqual([
      { role: 'assistant', text: 'Let me see.', toolCalls: [calls[0]?.call] },
      { role: 'tool', id: 'a', output: '{"balance":40}' },
      { role: 'assistant', text: 'You owe forty dollars.' },
    ])
  })

  test('keeps the calls of a round whose words were not heard', () => {
    expect(heardMessages(reply([calls]), sentences, 0, true)).toEqual([
      { role: 'assistant', text: '', toolCalls: [calls[0]?.call], cutOff: true },
      { role: 'tool', id: 'a', output: '{"balance":40}' },
    ])
  })

  test('has only its last words marked as cut off', () => {
    const messages = heardMessages(reply([calls]), sentences, 500, true)
    expect(messages.filter((m) => m.role === 'assistant' && m.cutOff)).toEqual([
      { role: 'assistant', text: 'You owe', cutOff: true },
    ])
  })

  test('gives a write that returns after its reply a message of its own', () => {
    const { call } = tool('pay', undefined, 'write')
    expect(lateToolMessages(call, 'paid')).toEqual([
      { role: 'assistant', text: '', toolCalls: [{ ...call, id: 'pay-late' }] },
      { role: 'tool', id: 'pay-late', output: 'paid' },
    ])
  })

  test('has as many results as calls, in their order', () => {
    const many = reply([[tool('a', '1'), tool('b', undefined)]], [tool('c', '3', 'write')])
    const messages = heardMessages(many, [said(1, 'Well.')], everything, true)
    const called = messages.flatMap((m) => (m.role === 'assistant' ? (m.toolCalls ?? []) : []))
    const answered = messages.flatMap((m) => (m.role === 'tool' ? [m.id] : []))
    expect(answered).toEqual(called.map((call) => call.id))
    expect(answered).toEqual(['a', 'b', 'c'])
  })
})

describe('what the model sees while the reply goes on', () => {
  test('is everything it has said, heard or not, but for the lines that bridge a wait', () => {
    const sentences = [
      said(1, 'Let me see.'),
      said(2, 'One moment, please.', 0, 'filler'),
      said(3, 'There it is.'),
    ]
    expect(pendingMessages(reply([[tool('a', '1')]]), sentences)).toEqual([
      {
        role: 'assistant',
        text: 'Let me see. There it is.',
        toolCalls: [{ id: 'a', name: 'look_up', input: '{}' }],
      },
      { role: 'tool', id: 'a', output: '1' },
    ])
  })

  test('is nothing before it has said or called anything', () => {
    expect(pendingMessages(reply([]), [])).toEqual([])
  })
})
