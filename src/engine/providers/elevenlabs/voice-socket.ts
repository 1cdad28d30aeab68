/**
 * One `multi-stream-input` socket: contexts in it, each with a listener, and what the service says sorted to them. What comes for a context
 * that was closed is dropped. It never reconnects; see `VoiceLink`.
 */
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
import type { Clock } from '../../run/clock.js'
import type { ProviderFailure } from '../provider.js'
import { meaningOf, voiceFailure } from './failure.js'
import { parseServerMessage, type ServerMessage, type SpokenChunk } from './server-message.js'

/** What `voice_settings` of a context says. */
export type WireVoiceSettings = Readonly<Record<string, number>>

/** What is used of a `WebSocket`. */
export interface VoiceWire {
  readonly readyState: number
  readonly OPEN: number
  on(event: 'message', heard: (data: unknown, isBinary: boolean) => void): unknown
  on(event: 'error', ignored: () => void): unknown
  once(event: 'close', closed: (code: number, reason: unknown) => void): unknown
  send(message: string): void
  close(code?: number): void
  terminate(): void
}

export interface ContextListener {
  hear(chunk: SpokenChunk): void
  /** Everything was sent. */
  final(): void
  /** The socket is lost, or the service refuses. Nothing more comes. */
  failed(failure: ProviderFailure): void
}

/** One reply's place in the socket. */
export interface VoiceContext {
  /** A whole sentence, to be made at once. */
  say(text: string): void
  keepAlive(): void
  /** No more text; what was asked for still comes. */
  finish(): void
  /** Nothing is wanted any more. */
  drop(): void
}

/** More contexts than this at once close the socket with an error. */
const mostContexts = 5
/** A context that was closed counts until the service says its end, or this long. */
const closingMs: Millis = 2000
/** A peer that does not answer the goodbye is gone. */
const goodbyeMs: Millis = 500
const mostGarbage = 20

export class VoiceSocket {
  readonly #ws: VoiceWire
  readonly #clock: Clock
  readonly #voiceSettings: WireVoiceSettings
  readonly #closed: (failure: ProviderFailure) => void
  readonly #listeners = new Map<string, ContextListener>()
  /** Contexts that count, with what stops the wait for the end of those that were closed. */
  readonly #live = new Map<string, () => void>()
  #contexts = 0
  #garbage = 0
  #error: FailureCode | undefined
  #lostWith: ProviderFailure | undefined
  #disarm: () => void = () => {}
  #idle: () => void = () => {}
  /** Something was heard in it, so the service means well. */
  spoke = false

  /** @param closed called once, when nothing more can be asked */
  constructor(
    ws: VoiceWire,
    clock: Clock,
    voiceSettings: WireVoiceSettings,
    closed: (failure: ProviderFailure) => void,
  ) {
    this.#closed = closed
    this.#ws = ws
    this.#clock = clock
    this.#voiceSettings = voiceSettings
    ws.on('message', (data, isBinary) => this.#receive(isBinary ? '' : String(data)))
    // What broke is told by the close that follows.
    ws.on('error', () => {})
    ws.once('close', (_, reason) => {
      this.#disarm()
      for (const forget of this.#live.values()) forget()
      this.#live.clear()
      this.#lost(String(reason))
    })
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN && this.#lostWith === undefined
  }

  /** Why nothing can be asked any more. */
  get lostWith(): ProviderFailure | undefined {
    return this.#lostWith
  }

  get isFull(): boolean {
    return this.#live.size >= mostContexts
  }

  /** Replies that still listen. */
  get busy(): boolean {
    return this.#listeners.size > 0
  }

  /** Calls `idle` as soon as no reply listens any more, perhaps at once; never if the socket closes before. */
  whenIdle(idle: () => void): void {
    this.#idle = idle
    if (!this.busy) idle()
  }

  /** A context for one reply. The service learns of it with its first text: one without text would count too. */
  open(listener: ContextListener): VoiceContext {
    const id = `reply-${++this.#contexts}`
    this.#listeners.set(id, listener)
    const begin = () => {
      if (this.#live.has(id)) return
      this.#live.set(id, () => {})
      this.#send({ text: ' ', context_id: id, voice_settings: this.#voiceSettings })
    }
    let closed = false
    const close = () => {
      if (closed || !this.#live.has(id)) return
      closed = true
      this.#live.get(id)?.()
      this.#live.set(
        id,
        this.#clock.alarm(this.#clock.now() + closingMs, () => this.#forget(id)),
      )
      this.#send({ context_id: id, close_context: true })
    }
    return {
      say: (text) => {
        begin()
        this.#send({ text: `${text} `, context_id: id, flush: true })
      },
      keepAlive: () => {
        if (this.#live.has(id)) this.#send({ text: '', context_id: id })
      },
      finish: close,
      drop: () => {
        close()
        this.#leave(id)
      },
    }
  }

  /** At once, whatever is under way. */
  close(): void {
    this.#listeners.clear()
    if (this.#ws.readyState !== this.#ws.OPEN) {
      this.#ws.terminate()
      return
    }
    this.#send({ close_socket: true })
    this.#ws.close(1000)
    this.#disarm = this.#clock.alarm(this.#clock.now() + goodbyeMs, () => this.#ws.terminate())
  }

  /** Nothing is expected of the peer any more, not even a goodbye. */
  cut(): void {
    this.#ws.terminate()
  }

  #send(message: object): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(JSON.stringify(message))
  }

  #receive(text: string): void {
    const message = parseServerMessage(text)
    if (message.type === 'unknown') this.#refuse()
    else if (message.type === 'error') this.#refused(message.id)
    else this.#hear(message)
  }

  #hear(message: Extract<ServerMessage, { type: 'speech' }>): void {
    const context = message.context ?? this.#onlyContext()
    const listener = this.#listeners.get(context)
    if (message.chunk.audio.length > 0) this.spoke = true
    listener?.hear(message.chunk)
    if (!message.final) return
    this.#forget(context)
    this.#leave(context)
    listener?.final()
  }

  /** A message that names no context can only mean the one that is open. */
  #onlyContext(): string {
    const [only, ...others] = this.#live.keys()
    return others.length === 0 ? (only ?? '') : ''
  }

  #leave(id: string): void {
    this.#listeners.delete(id)
    if (!this.busy) this.#idle()
  }

  #forget(id: string): void {
    this.#live.get(id)?.()
    this.#live.delete(id)
  }

  #refuse(): void {
    this.#garbage++
    if (this.#garbage <= mostGarbage) return
    this.#error = 'BAD_RESPONSE'
    this.#ws.terminate()
  }

  /** The service closes after an error; whoever waits need not. */
  #refused(id: string): void {
    this.#error ??= meaningOf(id) ?? 'UNAVAILABLE'
    this.#lost(id)
    this.#ws.close()
    this.#disarm()
    this.#disarm = this.#clock.alarm(this.#clock.now() + goodbyeMs, () => this.#ws.terminate())
  }

  #lost(reason: string): void {
    if (this.#lostWith) return
    const code = this.#error ?? meaningOf(reason) ?? 'UNAVAILABLE'
    const failure = voiceFailure(code, 'closed the socket')
    this.#lostWith = failure
    this.#closed(failure)
    const listeners = [...this.#listeners.values()]
    this.#listeners.clear()
    for (const listener of listeners) listener.failed(failure)
  }
}
