/** The agent's speech on its way to the speaker: what waits, and how much of it was heard. */
import { joinMulaw, type Millis, MULAW_BYTES_PER_MS, silence } from '../../../engine/audio/frame.js'

/** How much of the speech since a flush was heard. */
export interface Heard {
  /** Number of the flush; 0: none yet. */
  readonly generation: number
  readonly ms: Millis
}

interface Taken {
  /** On the speaker's own time: ms of all that it ever took. */
  readonly endMs: Millis
  /** How far the speech has come with it. */
  readonly speechMs: Millis
}

export class Playout {
  #waiting: Uint8Array[] = []
  #generation = 0
  #speechMs: Millis = 0
  #takenMs: Millis = 0
  #underWay: Taken[] = []

  receive(mulaw: Uint8Array): void {
    this.#waiting.push(mulaw)
  }

  /** Drops what was not taken. What the speaker has of it already is not counted any more. */
  flush(generation: number): void {
    this.#waiting = []
    this.#underWay = []
    this.#generation = generation
    this.#speechMs = 0
  }

  /** The next `ms` for the speaker: speech as far as there is some, then silence. */
  take(ms: Millis): Uint8Array {
    const size = ms * MULAW_BYTES_PER_MS
    const parts: Uint8Array[] = []
    let bytes = 0
    while (bytes < size) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      const part = next.subarray(0, size - bytes)
      if (part.length < next.length) this.#waiting.unshift(next.subarray(part.length))
      parts.push(part)
      bytes += part.length
    }
    this.#takenMs += ms
    if (bytes === 0) return silence(0, ms).mulaw
    this.#speechMs += bytes / MULAW_BYTES_PER_MS
    this.#underWay.push({ endMs: this.#takenMs, speechMs: this.#speechMs })
    return joinMulaw([...parts, silence(0, (size - bytes) / MULAW_BYTES_PER_MS).mulaw])
  }

  /** What is news of the speech when the speaker has played `speakerMs` of all it took. */
  heard(speakerMs: Millis): Heard | undefined {
    const still = this.#underWay.findIndex(({ endMs }) => endMs > speakerMs)
    const done = this.#underWay.splice(0, still < 0 ? this.#underWay.length : still).at(-1)
    return done && { generation: this.#generation, ms: done.speechMs }
  }
}
