/** The real model over real sockets, with waits short enough for tests. */

import * as sdk from 'openai'
import { OpenAI } from 'openai'
import type { ToolSpec } from '../../agent/agent.js'
import type { Message } from '../../call/conversation.js'
import type { Clock } from '../../run/clock.js'
import { RealClock } from '../../run/real-clock.js'
import type { LanguageModel, LanguageModelPart } from '../provider.js'
import { type ModelLimits, type OpenAiModelOptions, openAiModel } from './model.js'

export const shortLimits: ModelLimits = {
  ...{ connectMs: 500, firstTokenMs: 150, patienceMs: 500, attemptMs: 50, gapMs: 150, tailMs: 60 },
}

export const lookUp: ToolSpec = {
  name: 'look_up',
  description: 'Looks an account up',
  schema: { type: 'object', properties: { account: { type: 'string' } } },
  effect: 'read',
}

export const hello: readonly Message[] = [
  { role: 'system', text: 'You are brief.' },
  { role: 'user', text: 'hello over there my dear friend' },
]

export interface TestModel {
  readonly llm: LanguageModel
  readonly logged: object[]
  /** Alarms that are set now. */
  readonly alarms: ReadonlySet<object>
  /** Everything the engine would get: parts, and in the end the failure if there was one. */
  ask(messages?: readonly Message[], options?: Partial<Ask>): Promise<readonly Got[]>
}

interface Ask {
  readonly tools: readonly ToolSpec[]
  readonly signal: AbortSignal
}

export type Got = LanguageModelPart | { readonly type: 'failed'; readonly code: unknown }

export function testModel(url: string, changes: Partial<OpenAiModelOptions> = {}): TestModel {
  const logged: object[] = []
  const alarms = new Set<object>()
  const client = new OpenAI({ apiKey: 'k', baseURL: url, maxRetries: 0, logLevel: 'off' })
  const llm = openAiModel({
    sdk: Promise.resolve({ sdk, clientFor: (fetch) => client.withOptions({ fetch }) }),
    model: 'first',
    fallbackModel: undefined,
    request: {
      ...{ official: false, reasoningEffort: 'none', serviceTier: undefined, maxTokens: 99 },
    },
    clock: watched(new RealClock(), alarms),
    log: { warn: (fields) => logged.push(fields) },
    limits: shortLimits,
    ...changes,
  })
  return {
    ...{ llm, logged, alarms },
    async ask(messages = hello, { tools = [], signal = new AbortController().signal } = {}) {
      const got: Got[] = []
      try {
        for await (const part of llm.generate(messages, { tools, signal })) got.push(part)
      } catch (error) {
        got.push({ type: 'failed', code: (error as { code?: unknown }).code })
      }
      return got
    },
  }
}

/** `words. [tool {input}] (in/out) !CODE` */
export function inShort(got: readonly Got[]): string {
  return got.map(partInShort).join('')
}

function partInShort(part: Got): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'toolCall':
      return `[${part.call.name} ${part.call.input}]`
    case 'ended':
      return ` (${part.usage.inputTokens}/${part.usage.outputTokens})`
    case 'failed':
      return ` !${part.code}`
  }
}

function watched(clock: Clock, alarms: Set<object>): Clock {
  return {
    now: () => clock.now(),
    hold: (work) => clock.hold(work),
    alarm(at, wake) {
      const alarm = {}
      alarms.add(alarm)
      const disarm = clock.alarm(at, () => {
        alarms.delete(alarm)
        wake()
      })
      return () => {
        alarms.delete(alarm)
        disarm()
      }
    },
  }
}

/** Waits until it holds, as for a connection that the other side is about to see closed. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error(`never came true: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
