/**
 * A call's transcription over realtime sessions: segments in, words out, whatever becomes of the sessions.
 *
 * A segment is kept until it has its answer. A new session is told everything the old one did not answer, so nothing the caller says is
 * lost with a connection. Words that do not come in time are asked for over HTTP, while the session may still answer: the first answer
 * counts. Without that second way a segment fails alone, and the stream only when there is no session to be had.
 */
import type { AudioFrame, Millis } from '../../audio/frame.js'
import type { FailureCode, SegmentId } from '../../call/event.js'
import type { Clock } from '../../run/clock.js'
import type { Log } from '../../run/log.js'
import { PartQueue } from '../part-queue.js'
import {
  isLasting,
  ProviderFailure,
  type SpeechToTextPart,
  type SpeechToTextStream,
} from '../provider.js'
import type { Hearing } from './hearing.js'
import type { HttpTranscriber } from './http-transcriber.js'
import { ItemBook, type Outcome } from './item-book.js'
import type { Loss, RealtimeSession } from './realtime-session.js'
import { type Segment, SegmentBook } from './segment-book.js'
import type { ServerEvent } from './server-event.js'
import type { SessionLink } from './session-link.js'

export interface StreamLimits {
  /** After so long without words for a commit, they are asked for over HTTP too. */
  readonly answerMs: Millis
  /** A session that has not answered a commit by then is not believed any more. */
  readonly silentMs: Millis
  /** After it was given up, a session is tried again so much later. */
  readonly againMs: Millis
}

export interface StreamDeps {
  readonly clock: Clock
  readonly log: Log
  readonly limits: StreamLimits
  readonly hearing: Hearing
  /** The second way; undefined when it is switched off. */
  readonly fallback: HttpTranscriber | undefined
}

export class RealtimeStream implements SpeechToTextStream {
  readonly #deps: StreamDeps
  readonly #link: SessionLink
  readonly #out: PartQueue<SpeechToTextPart>
  readonly #segments = new SegmentBook()
  #items = new ItemBook()
  #session: RealtimeSession | undefined
  /** What the session is being told. */
  #current: SegmentId | undefined
  /** Sessions are not tried for the present: everything goes over HTTP. */
  #gaveUp: FailureCode | undefined
  /** A failure to tell of when nobody waits: the engine takes it for the end of all waiting. */
  #untold: FailureCode | undefined
  #disarm = () => {}
  #over = false

