/** Addresses being read out: where they begin, and when they are whole. */
import type { Reading } from './reading.js'
import { wordSet } from './words.js'

/** "john at gmail dot com": begun with a name, whole with its top-level domain. `text` in lower case. */
export function emailAddress(text: string): Reading {
  const plain = text.replace(/[\s.,]+$/, '')
  const begun =
    /(?:\be-?mail(?: address)? is |\S@|\S (?:dot|underscore) |\bat (?:gmail|yahoo|hotmail|outlook|icloud)\b).*$/.exec(
      plain,
    )
  if (!begun || /(?:dot |\.)(?:com|net|org|edu|gov)\b.* /.test(begun[0])) return undefined
  if (/(?: dot |\.)(?:com|net|org|edu|gov|us|mx|es)$/.test(plain)) return 'complete'
  return begun[0].split(' ').length <= longestAddress ? 'reading' : undefined
}

/** More words than this are a sentence about an address. */
const longestAddress = 12

/** "12 Oak Street" has more to come: town, state, code. `classes` as in `reading.ts`. */
export function postalAddress(words: readonly string[], classes: string): Reading {
  const text = words.join(' ')
  if (/\bp ?o box$/.test(text) || endsWithStreet(words, classes)) return 'reading'
  const start = text.search(/(?<=\baddress is |\blives? at )/)
  if (start < 0) return undefined
  const read = text.slice(start).split(' ')
  if (/(?<=\D )\d{5}(?: \d{4})?$/.test(text)) return 'complete'
  const numbered = /[dnt]/.test(classes.slice(words.length - read.length))
  return numbered && read.length <= longestAddress ? 'reading' : undefined
}

/** A number, at most two names, a kind of street: not "20 minutes to drive". */
function endsWithStreet(words: readonly string[], classes: string): boolean {
  const named = /[dnt](w{0,2})w$/.exec(classes)?.[1]
  if (named === undefined || !streets.has(words.at(-1) ?? '')) return false
  return !words.slice(-1 - named.length).some((word) => small.has(word))
}

const streets = wordSet(
  'street avenue road drive lane boulevard court place way circle highway apartment suite unit calle avenida',
)
const small = wordSet('to of a the my in at on for this that and')
