/**
 * One request and its answer. The SDK's own time limit ends with the response's headers, so the waits that matter (for the first token,
 * and from token to token) are watched here.
 */
import type { OpenAI } from 'openai'
import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import { type LanguageModelPart, ProviderFailure } from '../provider.js'
import { ChatReader } from './chat-reader.js'
import type { ChatBody } from './chat-request.js'
import { Watchdog } from './watchdog.js'

export interface AnswerLimits {
  /** From one token to the next. Comments that only keep the connection alive are no tokens. */
  readonly gapMs: Millis
  /** After the last token: what the answer cost, and the end of the response, after which the connection can be used again. */
  readonly tailMs: Millis
}

export interface AnswerParts {
  readonly client: OpenAI
  readonly clock: Clock
  readonly limits: AnswerLimits
  readonly signal: AbortSignal
  readonly uniqueId: (given: string) => string
  push(part: LanguageModelPart): void
}

/** Reads the answer to its end. Resolves when nothing of it is open any more. @throws whatever went wrong before the answer was complete */
export async function readAnswer(
  parts: AnswerParts,
  body: ChatBody & { readonly model: string },
  firstTokenMs: Millis,
): Promise<void> {
  const { clock, signal } = parts
  const controller = new AbortController()
  const abort = () => controller.abort()
  let late = false
  const watchdog = new Watchdog(clock, clock.now() + firstTokenMs, () => {
    late = true
    abort()
  })
  const answer = new Answer(parts, watchdog, () => signal.removeEventListener('abort', abort))
  signal.addEventListener('abort', abort, { once: true })
  try {
    const stream = await parts.client.chat.completions.create(body, { signal: controller.signal })
    for await (const chunk of stream) answer.take(chunk)
  } catch (error) {
    if (!answer.complete && !late) throw error
  } finally {
    watchdog.stop()
    signal.removeEventListener('abort', abort)
    // Whatever is still open of an answer that is of no use.
    abort()
  }
  if (answer.complete) return answer.end()
  if (late) throw new ProviderFailure('TIMEOUT', 'no token came in time')
  if (!signal.aborted) throw new ProviderFailure('BAD_RESPONSE', 'the answer has no end')
}

class Answer {
  readonly #parts: AnswerParts
  readonly #watchdog: Watchdog
  readonly #reader: ChatReader
  readonly #letGo: () => void
  #ended = false
  /** All words and tool calls were passed on. */
  complete = false

  /** @param letGo called before the end is passed on: whoever reads it ends the request's scope, and the rest must still be read */
  constructor(parts: AnswerParts, watchdog: Watchdog, letGo: () => void) {
    this.#parts = parts
    this.#watchdog = watchdog
    this.#letGo = letGo
    this.#reader = new ChatReader(parts.uniqueId)
  }

  take(chunk: ChatCompletionChunk): void {
    const { push, limits } = this.#parts
    const { text, writes, toolCalls } = this.#reader.read(chunk)
    if (text !== '') push({ type: 'text', text })
    for (const call of toolCalls ?? []) push({ type: 'toolCall', call })
    if (toolCalls) {
      this.complete = true
      this.#watchdog.give(limits.tailMs)
    } else if (writes) this.#watchdog.give(limits.gapMs)
    if (this.complete && this.#reader.usage) this.end()
  }

  /** Passes on the end, once. A service that does not say what it cost counts as 0. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#letGo()
    const { usage = { inputTokens: 0, outputTokens: 0 } } = this.#reader
    this.#parts.push({ type: 'ended', usage })
  }
}
