import {
  digitWords,
  hundredsWords,
  ordinalWords,
  scaleWords,
  teenWords,
  tensWords,
} from './number-words.js'
import { isDigits, type Lexeme } from './scan.js'

/** A number as it was said, perhaps in pieces: "twelve eighty four fifty" is 12, 84, 50. */
export interface SpokenNumber {
  readonly parts: readonly Part[]
  /** First lexeme. */
  readonly from: number
  /** Behind the last lexeme. */
  readonly to: number
}

/** One cardinal of it. */
export interface Part {
  readonly value: number
  /** The digits as said, leading zeros kept: "oh five" is `05`. */
  readonly digits: string
  /** It was a lone digit, zero to nine. */
  readonly single: boolean
  /** Said as "fifth": an ordinal ends a number. */
  readonly ordinal: boolean
}

const joins: ReadonlySet<string> = new Set(['and', 'y', '-'])
const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
])

/** The number that begins at a lexeme, as long as it goes on, or nothing. */
export function readNumber(lexemes: readonly Lexeme[], from: number): SpokenNumber | undefined {
  const parts: Part[] = []
  let at = from
  for (;;) {
    // "One second": a while, not a number.
    if (parts.at(-1)?.value === 1 && lexemes[at]?.word === 'second') break
    const next = parts.length > 0 && isJoin(lexemes, at) ? at + 1 : at
    const read = readPart(lexemes, next)
    if (read === undefined) break
    parts.push(...read.parts)
    at = read.to
    if (read.parts.at(-1)?.ordinal === true) break
  }
  return parts.length === 0 ? undefined : { parts, from, to: at }
}

/** A hyphen joins when a number follows; a comma parts numbers, but not the groups of one that is read out. */
function isJoin(lexemes: readonly Lexeme[], at: number): boolean {
  const word = lexemes[at]?.word ?? ''
  const next = lexemes[at + 1]?.word ?? ''
  if (word === '-') return isDigits(next) || worthOf(next) !== undefined
  const before = lexemes[at - 1]?.word ?? ''
  return word === ',' && digitOf(before) !== undefined && digitOf(next) !== undefined
}

/** "Once" is eleven in Spanish only. */
const spanish = /^(?:mil|dolares|dolar|pesos|centavos|por|de|y|dias|semanas|meses|pagos)$/

interface Read {
  readonly parts: readonly Part[]
  readonly to: number
}

function readPart(lexemes: readonly Lexeme[], from: number): Read | undefined {
  const word = lexemes[from]?.word ?? ''
  const times = repeats.get(word)
  if (word === 'once' && !spanish.test(lexemes[from + 1]?.word ?? '')) return undefined
  if (times !== undefined) return readRepeated(lexemes, from, times)
  if (isDigits(word)) return readWritten(lexemes, from, word)
  return readCardinal(lexemes, from)
}

function readRepeated(lexemes: readonly Lexeme[], from: number, times: number): Read | undefined {
  const digit = digitOf(lexemes[from + 1]?.word ?? '')
  if (digit === undefined) return undefined
  const part: Part = { value: digit, digits: String(digit), single: true, ordinal: false }
  return { parts: Array.from({ length: times }, () => part), to: from + 2 }
}

function digitOf(word: string): number | undefined {
  return digitWords.get(word) ?? (/^\d$/.test(word) ? Number(word) : undefined)
}

const ordinalEnding = /^(?:st|nd|rd|th)$/

function readWritten(lexemes: readonly Lexeme[], from: number, word: string): Read {
  const plain = word.replace(/,/g, '')
  const next = lexemes[from + 1]
  const scale = scaleWords.get(next?.word ?? '')
  if (scale !== undefined) return { parts: [part(Number(plain) * scale)], to: from + 2 }
  const glued = next !== undefined && next.start === lexemes[from]?.end
  const ordinal = glued && ordinalEnding.test(next.word)
  const thousands = glued && next.word === 'k'
  const value = Number(plain) * (thousands ? 1000 : 1)
  const single = /^\d$/.test(plain) && !ordinal && !thousands
  const made = { value, digits: plain, single, ordinal }
  return { parts: [made], to: from + (ordinal || thousands ? 2 : 1) }
}

const part = (value: number, extra: Partial<Part> = {}): Part => ({
  ...{ value, digits: String(value), single: false, ordinal: false },
  ...extra,
})

/** A cardinal while it is read. */
interface Reading {
  /** Closed thousands and millions. */
  readonly total: number
  /** What a following "thousand" would multiply. */
  readonly open: number
  /** The next word must be worth less. */
  readonly room: number
  readonly count: number
}

