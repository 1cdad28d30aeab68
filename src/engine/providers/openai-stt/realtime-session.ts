/**
 * One transcription session: a WebSocket that is connected, configured, checked, kept alive, and in the end lost or closed. It knows
 * messages and no segments; whoever owns it hears `ready` once, then messages, then `lost` once at most.
 */
import WebSocket from 'ws'
import type { Millis } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
import type { Clock } from '../../run/clock.js'
import type { Log } from '../../run/log.js'
import { reasonIn } from '../openai-refusal.js'
import { isLasting } from '../provider.js'
import { codeOfProblem, refusalOf } from './failure.js'
import {
  type EchoedSession,
  readServerEvent,
  type ServerEvent,
  type ServiceProblem,
} from './server-event.js'
import { mismatch, type SessionWish, sessionUpdate } from './session-config.js'
import { openWireAudio, type WireAudio } from './wire-audio.js'

/** Why there is no session any more. */
export interface Loss {
  readonly code: FailureCode
  /** For the log: no words of the caller, no key. */
  readonly message: string
  /** Connecting again in this call is of no use. */
  readonly final: boolean
  readonly retryAfterMs?: Millis
}

export interface SessionLimits {
  /** From the first byte to the confirmed configuration. */
  readonly connectMs: Millis
  /** A ping goes out so often; by the next one it must be answered. */
  readonly pingMs: Millis
  /** A session is replaced at this age, when nobody speaks. The service ends it after 60 minutes. */
  readonly rotateMs: Millis
  /** After one quick failure it is tried again so much later, after the next twice that. */
  readonly retryMs: Millis
}

export interface SessionOptions {
  readonly url: string
  readonly apiKey: string
  readonly wish: SessionWish
  readonly limits: SessionLimits
  readonly clock: Clock
  readonly log: Log
}

export interface SessionListener {
  ready(): void
  /** An `error` that leaves the session open comes with the id of the event it is about, if there is one. */
  heard(event: ServerEvent): void
  lost(loss: Loss): void
}

const MOST_GARBAGE = 3
/** So much of the body of a refused handshake is read. */
const MOST_BODY_BYTES = 4096
/** Before `expires_at`, and never within the first minute, whatever the service's clock says. */
const EXPIRY_MARGIN_MS: Millis = 60_000

/** Too little audio is an error of the service; less is filled up with silence. */
const LEAST_COMMIT_MS: Millis = 100

export class RealtimeSession {
  readonly #options: SessionOptions
  readonly #listener: SessionListener
  readonly #socket: WebSocket
  readonly #disarm = new Set<() => void>()
  #audio: WireAudio | undefined
  #state: 'connecting' | 'configuring' | 'ready' | 'over' = 'connecting'
  #updateId = ''
  #events = 0
  #garbage = 0
  /** Audio sent since the last commit or clear. */
  #sentMs: Millis = 0
  #answered = true
  #rotateAt: Millis

