/** The amount and the day a caller offers, worked out and held to the account by code. */
import type { Account } from '../../compliance/account.js'
import type { Detectors } from '../../compliance/detectors.js'
import { addDays, daysBetween, weekdayOf } from '../../compliance/wall-time.js'

const whole =
  /\b(?:in full|full (?:amount|balance)|all of it|everything|the whole|whole (?:thing|amount)|entire)\b/i

/** The caller speaks of all that is owed. */
export function paysWhole(text: string): boolean {
  return whole.test(text) && !/\b(?:can't|cannot|can not|not|unable|afford)\b/i.test(text)
}

const options =
  /\b(?:what|which|any|other|my|the|are there|have|some|give me|tell me)\b.{0,30}\b(?:options?|choices)\b|^\W*(?:options|choices)\W*$|\bwhat (?:else )?can (?:i|you|we) do\b|\bhelp (?:me )?(?:pay|paying|with (?:it|this|that|paying))\b|\b(?:need|want|get|have) (?:some )?more time\b|\bwhat (?:are|is) (?:the|my) (?:ways?|possibilit\w+)\b/i

const unsure =
  /^\W*(?:(?:um|uh|well|hmm)\W+)?(?:i (?:don't know|do not know|have no idea)|i'?m not sure|help(?: me)?|like what|how do you mean|what do you mean)\W*$/i

/** "What are my options?", or does not know what to say. */
export function asksForOptions(text: string): boolean {
  return options.test(text) || unsure.test(text)
}

/** The amount in cents, at most the balance. Undefined: none was named, or it is more than is owed. */
export function amountIn(
  text: string,
  { balance_cents, settlement_cents }: Account,
  { literals }: Pick<Detectors, 'literals'>,
): number | undefined {
  if (settlement_cents !== undefined && /\bsettl(?:e|ement)\b/i.test(text)) return settlement_cents
  if (whole.test(text)) return balance_cents
  const fits = (cents: number) => Number.isSafeInteger(cents) && cents > 0 && cents <= balance_cents
  const named = literals(text).flatMap(({ kind, readings }) => {
    if (kind === 'money') return readings.map(Number)
    return kind === 'number' ? readings.map((value) => Number(value) * 100) : []
  })
  const known = named.find((cents) => cents === balance_cents || cents === settlement_cents)
  return known ?? named.find(fits)
}

const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

/** The day, `2026-12-04`, seen from `today`. Undefined: none was named. */
export function dateIn(
  text: string,
  today: string,
  { literals }: Pick<Detectors, 'literals'>,
): string | undefined {
  const date = [text, withDays(text)].flatMap(literals).find(({ kind }) => kind === 'date')
  if (date !== undefined) return nextSuch(String(date.value), today)
  const said = text.toLowerCase()
  const later =
    /\b(?:in )?(a|an|\w+) (day|week)s?(?: from (?:today|now))\b|\bin (a|an|\w+) (day|week)s?\b/.exec(
      said,
    )
  const days = later === null ? undefined : daysLater(later, literals)
  if (days !== undefined) return addDays(today, days)
  if (/\btomorrow\b/.test(said)) return addDays(today, 1)
  if (/\b(?:today|now|right away|tonight)\b/.test(said)) return today
  if (/\bend of the month\b/.test(said)) return endOfMonth(today)
  const weekday = weekdays.findIndex((name) => said.includes(name))
  if (weekday >= 0) return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1)
  return /\bnext week\b/.test(said) ? addDays(today, 7) : undefined
}

/** Who is asked for a day and says "make it the fifth" means one; "the first payment" is none. */
function withDays(text: string): string {
  const day = text.replace(
    /\bthe (?!\w+ (?:payments?|one|time|thing|part|option|choice|instal\w*)\b)/gi,
    'on the ',
  )
  return text.trim().split(/\s+/).length <= 2 && day === text ? `on the ${text}` : day
}

function daysLater(
  [, many = '', unit = '', more = '', otherUnit = '']: RegExpExecArray,
  literals: Detectors['literals'],
): number | undefined {
  const word = many === '' ? more : many
  const count = /^an?$/.test(word) ? 1 : Number(literals(word)[0]?.value)
  return Number.isInteger(count) ? count * ((unit || otherUnit) === 'week' ? 7 : 1) : undefined
}

/** The next day that fits `2026-12-04`, `--12-04` or `---04`. */
function nextSuch(said: string, today: string): string | undefined {
  if (!said.startsWith('-')) return said
  const ending = said.replace(/^-+/, '-')
  for (let days = 0; days <= 366; days++) {
    const day = addDays(today, days)
    if (day.endsWith(ending)) return day
  }
  return undefined
}

function endOfMonth(today: string): string {
  for (let day = today; ; day = addDays(day, 1))
    if (addDays(day, 1).slice(0, 7) !== today.slice(0, 7)) return day
}

/** Inside the days the policy allows. */
export function isPayable(date: string, today: string, withinDays: number): boolean {
  const days = daysBetween(today, date)
  return days >= 0 && days <= withinDays
}

/** "Okay, wait", "are you sure?", "yes, but": not yet an answer. */
const undecided =
  /\?|\b(?:wait|h[oa]ng on|hold (?:on|up)|(?:a|one) (?:sec|second|minute|moment)|let me|think|maybe|perhaps|whatever|depends|unless|until|except|instead|but|if|how|why|when|what (?:if|happens?|about|is|are|do|does|was|would)|(?:are|is|was) (?:you|that|this|it) (?:sure|right|correct|okay|ok)|yeah,? right|haven't|would have to|have to ask)\b/i

/** A clear yes, a no, or neither. Keys: 1 and 2, alone. */
export function yesOrNo(text: string, digits: string): 'yes' | 'no' | undefined {
  if (digits !== '') return digits === '1' ? 'yes' : digits === '2' ? 'no' : undefined
  if (/\b(?:no|nope|not|wrong|don't|incorrect)\b/i.test(text)) return 'no'
  if (undecided.test(text)) return undefined
  return /\b(?:yes|yeah|yep|correct|right|sure|ok|okay|i agree|that's it)\b/i.test(text)
    ? 'yes'
    : undefined
}
