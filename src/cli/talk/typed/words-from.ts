import type { Millis } from '../../../engine/audio/frame.js'
import type { SegmentId } from '../../../engine/call/event.js'
import { PartQueue } from '../../../engine/providers/part-queue.js'
import type {
  SpeechToText,
  SpeechToTextPart,
  SpeechToTextStream,
} from '../../../engine/providers/provider.js'

/**
 * Speech-to-text of two: a segment belongs to `first` once sound of it does, and to `second` otherwise. Ends and fails as `second` does.
 *
 * @param isFirst whether the sound at this time of the caller's audio is for `first`
 */
export function wordsFrom(
  first: SpeechToText,
  isFirst: (mediaAt: Millis) => boolean,
  second: SpeechToText,
): SpeechToText {
  return {
    warm: () => second.warm?.(),
    close: () => second.close?.(),
    open(options) {
      const one = first.open(options)
      const other = second.open(options)
      const taken = new Set<SegmentId>()
      const asked = new Set<SegmentId>()
      const streamOf = (segment: SegmentId) => (taken.has(segment) ? one : other)
      const out = new PartQueue<SpeechToTextPart>(options.signal)
      void pour(one, out)
      void pour(other, out).then(
        () => out.end(),
        (error: unknown) => out.fail(error),
      )
      return {
        write(segment, frame) {
          if (isFirst(frame.mediaAt)) {
            taken.add(segment)
            if (asked.delete(segment)) other.drop(segment)
          } else if (!taken.has(segment)) asked.add(segment)
          streamOf(segment).write(segment, frame)
        },
        commit: (segment) => streamOf(segment).commit(segment),
        drop: (segment) => streamOf(segment).drop(segment),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}

async function pour(stream: SpeechToTextStream, out: PartQueue<SpeechToTextPart>): Promise<void> {
  for await (const part of stream) out.push(part)
}
