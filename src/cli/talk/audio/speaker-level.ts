import { FRAME_MS, type Millis, sliceMulaw } from '../../../engine/audio/frame.js'
import { mulawLevel, SILENCE_DBFS } from '../../../engine/audio/mulaw.js'

interface Piece {
  readonly endMs: Millis
  readonly level: number
}

/** How loud the agent is at the speaker, by what was given to it and how much of that was played. */
export class SpeakerLevel {
  #pieces: Piece[] = []

  /** @param startMs place of the first sample, counted as `playedMs` is */
  give(mulaw: Uint8Array, startMs: Millis): void {
    for (let at = 0; at < mulaw.length / 8; at += FRAME_MS) {
      const piece = sliceMulaw(mulaw, at, at + FRAME_MS)
      this.#pieces.push({ endMs: startMs + at + piece.length / 8, level: mulawLevel(piece) })
    }
  }

  /** Nothing of what was given is played any more. */
  clear(): void {
    this.#pieces = []
  }

  /** The loudest of what is played now or in the next `aheadMs`, dBFS. */
  now(playedMs: Millis, aheadMs: Millis): number {
    const next = this.#pieces.findIndex(({ endMs }) => endMs > playedMs)
    this.#pieces.splice(0, next < 0 ? this.#pieces.length : next)
    const beyond = this.#pieces.findIndex(({ endMs }) => endMs > playedMs + aheadMs + FRAME_MS)
    return Math.max(
      SILENCE_DBFS,
      ...this.#pieces.slice(0, beyond < 0 ? undefined : beyond).map(({ level }) => level),
    )
  }
}
