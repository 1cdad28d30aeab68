/**
 * Numbers that must not be kept: payment cards, social security numbers and card codes, written or spoken. For logs, transcripts and
 * the audit trail. The check of a card is Luhn's; what only looks like one stays.
 */
import { digitWords, teenWords, tensWords } from './literals/number-words.js'
import { readNumber } from './literals/numbers.js'
import { isDigits, type Lexeme, scan } from './literals/scan.js'

export interface SensitiveSpan {
  readonly kind: 'card' | 'ssn' | 'cvv'
  /** UTF-16 index in the text. */
  readonly start: number
  readonly end: number
  /** The digits alone. Never log them: they are here so that equal numbers get equal placeholders. */
  readonly digits: string
}

/** Digits as one lexeme or phrase said them. */
interface Piece {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** Lexeme behind it. */
  readonly next: number
}

/** Every sensitive number, in order, without overlaps. */
export function sensitiveIn(text: string): SensitiveSpan[] {
  return spansIn(text, (run) => cardIn(run) ?? ssnIn(run, text) ?? cvvIn(run, text))
}

/** A sensitive number was taken out of the text. */
export function isRedacted(text: string): boolean {
  return /\[(?:CARD|SSN|CVV)_\d+\]/.test(text)
}

/** Card numbers by their issuer too, so that of the digits of several utterances hardly any run is taken for one by chance. */
export function issuedCardsIn(text: string): SensitiveSpan[] {
  return spansIn(text, (run) => cardIn(run, (digits) => issued.test(digits) && isLuhn(digits)))
}

/** A run of digits, said or written, with the words between them. */
export type DigitSpan = Omit<SensitiveSpan, 'kind'>

/** Every run of digits, in order. */
export function digitSpansIn(text: string): DigitSpan[] {
  return digitRuns(scan(text)).map((run) => ({
    ...{ start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 },
    digits: run.map(({ digits }) => digits).join(''),
  }))
}

/** First digits of the cards in use, for a number that may only have begun; or zeros, as a capture has them. */
export const mayBeginCard = (digits: string): boolean => /^(?:[3456]|2[2-7]|0+$)/.test(digits)

/** What `find` finds in each run of digits, and in what is left of the run behind it. */
function spansIn(
  text: string,
  find: (run: readonly Piece[]) => SensitiveSpan | undefined,
): SensitiveSpan[] {
  return digitRuns(scan(text)).flatMap((run) => {
    const found: SensitiveSpan[] = []
    for (let rest: readonly Piece[] = run; rest.length > 0; ) {
      const span = find(rest)
      if (span === undefined) break
      found.push(span)
      rest = rest.filter(({ start }) => start >= span.end)
    }
    return found
  })
}

/** First digits and lengths of the issuers in use: Visa, Mastercard, American Express, Diners Club, Discover, UnionPay and JCB. */
const issued = /^(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|6\d{15})$/

/** The digits of a number set to zero, which keeps how it was said: "four, 111" is "zero, 000". */
export function zeroDigits(text: string): string {
  const lexemes = scan(text)
  let result = ''
  let from = 0
  for (let at = 0; at < lexemes.length; ) {
    const piece = pieceAt(lexemes, at)
    if (piece === undefined) {
      at++
      continue
    }
    const said = text.slice(piece.start, piece.end)
    const zeros = /\d/.test(said) ? said.replace(/\d/g, '0') : wordsOfZero(piece.digits.length)
    result += text.slice(from, piece.start) + zeros
    from = piece.end
    at = piece.next
  }
  return result + text.slice(from)
}

const wordsOfZero = (count: number) => new Array<string>(count).fill('zero').join(' ')

/**
 * The text with every sensitive number replaced: `[CARD_1]`, `[SSN_1]`, `[CVV_1]`; the same number gets the same placeholder. A card number
 * of zeros, as a capture has it, counts as one.
 */
export function redact(text: string): string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  let result = ''
  let from = 0
  for (const { kind, start, end, digits } of sensitiveIn(text)) {
    const key = `${kind}${digits}`
    const count = (counts.get(kind) ?? 0) + (names.has(key) ? 0 : 1)
    counts.set(kind, count)
    const name = names.get(key) ?? `[${kind.toUpperCase()}_${count}]`
    names.set(key, name)
    result += text.slice(from, start) + name
    from = end
  }
  return result + text.slice(from)
}

/** Words people say between the digits of one number. */
const between: ReadonlySet<string> = new Set(
  'and then dash space hyphen next okay ok yeah yes let me see is its so like after that - . , / um the number'.split(
    ' ',
  ),
)
const maxBetween = 3

