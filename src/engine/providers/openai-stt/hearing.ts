/** What a segment's words become before the engine gets them: as they are, or nothing when nobody can have said them. */
import type { SegmentId } from '../../call/event.js'
import type { Log } from '../../run/log.js'
import type { Transcript } from './http-transcriber.js'
import { captionIn, type Expected, inventionIn } from './invention.js'
import type { SegmentAudio } from './segment-audio.js'

export interface Hearing {
  final(segment: SegmentId, audio: SegmentAudio, transcript: Transcript): string
  /** Whether words that are not final may be passed on. */
  believesPartial(text: string): boolean
}

/** @param filters false passes on whatever the service writes */
export function createHearing(expected: Expected, filters: boolean, log: Log): Hearing {
  return {
    final(segment, audio, { text, scores }) {
      if (!filters) return text.trim()
      const { evidence } = audio
      const why = inventionIn(text, evidence, expected, scores)
      if (why === undefined) return text.trim()
      const { ms, voicedMs, level } = evidence
      const facts = { segment, why, letters: text.length, ms, voicedMs, level: Math.round(level) }
      log.warn({ provider: 'openai stt', ...facts }, 'words that nobody said were left out')
      return ''
    },
    believesPartial: (text) => !filters || captionIn(text, expected) === undefined,
  }
}
