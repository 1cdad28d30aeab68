/** What a caller says of paying in parts: whether they want to, and how many, how much and how often. */
import type { Literal } from '../../compliance/detect/literals/literals.js'
import type { Detectors } from '../../compliance/detectors.js'
import type { Interval, PlanTerms } from './plan.js'

const parts =
  '(?:payments?|parts?|instal?lments?|pieces|chunks|times|goes|ways|checks|portions|bits)'
const period = '(?:months?|weeks?|paychecks?|paydays?)'
const perPeriod = `(?:a|an|per|each|every|once a|once every)\\s+(?:single\\s+)?(?:other\\s+|two\\s+|2\\s+|couple\\s+of\\s+)?${period}|monthly|weekly|bi-?weekly|fortnightly|every fortnight|twice a month`

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
  /\b(?:no|not|don't|do not|without|never|instead of)\b.{0,20}\b(?:plans?|parts|instal?lments?)\b/i

/** Wants to pay in parts. */
export function wantsPlan(text: string, detectors: Pick<Detectors, 'literals'>): boolean {
  if (declines.test(text)) return false
  const { count, cents } = planTermsIn(text, detectors)
  return wants.test(text) || (count !== undefined && count > 1) || cents !== undefined
}

const afterAmount = new RegExp(`^\\s*(?:dollars?|bucks?)?\\s*(?:${perPeriod})\\b`, 'i')
const afterCount = new RegExp(
  `^\\s*(?:equal |smaller |monthly |weekly |biweekly |easy )*${parts}\\b`,
  'i',
)
const beforeAmount = /\b(?:payments?|parts?|checks?) of\s+$/i
const afterSpan = /^\s*(months?|weeks?)\b/i
const beforeSpan = /\b(?:over|for|in|across|within)\s+(?:the next |about |like )?$/i
const beforeCount =
  /\b(?:split|divide|break|cut|do|pay)\b.{0,20}\b(?:in|into|by)\s+(?:about |like )?$/i

/** What the words say of a plan. Numbers that nothing relates to payments are left out. */
export function planTermsIn(
  text: string,
  { literals }: Pick<Detectors, 'literals'>,
): Omit<PlanTerms, 'first'> {
  const every = intervalIn(text)
  if (noOffer.test(text)) return every === undefined ? {} : { every }
  const found = literals(text).map((literal) => termIn(text, literal, every))
  const half = /\b(?:in half|two halves|half now)\b/i.test(text) ? 2 : undefined
  const count = half ?? found.find((term) => isCount(term.count))?.count
  const cents = found.find((term) => isAmount(term.cents))?.cents
  return {
    ...(every !== undefined && { every }),
    ...(count !== undefined && { count }),
    ...(cents !== undefined && { cents }),
  }
}

/** What one number stands for: an amount, a number of payments, or nothing of a plan. */
function termIn(
  text: string,
  { kind, readings, start, end }: Literal,
  every: Interval | undefined,
): Pick<PlanTerms, 'count' | 'cents'> {
  const number = Number(readings[0])
  const [before, after] = [text.slice(0, start), text.slice(end)]
  const isEach = beforeAmount.test(before) || afterAmount.test(after)
  if (kind === 'money') return isEach ? { cents: number } : {}
  if (kind !== 'number') return {}
  if (isEach) return { cents: number * 100 }
  const span = beforeSpan.test(before) ? afterSpan.exec(after) : null
  if (span !== null) return { count: paymentsOver(number, String(span[1]), every) }
  const counts = afterCount.test(after) || (beforeCount.test(before) && isEnd(after))
  return counts ? { count: number } : {}
}

/** What was paid, is earned or goes elsewhere, and how often somebody called, is no offer. */
const noOffer =
  /\b(?:already|missed|was|were|used to|made|called|calling|told|asked|behind|rent|mortgage|insurance|income|live on|costs?)\b|\b(?:make|makes|earn|earns|get|gets|bring home)\b(?! (?:\w+ ){0,2}(?:payments?|instal?lments?)\b)/i

const isEnd = (after: string) => /^\s*(?:$|[.,?!]|please\b|then\b|maybe\b|starting\b)/i.test(after)
const isCount = (value: number | undefined) => Number.isSafeInteger(value) && Number(value) > 1
const isAmount = (value: number | undefined) => Number.isSafeInteger(value) && Number(value) > 0

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
function intervalIn(text: string): Interval | undefined {
  if (
    /\b(?:every|each) (?:two|2|other|second|couple of) weeks?\b|\bbi-?weekly\b|\bfortnight|\btwice a month\b|\b(?:every|each) (?:paycheck|payday)\b/i.test(
      text,
    )
  )
    return 'two_weeks'
  if (
    /\b(?:a|per|each|every|once a) week\b|\bweekly\b|\bover (?:the next )?\w+ weeks\b/i.test(text)
  )
    return 'week'
  return /\b(?:a|per|each|every|once a|by the) month\b|\bmonthly\b|\bmonths\b/i.test(text)
    ? 'month'
    : undefined
}

/** The answer to "how many payments?" may be a bare number. */
export function bareCount(
  text: string,
  digits: string,
  { literals }: Pick<Detectors, 'literals'>,
): number | undefined {
  const numbers = literals(text).filter(({ kind }) => kind === 'number')
  const [only] = numbers
  const said =
    digits === '' ? Number(numbers.length === 1 ? only?.value : Number.NaN) : Number(digits)
  return isCount(said) ? said : undefined
}