/** One cardinal in words: each word must be smaller than what the words before left open. */
function readCardinal(lexemes: readonly Lexeme[], from: number): Read | undefined {
  let reading: Reading = { total: 0, open: 0, room: Number.POSITIVE_INFINITY, count: 0 }
  let at = from
  let ordinal = false
  while (!ordinal) {
    const step = nextStep(lexemes, at, reading.count)
    const next = step === undefined ? undefined : take(reading, step, lexemes, at)
    if (step === undefined || next === undefined) break
    reading = next
    at += step.skip + 1
    ordinal = step.ordinal
  }
  if (reading.count === 0) return undefined
  const value = reading.total + reading.open
  const single = value < 10 && reading.count === 1 && digitWords.has(lexemes[from]?.word ?? '')
  return { parts: [part(value, { single, ordinal })], to: at }
}

/** The reading with one more word, or nothing when the word belongs to the next number. */
function take(
  reading: Reading,
  { value, scale }: Step,
  lexemes: readonly Lexeme[],
  at: number,
): Reading | undefined {
  const { total, open, room } = reading
  const count = reading.count + 1
  if (!scale) {
    if (value >= room || readOut(lexemes, at, room)) return undefined
    return { total, open: open + value, room: roomAfter(value), count }
  }
  if (value >= 1000) {
    if (total > 0 && total < value) return undefined
    return { total: total + Math.max(open, 1) * value, open: 0, room: value, count }
  }
  const misplaced = open > 99 || (open === 0 && reading.count > 0)
  return misplaced ? undefined : { total, open: Math.max(open, 1) * value, room: value, count }
}

/** "eight hundred five five five": digits in a row after the hundreds are read out one by one. */
function readOut(lexemes: readonly Lexeme[], at: number, room: number): boolean {
  if (room !== 100) return false
  return [0, 1].every((ahead) => digitOf(lexemes[at + ahead]?.word ?? '') !== undefined)
}

function roomAfter(value: number): number {
  if (value >= 100) return 100
  return value >= 20 && value % 10 === 0 ? 10 : 0
}

interface Step {
  readonly value: number
  readonly scale: boolean
  readonly ordinal: boolean
  /** Words before it that belong to it: "and", "a". */
  readonly skip: number
}

function nextStep(lexemes: readonly Lexeme[], at: number, count: number): Step | undefined {
  const word = lexemes[at]?.word ?? ''
  const next = lexemes[at + 1]?.word ?? ''
  if (count === 0 && word === 'a' && scaleWords.has(next)) {
    return { value: scaleWords.get(next) ?? 0, scale: true, ordinal: false, skip: 1 }
  }
  if (count > 0 && joins.has(word)) {
    const step = plainStep(next)
    return step === undefined || step.scale ? undefined : { ...step, skip: 1 }
  }
  return plainStep(word)
}

function plainStep(word: string): Step | undefined {
  const scale = scaleWords.get(word)
  if (scale !== undefined) return { value: scale, scale: true, ordinal: false, skip: 0 }
  const value = worthOf(word)
  if (value !== undefined) return { value, scale: false, ordinal: false, skip: 0 }
  const ordinal = ordinalWords.get(word)
  return ordinal === undefined
    ? undefined
    : { value: ordinal, scale: false, ordinal: true, skip: 0 }
}

function worthOf(word: string): number | undefined {
  return (
    digitWords.get(word) ?? teenWords.get(word) ?? tensWords.get(word) ?? hundredsWords.get(word)
  )
}

/** All the digits of a number in a row: how long numbers are read out. */
export function digitsOf({ parts }: SpokenNumber): string {
  return parts.map(({ digits }) => digits.replace(/\D/g, '')).join('')
}

/**
 * What a number in pieces may mean, the likeliest first: "twelve eighty four fifty" is 1284.50, "nine fifty" is 950 or 9.50.
 */
export function readingsOf({ parts }: SpokenNumber): number[] {
  const [a, b, c] = parts.map(({ value }) => value)
  if (a === undefined) return []
  if (b === undefined) return [a]
  if (c === undefined) return readingsOfTwo(a, b)
  if (parts.length === 3 && b < 100 && c < 100) return [a * 100 + b + c / 100]
  return []
}

function readingsOfTwo(a: number, b: number): number[] {
  if (b >= 100) return [a * 1000 + b]
  return a < 100 ? [a * 100 + b, a + b / 100] : [a + b / 100]
}
