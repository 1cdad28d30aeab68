/** The segments of a stream that have no answer yet, in the order in which the caller spoke them. */
import type { AudioFrame } from '../../audio/frame.js'
import type { SegmentId } from '../../call/event.js'
import { SegmentAudio } from './segment-audio.js'

export class Segment {
  readonly audio = new SegmentAudio()
  committed = false
  /** Somebody else was asked for its words. */
  fallback: 'unasked' | 'asked' | 'failed' = 'unasked'
  /** The present session was told all of it and may answer. */
  inSession = false
  readonly #over = new AbortController()
  readonly #disarm: (() => void)[] = []

  constructor(readonly id: SegmentId) {}

  /** Ends when nobody waits for its words any more. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Disarmed when it is over. */
  alarm(disarm: () => void): void {
    this.#disarm.push(disarm)
  }

  end(): void {
    for (const disarm of this.#disarm) disarm()
    this.#over.abort()
  }
}

export class SegmentBook {
  readonly #segments = new Map<SegmentId, Segment>()

  write(id: SegmentId, frame: AudioFrame): Segment {
    const segment = this.#segments.get(id) ?? new Segment(id)
    this.#segments.set(id, segment)
    segment.audio.write(frame)
    return segment
  }

  get(id: SegmentId): Segment | undefined {
    return this.#segments.get(id)
  }

  all(): readonly Segment[] {
    return [...this.#segments.values()]
  }

  waiting(): readonly Segment[] {
    return this.all().filter(({ committed }) => committed)
  }

  /** It was answered, or nobody wants to know. False if that was known already. */
  end(id: SegmentId): boolean {
    this.#segments.get(id)?.end()
    return this.#segments.delete(id)
  }

  endAll(): void {
    for (const segment of this.#segments.values()) segment.end()
    this.#segments.clear()
  }
}
