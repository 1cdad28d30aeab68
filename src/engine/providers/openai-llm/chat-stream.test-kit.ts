/** An answer written as server-sent events, piece by piece, at the pace of a model. */
import type { ServerResponse } from 'node:http'
import type { ChatAnswer, ChatRequest } from './chat-protocol.test-kit.js'

export interface Pace {
  readonly firstTokenMs: number
  readonly wordsPerSecond: number
  /** Gets the time of every piece. */
  readonly writtenAt: number[]
}

export class ChatStream {
  readonly #response: ServerResponse
  readonly #request: ChatRequest
  readonly #pace: Pace

  constructor(response: ServerResponse, request: ChatRequest, pace: Pace) {
    this.#response = response
    this.#request = request
    this.#pace = pace
  }

  /** The whole answer, as the service writes it. */
  async write(answer: ChatAnswer): Promise<void> {
    this.begin()
    await this.firstToken()
    await this.words(answer.text ?? '')
    for (const [index, call] of (answer.toolCalls ?? []).entries()) {
      const { input } = call
      await this.toolCall(
        index,
        call.name,
        typeof input === 'string' ? input : JSON.stringify(input),
      )
    }
    this.finish(answer.toolCalls?.length ? 'tool_calls' : 'stop')
    this.end()
  }

  /** Headers, and a first chunk that only names the role. */
  begin(): void {
    this.#response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    this.delta({ role: 'assistant', content: '', refusal: null })
  }

  firstToken(): Promise<void> {
    return this.wait(this.#pace.firstTokenMs)
  }

  /** Words one by one, a blank before each but the first; comments in between, as proxies send them. */
  async words(text: string): Promise<void> {
    for (const [i, word] of (text.match(/\S+\s*/g) ?? []).entries()) {
      if (i > 0) await this.betweenTokens()
      this.delta({ content: word })
      if (i % 8 === 0) this.raw(': keep-alive\n\n')
    }
  }

  /** Name and id first, then the arguments in pieces of three characters. */
  async toolCall(index: number, name: string, input: string): Promise<void> {
    const id = `call_${Math.random().toString(36).slice(2, 10)}`
    this.delta({
      tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }],
    })
    for (const piece of input.match(/[\s\S]{1,3}/g) ?? []) {
      await this.betweenTokens()
      this.delta({ tool_calls: [{ index, function: { arguments: piece } }] })
    }
  }

  finish(reason: string, usage = true): void {
    this.#chunk([{ index: 0, delta: {}, finish_reason: reason }])
    if (!usage || !this.#request.stream_options?.include_usage) return
    const [prompt_tokens, completion_tokens] = [this.#request.messages.length * 10, 7]
    this.#chunk([], {
      ...{ prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
    })
  }

  end(): void {
    this.raw('data: [DONE]\n\n')
    this.#response.end()
  }

  delta(delta: object): void {
    this.#chunk([{ index: 0, delta, finish_reason: null }])
  }

  event(value: object): void {
    this.raw(`data: ${JSON.stringify(value)}\n\n`)
  }

  raw(text: string): void {
    if (this.#response.destroyed) return
    this.#pace.writtenAt.push(performance.now())
    this.#response.write(text)
  }

  betweenTokens(): Promise<void> {
    const { wordsPerSecond } = this.#pace
    return this.wait(wordsPerSecond === 0 ? 0 : 1000 / wordsPerSecond)
  }

  /** Ends early when the other side has closed. */
  wait(ms: number): Promise<void> {
    if (ms === 0 || this.#response.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer)
        this.#response.off('close', over)
        resolve()
      }
      const timer = setTimeout(over, ms)
      this.#response.on('close', over)
    })
  }

  #chunk(choices: readonly object[], usage: object | null = null): void {
    const { model } = this.#request
    const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1790000000, model }
    this.event({ ...head, service_tier: 'default', choices, usage })
  }
}