  constructor(options: SessionOptions, listener: SessionListener) {
    const { clock, limits } = options
    this.#options = options
    this.#listener = listener
    this.#rotateAt = clock.now() + limits.rotateMs
    this.#socket = new WebSocket(options.url, {
      headers: { authorization: `Bearer ${options.apiKey}` },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    })
    this.#listen()
    this.#after(limits.connectMs, () => {
      if (this.#state !== 'ready') this.#lose('TIMEOUT', `no session after ${limits.connectMs} ms`)
    })
  }

  /** Call time at which it should be replaced. */
  get rotateAt(): Millis {
    return this.#rotateAt
  }

  append(mulaw: Uint8Array): void {
    if (this.#audio === undefined || mulaw.length === 0) return
    this.#sentMs += mulaw.length / 8
    this.#append(this.#audio.encode(mulaw))
  }

  /** Ends the piece that was appended; the id is what an error about it will carry. */
  commit(): string {
    const missing = Math.max(0, LEAST_COMMIT_MS - this.#sentMs)
    this.#append(this.#audio?.encodeSilence(missing) ?? '')
    this.#sentMs = 0
    return this.#send('input_audio_buffer.commit')
  }

  clear(): void {
    // What the filter still holds is thrown away with the rest.
    this.#append(this.#audio?.encodeSilence(0) ?? '')
    this.#sentMs = 0
    this.#send('input_audio_buffer.clear')
  }

  /** At once and without a farewell; nothing is heard of it afterwards. */
  close(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    for (const disarm of this.#disarm) disarm()
    this.#socket.terminate()
    this.#audio?.close()
  }

  #listen(): void {
    const socket = this.#socket
    socket.on('message', (data) => this.#hear(String(data)))
    socket.on('pong', () => {
      this.#answered = true
    })
    socket.on('unexpected-response', (_, response) => {
      let body = ''
      const judge = () => {
        const status = response.statusCode ?? 0
        const header = (name: string) => String(response.headers[name] ?? '')
        const { code, reason, ...rest } = refusalOf({ status, reason: reasonIn(body), header })
        this.#lose(code, `the handshake was refused: ${status} ${reason}`, rest)
      }
      response.on('data', (chunk) => {
        if (body.length < MOST_BODY_BYTES) body += String(chunk)
      })
      response.on('end', judge).on('error', judge)
    })
    socket.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.message
      this.#lose('UNAVAILABLE', `the connection failed: ${code}`)
    })
    socket.on('close', (status, reason) => this.#closed(status, String(reason)))
  }

  /**
   * 1008 is how the service says no to somebody it has let in already. It happens for a moment with good keys too, so whoever connects may
   * try a few times more.
   */
  #closed(status: number, reason: string): void {
    const policy = status === 1008
    const said = codeOfProblem(reason)
    const refused = said === 'QUOTA' || said === 'RATE_LIMITED' ? said : 'REFUSED'
    const message = `the service hung up with ${status}`
    this.#lose(policy ? refused : 'UNAVAILABLE', message, { final: false })
  }

  #hear(text: string): void {
    if (this.#state === 'over') return
    this.#answered = true
    const event = readServerEvent(text)
    if (event === 'garbage') this.#hearGarbage()
    else if (event !== 'unknown') this.#hearEvent(event)
  }

  #hearEvent(event: ServerEvent): void {
    this.#garbage = 0
    switch (event.type) {
      case 'session.created':
        this.#configure(event.session.expires_at)
        break
      case 'session.updated':
        void this.#check(event.session)
        break
      case 'error':
        this.#hearError(event.error, event)
        break
      default:
        this.#listener.heard(event)
    }
  }

  #hearGarbage(): void {
    this.#options.log.warn({ provider: 'openai stt' }, 'a message that makes no sense was ignored')
    if (++this.#garbage >= MOST_GARBAGE) this.#lose('BAD_RESPONSE', 'nothing it says makes sense')
  }

  #configure(expiresAt: number | null | undefined): void {
    if (this.#state !== 'connecting') return
    this.#state = 'configuring'
    if (expiresAt != null) {
      const leftMs = expiresAt * 1000 - Date.now() - EXPIRY_MARGIN_MS
      const at = this.#options.clock.now() + Math.max(EXPIRY_MARGIN_MS, leftMs)
      this.#rotateAt = Math.min(this.#rotateAt, at)
    }
    this.#updateId = this.#nextId()
    this.#socket.send(sessionUpdate(this.#options.wish, this.#updateId))
  }

  /** Every confirmation is checked, not only the first: a wrong format is static in the model's ear, and nobody says so. */
  async #check(echoed: EchoedSession): Promise<void> {
    const wrong = mismatch(this.#options.wish, echoed)
    if (wrong !== undefined) return this.#lose('BAD_RESPONSE', wrong, { final: true })
    if (this.#state !== 'configuring') return
    try {
      const audio = await openWireAudio(this.#options.wish.format)
      // It may be over by now.
      if (this.#isOver()) return audio.close()
      this.#audio = audio
    } catch {
      return this.#lose('UNAVAILABLE', 'the resampler could not be loaded', { final: true })
    }
    this.#state = 'ready'
    this.#ping()
    this.#listener.ready()
  }

  #isOver(): boolean {
    return this.#state === 'over'
  }

  /** Most errors leave the session as it was. */
  #hearError(error: ServiceProblem, event: ServerEvent): void {
    const reason = error.code ?? error.type ?? 'error'
    const code = codeOfProblem(error.code, error.type)
    const about = `the session was refused: ${reason}`
    if (this.#state !== 'ready') {
      this.#lose(code, about, { final: code !== 'UNAVAILABLE' && code !== 'RATE_LIMITED' })
    } else if (error.code === 'session_expired') {
      this.#lose('UNAVAILABLE', 'the session expired')
    } else if (
      isLasting(code) &&
      error.event_id == null &&
      error.type !== 'invalid_request_error'
    ) {
      this.#lose(code, about)
    } else {
      this.#options.log.warn({ provider: 'openai stt', reason }, 'the service reports an error')
      this.#listener.heard(event)
    }
  }

  #ping(): void {
    if (!this.#answered) {
      this.#lose('TIMEOUT', 'the connection is dead: no answer to a ping')
      return
    }
    this.#answered = false
    this.#socket.ping()
    this.#after(this.#options.limits.pingMs, () => this.#ping())
  }

  #append(audio: string): void {
    // Base64 needs no escaping.
    if (audio !== '') this.#raw(`{"type":"input_audio_buffer.append","audio":"${audio}"}`)
  }

  #send(type: string): string {
    const id = this.#nextId()
    this.#raw(JSON.stringify({ type, event_id: id }))
    return id
  }

  #raw(message: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message)
  }

  #nextId(): string {
    return `e${++this.#events}`
  }

  #after(ms: Millis, wake: () => void): void {
    const { clock } = this.#options
    const disarm = clock.alarm(clock.now() + ms, () => {
      this.#disarm.delete(disarm)
      wake()
    })
    this.#disarm.add(disarm)
  }

  #lose(code: FailureCode, message: string, more: Partial<Loss> = {}): void {
    if (this.#state === 'over') return
    this.close()
    this.#listener.lost({ code, message, final: isLasting(code), ...more })
  }
}
