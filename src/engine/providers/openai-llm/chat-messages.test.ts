import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../call/conversation.js'
import { chatMessages } from './chat-messages.js'
import { problemWith } from './chat-protocol.test-kit.js'
import { type ChatRequestOptions, chatBody } from './chat-request.js'
import { lookUp } from './openai-llm.test-kit.js'

const call = (id: string) => ({ id, name: 'look_up', input: '{"account":"1"}' })
const wire = (id: string) => ({
  ...{ id, type: 'function', function: { name: 'look_up', arguments: '{"account":"1"}' } },
})

describe('the conversation on the wire', () => {
  it('says which words the caller spoke over', () => {
    const messages: readonly Message[] = [
      { role: 'assistant', text: 'We open at nine.', cutOff: true },
      { role: 'user', text: 'and on Sunday' },
      { role: 'assistant', text: '' },
    ]
    expect(chatMessages(messages)).toEqual([
      { role: 'assistant', content: 'We open at nine —' },
      { role: 'user', content: 'and on Sunday' },
    ])
  })

  it('has every tool call with its result right behind it', () => {
    const messages: readonly Message[] = [
      { role: 'assistant', text: 'One moment.', toolCalls: [call('a'), call('b')] },
      { role: 'user', text: 'hurry' },
      { role: 'tool', id: 'b', output: 'two' },
      { role: 'tool', id: 'a', output: 'one' },
      { role: 'tool', id: 'nobody', output: 'lost' },
    ]
    expect(chatMessages(messages)).toEqual([
      { role: 'assistant', content: 'One moment.', tool_calls: [wire('a'), wire('b')] },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'tool', tool_call_id: 'b', content: 'two' },
      { role: 'user', content: 'hurry' },
    ])
  })

  it('has a late result with the message that goes with it', () => {
    const messages: readonly Message[] = [
      { role: 'assistant', text: '', toolCalls: [call('a')] },
      { role: 'tool', id: 'a', output: '{"error":"too late"}' },
      { role: 'assistant', text: '', toolCalls: [call('a-late')] },
      { role: 'tool', id: 'a-late', output: 'paid' },
    ]
    expect(chatMessages(messages)).toMatchObject([
      { content: null, tool_calls: [{ id: 'a' }] },
      { tool_call_id: 'a', content: '{"error":"too late"}' },
      { content: null, tool_calls: [{ id: 'a-late' }] },
      { tool_call_id: 'a-late', content: 'paid' },
    ])
  })

  it('is taken by the service, whatever the conversation', () => {
    const text = fc.constantFrom('', 'yes', 'I would like to pay.')
    const id = fc.constantFrom('a', 'b', 'c')
    const message: fc.Arbitrary<Message> = fc.oneof(
      text.map((text): Message => ({ role: 'user', text })),
      fc
        .record({ text, ids: fc.uniqueArray(id) })
        .map(({ text, ids }): Message => ({ role: 'assistant', text, toolCalls: ids.map(call) })),
      fc
        .record({ id, output: text })
        .map(({ id, output }): Message => ({ role: 'tool', id, output })),
    )
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const system: Message = { role: 'system', text: 'Be brief.' }
        const body = chatBody([system, ...messages], [lookUp], official)
        expect(problemWith({ model: 'm', ...JSON.parse(JSON.stringify(body)) })).toBeUndefined()
      }),
    )
  })
})

const official: ChatRequestOptions = {
  official: true,
  reasoningEffort: 'none',
  serviceTier: 'priority',
  maxTokens: 99,
}

describe('the body of a request', () => {
  const system: Message = { role: 'system', text: 'Be brief.' }
  const user: Message = { role: 'user', text: 'hello' }

  it('has for OpenAI what only OpenAI knows', () => {
    expect(chatBody([system, user], [], official)).toEqual({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'hello' },
      ],
      stream: true,
      stream_options: { include_usage: true, include_obfuscation: false },
      max_completion_tokens: 99,
      reasoning_effort: 'none',
      service_tier: 'priority',
      prompt_cache_key: expect.stringMatching(/^voice-agent-[0-9a-f]{24}$/),
    })
  })

  it('has for other servers only what all of them know', () => {
    const other = {
      ...{ official: false, reasoningEffort: undefined, serviceTier: undefined, maxTokens: 99 },
    }
    expect(Object.keys(chatBody([system, user], [lookUp], other))).toEqual([
      ...['tools', 'messages', 'stream', 'stream_options', 'max_tokens'],
    ])
  })

  it('begins with the same bytes from turn to turn, under the same key', () => {
    const first = chatBody([system, user], [lookUp], official)
    const answer: Message = { role: 'assistant', text: 'Hello.' }
    const second = chatBody([system, user, answer, user], [lookUp], official)
    const beginning = JSON.stringify(first).split(',{"role":"user"')[0] ?? ''
    expect(beginning).toContain('look_up')
    expect(JSON.stringify(second).startsWith(beginning)).toBe(true)
    expect(second.prompt_cache_key).toBe(first.prompt_cache_key)
  })

  it('has another key for other instructions or tools', () => {
    const keys = [
      chatBody([system, user], [lookUp], official),
      chatBody([system, user], [], official),
      chatBody([{ role: 'system', text: 'Be kind.' }, user], [lookUp], official),
    ].map((body) => body.prompt_cache_key)
    expect(new Set(keys).size).toBe(3)
  })
})
