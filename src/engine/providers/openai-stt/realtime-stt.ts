/** Speech-to-text of one call over realtime transcription sessions. */
import type { SpeechToText } from '../provider.js'
import type { SessionOptions } from './realtime-session.js'
import { RealtimeStream, type StreamDeps } from './realtime-stream.js'
import { SessionLink } from './session-link.js'

export function realtimeStt(session: SessionOptions, deps: StreamDeps): SpeechToText {
  const over = new AbortController()
  /** Connected ahead of time, for the first stream. */
  let warmed: SessionLink | undefined
  let begun = false
  return {
    warm() {
      if (begun || over.signal.aborted) return
      begun = true
      warmed = new SessionLink(session)
      warmed.open()
    },
    open({ signal }) {
      begun = true
      const link = warmed ?? new SessionLink(session)
      warmed = undefined
      return new RealtimeStream(link, deps, AbortSignal.any([signal, over.signal]))
    },
    close() {
      warmed?.close()
      over.abort()
    },
  }
}
