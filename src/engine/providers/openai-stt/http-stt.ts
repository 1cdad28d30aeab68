/** Speech-to-text of one call with one request for each utterance: words come later than over a session, and none before the end. */
import type { SegmentId } from '../../call/event.js'
import type { Clock } from '../../run/clock.js'
import { PartQueue } from '../part-queue.js'
import {
  isLasting,
  ProviderFailure,
  type SpeechToText,
  type SpeechToTextPart,
} from '../provider.js'
import type { Hearing } from './hearing.js'
import type { HttpTranscriber } from './http-transcriber.js'
import { type Segment, SegmentBook } from './segment-book.js'

interface HttpSttDeps {
  readonly clock: Clock
  readonly hearing: Hearing
  readonly transcriber: HttpTranscriber
}

export function httpStt({ clock, hearing, transcriber }: HttpSttDeps): SpeechToText {
  const over = new AbortController()
  return {
    open({ signal: given }) {
      const signal = AbortSignal.any([given, over.signal])
      const out = new PartQueue<SpeechToTextPart>(signal)
      const segments = new SegmentBook()
      signal.addEventListener('abort', () => segments.endAll(), { once: true })
      const answer = async (segment: Segment): Promise<SpeechToTextPart> => {
        const deps = { clock, signal: segment.signal }
        const transcript = await transcriber.transcribe(segment.audio.mulaw, deps)
        const text = hearing.final(segment.id, segment.audio, transcript)
        return { type: 'final', segment: segment.id, text }
      }
      const failed = ({ id, signal: wanted }: Segment, error: unknown) => {
        if (wanted.aborted) return
        const code = error instanceof ProviderFailure ? error.code : 'BAD_RESPONSE'
        out.push({ type: 'failed', segment: id, code })
        if (isLasting(code)) out.fail(error)
        segments.end(id)
      }
      const finish = (id: SegmentId) => {
        const segment = segments.get(id)
        if (!segment || segment.committed) return
        segment.committed = true
        answer(segment).then(
          (part) => {
            if (segments.end(id)) out.push(part)
          },
          (error: unknown) => failed(segment, error),
        )
      }
      return {
        write: (id, frame) => {
          if (!signal.aborted) segments.write(id, frame)
        },
        commit: finish,
        drop: (id) => void segments.end(id),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
    close: () => over.abort(),
  }
}
