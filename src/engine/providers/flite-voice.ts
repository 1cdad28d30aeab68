/**
 * The offline voice as text-to-speech for live calls. All calls share one thread, so what was said once is kept: an agent says the
 * same few lines to everybody. A sentence is made clause by clause, so that its first sound need not wait for all of it.
 */
import { MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Flite, FliteVoice } from '../voice/flite.js'
import { cachedVoice } from './cached-voice.js'
import { LineCache } from './line-cache.js'
import { PartQueue } from './part-queue.js'
import { ProviderFailure, type SpeechPart, type TextToSpeech } from './provider.js'

export interface FliteVoiceOptions {
  readonly flite: Flite
  readonly voice: FliteVoice
  /** Audio kept of sentences; one is about 25 kB. */
  readonly keepBytes?: number
}

/** Shorter clauses sound chopped when they are made alone. */
const clauseMin = 12

export function fliteVoice({
  flite,
  voice,
  keepBytes = 8 * 1024 * 1024,
}: FliteVoiceOptions): TextToSpeech {
  const said: TextToSpeech = {
    open({ signal }) {
      const out = new PartQueue<SpeechPart>(signal)
      let before: Promise<void> = Promise.resolve()
      const inOrder = (work: () => void | Promise<void>) => {
        before = before.then(work).catch((error: unknown) => out.fail(failure(error)))
      }
      const speak = async (id: number, text: string) => {
        let at = 0
        for (const clause of clauses(text)) {
          // The thread is everybody's: nothing is made that nobody will hear.
          if (signal.aborted) return
          const { mulaw, words } = await flite.speak(clause, { voice })
          const placed = words.map((word) => ({ ...word, from: at + word.from, to: at + word.to }))
          if (mulaw.length > 0) out.push({ type: 'audio', id, mulaw, words: placed })
          at += mulaw.length / MULAW_BYTES_PER_MS
        }
        out.push({ type: 'ended', id })
      }
      return {
        write: (id, text) => inOrder(() => speak(id, text)),
        end: () => inOrder(() => out.end()),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
  return cachedVoice(said, new LineCache(keepBytes), voice)
}

/** The text, cut after commas and their like where both sides are long enough; joined by spaces it is whole again. */
export function clauses(text: string): readonly string[] {
  const found: string[] = []
  let rest = text.trim()
  for (const mark of rest.matchAll(/[,;:–—]["'”’)]*\s+(?=\S)/g)) {
    const done = text.trim().length - rest.length
    const clause = rest.slice(0, mark.index + mark[0].length - done).trim()
    const after = rest.slice(clause.length).trim()
    if (clause.length < clauseMin || after.length < clauseMin) continue
    found.push(clause)
    rest = after
  }
  return [...found, rest]
}

function failure(cause: unknown): ProviderFailure {
  return new ProviderFailure('UNAVAILABLE', 'the offline voice cannot speak', { cause })
}
