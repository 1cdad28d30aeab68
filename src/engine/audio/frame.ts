/**
 * Audio on the move: mu-law bytes with their place in the call.
 *
 * Time in audio is counted in samples and never read from a clock: eight bytes are one millisecond. Carriers cut their
 * audio as they like, so whatever arrives is cut again into frames of 20 ms before anything looks at it.
 */

import { MULAW_SILENCE } from './mulaw.js'

/** Milliseconds: of a call since it was answered, or a length of time. */
export type Millis = number

/** A slice of G.711 mu-law audio, 8 kHz mono. Never changed once made, so it can be passed on without a copy. */
export interface AudioFrame {
  /** One byte a sample. */
  readonly mulaw: Uint8Array
  /** Where this frame begins in the caller's audio (ms since media start); not when it arrived. */
  readonly mediaAt: Millis
}

/** 8 kHz at one byte a sample. */
export const MULAW_BYTES_PER_MS = 8

/** Length of the frames that `reframe` yields: what Twilio, SIP phones and most detectors use. */
export const FRAME_MS = 20

const FRAME_BYTES = FRAME_MS * MULAW_BYTES_PER_MS

/** How long the frame sounds, in ms; a fraction when its bytes are not a multiple of eight. */
export function durationMs(frame: AudioFrame): Millis {
  return frame.mulaw.length / MULAW_BYTES_PER_MS
}

/** Where the next sample after this frame belongs in the caller's audio. */
export function frameEnd(frame: AudioFrame): Millis {
  return frame.mediaAt + durationMs(frame)
}

/** `ms` of digital silence at `mediaAt`, rounded to whole samples. */
export function silence(mediaAt: Millis, ms: Millis): AudioFrame {
  const mulaw = new Uint8Array(bytesOf(ms)).fill(MULAW_SILENCE)
  return { mulaw, mediaAt }
}

/** The chunks as one piece. */
export function joinMulaw(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}

/** The audio between two times (ms from its start), without a copy; what lies outside of it is left out. */
export function sliceMulaw(mulaw: Uint8Array, from: Millis, to: Millis): Uint8Array {
  return mulaw.subarray(bytesOf(from), bytesOf(to))
}

/** Audio that did not fill a frame yet, and where it begins. */
export interface Carry {
  readonly bytes: Uint8Array
  readonly mediaAt: Millis
}

/** A carry with nothing in it, for audio that starts at `mediaAt`. */
export function emptyCarry(mediaAt: Millis): Carry {
  return { bytes: new Uint8Array(0), mediaAt }
}

/**
 * Cut a stream of payloads of any length into frames of exactly 20 ms. What is left over is carried to the next call.
 * Frames share memory with `payload` where they can: do not write into it afterwards.
 */
export function reframe(
  carry: Carry,
  payload: Uint8Array,
): { readonly frames: readonly AudioFrame[]; readonly carry: Carry } {
  const bytes = carry.bytes.length === 0 ? payload : joinMulaw([carry.bytes, payload])
  const count = Math.floor(bytes.length / FRAME_BYTES)
  const frames = Array.from({ length: count }, (_, i) => ({
    mulaw: bytes.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES),
    mediaAt: carry.mediaAt + i * FRAME_MS,
  }))
  const rest = {
    bytes: bytes.subarray(count * FRAME_BYTES),
    mediaAt: carry.mediaAt + count * FRAME_MS,
  }
  return { frames, carry: rest }
}

function bytesOf(ms: Millis): number {
  return Math.max(0, Math.round(ms * MULAW_BYTES_PER_MS))
}
