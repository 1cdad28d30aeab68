/**
 * The offline voice: CMU Flite, which needs no key, no network and no compiler, and always says the same text with the
 * same bytes. It serves replayed calls, synthesized callers, and live calls whose own voice has failed.
 */

import type { Resampling } from '../audio/resample.js'
import { readWav } from '../audio/wav.js'
import type { FliteProgram } from './flite-program.js'
import { prepareForPhone, type SpokenWord } from './prepare-speech.js'
import { passages, type TextWord, textWords } from './spoken-text.js'
import { moveSpan, placeWords, type Span, timedPhones, wordPhones } from './word-times.js'

/** `rms` and `awb` are men, `slt` is a woman; `kal` is an older man's voice, four times as fast and half as good. */
export const fliteVoices = ['rms', 'slt', 'awb', 'kal'] as const
export type FliteVoice = (typeof fliteVoices)[number]

/** A text as it sounds. */
export interface Spoken {
  readonly mulaw: Uint8Array
  /**
   * In order and never overlapping, at the times they are really said. Joined by spaces they are the text; what has no
   * sound of its own (a lone dash) belongs to the word before it. Empty when nothing in the text can be said.
   */
  readonly words: readonly SpokenWord[]
}

/** The voice. Speaking blocks the thread it runs on for about 100 ms a sentence. */
export interface Flite {
  /** Empty audio for a text without anything to say. */
  speak(text: string, options: { readonly voice: FliteVoice }): Promise<Spoken>
  /** Let go of what the voice holds. */
  close(): Promise<void>
}

const PHONE_RATE = 8000
const SAMPLES_PER_MS = PHONE_RATE / 1000

/** The voice on this thread. What it needs is imported here, because knowing its name must cost nothing. */
export async function loadFlite(): Promise<Flite> {
  const [program, resampling] = await Promise.all([
    import('./flite-program.js').then(({ loadFliteProgram }) => loadFliteProgram()),
    import('../audio/resample.js').then(({ loadResampling }) => loadResampling()),
  ])
  return {
    speak: async (text, { voice }) => speak(program, resampling, text, voice),
    close: async () => {},
  }
}

function speak(
  program: FliteProgram,
  resampling: Resampling,
  text: string,
  voice: FliteVoice,
): Spoken {
  const words = textWords(text)
  const { pcm, spans } = join(passages(words).map((part) => say(program, resampling, part, voice)))
  return prepareForPhone(pcm, attachSilentWords(words, spans))
}

/** Speech as it was made, and where each word of its text sounds in it. */
interface Passage {
  readonly pcm: Int16Array
  readonly spans: readonly (Span | undefined)[]
}

function say(
  program: FliteProgram,
  resampling: Resampling,
  words: readonly TextWord[],
  voice: FliteVoice,
): Passage {
  const text = words.map((word) => word.spoken).join(' ')
  const said = program(['-voice', voice, '-psdur', '-t', text, '-o', 'out'])
  const wav = readWav(said.written ?? new Uint8Array(0), 'the speech of flite')
  if (wav.codec !== 'pcm16') throw new Error(`flite wrote ${wav.codec}`)
  return {
    pcm: resampling.convert(wav.data, wav.sampleRate, PHONE_RATE),
    spans: placeWords(phonesOfWords(program, words), timedPhones(said.stdout)),
  }
}

/** Punctuation that opens or ends a sentence, at the edges of words. */
const edges = /(?<=^|\s)["'`({[]+|[.,:;?!]+["')\]}]*(?=\s|$)/g

/** Every word as a sentence of its own, in the voice that takes least time. A lone dot has no phones. */
function phonesOfWords(program: FliteProgram, words: readonly TextWord[]): string[][] {
  const alone = words.map(({ spoken }) => spoken.replace(edges, '').trim() || '.')
  const text = alone.map((word) => `${word}\n\n`).join('')
  return wordPhones(program(['-voice', 'kal16', '-ps', '-f', 'in', '-o', 'none'], text).stdout)
}

function join(parts: readonly Passage[]): Passage {
  const pcm = new Int16Array(parts.reduce((sum, part) => sum + part.pcm.length, 0))
  const spans: (Span | undefined)[] = []
  let at = 0
  for (const part of parts) {
    pcm.set(part.pcm, at)
    const begin = at / SAMPLES_PER_MS
    spans.push(...part.spans.map((span) => span && moveSpan(span, begin)))
    at += part.pcm.length
  }
  return { pcm, spans }
}

/** Words that have no sound join the one before them, or the first that has. */
function attachSilentWords(
  words: readonly TextWord[],
  spans: readonly (Span | undefined)[],
): SpokenWord[] {
  const spoken: SpokenWord[] = []
  let waiting = ''
  words.forEach(({ written }, i) => {
    const span = spans[i]
    const last = spoken.at(-1)
    if (span !== undefined) {
      spoken.push({ text: waiting + written, ...span })
      waiting = ''
    } else if (last !== undefined) {
      spoken[spoken.length - 1] = { ...last, text: `${last.text} ${written}` }
    } else {
      waiting += `${written} `
    }
  })
  return spoken
}
