/**
 * The microphone's sound cut into frames with their place in time, and rid of what comes too late.
 *
 * After a stall sound comes late in one of two ways. In a burst: it had waited somewhere, and the old part of it is dropped, because a call
 * that runs behind never catches up. At its usual pace: the microphone was not heard meanwhile, and the time of the frames jumps over that.
 */
import {
  type AudioFrame,
  type Carry,
  emptyCarry,
  FRAME_MS,
  type Millis,
  reframe,
} from '../../../engine/audio/frame.js'

/** Later than usual by more than this is a backlog. */
const latestMs = 300
/** So much at once without sound is a stall. */
const stallMs: Millis = 250
/** Chunks that come at least so long after the one before are paced by the microphone. */
const pacedMs = 5
/** So many of them in a row, all late, and nothing is being caught up. */
const pacedChunks = 4
/** Clocks of sound devices differ from ours by less than this, in ms per ms. */
const drift = 0.001

export class MicrophoneLine {
  #carry: Carry
  /** Lateness of a frame that waited nowhere; against the clock of this process. */
  #usual: Millis | undefined
  #lastAt: Millis | undefined
  #paced = 0
  #droppedMs: Millis = 0
  #stalls = 0

  /** @param from where the first frame belongs */
  constructor(from: Millis = 0) {
    this.#carry = emptyCarry(from)
  }

  /** Where the next frame belongs. */
  get mediaAt(): Millis {
    return this.#carry.mediaAt
  }

  get droppedMs(): Millis {
    return this.#droppedMs
  }

  get stalls(): number {
    return this.#stalls
  }

  /** Frames that are complete now, at time `at` of any clock. */
  receive(mulaw: Uint8Array, at: Millis): readonly AudioFrame[] {
    const sinceLast = at - (this.#lastAt ?? at)
    this.#lastAt = at
    if (sinceLast > stallMs) this.#stalls++
    if (this.#usual !== undefined) this.#usual += sinceLast * drift
    this.#paced = sinceLast >= pacedMs ? this.#paced + 1 : 0
    const cut = reframe(this.#carry, mulaw)
    this.#carry = cut.carry
    return cut.frames.flatMap((frame) => this.#place(frame, at))
  }

  #place(frame: AudioFrame, at: Millis): readonly AudioFrame[] {
    const lateness = at - frame.mediaAt
    this.#usual = Math.min(this.#usual ?? lateness, lateness)
    const behind = lateness - this.#usual
    if (behind <= latestMs) return [frame]
    if (this.#paced < pacedChunks) {
      this.#droppedMs += FRAME_MS
      return []
    }
    this.#carry = { ...this.#carry, mediaAt: this.#carry.mediaAt + behind }
    return [{ ...frame, mediaAt: frame.mediaAt + behind }]
  }
}
