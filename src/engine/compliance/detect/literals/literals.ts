/**
 * Every number of a sentence that must be a fact: money, dates, times, percentages, phone and other long numbers, in digits and as
 * they are spoken, in English and Spanish. Days without a number ("Friday", "tomorrow") are not literals.
 */
import { readDate } from './dates.js'
import { digitsOf, readingsOf, readNumber, type SpokenNumber } from './numbers.js'
import { isDigits, type Lexeme, scan } from './scan.js'

export interface Literal {
  /** `number`: a bare number of which nothing says what it counts. */
  readonly kind: 'money' | 'date' | 'time' | 'percent' | 'phone' | 'digits' | 'number'
  /** `text.slice(start, end)`. */
  readonly words: string
  readonly start: number
  readonly end: number
  /**
   * Money: whole cents. Percent and number: the number. Date: `2026-03-05`, `--03-05` without a year, `---05` without a month.
   * Time: `15:30`, `03:30` also when nobody said which half of the day. Phone, digits: the digits.
   */
  readonly value: number | string
  /** All that the words may mean, `value` first: "twelve eighty four" is $1284 or $12.84. One of them should be a fact. */
  readonly readings: readonly (number | string)[]
}

type Found = Omit<Literal, 'words' | 'start' | 'end'> & {
  readonly from: number
  readonly to: number
}

/** Longer texts are cut, as in `normalise`. */
const maxLength = 4000

export function literalsIn(text: string): Literal[] {
  const lexemes = scan(text.slice(0, maxLength))
  const found: Literal[] = []
  let at = 0
  while (at < lexemes.length) {
    const literal = readLiteral(lexemes, at)
    if (literal === undefined) {
      at++
      continue
    }
    const { from, to, ...rest } = literal
    const start = lexemes[from]?.start ?? 0
    const end = lexemes[to - 1]?.end ?? start
    found.push({ ...rest, words: text.slice(start, end), start, end })
    at = Math.max(to, at + 1)
  }
  return found
}

function readLiteral(lexemes: readonly Lexeme[], at: number): Found | undefined {
  const date = readDate(lexemes, at)
  if (date !== undefined) return { kind: 'date', readings: [date.value], ...date }
  return (
    readClock(lexemes, at) ??
    readMoneySign(lexemes, at) ??
    readPhone(lexemes, at) ??
    readPlain(lexemes, at)
  )
}

/** "$1,284.50", "$12 50". */
function readMoneySign(lexemes: readonly Lexeme[], at: number): Found | undefined {
  if (!/^[$€]$/.test(lexemes[at]?.word ?? '')) return undefined
  const number = readNumber(lexemes, at + 1)
  if (number === undefined) return undefined
  return money({ ...number, from: at }, withCents(lexemes, number))
}

/** "3:30 pm", "three thirty pm", "nine o'clock". */
function readClock(lexemes: readonly Lexeme[], at: number): Found | undefined {
  const number = readNumber(lexemes, at)
  if (number === undefined) return undefined
  const colon = lexemes[number.to]?.word === ':' && number.parts.length === 1
  const minutes = colon ? readNumber(lexemes, number.to + 1) : undefined
  const to = minutes?.to ?? number.to
  const half = halfOfDay(lexemes, to)
  if (half === undefined && minutes === undefined) return undefined
  const [first, second = 0] = [...number.parts, ...(minutes?.parts ?? [])].map(({ value }) => value)
  const hour = ((first ?? 0) % 12) + (half?.pm === true || (first ?? 0) > 12 ? 12 : 0)
  const value = `${String(half === undefined ? first : hour).padStart(2, '0')}:${String(second).padStart(2, '0')}`
  return { kind: 'time', value, readings: [value], from: at, to: half?.to ?? to }
}

function halfOfDay(
  lexemes: readonly Lexeme[],
  at: number,
): { readonly pm: boolean; readonly to: number } | undefined {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((n) => lexemes[at + n]?.word ?? '')
  if (first === 'am' || first === 'pm') return { pm: first === 'pm', to: at + 1 }
  const letters = /^[ap]$/.test(first ?? '')
  if (letters && second === 'm') return { pm: first === 'p', to: at + 2 }
  if (letters && second === '.' && third === 'm')
    return { pm: first === 'p', to: at + (fourth === '.' ? 4 : 3) }
  if (first === "o'clock" || first === 'oclock') return { pm: false, to: at + 1 }
  return undefined
}

/** A number of ten digits in its written groups: "(800) 555-0142", "+1 800 555 0142", "800.555.0142". */
function readPhone(lexemes: readonly Lexeme[], from: number): Found | undefined {
  let digits = ''
  let to = from
  for (let at = from; at < lexemes.length; at++) {
    const word = lexemes[at]?.word ?? ''
    if (isDigits(word) && !word.includes('.') && !word.includes(',')) {
      digits += word
      to = at + 1
    } else if (isDigits(word) && /^\d{3}\.\d{3,4}$/.test(word)) {
      digits += word.replace('.', '')
      to = at + 1
    } else if (!/^[-+().]$/.test(word)) break
  }
  return /^1?\d{10}$/.test(digits)
    ? { kind: 'phone', value: digits, readings: [digits], from, to }
    : undefined
}

