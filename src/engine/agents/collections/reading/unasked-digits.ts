/**
 * Digits that nobody asked for are not kept: they may be a part of a card number, whose rest comes in another turn. What they are said of
 * tells others apart: amounts, days, times, and what is known of the account stay.
 */
import type { Literal } from '../../../compliance/detect/literals/literals.js'
import { type DigitSpan, digitSpansIn, mayBeginCard } from '../../../compliance/detect/sensitive.js'
import { detectors } from '../../../compliance/detectors.js'
import type { CollectionsOptions } from '../options.js'
import type { CollectionsState, Stage } from '../state.js'

export interface KeptTurn {
  /** The words as they may be kept. */
  readonly text: string
  /** Keys as they may be kept. */
  readonly digits: string
  /** Some were taken out that may be of a card. */
  readonly ofCard: boolean
  /** What is said next may go on with a number. */
  readonly goesOn: boolean
}

/** As many digits at least are taken out; fewer where a number may go on. */
const fewest = 4
const fewestGoingOn = 2
/** Beside a number that goes on there are hardly any words. */
const mostWordsBeside = 3
/** A phone number with its country code. */
const longestAsked = 11

const hidden = '[DIGITS]'

/** A phone number is asked for there, or the number of a case. */
const asking: ReadonlySet<Stage> = new Set(['locked', 'callback'])

/** An amount alone answers what was asked. */
const asksAmount: ReadonlySet<Stage> = new Set(['promise', 'confirm', 'plan', 'plan_confirm'])

/** @param words the caller's words without whole card numbers */
export function withoutUnasked(
  words: string,
  keys: string,
  state: CollectionsState,
  options: CollectionsOptions,
): KeptTurn {
  const literals = detectors.literals(words)
  const spans = digitSpansIn(words).filter(({ start }) => words[start - 1] !== '_')
  const alone = countWords(words, spans) <= mostWordsBeside
  const goingOn = state.digitsGoOn && alone
  const least = goingOn ? fewestGoingOn : fewest
  const mayBeAmount = !goingOn && (!alone || asksAmount.has(state.stage))
  const known = knownNumbers(state, options)
  const isKept = ({ start, end, digits }: DigitSpan): boolean => {
    if (digits.length < least || known.has(digits)) return true
    if (asking.has(state.stage)) return digits.length <= longestAsked
    const around = literals.filter((literal) => literal.start <= start && literal.end >= end)
    return around.some((literal) => tellsWhat(literal, state, mayBeAmount))
  }
  const taken = spans.filter((span) => !isKept(span))
  const keysKept = keys.length < least || (asking.has(state.stage) && keys.length <= longestAsked)
  const gone = [...taken.map(({ digits }) => digits), ...(keysKept ? [] : [keys])]
  return {
    text: without(words, taken),
    digits: keysKept ? keys : hidden,
    ofCard: gone.some((digits) => goingOn || (mayBeginCard(digits) && !isPhone(digits))),
    goesOn:
      gone.length > 0 ||
      (goingOn && (spans.length > 0 || keys !== '')) ||
      keys.length === 3 ||
      spans.some((span) => isOpen(span, literals)),
  }
}

const isPhone = ({ length }: string) => length <= 7 || length === 10 || length === 11

/** Three digits that nothing explains may be the first of more. */
function isOpen({ start, end, digits }: DigitSpan, literals: readonly Literal[]): boolean {
  const explained = literals.some(
    (literal) => literal.kind !== 'digits' && literal.start <= start && literal.end >= end,
  )
  return digits.length === 3 && !explained
}

/** Money, a day, a time or a share; or, where that can be, a number that is written as one and can be an amount. */
function tellsWhat(
  { kind, words, readings }: Literal,
  { account }: CollectionsState,
  mayBeAmount: boolean,
): boolean {
  if (kind === 'date' || kind === 'time' || kind === 'percent') return true
  if (kind !== 'money' && kind !== 'number') return false
  if (/[$]|\b(?:dollars?|bucks?|cents?|grand|d[oó]lares)\b/i.test(words)) return true
  const { balance_cents: balance = 0, settlement_cents: settlement } = account ?? {}
  const cents = readings.map((value) => Number(value) * (kind === 'money' ? 1 : 100))
  if (!mayBeAmount) return false
  if (cents.some((value) => value === balance || value === settlement)) return true
  return /^[1-9][\d,.]*$/.test(words) && cents.some((value) => value > 0 && value <= balance)
}

/** What the account and the business have told or may tell. */
function knownNumbers(
  { account, phone }: CollectionsState,
  { callback }: CollectionsOptions,
): ReadonlySet<string> {
  const numbers = [callback, phone, ...(account?.phones ?? [])].map((number) =>
    number.replace(/\D/g, ''),
  )
  const own = [account?.id.replace(/\D/g, '') ?? '', account?.account_tail ?? '']
  return new Set([
    ...own,
    ...numbers.flatMap((number) => [number, number.slice(-10), number.slice(-7)]),
  ])
}

function countWords(text: string, spans: readonly DigitSpan[]): number {
  return (
    without(text, spans)
      .replaceAll(hidden, ' ')
      .match(/[\p{L}']+/gu)?.length ?? 0
  )
}

function without(text: string, spans: readonly DigitSpan[]): string {
  return spans.reduceRight(
    (left, { start, end }) => left.slice(0, start) + hidden + left.slice(end),
    text,
  )
}
