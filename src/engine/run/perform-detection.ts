import { type AudioFrame, frameEnd, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Happening } from '../call/event.js'
import { detectorWindowMs, type SpeechDetector } from '../providers/provider.js'

const windowBytes = detectorWindowMs * MULAW_BYTES_PER_MS

/**
 * Gives frames to the detector and posts a score for every window they complete, placed in the caller's audio. A window may begin in
 * one frame and end in another; its end counts, so a jump between the frames does not matter.
 */
export function detectSpeech(
  detector: SpeechDetector,
  post: (happening: Happening) => void,
): (frame: AudioFrame) => void {
  let pendingBytes = 0
  return (frame) => {
    const scores = detector.score(frame.mulaw)
    pendingBytes += frame.mulaw.length - scores.length * windowBytes
    const lastEnd = frameEnd(frame) - pendingBytes / MULAW_BYTES_PER_MS
    scores.forEach(({ probability, level }, i) => {
      const upTo = lastEnd - (scores.length - 1 - i) * detectorWindowMs
      post({ type: 'vad.scored', probability, level, upTo })
    })
  }
}