const dollars: ReadonlySet<string> = new Set(
  'dollar dollars bucks buck usd dolar dolares pesos peso quid'.split(' '),
)
const cents: ReadonlySet<string> = new Set('cent cents centavo centavos'.split(' '))
const percents: ReadonlySet<string> = new Set(['%', 'percent', 'percentage'])

function readPlain(lexemes: readonly Lexeme[], at: number): Found | undefined {
  const number = readNumber(lexemes, at)
  if (number === undefined) return undefined
  const next = lexemes[number.to]?.word ?? ''
  if (dollars.has(next))
    return money(
      { ...number, to: number.to + 1 },
      withCents(lexemes, { ...number, to: number.to + 1 }),
    )
  if (cents.has(next)) return centsOnly(number)
  const decimal = readPoint(lexemes, number)
  if (decimal !== undefined) return decimal
  if (isPercent(lexemes, number.to))
    return { ...percent(number), to: number.to + percentWords(lexemes, number.to) }
  return readBare(lexemes, number)
}

function isPercent(lexemes: readonly Lexeme[], at: number): boolean {
  return percentWords(lexemes, at) > 0
}

function percentWords(lexemes: readonly Lexeme[], at: number): number {
  const word = lexemes[at]?.word ?? ''
  const next = lexemes[at + 1]?.word ?? ''
  if (percents.has(word)) return 1
  return (word === 'por' && next === 'ciento') || (word === 'per' && next === 'cent') ? 2 : 0
}

function percent(number: SpokenNumber): Found {
  const [value = 0] = readingsOf(number)
  return { kind: 'percent', value, readings: [value], from: number.from, to: number.to }
}

/** "twenty nine point nine percent", "three point five". */
function readPoint(lexemes: readonly Lexeme[], number: SpokenNumber): Found | undefined {
  if (!/^(?:point|punto)$/.test(lexemes[number.to]?.word ?? '')) return undefined
  const fraction = readNumber(lexemes, number.to + 1)
  if (fraction === undefined) return undefined
  const value = Number(`${readingsOf(number)[0] ?? 0}.${digitsOf(fraction)}`)
  const more = percentWords(lexemes, fraction.to)
  const kind = more > 0 ? 'percent' : 'number'
  return { kind, value, readings: [value], from: number.from, to: fraction.to + more }
}

function centsOnly(number: SpokenNumber): Found {
  const [value = 0] = readingsOf(number)
  return { kind: 'money', value, readings: [value], from: number.from, to: number.to + 1 }
}

/** Cents that follow the dollars: "and fifty cents", "con cincuenta". */
function withCents(
  lexemes: readonly Lexeme[],
  number: SpokenNumber,
): { readonly cents: number; readonly to: number } | undefined {
  const joined = /^(?:and|con|y)$/.test(lexemes[number.to]?.word ?? '') ? 1 : 0
  const more = readNumber(lexemes, number.to + joined)
  const value = more?.parts.length === 1 ? more.parts[0]?.value : undefined
  if (more === undefined || value === undefined || value > 99) return undefined
  if (cents.has(lexemes[more.to]?.word ?? '')) return { cents: value, to: more.to + 1 }
  return joined === 1 && lexemes[number.to]?.word === 'con'
    ? { cents: value, to: more.to }
    : undefined
}

function money(
  number: SpokenNumber,
  tail: { readonly cents: number; readonly to: number } | undefined,
): Found {
  const all = readingsOf(number)
  const whole = all.length > 0 ? all : [Number(digitsOf(number))]
  const readings = whole.map((value) => Math.round(value * 100) + (tail?.cents ?? 0))
  return {
    kind: 'money',
    value: readings[0] ?? 0,
    readings,
    from: number.from,
    to: tail?.to ?? number.to,
  }
}

/** Nothing says what it counts: three pieces or two decimals are money, many digits are a number to read out. */
function readBare(lexemes: readonly Lexeme[], number: SpokenNumber): Found | undefined {
  const { parts, from, to } = number
  const digits = digitsOf(number)
  const [only] = parts
  if (parts.length === 1 && only !== undefined && /^\d+\.\d\d$/.test(only.digits))
    return money(number, undefined)
  const singles = parts.every(({ single }) => single)
  if (
    parts.length >= 4 ||
    (singles && parts.length >= 3) ||
    /^\d{6,}$/.test(lexemes[from]?.word ?? '')
  ) {
    const kind = /^1?\d{10}$/.test(digits) ? 'phone' : 'digits'
    return { kind, value: digits, readings: [digits], from, to }
  }
  const readings = readingsOf(number)
  if (parts.length === 3 || (parts.length === 2 && !Number.isInteger(readings[0])))
    return money(number, undefined)
  const [value] = readings
  // "one", "oh" and ordinals are mostly no numbers.
  if (value === undefined || only?.ordinal === true || (parts.length === 1 && value < 2))
    return undefined
  return { kind: 'number', value, readings, from, to }
}