function digitRuns(lexemes: readonly Lexeme[]): Piece[][] {
  const runs: Piece[][] = []
  let run: Piece[] = []
  let gap = 0
  for (let at = 0; at < lexemes.length; ) {
    const piece = pieceAt(lexemes, at)
    if (piece !== undefined) {
      run.push(piece)
      at = piece.next
      gap = 0
      continue
    }
    gap += between.has(lexemes[at]?.word ?? '') ? 1 : maxBetween + 1
    if (gap > maxBetween && run.length > 0) {
      runs.push(run)
      run = []
    }
    at++
  }
  return run.length > 0 ? [...runs, run] : runs
}

function pieceAt(lexemes: readonly Lexeme[], at: number): Piece | undefined {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return undefined
  const { word, start } = lexeme
  if (isDigits(word))
    return { digits: word.replace(/\D/g, ''), start, end: lexeme.end, next: at + 1 }
  const spoken = spokenDigits(lexemes, at)
  const last = lexemes[(spoken?.next ?? 0) - 1]
  return spoken === undefined || last === undefined
    ? undefined
    : { ...spoken, start, end: last.end }
}

/** One digit, "double four", a teen, or tens with their unit. */
function spokenDigits(
  lexemes: readonly Lexeme[],
  at: number,
): { readonly digits: string; readonly next: number } | undefined {
  const word = lexemes[at]?.word ?? ''
  const following = lexemes[at + 1]?.word ?? ''
  if (word === 'double' || word === 'triple') {
    const number = readNumber(lexemes.slice(at, at + 2), 0)
    if (number === undefined) return undefined
    return { digits: number.parts.map(({ digits }) => digits).join(''), next: at + 2 }
  }
  const tens = tensWords.get(word)
  if (tens === undefined) {
    const value = digitWords.get(word) ?? teenWords.get(word)
    return value === undefined ? undefined : { digits: String(value), next: at + 1 }
  }
  const unit = digitWords.get(following) ?? 0
  return { digits: String(tens + unit), next: at + (unit > 0 ? 2 : 1) }
}

/** The longest stretch of whole pieces that is a card number. */
function cardIn(
  run: readonly Piece[],
  isCard: (digits: string) => boolean = isLuhn,
): SensitiveSpan | undefined {
  for (let from = 0; from < run.length; from++) {
    let digits = ''
    let best: SensitiveSpan | undefined
    for (const piece of run.slice(from)) {
      digits += piece.digits
      if (digits.length > 19) break
      const start = run[from]?.start ?? 0
      if (digits.length >= 13 && isCard(digits))
        best = { kind: 'card', start, end: piece.end, digits }
    }
    if (best !== undefined) return best
  }
  return undefined
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (at % 2 === 0 ? 1 : 2)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const nearBefore = 60
const aboutSocial = /\b(?:ssn|social|seguro social|itin)\b/i
const aboutCode =
  /\b(?:cvv|cvc|cvv2|security code|code on the back|three[- ]digit|3[- ]digit|card code|back of (?:the|my|your) card|codigo de seguridad)\b|c\s?v\s?v/i

function ssnIn(run: readonly Piece[], text: string): SensitiveSpan | undefined {
  const [first] = run
  const last = run.at(-1)
  if (first === undefined || last === undefined) return undefined
  const digits = run.map((piece) => piece.digits).join('')
  const span: SensitiveSpan = { kind: 'ssn', start: first.start, end: last.end, digits }
  const written = /^\d{3}[- ]\d{2}[- ]\d{4}$/.test(text.slice(first.start, last.end))
  if (digits.length === 9 && (written || near(text, span, aboutSocial))) return span
  return undefined
}

function cvvIn(run: readonly Piece[], text: string): SensitiveSpan | undefined {
  const [first] = run
  const last = run.at(-1)
  if (first === undefined || last === undefined) return undefined
  const digits = run.map((piece) => piece.digits).join('')
  const span: SensitiveSpan = { kind: 'cvv', start: first.start, end: last.end, digits }
  // 12/27 is the month a card expires.
  const expiry = text.slice(first.start, last.end).includes('/')
  return !expiry && /^\d{3,4}$/.test(digits) && near(text, span, aboutCode) ? span : undefined
}

function near(text: string, { start, end }: SensitiveSpan, topic: RegExp): boolean {
  return (
    topic.test(text.slice(Math.max(0, start - nearBefore), start)) ||
    topic.test(text.slice(end, end + nearBefore))
  )
}
