/**
 * The words of the agent's speech on its timeline: which of them the caller has heard, and where each begins.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Word } from './event.js'
import type { Spoken } from './state.js'

/** Where a voice gives neither word times nor its length yet: a slow reader's pace, so as not to credit too much. */
const msPerLetter = 75

/** A word that ends later than this behind the audio was cut off with it. */
const overhangMs = 40

/** The words of these sentences, one after another, that end by `heard` ms, as text. `keep` chooses sentences. */
export function heardText(
  sentences: readonly Spoken[],
  heard: Millis,
  keep: (sentence: Spoken) => boolean,
): string {
  let base = 0
  const words: string[] = []
  for (const sentence of sentences) {
    if (keep(sentence)) {
      for (const word of wordsIn(sentence)) {
        if (base + word.to <= heard + 1 / MULAW_BYTES_PER_MS) words.push(word.text)
      }
    }
    base += sentence.ms
    if (!sentence.ended || base > heard) break
  }
  return words.join(' ')
}

/**
 * The words of a sentence with the voice's own times, ms from its start; without any, the words spread over it by their letters. A
 * voice may leave out punctuation, or place the end of the last word a little behind its audio: the text and the audio are right then.
 */
export function wordsIn(sentence: Spoken): readonly Word[] {
  const texts = sentence.text.split(/\s+/).filter((text) => text !== '')
  if (sentence.words.length === 0) return spread(texts, lengthOf(sentence))
  const written = sentence.words.length === texts.length
  const end = (to: Millis) => (sentence.ended && to <= sentence.ms + overhangMs ? sentence.ms : to)
  return sentence.words.map(({ text, from, to }, i) => ({
    text: written ? (texts[i] ?? text) : text,
    from,
    to: Math.min(to, end(to)),
  }))
}

function spread(texts: readonly string[], ms: Millis): readonly Word[] {
  const letters = texts.reduce((sum, text) => sum + text.length + 1, 0)
  const perLetter = ms / Math.max(1, letters)
  let at = 0
  return texts.map((text) => {
    const from = at
    at += (text.length + 1) * perLetter
    return { text, from, to: at }
  })
}

/** How long the sentence is, or will be at least. */
export function lengthOf(sentence: Spoken): Millis {
  return sentence.ended ? sentence.ms : Math.max(sentence.ms, sentence.text.length * msPerLetter)
}
