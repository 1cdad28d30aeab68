/** One `multi-stream-input` socket of the ElevenLabs of the tests, with the rules that the service enforces. */
import { setTimeout as pause } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type {
  ElevenLabsOptions,
  Seen,
  SeenContext,
  SocketFault,
} from './elevenlabs-server.test-kit.js'
import { chunksOf, formOf, type SpeechForm } from './elevenlabs-speech.test-kit.js'

const mostContexts = 5

interface OpenContext {
  readonly seen: SeenContext
  readonly waiting: string[]
  spokenMs: number
  generating: boolean
}

export class ServedSocket {
  readonly #contexts = new Map<string, OpenContext>()
  readonly #form: SpeechForm
  readonly #number: number
  #idle: NodeJS.Timeout | undefined
  #chunks = 0
  #silent = false

  constructor(
    readonly ws: WebSocket,
    readonly url: URL,
    readonly fault: SocketFault,
    readonly options: ElevenLabsOptions,
    readonly seen: Seen,
  ) {
    this.#number = ++seen.sockets
    this.#form = formOf(url, fault, options)
  }

  open(): void {
    const { ws, fault, seen } = this
    seen.openSockets++
    ws.on('error', () => {})
    ws.once('close', () => {
      seen.openSockets--
      clearTimeout(this.#idle)
    })
    ws.on('message', (data) => this.#receive(JSON.parse(String(data))))
    this.#stayAlive()
    for (let i = 0; i < (fault.garbage ?? 0); i++) ws.send(i % 2 ? 'not json' : '{"audio":7}')
    const { closeAtOnce } = fault
    if (!closeAtOnce) return
    if (closeAtOnce.error !== undefined) this.#say({ error: closeAtOnce.error, code: 1008 })
    ws.close(closeAtOnce.code, closeAtOnce.reason)
  }

  #say(message: object): void {
    if (this.ws.readyState === this.ws.OPEN && !this.#silent) this.ws.send(JSON.stringify(message))
  }

  #stayAlive(): void {
    clearTimeout(this.#idle)
    const seconds = Number(this.url.searchParams.get('inactivity_timeout') ?? 20)
    this.#idle = setTimeout(
      () => this.#refuse('input_timeout_exceeded', 'no input'),
      seconds * (this.options.secondMs ?? 1000),
    )
  }

  #refuse(error: string, message = ''): void {
    this.#say({ message, error, code: 1008 })
    this.ws.close(1008, message.slice(0, 100))
  }

  #violate(rule: string): void {
    this.seen.violations.push(rule)
    this.#refuse('policy_violation', rule)
  }

  #receive(message: Readonly<Record<string, unknown>>): void {
    this.#stayAlive()
    if (message.close_socket === true) {
      this.seen.closeSockets++
      this.ws.close(1000)
      return
    }
    const id = String(message.context_id ?? '')
    const context = this.#contexts.get(id)
    if (message.close_context === true) {
      if (context) this.#close(context)
    } else if (!context) this.#begin(id, message)
    else this.#take(context, message)
  }

  #begin(id: string, message: Readonly<Record<string, unknown>>): void {
    if (message.text !== ' ') this.#violate('a context begins with one space')
    else if (typeof message.voice_settings !== 'object') {
      this.#violate('a context begins with its voice settings')
    } else if (this.#contexts.size >= mostContexts) {
      const why = 'Maximum simultaneous contexts per WebSocket connection exceeded (5)'
      this.#refuse('max_active_conversations', why)
    } else {
      const at = performance.now()
      const seen = { ...{ id, at, socket: this.#number }, texts: [], keepAlives: 0 }
      const context = { seen: { ...seen, closed: false, final: false }, waiting: [] }
      this.#contexts.set(id, { ...context, spokenMs: 0, generating: false })
      this.seen.contexts.push(context.seen)
    }
  }

  #take(context: OpenContext, message: Readonly<Record<string, unknown>>): void {
    const { refuseText } = this.fault
    const text = String(message.text)
    if (message.voice_settings !== undefined) this.#violate('voice settings came twice')
    else if (message.text === '') context.seen.keepAlives++
    else if (context.seen.closed) this.#violate('text after the end of its context')
    else if (refuseText) this.#refuse(refuseText.error, refuseText.message)
    else if (!/\S $/.test(text)) this.#violate('text ends with a space')
    else {
      context.seen.texts.push(text)
      context.waiting.push(text)
      void this.#generate(context)
    }
  }

  #close(context: OpenContext): void {
    context.seen.closed = true
    void this.#generate(context)
  }

  /** What was asked for is made also after the context was closed. */
  async #generate(context: OpenContext): Promise<void> {
    if (context.generating) return
    context.generating = true
    for (let text = context.waiting.shift(); text !== undefined; text = context.waiting.shift()) {
      await pause(this.options.firstByteMs ?? 0)
      if (!this.fault.zeroAudio) await this.#speak(context, text)
    }
    context.generating = false
    if (!context.seen.closed || this.fault.noFinal) return
    const { id } = context.seen
    const { snakeCase } = this.fault
    this.#say(snakeCase ? { is_final: true, context_id: id } : { isFinal: true, contextId: id })
    context.seen.final = true
    this.#contexts.delete(id)
  }

  async #speak(spoken: OpenContext, text: string): Promise<void> {
    const { stallAfter, breakAfter, snakeCase } = this.fault
    const { id } = spoken.seen
    const form = { ...this.#form, beforeMs: spoken.spokenMs }
    for (const { audio, ms, ...times } of chunksOf(text, form)) {
      if (this.#chunks === stallAfter) this.#silent = true
      if (this.#chunks === breakAfter) this.ws.terminate()
      this.#chunks++
      spoken.spokenMs += ms
      const context = snakeCase ? { context_id: id } : { contextId: id }
      this.#say({ audio, isFinal: null, ...times, ...context })
      await pause(ms / (this.options.speedUp ?? 20))
    }
  }
}
