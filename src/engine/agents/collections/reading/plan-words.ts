/** What a caller says of paying in parts: whether they want to, and how many, how much and how often. */
import type { Literal } from '../../../compliance/detect/literals/literals.js'
import type { Detectors } from '../../../compliance/detectors.js'
import type { Interval } from '../agreement/plan.js'
import { clauseBefore, type Mention } from './mentions.js'

const parts =
  '(?:payments?|parts?|instal?lments?|pieces|chunks|times|goes|ways|checks|portions|bits)'
const period = '(?:months?|weeks?|paychecks?|paydays?)'
const weekday = '(?:sun|mon|tues|wednes|thurs|fri|satur)days?'
const perPeriod = `(?:a|an|per|each|every|once a|once every)\\s+(?:single\\s+)?(?:other\\s+|second\\s+|two\\s+|2\\s+|couple\\s+of\\s+)?(?:${period}|fortnight)|(?:each|every)\\s+(?:other\\s+|second\\s+)?${weekday}|/ ?(?:month|mo|week|wk)|monthly|weekly|bi-?weekly|fortnightly|twice a month`

const wants = new RegExp(
  [
    `\\b(?:payment|monthly|weekly) plans?\\b(?! to\\b)`,
    `\\b(?:a|the|that|some kind of|sort of) plan\\b`,
    `\\binstal?lments?\\b`,
    `\\b(?:in|into|by) (?:(?:a few|a couple of|several|some|smaller|equal|monthly|weekly) )?${parts}\\b`,
    `\\b(?:split|spread|break|divide|stretch)(?:ting|ing)?\\b.{0,20}\\b(?:it|that|this|up|out|payments?|balance|amount|into|in|over)\\b`,
    `\\b(?:a little|a bit|some|something|bit by bit|little by little)\\b.{0,12}\\b(?:at a time|each|every|per|a month|a week)\\b`,
    `\\b(?:pay\\w*|it|that|do)\\b.{0,15}\\bover (?:time|a few|several|the next few|some)\\b`,
    `\\b(?:smaller|monthly|weekly|partial) (?:payments|amounts)\\b`,
    `\\bpay\\w*\\b.{0,25}\\b(?:${perPeriod})\\b`,
  ].join('|'),
  'i',
)
const declines =
  /\b(?:no|not|don't|do not|without|never|instead of)\b.{0,20}\b(?:plans?|parts|instal?lments?)\b|\b(?:was|were|used to|already)\b.{0,20}\b(?:pay|send|mak)ing\b|\balready (?:made|paid|sent)\b/i

/** Speaks of parts that were paid, or wants none. */
export const refusesPlan = (text: string): boolean => declines.test(text)

/** Wants to pay in parts, in so many words. */
export const wantsParts = (text: string): boolean => wants.test(text)

const eachPeriod = new RegExp(`\\b(?:${perPeriod})\\b|\\b(?:payments?|parts?|checks?) of\\b`, 'i')

/** The amounts that are named are those of each payment. */
export const isEach = (text: string): boolean => eachPeriod.test(text)

const afterCount = new RegExp(
  `^\\s*(?:equal |smaller |monthly |weekly |biweekly |easy )*${parts}\\b`,
  'i',
)
const afterSpan = /^\s*(months?|weeks?)\b/i
const beforeSpan =
  /\b(?:over|for|across|within)\s+(?:the next |about |like )?$|\b(?:off|split|spread|divide|break)\b.{0,20}\bin\s+(?:about |like )?$/i
const beforeCount =
  /\b(?:split|divide|break|cut|do|pay)\b.{0,20}\b(?:in|into|by)\s+(?:about |like )?$/i
const inHalf = /\b(?:in half|two halves)\b/gi

/** Calls, and payments of the past, are counted too. */
const otherCount = /\b(?:already|missed|was|were|used to|made|called|calling|told|asked|behind)\b/i

/** How many payments: each place that says so. */
export function countMentions(
  text: string,
  literals: readonly Literal[],
): readonly Mention<number>[] {
  const every = intervalIn(text)
  const halves = [...text.matchAll(inHalf)].map(({ index, 0: words }) => ({
    ...{ start: index, end: index + words.length },
    values: [2],
  }))
  const counted = literals.map((literal) => countIn(text, literal, every))
  return [...halves, ...alike(text, counted, literals)].filter(
    ({ start, values }) => values.length > 0 && !otherCount.test(clauseBefore(text, start)),
  )
}

/** "Three or four payments": the three counts what the four does. */
function alike(
  text: string,
  counted: readonly Mention<number>[],
  literals: readonly Literal[],
): readonly Mention<number>[] {
  return counted.map((mention, i) => {
    const next = counted[i + 1]
    if (mention.values.length > 0 || next === undefined || next.values.length === 0) return mention
    const between = text.slice(mention.end, next.start)
    const value = Number(literals[i]?.readings[0])
    return /^\s*(?:,|or|to|maybe|-)+\s*(?:maybe\s*)?$/i.test(between) && isCount(value)
      ? { ...mention, values: [value] }
      : mention
  })
}

function countIn(
  text: string,
  { kind, readings, start, end }: Literal,
  every: Interval | undefined,
): Mention<number> {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  const number = kind === 'number' ? Number(readings[0]) : Number.NaN
  const over = beforeSpan.exec(before)
  const span = over === null ? null : afterSpan.exec(after)
  const counts = afterCount.test(after) || (beforeCount.test(before) && isEnd(after))
  const count = span === null ? number : paymentsOver(number, String(span[1]), every)
  const values = (span !== null || counts) && isCount(count) ? [count] : []
  // The word before a span belongs to it: "over six months" is not more than six.
  return { start: span === null ? start : (over?.index ?? start), end, values }
}

const isEnd = (after: string) => /^\s*(?:$|[.,?!]|please\b|then\b|maybe\b|starting\b)/i.test(after)
const isCount = (value: number | undefined) => Number.isSafeInteger(value) && Number(value) > 1

/** "Over six months, every two weeks": thirteen payments. */
function paymentsOver(periods: number, unit: string, every: Interval | undefined): number {
  const weeks = unit.toLowerCase().startsWith('week') ? periods : (periods * 52) / 12
  if (every === 'week') return Math.round(weeks)
  if (every === 'two_weeks') return Math.round(weeks / 2)
  return unit.toLowerCase().startsWith('week') && every === undefined
    ? periods
    : Math.round((weeks * 12) / 52)
}

/** How often. "Over ten weeks" is a payment a week. */
export function intervalIn(text: string): Interval | undefined {
  if (
    /\b(?:every|each) (?:two|2|other|second|couple of) (?:weeks?|(?:sun|mon|tues|wednes|thurs|fri|satur)days?)\b|\bbi-?weekly\b|\bfortnight|\btwice a month\b|\b(?:every|each) (?:paycheck|payday)\b/i.test(
      text,
    )
  )
    return 'two_weeks'
  if (
    /\b(?:a|per|each|every|once a) week\b|\/ ?(?:week|wk)\b|\bweekly\b|\bover (?:the next )?\w+ weeks\b|\b(?:every|each) (?:sun|mon|tues|wednes|thurs|fri|satur)days?\b/i.test(
      text,
    )
  )
    return 'week'
  return /\b(?:a|per|each|every|once a|by the) month\b|\/ ?(?:month|mo)\b|\bmonthly\b|\b(?:over|off|for|within|spread|split)\b.{0,25}\bmonths\b/i.test(
    text,
  )
    ? 'month'
    : undefined
}

/** "Every two weeks" is no number of payments. */
const ofOther =
  /^\s*(?:days?|weeks?|paychecks?|paydays?|dollars?|bucks?|percent|fridays?|mondays?)\b/i

/** The answer to "how many payments?" may be a bare number. */
export function bareCount(
  text: string,
  digits: string,
  { literals }: Pick<Detectors, 'literals'>,
): number | undefined {
  const numbers = literals(text).filter(
    ({ kind, end }) => kind === 'number' && !ofOther.test(text.slice(end)),
  )
  const [only] = numbers
  const said =
    digits === '' ? Number(numbers.length === 1 ? only?.value : Number.NaN) : Number(digits)
  return isCount(said) ? said : undefined
}
