/**
 * The first answer of a process takes some ms more than the others, for code that runs for the first time. It is one that nobody asked for,
 * read from memory: no connection is opened and nothing is sent.
 */
import type { OpenAI } from 'openai'
import type { Clock } from '../../run/clock.js'
import { chatBody } from './chat-request.js'
import type { Connection } from './connection.js'
import { readAnswer } from './read-answer.js'

/** A word, a tool call and the costs: every kind of chunk once. */
const chunks: readonly object[] = [
  { choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: { content: 'Hello.' }, finish_reason: null }] },
  {
    choices: [
      {
        ...{ index: 0, finish_reason: 'tool_calls' },
        delta: { tool_calls: [{ index: 0, id: '1', function: { name: 'look', arguments: '{}' } }] },
      },
    ],
  },
  { choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
]
const answer = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
  .map((data) => `data: ${data}\n\n`)
  .join('')

/** Often enough that what is slow at first was slow here; a few ms in all. */
const times = 5

/** @throws what a real answer would throw */
export async function rehearse(
  clientFor: (fetch: Connection['fetch']) => OpenAI,
  clock: Clock,
): Promise<void> {
  const headers = { 'content-type': 'text/event-stream' }
  const client = clientFor(async () => new Response(answer, { headers }))
  const schema = { type: 'object', properties: {} }
  const body = chatBody(
    [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Hello?' },
    ],
    [{ name: 'look', description: 'Looks', schema, effect: 'read' }],
    { official: true, reasoningEffort: 'none', serviceTier: undefined, maxTokens: 16 },
  )
  const parts = {
    ...{ client, clock, limits: { gapMs: 1000, tailMs: 1000 } },
    ...{ signal: new AbortController().signal, uniqueId: (id: string) => id, push: () => {} },
  }
  for (let i = 0; i < times; i++) await readAnswer(parts, { ...body, model: 'none' }, 1000)
}
