import { monthWords } from './number-words.js'
import { readNumber } from './numbers.js'
import { isDigits, type Lexeme } from './scan.js'

interface DateFound {
  readonly value: string
  readonly from: number
  readonly to: number
}

/** A date that begins at a lexeme: "March 5th, 2026", "the fifth of March", "3/5/26", "el cinco de marzo", "the 15th". */
export function readDate(lexemes: readonly Lexeme[], at: number): DateFound | undefined {
  return (
    monthFirst(lexemes, at) ??
    dayFirst(lexemes, at) ??
    slashed(lexemes, at) ??
    iso(lexemes, at) ??
    dayAlone(lexemes, at)
  )
}

function dateText(day: number, month?: number, year?: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  if (month === undefined) return `---${two(day)}`
  return year === undefined ? `--${two(month)}-${two(day)}` : `${year}-${two(month)}-${two(day)}`
}

const isDay = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 31

function monthFirst(lexemes: readonly Lexeme[], from: number): DateFound | undefined {
  const month = monthWords.get(lexemes[from]?.word ?? '')
  if (month === undefined) return undefined
  const after =
    lexemes[from + 1]?.word === 'the' || lexemes[from + 1]?.word === '.' ? from + 2 : from + 1
  const number = readNumber(lexemes, after)
  const day = number?.parts[0]?.value
  if (number === undefined || !isDay(day)) return undefined
  const spokenYear = number.parts.slice(1)
  if (spokenYear.length > 0)
    return { value: dateText(day, month, joinYear(spokenYear)), from, to: number.to }
  return withYear(lexemes, { day, month, from, to: number.to })
}

/** "twenty twenty six" arrives as 20, 26. */
function joinYear(parts: readonly { readonly value: number }[]): number | undefined {
  const [first, second] = parts.map(({ value }) => value)
  if (first === undefined) return undefined
  if (second === undefined) return first >= 1900 && first < 2200 ? first : undefined
  return first < 100 && second < 100 ? first * 100 + second : undefined
}

function withYear(
  lexemes: readonly Lexeme[],
  date: {
    readonly day: number
    readonly month: number
    readonly from: number
    readonly to: number
  },
): DateFound {
  const { day, month, from, to } = date
  const skip = /^(?:,|of|de|del)$/.test(lexemes[to]?.word ?? '') ? 1 : 0
  const number = readNumber(lexemes, to + skip)
  const year = number === undefined ? undefined : joinYear(number.parts)
  if (number === undefined || year === undefined || year < 1900 || year > 2199)
    return { value: dateText(day, month), from, to }
  return { value: dateText(day, month, year), from, to: number.to }
}

function dayFirst(lexemes: readonly Lexeme[], from: number): DateFound | undefined {
  const start = /^(?:the|el)$/.test(lexemes[from]?.word ?? '') ? from + 1 : from
  const number = readNumber(lexemes, start)
  const day = number?.parts.length === 1 ? number.parts[0]?.value : undefined
  if (number === undefined || !isDay(day)) return undefined
  const joined = /^(?:of|de)$/.test(lexemes[number.to]?.word ?? '') ? 1 : 0
  const monthAt = number.to + joined
  const month = monthWords.get(lexemes[monthAt]?.word ?? '')
  // "may" is mostly a verb: "two may" is no date.
  if (month === undefined || (joined === 0 && lexemes[monthAt]?.word === 'may')) return undefined
  return withYear(lexemes, { day, month, from, to: monthAt + 1 })
}

function slashed(lexemes: readonly Lexeme[], from: number): DateFound | undefined {
  const [month, slash, day, second, year] = [0, 1, 2, 3, 4].map(
    (n) => lexemes[from + n]?.word ?? '',
  )
  if (slash !== '/' || !isDigits(month ?? '') || !isDigits(day ?? '')) return undefined
  if (!isDay(Number(day)) || Number(month) < 1 || Number(month) > 12) return undefined
  if (second !== '/' || !/^(?:\d\d|\d{4})$/.test(year ?? ''))
    return { value: dateText(Number(day), Number(month)), from, to: from + 3 }
  const full = Number(year) < 100 ? 2000 + Number(year) : Number(year)
  return { value: dateText(Number(day), Number(month), full), from, to: from + 5 }
}

function iso(lexemes: readonly Lexeme[], from: number): DateFound | undefined {
  const words = [0, 1, 2, 3, 4].map((n) => lexemes[from + n]?.word ?? '')
  if (!/^\d{4}-\d\d-\d\d$/.test(words.join(''))) return undefined
  return { value: words.join(''), from, to: from + 5 }
}

/** "The due date is the twelfth.", not "this is the first time". */
const isMark = (word: string | undefined) => word === undefined || /^[.,?!]$/.test(word)

/** "the 15th", "on the fifth": the day of a month nobody named. */
function dayAlone(lexemes: readonly Lexeme[], from: number): DateFound | undefined {
  if (lexemes[from]?.word !== 'the') return undefined
  const number = readNumber(lexemes, from + 1)
  const [part] = number?.parts ?? []
  if (number === undefined || part?.ordinal !== true || !isDay(part.value)) return undefined
  const before = lexemes[from - 1]?.word ?? ''
  const dated = /\d/.test(part.digits) && isDigits(lexemes[from + 1]?.word ?? '')
  // "the first thing", "the second time": an ordinal in words needs a sign that a day is meant.
  const told = /^(?:is|was)$/.test(before) && isMark(lexemes[number.to]?.word)
  if (!dated && !told && !/^(?:on|by|until|before|after|from|since)$/.test(before)) return undefined
  return { value: dateText(part.value), from, to: number.to }
}
