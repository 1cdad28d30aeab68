/**
 * What the chunks of one answer say. Words pass at once; a tool call is only given when all of them are complete, because the answer can
 * break off within its arguments.
 */
import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import type { ToolCall, Usage } from '../../call/event.js'
import { ProviderFailure } from '../provider.js'

type Delta = ChatCompletionChunk.Choice['delta']
type FinishReason = NonNullable<ChatCompletionChunk.Choice['finish_reason']>

interface Fragments {
  id: string
  name: string
  input: string
}

export interface ReadChunk {
  /** Words to say; empty for a chunk without any. */
  readonly text: string
  /** The model writes, be it words or a tool call. A chunk that only names the role is no sign of that. */
  readonly writes: boolean
  /** The answer is complete: these are its tool calls. */
  readonly toolCalls?: readonly ToolCall[]
}

export class ChatReader {
  readonly #fragments = new Map<number, Fragments>()
  readonly #uniqueId: (given: string) => string
  #hasText = false
  /** What the answer cost, if the service has said so. It comes after everything else. */
  usage: Usage | undefined

  /** @param uniqueId makes an id that no other tool call of the call has; some servers count from 0 in every answer, or give none */
  constructor(uniqueId: (given: string) => string) {
    this.#uniqueId = uniqueId
  }

  /** @throws ProviderFailure if the answer ends in a way that is of no use */
  read({ choices, usage }: ChatCompletionChunk): ReadChunk {
    if (usage)
      this.usage = {
        inputTokens: usage.prompt_tokens,
        outputTokens: usage.completion_tokens,
      }
    const choice = choices?.[0]
    if (!choice) return { text: '', writes: false }
    const text = this.#words(choice.delta)
    const writes = text !== '' || this.#collect(choice.delta)
    const reason = choice.finish_reason
    return reason ? { text, writes, toolCalls: this.#finish(reason) } : { text, writes }
  }

  /** A refusal is an answer in words like any other. Nothing is passed on before the first word. */
  #words(delta: Delta | undefined): string {
    const text = `${delta?.content ?? ''}${delta?.refusal ?? ''}`
    if (!this.#hasText && text.trim() === '') return ''
    this.#hasText = true
    return text
  }

  #collect(delta: Delta | undefined): boolean {
    const pieces = delta?.tool_calls ?? []
    for (const { index, id, function: piece } of pieces) {
      const call = this.#fragments.get(index) ?? { id: '', name: '', input: '' }
      this.#fragments.set(index, call)
      call.id ||= id ?? ''
      call.name ||= piece?.name ?? ''
      call.input += piece?.arguments ?? ''
    }
    return pieces.length > 0
  }

  #finish(reason: FinishReason): readonly ToolCall[] {
    if (reason === 'content_filter')
      throw new ProviderFailure('REFUSED', 'the service filtered the answer')
    const fragments = [...this.#fragments].sort(([a], [b]) => a - b).map(([, call]) => call)
    if (fragments.length === 0 && !this.#hasText)
      throw new ProviderFailure('BAD_RESPONSE', 'the answer is empty')
    if (fragments.length > 0 && reason === 'length')
      throw new ProviderFailure('BAD_RESPONSE', 'the answer broke off within a tool call')
    return fragments.map((call) => this.#complete(call))
  }

  #complete({ id, name, input }: Fragments): ToolCall {
    // A tool without inputs may get no arguments at all.
    const written = input.trim() === '' ? '{}' : input
    if (name === '' || !isJsonObject(written))
      throw new ProviderFailure('BAD_RESPONSE', 'a tool call has no name or no JSON for its input')
    return { id: this.#uniqueId(id), name, input: written }
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
