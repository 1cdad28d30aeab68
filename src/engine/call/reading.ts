/**
 * Is the caller reading something out: a number, a name letter by letter, an address?
 *
 * People read in groups, with pauses between them as long as the end of a turn; so while more may come, the wait is long. It is over when
 * what is read is known to be whole: ten digits of a phone number, sixteen of a card, "dot com", a postal code. Amounts, times and dates
 * look like numbers being read, but are whole when said.
 *
 * Each word gets a class, and the run of classes at the end is judged: `d` one digit, `n` a numeral of several digits, `t` ten to
 * ninety, `l` a letter, `v` a letter that is also a word, `m` "double" and "dash", `w` any other word.
 */
import { emailAddress, postalAddress } from './addresses.js'
import { wordSet, wordsOf } from './words.js'

/** `reading`: more will come. `complete`: what was read is whole. */
export type Reading = 'reading' | 'complete' | undefined

export function readingOut(text: string): Reading {
  const plain = withoutQuantities(text.toLowerCase())
  const words = wordsOf(plain)
  if (quantities.has(words.at(-1) ?? '')) return 'complete'
  const classes = words.map(classOf).join('')
  const asks = /[?!]["'”’)\]\s]*$/.test(text) && classes.includes('w')
  if (asks || words.length === 0) return undefined
  return emailAddress(plain) ?? postalAddress(words, classes) ?? digitsOrLetters(words, classes)
}

/** Amounts, times and dates become one word; "p.m." and "U.S." are no letters being spelled. */
function withoutQuantities(text: string): string {
  return text
    .replace(/[$€£]\s?\d[\d,]*(?:\.\d+)?|\d+(?:\.\d+)?\s?%/g, ' amount ')
    .replace(/(?<![.\d])\d+\.\d{1,2}(?![.\d])/g, ' amount ')
    .replace(/\d{1,2}:\d\d|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?/g, ' time ')
    .replace(monthAndDay, ' time ')
    .replace(hour, '$1 time ')
    .replace(/(?<![a-z]\.)\b([a-z])\.([a-z])\.(?:([a-z])\.)?(?![a-z])/g, '$1$2$3 ')
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
}

const monthAndDay =
  /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\b(?:,? (?:19|20)\d\d\b)?/g

const hour =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen) [ap]\.? ?m\b\.?/g

const quantities = wordSet('amount time dollars dollar bucks cents euros pesos dólares')

function classOf(word: string): string {
  if (/^\d$/.test(word) || digits.has(word)) return 'd'
  if (/^\d+$/.test(word)) return 'n'
  if (tens.has(word)) return 't'
  if (/^[aeiouy]$/.test(word)) return 'v'
  if (/^[a-z]$/.test(word)) return 'l'
  return joints.has(word) ? 'm' : 'w'
}

const digits = wordSet(
  'zero oh one two three four five six seven eight nine ' +
    'cero uno dos tres cuatro cinco seis siete ocho nueve',
)
const tens = wordSet(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
    'twenty thirty forty fifty sixty seventy eighty ninety',
)
const joints = wordSet('double triple dash hyphen')

function digitsOrLetters(words: readonly string[], classes: string): Reading {
  if (spelling.test(words.join(' '))) return 'reading'
  const run = /[dntlvm]*$/.exec(classes)?.[0] ?? ''
  const read = words.slice(words.length - run.length)
  const before = words.slice(0, words.length - run.length)
  if (isLetters(run)) return 'reading'
  const count = read.reduce((sum, word, i) => sum + digitsIn(word, run[i - 1]), 0)
  if (!isNumber(run, read, before, count)) return undefined
  return fullLengths(words).includes(count) ? 'complete' : 'reading'
}

/** "S as in Sam", "B for boy". */
const spelling = /\b(?:as in|[b-hj-z] (?:for|like)) \p{L}+$/u

/** At least two letters, one of which is no word of its own. In "dos o tres" no letter is spelled. */
function isLetters(run: string): boolean {
  const letters = run.replace(/[^lv]/g, '')
  return letters.includes('l') && (letters.length >= 2 || /[dn]/.test(run))
}

/** In "twenty two" the unit is the second of two digits. */
function digitsIn(word: string, before: string | undefined): number {
  const own = classOf(word)
  if (own === 'n') return word.length
  if (own === 't') return 2
  return own === 'd' && before !== 't' ? 1 : 0
}

/** Two digits said one by one; or one numeral of three digits and more, where a number was announced: "it's 555", not "I owe 1500". */
function isNumber(
  run: string,
  read: readonly string[],
  before: readonly string[],
  count: number,
): boolean {
  if (run === 'n') return count >= 3 && announcers.has(before.at(-1) ?? 'is')
  if (run.includes('v') || read.every((word) => word === 'oh')) return false
  return run.replace(/[^dn]/g, '').length >= 2
}

const announcers = wordSet(
  "is it's its are in at and then with yes yeah okay ok sure um uh so number code extension area starts first next " +
    'again digits es y',
)

/** Numbers of digits that make it whole: what was named, else a phone number or a card. */
function fullLengths(words: readonly string[]): readonly number[] {
  const named = (...names: readonly string[]) => names.some((name) => words.includes(name))
  if (named('last', 'ending', 'ends')) return [4]
  if (named('zip', 'postal')) return [5, 9]
  if (named('social')) return [9]
  return named('card') ? [15, 16] : [10, 11, 16]
}
