import { type AudioFrame, durationMs, type Millis } from '../audio/frame.js'
import type { SegmentId } from '../call/event.js'
import type { SpeechToTextStream } from '../providers/provider.js'

/** Caller audio kept for a service that has to be asked again. */
const KEPT_MS: Millis = 30_000

interface Kept {
  readonly frames: AudioFrame[]
  committed: boolean
}

/** The speech that has no answer yet, so that it can be said again to a new stream. */
export class SegmentMemory {
  readonly #segments = new Map<SegmentId, Kept>()
  #ms: Millis = 0

  write(segment: SegmentId, frame: AudioFrame): void {
    const kept = this.#segments.get(segment) ?? { frames: [], committed: false }
    this.#segments.set(segment, kept)
    kept.frames.push(frame)
    this.#ms += durationMs(frame)
    while (this.#ms > KEPT_MS) this.#forgetOldest()
  }

  commit(segment: SegmentId): void {
    const kept = this.#segments.get(segment)
    if (kept) kept.committed = true
  }

  /** It was answered, or nobody wants to know any more. */
  forget(segment: SegmentId): void {
    for (const frame of this.#segments.get(segment)?.frames ?? []) this.#ms -= durationMs(frame)
    this.#segments.delete(segment)
  }

  resend(stream: SpeechToTextStream): void {
    for (const [segment, { frames, committed }] of this.#segments) {
      for (const frame of frames) stream.write(segment, frame)
      if (committed) stream.commit(segment)
    }
  }

  #forgetOldest(): void {
    for (const [segment, { frames }] of this.#segments) {
      const oldest = frames.shift()
      if (oldest) this.#ms -= durationMs(oldest)
      if (frames.length === 0) this.#segments.delete(segment)
      return
    }
  }
}
