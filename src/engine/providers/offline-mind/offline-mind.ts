/**
 * The language model `offline`: rules in place of a model, behind the same interface. It needs no key and no network, and answers the
 * same way every time. Its words can come at a pace, as a service's do.
 */
import { z } from 'zod'
import type { Message } from '../../call/conversation.js'
import type { Clock } from '../../run/clock.js'
import { defineProvider } from '../definition.js'
import { PartQueue } from '../part-queue.js'
import type { LanguageModel, LanguageModelPart } from '../provider.js'
import { type Response, respond } from './respond.js'

const wholeNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a whole number')
  .transform(Number)
  .default(0)

export const offlineMind = defineProvider({
  kind: 'llm',
  name: 'offline',
  settings: {
    firstWordMs: {
      variable: 'OFFLINE_LLM_FIRST_MS',
      hint: 'use milliseconds from the question to the first word, e.g. 350; 0 answers at once',
      form: wholeNumber,
    },
    wordsPerSecond: {
      variable: 'OFFLINE_LLM_WORDS_PER_SECOND',
      hint: 'use whole words a second, e.g. 40; 0 gives all words at once',
      form: wholeNumber,
    },
  },
  create: (pace) => ({
    description: 'offline rules',
    forCall: ({ clock }) => offlineModel({ clock, ...pace }),
  }),
})

export interface OfflineModelOptions {
  readonly clock: Clock
  readonly firstWordMs?: number
  /** 0: all at once. */
  readonly wordsPerSecond?: number
}

export function offlineModel(options: OfflineModelOptions): LanguageModel {
  return {
    generate(messages, { tools, signal }) {
      const out = new PartQueue<LanguageModelPart>(signal)
      say(partsOf(respond(messages, tools), messages), out, options, signal)
      return out
    },
  }
}

/** Words stand in for tokens. */
function partsOf({ text, toolCalls }: Response, messages: readonly Message[]): LanguageModelPart[] {
  const words = wordsOf(text)
  const inputTokens = messages.reduce(
    (sum, message) => sum + ('text' in message ? wordsOf(message.text).length : 0),
    0,
  )
  return [
    ...words.map((text) => ({ type: 'text', text }) as const),
    ...toolCalls.map((call) => ({ type: 'toolCall', call }) as const),
    { type: 'ended', usage: { inputTokens, outputTokens: words.length } },
  ]
}

const wordsOf = (text: string) => text.match(/\S+\s*/g) ?? []

/** Gives the parts at their pace; one alarm at a time, none after the signal. */
function say(
  parts: readonly LanguageModelPart[],
  out: PartQueue<LanguageModelPart>,
  { clock, firstWordMs = 0, wordsPerSecond = 0 }: OfflineModelOptions,
  signal: AbortSignal,
): void {
  const from = clock.now() + firstWordMs
  const dueAt = (i: number) => from + (wordsPerSecond === 0 ? 0 : (i * 1000) / wordsPerSecond)
  let disarm = () => {}
  const stop = () => disarm()
  const give = (next: number) => {
    let i = next
    for (; i < parts.length && dueAt(i) <= clock.now(); i++) out.push(parts[i] as LanguageModelPart)
    if (i < parts.length) disarm = clock.alarm(dueAt(i), () => give(i))
    else {
      signal.removeEventListener('abort', stop)
      out.end()
    }
  }
  if (signal.aborted) return
  signal.addEventListener('abort', stop, { once: true })
  give(0)
}
