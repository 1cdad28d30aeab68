/**
 * The call's way to the voice: one socket at a time, opened ahead, renewed before the service drops it for being idle, replaced when it
 * breaks or when too many contexts of it are still closing. A service that refuses is not asked again during the call; one that opens and
 * closes again and again is left alone for a while.
 */
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import { isLasting, ProviderFailure } from '../provider.js'
import { voiceFailure } from './failure.js'
import {
  type ContextListener,
  type VoiceContext,
  VoiceSocket,
  type VoiceWire,
  type WireVoiceSettings,
} from './voice-socket.js'

export interface VoiceLinkOptions {
  readonly clock: Clock
  readonly voiceSettings: WireVoiceSettings
  /** How long the service keeps a socket on which nothing is said. */
  readonly inactivityMs: Millis
  readonly connect: ConnectVoice
}

/** Gives the socket away in the moment it opens. */
export type ConnectVoice = <T>(signal: AbortSignal, opened: (wire: VoiceWire) => T) => Promise<T>

/** A socket is renewed so long before its time is over. */
const renewAheadMs: Millis = 8000
/** How long no socket is tried after so many failures in a row. */
const restsMs: readonly Millis[] = [0, 1000, 5000, 30_000]

export class VoiceLink {
  readonly #options: VoiceLinkOptions
  readonly #ending = new AbortController()
  #socket: VoiceSocket | undefined
  /** Sockets that take no more replies and still speak. */
  readonly #retired = new Set<VoiceSocket>()
  #connecting: Promise<VoiceSocket> | undefined
  #stopRenewal: () => void = () => {}
  #refusal: ProviderFailure | undefined
  #failures = 0
  #restUntil: Millis = 0

  constructor(options: VoiceLinkOptions) {
    this.#options = options
  }

  /** Connects ahead; what fails is found out again at the first use. */
  warm(): void {
    this.#ready().catch(() => {})
  }

  /**
   * A context of its own for whoever asks.
   *
   * @throws ProviderFailure
   */
  async open(listener: ContextListener): Promise<VoiceContext> {
    const socket = await this.#ready()
    // It may have been closed in the moment it opened.
    if (socket.lostWith) throw socket.lostWith
    this.#renewLater(socket)
    return socket.open(listener)
  }

  /** Nothing came from the socket although something was due: it may be half open. */
  distrust(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#stopRenewal()
    socket?.cut()
    this.#failed(voiceFailure('TIMEOUT', 'sends no audio'))
  }

  close(): void {
    this.#ending.abort()
    this.#stopRenewal()
    this.#socket?.close()
    this.#socket = undefined
    for (const socket of this.#retired) socket.close()
    this.#retired.clear()
  }

  async #ready(): Promise<VoiceSocket> {
    if (this.#refusal) throw this.#refusal
    if (this.#ending.signal.aborted) throw voiceFailure('UNAVAILABLE', 'was closed')
    const socket = this.#socket
    if (socket?.isOpen && !socket.isFull) return socket
    if (socket?.isFull) this.#retire(socket)
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #connect(): Promise<VoiceSocket> {
    const { clock, connect } = this.#options
    if (clock.now() < this.#restUntil) throw voiceFailure('UNAVAILABLE', 'has just failed')
    try {
      const socket = await connect(this.#ending.signal, (wire) => this.#attach(wire))
      if (this.#ending.signal.aborted) {
        socket.cut()
        throw voiceFailure('UNAVAILABLE', 'was closed')
      }
      this.#renewLater(socket)
      return socket
    } catch (error) {
      if (error instanceof ProviderFailure) this.#failed(error)
      throw error
    }
  }

  #attach(wire: VoiceWire): VoiceSocket {
    const { clock, voiceSettings } = this.#options
    const socket: VoiceSocket = new VoiceSocket(wire, clock, voiceSettings, (failure) =>
      this.#closed(socket, failure),
    )
    this.#socket = socket
    return socket
  }

  /** Idle sockets are replaced at once, so that the next turn finds one: they cost nothing while nothing is said. */
  #closed(socket: VoiceSocket, failure: ProviderFailure): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    this.#stopRenewal()
    if (socket.spoke && !isLasting(failure.code)) this.#failures = 0
    else this.#failed(failure)
    if (!socket.busy) this.warm()
  }

  #failed(failure: ProviderFailure): void {
    if (isLasting(failure.code)) this.#refusal = failure
    const rest = restsMs[Math.min(this.#failures, restsMs.length - 1)] ?? 0
    this.#failures++
    this.#restUntil = this.#options.clock.now() + rest
  }

  /** Takes no more replies; those under way go on in it. */
  #retire(socket: VoiceSocket): void {
    if (this.#socket === socket) this.#socket = undefined
    this.#stopRenewal()
    this.#retired.add(socket)
    socket.whenIdle(() => {
      this.#retired.delete(socket)
      socket.close()
    })
  }

  #renewLater(socket: VoiceSocket): void {
    const { clock, inactivityMs } = this.#options
    this.#stopRenewal()
    const renew = () => {
      // A reply keeps its socket alive by itself.
      if (socket.busy) this.#renewLater(socket)
      else {
        this.#retire(socket)
        this.warm()
      }
    }
    this.#stopRenewal = clock.alarm(clock.now() + inactivityMs - renewAheadMs, renew)
  }
}
