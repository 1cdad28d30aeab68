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
  frameEnd,
  type Millis,
  MULAW_BYTES_PER_MS,
  reframe,
} from '../../../engine/audio/frame.js'

/** Later than usual by more than this is a backlog. */
const latestMs = 300
/** So much at once without sound is a stall. */
const stallMs: Millis = 250
/** So many chunks in a row, all late and none faster than sound, and nothing is being caught up. */
const pacedChunks = 4
/** A chunk that holds so much more than the time since the one before, ms, is part of a burst. */
const burstMs = 5
/** Clocks of sound devices differ from ours by less than this, in ms per ms. */
const drift = 0.001

export class MicrophoneLine {
  #carry: Carry
  /** How late sound comes that waited nowhere: from its end to its coming, by the clock of whoever asks. */
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
    const isBurst = mulaw.length / MULAW_BYTES_PER_MS > sinceLast + burstMs
    const behind = this.#behind(mulaw, at, sinceLast)
    this.#paced = behind > latestMs && !isBurst ? this.#paced + 1 : 0
    if (this.#paced >= pacedChunks) this.#jump(behind)
    const { frames, carry } = reframe(this.#carry, mulaw)
    this.#carry = carry
    const oldest = at - (this.#usual ?? 0) - latestMs
    const heard = frames.filter((frame) => frameEnd(frame) >= oldest)
    this.#droppedMs += (frames.length - heard.length) * FRAME_MS
    return heard
  }

  /** By how much the end of this chunk is later than usual, ms. */
  #behind(mulaw: Uint8Array, at: Millis, sinceLast: Millis): Millis {
    const { bytes, mediaAt } = this.#carry
    const lateness = at - (mediaAt + (bytes.length + mulaw.length) / MULAW_BYTES_PER_MS)
    this.#usual = Math.min((this.#usual ?? lateness) + sinceLast * drift, lateness)
    return lateness - this.#usual
  }

  #jump(ms: Millis): void {
    this.#carry = { ...this.#carry, mediaAt: this.#carry.mediaAt + ms }
  }
}
