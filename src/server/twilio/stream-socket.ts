/**
 * The WebSocket of one stream, as messages. It reads, counts what cannot be read, notices a peer that is gone, and bounds what waits to be
 * written. It knows nothing of calls.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { ServerLimits } from '../deps.js'
import type { ServerLog } from '../server-log.js'
import { parseMessage, type StreamMessage } from './messages.js'

/** `clean`: the peer said goodbye; `broken`: it vanished, broke the protocol, or was too slow. */
export type SocketEnd = 'clean' | 'broken'

export interface StreamListener {
  message(message: StreamMessage): void
  /** Exactly once, after the last message. */
  closed(end: SocketEnd): void
}

export type SocketLimits = Pick<ServerLimits, 'pingMs' | 'maxGarbage' | 'maxBufferedBytes'>

const policyViolation = 1008
/** 1001: going away; 1005: closed without a code. */
const cleanCodes = [1000, 1001, 1005]
/** A peer that does not answer the goodbye is gone. */
const closingMs = 2000

export class StreamSocket {
  readonly #ws: WebSocket
  readonly #limits: SocketLimits
  readonly #log: ServerLog
  readonly #wire: Duplex | undefined
  readonly #pinging: NodeJS.Timeout
  #listener: StreamListener = { message: () => {}, closed: () => {} }
  #closing: NodeJS.Timeout | undefined
  #garbage = 0
  #alive = true
  /** From now on nothing that comes counts. */
  #broken = false

  /** @param wire what the socket writes to, if it is known: then messages that belong together leave in one write */
  constructor(ws: WebSocket, limits: SocketLimits, log: ServerLog, wire?: Duplex) {
    this.#wire = wire
    this.#ws = ws
    this.#limits = limits
    this.#log = log
    this.#pinging = setInterval(() => this.#ping(), limits.pingMs)
    ws.on('message', (data, isBinary) => this.#receive(String(data), isBinary))
    ws.on('pong', () => {
      this.#alive = true
    })
    ws.on('error', (error) => {
      this.#broken = true
      log.warn({ error: error.message }, 'the stream broke')
    })
    ws.once('close', (code) => this.#closed(code))
  }

  /** Who hears from now on. One at a time. */
  listen(listener: StreamListener): void {
    this.#listener = listener
  }

  /** Dropped when the socket is not open any more. */
  send(...texts: readonly string[]): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return
    this.#wire?.cork()
    for (const text of texts) this.#ws.send(text)
    this.#wire?.uncork()
    if (this.#ws.bufferedAmount > this.#limits.maxBufferedBytes) {
      this.#cut('the carrier reads too slowly')
    }
  }

  /** Counts a message that makes no sense; too many of them close the socket. */
  refuse(why: string): void {
    this.#garbage++
    if (this.#garbage === 1) this.#log.warn({ why }, 'a message of the stream makes no sense')
    if (this.#garbage > this.#limits.maxGarbage) this.reject('too many bad messages')
  }

  /** Turns the peer away. */
  reject(why: string): void {
    if (this.#broken) return
    this.#broken = true
    this.#log.warn({ why }, 'the stream was turned away')
    this.#close(policyViolation, why)
  }

  /** Says goodbye, and cuts the line if the peer does not answer. */
  close(): void {
    this.#close(1000)
  }

  #receive(text: string, isBinary: boolean): void {
    this.#alive = true
    if (this.#broken) return
    const parsed = isBinary ? ({ ok: false, why: 'it is binary' } as const) : parseMessage(text)
    if (parsed.ok) this.#tell(parsed.message)
    else this.refuse(parsed.why)
  }

  /** A bug behind one stream must not end the process that holds the others. */
  #tell(message: StreamMessage): void {
    try {
      this.#listener.message(message)
    } catch (error) {
      this.#log.error({ error }, 'a bug ended the stream')
      this.reject('internal error')
    }
  }

  #ping(): void {
    if (!this.#alive) {
      this.#cut('no sign of life')
      return
    }
    this.#alive = false
    this.#ws.ping()
  }

  #cut(why: string): void {
    if (!this.#broken) this.#log.warn({ why }, 'the stream was cut')
    this.#broken = true
    this.#ws.terminate()
  }

  #close(code: number, why?: string): void {
    if (this.#ws.readyState === this.#ws.CLOSED) return
    this.#closing ??= setTimeout(() => this.#ws.terminate(), closingMs)
    this.#ws.close(code, why)
  }

  #closed(code: number): void {
    clearInterval(this.#pinging)
    clearTimeout(this.#closing)
    const end = !this.#broken && cleanCodes.includes(code) ? 'clean' : 'broken'
    this.#listener.closed(end)
  }
}
