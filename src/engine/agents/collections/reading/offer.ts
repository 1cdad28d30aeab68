/**
 * What a caller offers: an amount, a day, or payments in parts. Code reads it, and never guesses: what may be either of two is given as both, and
 * is asked about.
 */
import type { Account } from '../../../compliance/account.js'
import type { Literal } from '../../../compliance/detect/literals/literals.js'
import type { Detectors } from '../../../compliance/detectors.js'
import type { Interval } from '../agreement/plan.js'
import { dayMentions } from './days.js'
import { clauseBefore, kept, type Mention, meant, withoutMentions } from './mentions.js'
import { whole } from './payment.js'
import { countMentions, intervalIn, isEach, refusesPlan, wantsParts } from './plan-words.js'

export interface Offer {
  /** Cents of one payment. None: no amount was named. Several: one of them. */
  readonly cents: readonly number[]
  /** `2026-12-04`. None: no day was named. Several: one of them. */
  readonly days: readonly string[]
  /** How often, whether or not that is an offer to pay so. */
  readonly every?: Interval
  readonly plan?: PlanOffer
}

export interface PlanOffer {
  readonly counts: readonly number[]
  /** Of each payment. */
  readonly cents: readonly number[]
  /** Payments of different amounts or on days of no order: "a hundred now and the rest on the fifteenth". */
  readonly uneven: boolean
}

/** @param today where the consumer is, `2026-11-25` */
export function readOffer(
  given: string,
  today: string,
  account: Account,
  detectors: Pick<Detectors, 'literals'>,
): Offer {
  const text = given.replaceAll('’', "'")
  const named = dayMentions(text, today, detectors)
  const withoutDays = withoutMentions(text, named)
  const literals = detectors.literals(withoutDays)
  const counted = countMentions(text, literals)
  const amounts = amountMentions(withoutDays, literals, account).filter(
    ({ end }) => !counted.some((count) => count.end === end),
  )
  const days = meant(text, named)
  const cents = meant(text, amounts)
  const plan = planIn(text, counted, amounts, days)
  const every = intervalIn(text)
  const often = every === undefined ? {} : { every }
  return plan === undefined ? { cents, days, ...often } : { cents: [], days, plan, ...often }
}

const rest =
  /\b(?:the (?:rest|remainder|remaining|other (?:half|part))|what(?:'s| is) left|half\b.*\bhalf|then (?:the )?(?:other )?half)\b/i

function planIn(
  text: string,
  counted: readonly Mention<number>[],
  amounts: readonly Mention<number>[],
  days: readonly string[],
): PlanOffer | undefined {
  if (refusesPlan(text)) return undefined
  const standing = kept(text, amounts)
  const uneven =
    (standing.length > 0 && rest.test(text)) ||
    (standing.length > 1 && days.length > 1 && !eitherDay.test(text))
  const each = isEach(text)
  const counts = meant(text, counted)
  if (!uneven && !wantsParts(text) && counts.length === 0 && !(each && amounts.length > 0))
    return undefined
  const cents = each && !uneven ? meant(text, amounts) : []
  return { counts, cents, uneven }
}

const eitherDay = /\bor\b|\bbetween\b/i

/** What is owed, was paid, is earned or goes elsewhere is no offer. */
const noOffer =
  /\b(?:owe|owed|already|paid|missed|was|were|used to|told|behind|rent|mortgage|insurance|income|live on|costs?|expir\w+)\b|(?<!\b(?:can|could|will|'ll|would|to) )\b(?:make|makes|earn|earns|get|gets|bring home)\b(?! (?:it|that|a payment|payments)\b)/i
const otherUnit =
  /^\s*(?:days?|weeks?|months?|years?|hours?|minutes?|o'?clock|[ap]\.?\s?m\b|kids?|children|people|times)\b/i
const share =
  /(?<!\b(?:in|and a|half) )\b(half|(?:a|one) third|(?:a|one) quarter|two thirds|three quarters)\b(?! (?:past|an?|hour|price)\b)/gi
const shares: Readonly<Record<string, number>> = {
  ...{ half: 1 / 2, 'a third': 1 / 3, 'one third': 1 / 3, 'two thirds': 2 / 3 },
  ...{ 'a quarter': 1 / 4, 'one quarter': 1 / 4, 'three quarters': 3 / 4 },
}
const settles = /\bsettl(?:e|ement)\b/i

function amountMentions(
  text: string,
  literals: readonly Literal[],
  account: Account,
): readonly Mention<number>[] {
  const { balance_cents: balance, settlement_cents: settlement } = account
  const found = (words: RegExp, cents: number): readonly Mention<number>[] => {
    const match = words.exec(text)
    if (match === null) return []
    return [{ start: match.index, end: match.index + match[0].length, values: [cents] }]
  }
  const settled = settlement === undefined ? [] : found(settles, settlement)
  const named = settled.length > 0 ? settled : found(whole, balance)
  const parts = [...text.matchAll(share)].map((match) => ({
    ...{ start: match.index, end: match.index + match[0].length },
    values: [Math.round(balance * (shares[match[0].toLowerCase()] ?? 0))],
  }))
  const numbers = literals
    .map(({ start, end, ...literal }) => ({
      start,
      end,
      values: centsOf(literal, text, start, end, account),
    }))
    .filter(({ values }) => values.length > 0)
  return [...named, ...parts, ...numbers].filter(
    ({ start }) => !noOffer.test(clauseBefore(text, start)),
  )
}

function centsOf(
  { kind, readings }: Pick<Literal, 'kind' | 'readings'>,
  text: string,
  start: number,
  end: number,
  { balance_cents: balance, settlement_cents: settlement }: Account,
): readonly number[] {
  if (kind === 'percent') return [Math.round((balance * Number(readings[0])) / 100)]
  if (kind !== 'money' && kind !== 'number') return []
  if (kind === 'number' && (otherUnit.test(text.slice(end)) || isHour(text, start, readings)))
    return []
  const cents = readings.map((value) => Math.round(Number(value) * (kind === 'money' ? 1 : 100)))
  // "A couple hundred" is two; "a few hundred" is no amount.
  const times = howManyTimes(text.slice(0, start))
  if (times === undefined) return []
  if (times > 1) return cents.slice(0, 1).map((value) => value * times)
  const exact = cents.find((value) => value === balance || value === settlement)
  return exact === undefined ? cents.filter((value) => value > 0 && value <= balance) : [exact]
}

function howManyTimes(before: string): number | undefined {
  if (/\b(?:few|several|some|many)\s+$/i.test(before)) return undefined
  return /\bcouple(?: of)?\s+$/i.test(before) ? 2 : 1
}

/** "At five on Friday" names no amount. */
const isHour = (text: string, start: number, [value]: Literal['readings']) =>
  Number(value) <= 12 && /\b(?:at|around|by)\s+$/i.test(text.slice(0, start))
