/**
 * How long a silence means "I am done", by what was said.
 *
 * Judged on the joined words without the final full stop: speech-to-text services of the Whisper family end every committed piece
 * with one ("My number is."). A question or exclamation mark is believed. Three reasons to wait longer: the sentence cannot end
 * here ("and", "my", "to"), the caller is reading something out (digits, spelled letters, an address), or nothing says either way.
 */
import type { Millis } from '../audio/frame.js'
import type { CallPolicy } from './policy.js'

export type Completeness = 'complete' | 'neutral' | 'unfinished' | 'reading'

/** The silence to wait for after `text`, ms, never above `endpoint.maxMs`. */
export function patience(text: string, endpoint: CallPolicy['endpoint']): Millis {
  const waits = {
    complete: endpoint.completeMs,
    neutral: endpoint.neutralMs,
    unfinished: endpoint.unfinishedMs,
    reading: endpoint.readingMs,
  }
  return Math.min(waits[completeness(text)], endpoint.maxMs)
}

export function completeness(text: string): Completeness {
  const words = wordsOf(text)
  const last = words.at(-1)
  if (last === undefined) return 'neutral'
  if (/[,\-–—…:]\s*$|\.\.\.\s*$/.test(text)) return 'unfinished'
  if (isReading(words)) return 'reading'
  if (dangling.has(last)) return 'unfinished'
  if (/[?!]\s*$/.test(text) || answers.has(words.join(' '))) return 'complete'
  return words.length >= 4 ? 'complete' : 'neutral'
}

/** Lower-case words without punctuation; a run of digits is one word. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .split(/[^\p{L}\p{N}'@]+/u)
    .filter((word) => /[\p{L}\p{N}@]/u.test(word))
}

/** Digits of a full North American number: reading is over. */
const fullNumber = 10

function isReading(words: readonly string[]): boolean {
  let digits = 0
  let tokens = 0
  for (const word of words.toReversed()) {
    const count = digitsIn(word)
    if (count === 0 && !isSpelled(word)) break
    digits += count
    tokens += 1
  }
  if (digits >= fullNumber) return false
  return tokens >= 2 || digits >= 3 || streetStart(words)
}

function digitsIn(word: string): number {
  if (/^\d+$/.test(word)) return word.length
  return digitWords.has(word) ? 1 : 0
}

const isSpelled = (word: string) => /^[b-hj-z]$/.test(word) || word === 'dot' || word === 'at'

/** "twelve Oak Street" has more to come: town, state, code. */
function streetStart(words: readonly string[]): boolean {
  return streetWords.has(words.at(-1) ?? '') && words.some((word) => digitsIn(word) > 0)
}

const set = (words: string) => new Set(words.split(' '))

const digitWords = set(
  'zero oh one two three four five six seven eight nine double triple ' +
    'cero uno dos tres cuatro cinco seis siete ocho nueve',
)

const streetWords = set('street avenue road drive lane boulevard court place apartment suite unit')

const dangling = set(
  'and but or so because if when while that which who to of in on at for from with by about into ' +
    'the a an my your his her our their this is are was were am be will would can could should ' +
    "i i'm it's he she we they um uh er hmm like then than as not very just maybe " +
    'y pero porque que de en con para por el la los las un una mi su es',
)

const answers = new Set(
  (
    "yes|no|yeah|yep|nope|okay|ok|sure|right|correct|that's right|that's correct|that's me|speaking|" +
    "this is he|this is she|hello|hi|thanks|thank you|bye|goodbye|stop|wait|no thanks|no thank you|i don't know|" +
    'sí|si|gracias|adiós|hola|claro|vale'
  ).split('|'),
)
