/**
 * The offline voice as text-to-speech for live calls. All calls share one thread, so what was said once is kept: an agent says the
 * same few lines to everybody.
 */
import type { Flite, FliteVoice, Spoken } from '../voice/flite.js'
import { PartQueue } from './part-queue.js'
import { ProviderFailure, type SpeechPart, type TextToSpeech } from './provider.js'

export interface FliteVoiceOptions {
  readonly flite: Flite
  readonly voice: FliteVoice
  /** Sentences kept; about 40 kB each. */
  readonly keep?: number
}

export function fliteVoice({ flite, voice, keep = 200 }: FliteVoiceOptions): TextToSpeech {
  const kept = new Map<string, Promise<Spoken>>()
  const speak = (text: string): Promise<Spoken> => {
    const spoken = kept.get(text) ?? flite.speak(text, { voice })
    // Said last, forgotten last.
    kept.delete(text)
    kept.set(text, spoken)
    spoken.catch(() => kept.delete(text))
    const [oldest] = kept.keys()
    if (kept.size > keep && oldest !== undefined) kept.delete(oldest)
    return spoken
  }
  return {
    open({ signal }) {
      const out = new PartQueue<SpeechPart>(signal)
      let before: Promise<void> = Promise.resolve()
      const inOrder = (work: () => void | Promise<void>) => {
        before = before.then(work).catch((error: unknown) => out.fail(failure(error)))
      }
      return {
        write(id, text) {
          const spoken = speak(text)
          inOrder(async () => {
            const { mulaw, words } = await spoken
            if (mulaw.length > 0) out.push({ type: 'audio', id, mulaw, words })
            out.push({ type: 'ended', id })
          })
        },
        end: () => inOrder(() => out.end()),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}

function failure(cause: unknown): ProviderFailure {
  return new ProviderFailure('UNAVAILABLE', 'the offline voice cannot speak', { cause })
}
