import { MULAW_BYTES_PER_MS } from '../../../engine/audio/frame.js'
import { MULAW_SILENCE } from '../../../engine/audio/mulaw.js'
import type { SegmentId } from '../../../engine/call/event.js'
import { PartQueue } from '../../../engine/providers/part-queue.js'
import {
  detectorWindowMs,
  type SpeechScore,
  type SpeechToText,
  type SpeechToTextPart,
  type VoiceActivity,
} from '../../../engine/providers/provider.js'

const windowBytes = detectorWindowMs * MULAW_BYTES_PER_MS

/** Loud enough that it is never taken for the agent's echo. */
const heard: SpeechScore = { probability: 1, level: -6 }
const nothing: SpeechScore = { probability: 0, level: -96 }

/** Takes for speech whatever is not silence. Right on a line that carries nothing else. */
export const typedDetector: VoiceActivity = {
  open() {
    let pending = 0
    let voiced = false
    return {
      score(mulaw) {
        const scores: SpeechScore[] = []
        for (const code of mulaw) {
          voiced ||= code !== MULAW_SILENCE
          if (++pending < windowBytes) continue
          scores.push(voiced ? heard : nothing)
          pending = 0
          voiced = false
        }
        return scores
      },
      close() {},
    }
  },
}

export interface TypedWords {
  readonly stt: SpeechToText
  /** The next sound on the line is these words. */
  utter(text: string): void
}

/** Speech-to-text that was told the words: a segment's are those whose sound came with it. */
export function typedWords(): TypedWords {
  const uttered: string[] = []
  const heardIn = new Map<SegmentId, string>()
  const open: SpeechToText['open'] = ({ signal }) => {
    const out = new PartQueue<SpeechToTextPart>(signal)
    return {
      write(segment, { mulaw }) {
        if (uttered.length === 0 || mulaw.every((code) => code === MULAW_SILENCE)) return
        const text = [heardIn.get(segment), ...uttered.splice(0)].filter(Boolean).join(' ')
        heardIn.set(segment, text)
        out.push({ type: 'partial', segment, text })
      },
      commit(segment) {
        out.push({ type: 'final', segment, text: heardIn.get(segment) ?? '' })
        heardIn.delete(segment)
      },
      drop: (segment) => void heardIn.delete(segment),
      [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
    }
  }
  return { stt: { open }, utter: (text) => void uttered.push(text) }
}
