/**
 * How long a silence means "I am done", by what was said.
 *
 * Judged on the words without the final full stop: speech-to-text services of the Whisper family end every committed piece with one
 * ("My number is."). A question or exclamation mark is believed. Three reasons to wait longer: the sentence cannot end here ("and",
 * "my", "I'd"), it seldom ends here ("that", "who"), or the caller is reading something out (`reading.ts`). A wait that was too long
 * costs a second of silence; one that was too short talks over the caller.
 */
import type { Millis } from '../audio/frame.js'
import type { CallPolicy } from './policy.js'
import { readingOut } from './reading.js'
import { wordSet, wordsOf } from './words.js'

/** `unfinished`: more words must come. `reading`: more of a number or an address. `neutral`: it does not show. */
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
  if (words.length === 0) return 'neutral'
  const read = readingOut(text)
  if (read === 'reading') return read
  const end = text.replace(/["'”’»)\]\s]+$/, '')
  if (/(?:[,:\-–—…]|\.\.)$/.test(end)) return 'unfinished'
  if (/[?!]$/.test(end) || isAnswer(words)) return 'complete'
  return read ?? lastWord(words) ?? (words.length >= fewest ? 'complete' : 'neutral')
}

/** Fewer words than this are as likely a beginning as a whole. */
const fewest = 4

/** Nothing but agreeing, declining and politeness. */
function isAnswer(words: readonly string[]): boolean {
  return answers.has(words.join(' ')) || words.every((word) => courtesies.has(word))
}

/** What the last word says; undefined if a sentence may well end with it. */
function lastWord(words: readonly string[]): Completeness | undefined {
  const [before = '', last = ''] = ['', ...words].slice(-2)
  if (wholeEndings.has(`${before} ${last}`)) return 'complete'
  if (openEndings.has(`${before} ${last}`) || isContraction(last)) return 'unfinished'
  if (never.has(last)) return 'unfinished'
  if (auxiliaries.has(last)) return afterAuxiliary(words)
  if (!prepositions.has(last)) return seldom.has(last) ? 'neutral' : undefined
  return asksEarlier(words) || particleVerbs.has(before) ? 'neutral' : 'unfinished'
}

/** "I'm", "they'll", "that's": the verb they belong to is missing. "My sister's" is none. */
function isContraction(word: string): boolean {
  const [stem = '', end] = word.split("'")
  return (
    end !== undefined && (/^(?:m|re|ll|ve|d)$/.test(end) || (end === 's' && subjects.has(stem)))
  )
}

/** "My name is", "I could": what, is missing. Not in "no, I could not, but he is", which points back to what was said. */
function afterAuxiliary(words: readonly string[]): Completeness {
  const [condition = '', before = ''] = ['', '', ...words].slice(-3)
  if (courtesies.has(words[0] ?? '') && words.length <= fewest) return 'complete'
  const pointsBack = subjects.has(before) && words.length >= fewest && !conditions.has(condition)
  return pointsBack || asksEarlier(words) ? 'neutral' : 'unfinished'
}

/** A clause that asks may end in what it asks about: "where it is", "who am I talking to". */
function asksEarlier(words: readonly string[]): boolean {
  return words
    .slice(0, -2)
    .some((word) => /^(?:what|who|whom|which|where|when|why|how)(?:'s)?$/.test(word))
}

/** Articles, possessives, conjunctions, subjects and hesitations, then Spanish. */
const never = wordSet(
  'the a an my your our their every very and but or so because if while although unless until since whether than ' +
    'i he she we they um uh er erm hmm gonna gotta ' +
    'y o pero porque que de del en para por el la los las un una mi mis su sus es soy está estoy cuando',
)
const auxiliaries = wordSet(
  'is are was were am be been will would can could should might must have has had',
)
const prepositions = wordSet('to of for from with at by about into like as between in on')

/** Verbs that make such a word the end of what they say: "hang on", "log in". */
const particleVerbs = wordSet(
  'hang hold go going carry come coming log logged sign signed turn turned put move moved keep kept pass passed live agent',
)

/** Sentences may end with these, but go on as often. */
const seldom = wordSet(
  'that this these those which who when where why how what not just maybe really his her some any do does did con',
)
const subjects = wordSet('i you he she it we they that this there here what who where how')
const conditions = wordSet('if whether and but so')

const wholeEndings = new Set([
  ...[
    'think so',
    'hope so',
    'guess so',
    'believe so',
    'or so',
    'is he',
    'is she',
    'care of',
    'rid of',
  ],
  ...['hold on', 'hang on'],
])
const openEndings = new Set(['and then', 'but then', 'so then', 'i just', "it's just", 'as in'])

const courtesies = wordSet(
  'yes yeah yep yup no nope nah okay ok sure right correct exactly absolutely fine alright please thanks sir ' +
    "ma'am bye goodbye hello hi hey oh well sí si claro vale bueno exacto gracias adiós hola",
)
const answers = new Set([
  ...["that's right", "that's correct", "that's me", "that's fine", "that's it", "that's all"],
  ...[
    'speaking',
    'this is he',
    'this is she',
    'thank you',
    'no thank you',
    'yes thank you',
    'stop',
  ],
  ...[
    'wait',
    'never mind',
    'go ahead',
    'not yet',
    'not really',
    'of course',
    'all right',
    'got it',
  ],
  ...['i see', 'i do', 'i did', 'i am', "i don't", "i don't know", 'me too', 'está bien', 'no sé'],
  ...['por favor', 'sí por favor', 'muchas gracias', 'no entiendo'],
])
