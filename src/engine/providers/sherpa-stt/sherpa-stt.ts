/** Speech-to-text in this machine, with a model the user brings. */
import type { SegmentId } from '../../call/event.js'
import { PartQueue } from '../part-queue.js'
import { ProviderFailure, type SpeechToText, type SpeechToTextPart } from '../provider.js'
import type { SherpaProcess } from './sherpa-process.js'

export function sherpaStt(recogniser: SherpaProcess): SpeechToText {
  const over = new AbortController()
  return {
    warm: () => recogniser.start(),
    open({ signal: given }) {
      const signal = AbortSignal.any([given, over.signal])
      const out = new PartQueue<SpeechToTextPart>(signal)
      const open = new Set<SegmentId>()
      const name = recogniser.join({
        hear({ type, key, text }) {
          const segment = Number(key.split(':')[1])
          if (type === 'final') open.delete(segment)
          out.push({ type, segment, text })
        },
        lost: () => out.fail(new ProviderFailure('UNAVAILABLE', 'the recogniser has ended')),
      })
      const drop = (segment: SegmentId) => {
        open.delete(segment)
        recogniser.send({ type: 'drop', key: `${name}:${segment}` })
      }
      const leave = () => {
        for (const segment of open) drop(segment)
        recogniser.leave(name)
      }
      if (signal.aborted) leave()
      signal.addEventListener('abort', leave, { once: true })
      return {
        write(segment, { mulaw }) {
          open.add(segment)
          recogniser.send({ type: 'audio', key: `${name}:${segment}`, mulaw })
        },
        commit: (segment) => recogniser.send({ type: 'commit', key: `${name}:${segment}` }),
        drop,
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
    close: () => over.abort(),
  }
}
