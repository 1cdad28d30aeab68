/**
 * The way to a session, for as long as a call lasts: connects ahead of time, connects again when a session is lost, gives up after a few
 * quick failures, and replaces a session before the service ends it: the new one is open before the old one is closed.
 */
import type { Millis } from '../../audio/frame.js'
import {
  type Loss,
  RealtimeSession,
  type SessionListener,
  type SessionOptions,
} from './realtime-session.js'
import type { ServerEvent } from './server-event.js'

export interface LinkListener {
  /** A session that has heard nothing yet. */
  ready(session: RealtimeSession): void
  heard(event: ServerEvent): void
  /** @param tries whether it connects again by itself */
  down(loss: Loss, tries: boolean): void
  /** Nobody speaks and nothing is waited for: the session may be replaced now. */
  isIdle(): boolean
}

/** A session that is lost this soon never worked. */
const QUICK_MS: Millis = 5000
const MOST_QUICK_FAILURES = 3
/** Who is told to wait longer than this does not wait for it. */
const LONGEST_WAIT_MS: Millis = 2000
/** Until a replacement is tried again that failed. */
const ROTATE_AGAIN_MS: Millis = 30_000

export class SessionLink {
  readonly #options: SessionOptions
  #listener: LinkListener | undefined
  /** Being made, or in use. */
  #session: RealtimeSession | undefined
  #isReady = false
  /** What will take its place. */
  #next: RealtimeSession | undefined
  #nextIsReady = false
  #quick = 0
  #disarm: (() => void)[] = []

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Connects unless it does so already or is connected. */
  open(): void {
    if (this.#session === undefined) this.#connect()
  }

  /** From now on somebody listens; a session that is ready is told at once. */
  listen(listener: LinkListener): void {
    this.#listener = listener
    if (this.#isReady && this.#session) listener.ready(this.#session)
  }

  /** The session does not do its work: another one is made at once. */
  replace(why: string): void {
    this.#session?.close()
    this.#lost(this.#options.clock.now(), { code: 'TIMEOUT', message: why, final: false })
  }

  /** Something was answered: whatever fails next is a new failure. */
  works(): void {
    this.#quick = 0
  }

  /** Something ended: if it was the last thing, a session that waits to take over does so. */
  settle(): void {
    if (this.#nextIsReady && this.#listener?.isIdle()) this.#takeOver()
  }

  close(): void {
    this.#forget()
    this.#listener = undefined
  }

  #forget(): void {
    for (const disarm of this.#disarm) disarm()
    this.#disarm = []
    this.#session?.close()
    this.#next?.close()
    this.#session = undefined
    this.#next = undefined
    this.#isReady = false
    this.#nextIsReady = false
  }

  #connect(): void {
    const since = this.#options.clock.now()
    const session: RealtimeSession = new RealtimeSession(
      this.#options,
      this.#listenerFor(() => session, since),
    )
    this.#session = session
  }

  #listenerFor(of: () => RealtimeSession, since: Millis): SessionListener {
    return {
      ready: () => this.#ready(of()),
      heard: (event) => {
        if (of() === this.#session) this.#listener?.heard(event)
      },
      lost: (loss) => (of() === this.#next ? this.#nextLost(loss) : this.#lost(since, loss)),
    }
  }

  #ready(session: RealtimeSession): void {
    if (session === this.#next) {
      this.#nextIsReady = true
      this.settle()
    } else {
      this.#isReady = true
      this.#rotateLater(session.rotateAt)
      this.#listener?.ready(session)
    }
  }

  #rotateLater(at: Millis): void {
    this.#after(at, () => {
      const since = this.#options.clock.now()
      const next: RealtimeSession = new RealtimeSession(
        this.#options,
        this.#listenerFor(() => next, since),
      )
      this.#next = next
    })
  }

  #takeOver(): void {
    const next = this.#next
    if (next === undefined) return
    this.#session?.close()
    this.#session = next
    this.#next = undefined
    this.#nextIsReady = false
    this.#rotateLater(next.rotateAt)
    this.#listener?.ready(next)
  }

  #nextLost(loss: Loss): void {
    this.#warn(loss, 'a session to take over was lost')
    this.#next = undefined
    this.#nextIsReady = false
    this.#rotateLater(this.#options.clock.now() + ROTATE_AGAIN_MS)
  }

  #lost(since: Millis, loss: Loss): void {
    const { clock } = this.#options
    this.#warn(loss, 'a session was lost')
    const next = this.#nextIsReady ? this.#next : undefined
    if (next === undefined) this.#next?.close()
    for (const disarm of this.#disarm) disarm()
    this.#disarm = []
    this.#session = undefined
    this.#isReady = false
    this.#quick = clock.now() - since < QUICK_MS ? this.#quick + 1 : 0
    const wait = this.#waitFor(loss)
    const tries = next !== undefined || wait !== undefined
    this.#listener?.down(loss, tries)
    if (next === undefined) this.#next = undefined
    if (next !== undefined) this.#takeOver()
    else if (this.#listener && wait !== undefined)
      this.#after(clock.now() + wait, () => this.open())
    else this.#quick = 0
  }

  /** Undefined when it is of no use. A session that had worked is followed by another one at once. */
  #waitFor({ final, retryAfterMs = 0 }: Loss): Millis | undefined {
    if (final || this.#quick >= MOST_QUICK_FAILURES || retryAfterMs > LONGEST_WAIT_MS) {
      return undefined
    }
    const { retryMs } = this.#options.limits
    const wait = this.#quick === 0 ? 0 : retryMs * 2 ** (this.#quick - 1)
    return Math.max(wait, retryAfterMs)
  }

  #warn({ code, message }: Loss, sentence: string): void {
    this.#options.log.warn({ provider: 'openai stt', code, why: message }, sentence)
  }

  #after(at: Millis, wake: () => void): void {
    this.#disarm.push(this.#options.clock.alarm(at, wake))
  }
}