  constructor(link: SessionLink, deps: StreamDeps, signal: AbortSignal) {
    this.#deps = deps
    this.#link = link
    this.#out = new PartQueue(signal)
    if (signal.aborted) return
    signal.addEventListener('abort', () => this.#end(), { once: true })
    link.listen({
      ready: (session) => this.#ready(session),
      heard: (event) => this.#heard(event),
      down: (loss, tries) => this.#down(loss, tries),
      isIdle: () => this.#segments.all().length === 0,
    })
    link.open()
  }

  [Symbol.asyncIterator](): AsyncIterator<SpeechToTextPart> {
    return this.#out[Symbol.asyncIterator]()
  }

  write(id: SegmentId, frame: AudioFrame): void {
    if (this.#over) return
    this.#segments.write(id, frame)
    this.#tellFrame(id, frame)
  }

  commit(id: SegmentId): void {
    const segment = this.#segments.get(id)
    if (!segment || segment.committed) return
    segment.committed = true
    this.#tellCommit(segment)
    const { answerMs, silentMs } = this.#deps.limits
    this.#later(segment, answerMs, () => this.#askFallback(segment))
    this.#later(segment, silentMs, () => this.#overdue(segment))
    if (this.#gaveUp !== undefined) this.#askFallback(segment)
  }

  drop(id: SegmentId): void {
    if (this.#current === id) this.#clear(id)
    this.#segments.end(id)
    this.#settled()
  }

  #tellFrame(id: SegmentId, frame: AudioFrame): void {
    if (!this.#session) return
    // Never seen: the engine ends one segment before it begins the next.
    if (this.#current !== undefined && this.#current !== id) this.#clear(this.#current)
    this.#current = id
    this.#items.sent(id)
    this.#session.append(frame.mulaw)
  }

  #tellCommit(segment: Segment): void {
    if (!this.#session || this.#current !== segment.id) return
    this.#items.commit(segment.id, this.#session.commit())
    this.#current = undefined
    segment.inSession = true
  }

  #clear(id: SegmentId): void {
    this.#items.clear(id)
    this.#session?.clear()
    this.#current = undefined
  }

  /** A new session hears everything that has no answer, but for what HTTP is asked for already. */
  #ready(session: RealtimeSession): void {
    this.#session = session
    this.#items = new ItemBook()
    this.#current = undefined
    this.#gaveUp = undefined
    for (const segment of this.#segments.all()) {
      if (segment.fallback === 'asked') continue
      for (const frame of segment.audio.frames) this.#tellFrame(segment.id, frame)
      if (segment.committed) this.#tellCommit(segment)
    }
  }

  #heard(event: ServerEvent): void {
    if (event.type !== 'error') {
      for (const outcome of this.#items.hear(event)) this.#learn(outcome)
      return
    }
    const { event_id, code } = event.error
    const outcome = event_id == null ? undefined : this.#items.refused(event_id, code)
    if (outcome) this.#learn(outcome)
  }

  #learn(outcome: Outcome): void {
    const segment = this.#segments.get(outcome.segment)
    if (!segment) return
    switch (outcome.type) {
      case 'partial':
        if (this.#deps.hearing.believesPartial(outcome.text)) this.#out.push(outcome)
        return
      case 'final':
        this.#link.works()
        this.#answer(segment, outcome.text)
        return
      case 'failed':
        segment.inSession = false
        this.#failed(segment, outcome.code)
    }
  }

  /** The session has failed this segment; perhaps the second way has not. */
  #failed(segment: Segment, code: FailureCode): void {
    this.#askFallback(segment)
    if (segment.fallback !== 'asked') this.#fail(segment, code)
  }

  #answer(
    segment: Segment,
    text: string,
    scores?: Parameters<Hearing['final']>[2]['scores'],
  ): void {
    if (!this.#segments.end(segment.id)) return
    const transcript = scores ? { text, scores } : { text }
    const words = this.#deps.hearing.final(segment.id, segment.audio, transcript)
    this.#out.push({ type: 'final', segment: segment.id, text: words })
    this.#settled()
  }

  #fail(segment: Segment, code: FailureCode): void {
    if (!this.#segments.end(segment.id)) return
    this.#out.push({ type: 'failed', segment: segment.id, code })
    this.#settled()
  }

  #settled(): void {
    if (this.#untold !== undefined && this.#segments.waiting().length === 0) {
      this.#out.push({ type: 'failed', code: this.#untold })
      this.#untold = undefined
    }
    this.#link.settle()
  }

  /** The session owes this segment its words for too long. */
  #overdue(segment: Segment): void {
    if (segment.inSession && this.#session) this.#link.replace('it has not answered a commit')
    segment.inSession = false
    if (segment.fallback !== 'asked') this.#fail(segment, 'TIMEOUT')
  }

  #down(loss: Loss, tries: boolean): void {
    this.#session = undefined
    this.#current = undefined
    for (const segment of this.#segments.all()) segment.inSession = false
    if (!tries && this.#deps.fallback === undefined) {
      this.#break(loss.code, loss.message)
      return
    }
    if (!tries) this.#giveUp(loss)
    this.#untold = loss.code
    for (const segment of this.#segments.waiting()) this.#askFallback(segment)
    this.#settled()
  }

  #giveUp({ code, final, retryAfterMs = 0 }: Loss): void {
    const { clock, limits } = this.#deps
    this.#gaveUp = code
    if (final) return
    this.#disarm = clock.alarm(clock.now() + Math.max(limits.againMs, retryAfterMs), () =>
      this.#link.open(),
    )
  }

  #askFallback(segment: Segment): void {
    const { fallback, clock } = this.#deps
    if (fallback === undefined || segment.fallback !== 'unasked') return
    segment.fallback = 'asked'
    fallback.transcribe(segment.audio.mulaw, { clock, signal: segment.signal }).then(
      ({ text, scores }) => this.#answer(segment, text, scores),
      (error: unknown) => this.#fallbackFailed(segment, error),
    )
  }

  #fallbackFailed(segment: Segment, error: unknown): void {
    if (segment.signal.aborted) return
    segment.fallback = 'failed'
    const code = error instanceof ProviderFailure ? error.code : 'BAD_RESPONSE'
    const why = error instanceof Error ? error.message : 'unknown'
    this.#deps.log.warn({ provider: 'openai stt', code, why }, 'the second way failed too')
    if (isLasting(code) && this.#gaveUp !== undefined) this.#break(code, why)
    // The session may still answer, until it is overdue.
    else if (!segment.inSession) this.#fail(segment, code)
  }

  /** There is no way left. */
  #break(code: FailureCode, message: string): void {
    this.#out.fail(new ProviderFailure(code, message))
    this.#end()
  }

  #later(segment: Segment, ms: Millis, wake: () => void): void {
    const { clock } = this.#deps
    segment.alarm(clock.alarm(clock.now() + ms, wake))
  }

  #end(): void {
    this.#over = true
    this.#disarm()
    this.#segments.endAll()
    this.#link.close()
    this.#out.end()
  }
}
