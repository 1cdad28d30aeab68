/** The days a caller names, as days of the calendar seen from today. What may be either of two is both. */
import type { Detectors } from '../../../compliance/detectors.js'
import { addDays, addMonths, weekdayOf } from '../../../compliance/wall-time.js'
import { clauseBefore, type Mention } from './mentions.js'

/** Days of what a pattern found: none where no one day is named. */
type Reading = (found: RegExpExecArray, today: string, count: Count) => readonly string[]
type Count = (words: string | undefined) => number

const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const weekday = `(${weekdays.join('|')})s?`
const many = '(an?|a couple of|\\w+(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)'
const month = '(?:of|in)\\s+(the|this|next|the following|the coming|every|each)\\s+month'

const onWeekday = (name: string | undefined, today: string): string => {
  const day = weekdays.indexOf((name ?? '').toLowerCase())
  return addDays(today, ((day - weekdayOf(today) + 6) % 7) + 1)
}
const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7 }
const later = (day: string, unit: string | undefined, count: number): readonly string[] => {
  if (!Number.isSafeInteger(count)) return []
  const days = daysIn[(unit ?? '').toLowerCase()]
  return [days === undefined ? addMonths(day, count) : addDays(day, days * count)]
}
const monthStart = (today: string, ahead: number): string =>
  addMonths(`${today.slice(0, 7)}-01`, ahead)
const monthEnd = (today: string, ahead: number): string => addDays(monthStart(today, ahead + 1), -1)
/** Monday of the week that follows. */
const nextWeek = (today: string): string => addDays(today, (8 - weekdayOf(today)) % 7 || 7)
const inWeek = (monday: string, name: string | undefined): string =>
  addDays(monday, (weekdays.indexOf((name ?? '').toLowerCase()) + 6) % 7)

/** "Next Friday", said on a Wednesday, is this week's for some and the next week's for others. */
function nextWeekday(name: string | undefined, today: string): readonly string[] {
  const coming = onWeekday(name, today)
  return coming < nextWeek(today) ? [coming, addDays(coming, 7)] : [coming]
}

const yearly =
  (monthAndDay: string): Reading =>
  (_, today) => {
    const day = `${today.slice(0, 4)}-${monthAndDay}`
    return [day < today ? addMonths(day, 12) : day]
  }

/** The longest first: what one has found is no longer there for the next. */
const patterns: readonly (readonly [string, Reading])[] = [
  // "The week of Christmas" is no one day.
  [`\\b(?:the\\s+)?week\\s+(?:of|before|after)\\b[^.,;]*`, () => []],
  [
    `\\b(?:the\\s+)?(first|second|third|fourth|last)\\s+${weekday}\\s+(?:of|in)\\s+(?:(the|this|next)\\s+month|(\\w+))\\b`,
    ([, nth, name, which, named], today) => nthWeekday(today, nth, name, which ?? named),
  ],
  [
    `\\b${many}\\s+(day|week|month)s?\\s+(?:from|after)\\s+(?:this\\s+|next\\s+)?${weekday}\\b`,
    ([, word, unit, name], today, count) => later(onWeekday(name, today), unit, count(word)),
  ],
  [`\\b${weekday}\\s+week\\b`, ([, name], today) => [addDays(onWeekday(name, today), 7)]],
  [
    `\\b(?:the\\s+)?${weekday}\\s+after\\s+next\\b`,
    ([, name], today) => [addDays(onWeekday(name, today), 7)],
  ],
  [
    `\\b${weekday}\\s+(?:of\\s+|in\\s+)?next\\s+week\\b|\\bnext\\s+week,?\\s+(?:on\\s+)?${weekday}\\b`,
    ([, before, after], today) => [inWeek(nextWeek(today), before ?? after)],
  ],
  [`\\b(?:last|past|every\\s+day\\s+but)\\s+${weekday}\\b`, () => []],
  [`\\bnext\\s+${weekday}\\b`, ([, name], today) => nextWeekday(name, today)],
  [
    `\\b(?:this\\s+|the\\s+)?(?:coming\\s+|following\\s+)?(?:(?:every|each)\\s+(?:other\\s+|second\\s+)?)?${weekday}\\b`,
    ([, name], today) => [onWeekday(name, today)],
  ],
  [`\\b(?:the\\s+)?day\\s+after\\s+tomorrow\\b`, (_, today) => [addDays(today, 2)]],
  [`\\btomorrow\\b`, (_, today) => [addDays(today, 1)]],
  [
    `\\b(?:in|after|give\\s+me|i\\s+need)\\s+(?:about\\s+|like\\s+|maybe\\s+|another\\s+)?${many}\\s+(day|week|month)s?(?:['’]s?)?(?:\\s+time)?\\b|\\b${many}\\s+(day|week|month)s?\\s+from\\s+(?:now|today)\\b`,
    ([, a, aUnit, b, bUnit], today, count) => later(today, aUnit ?? bUnit, count(a ?? b)),
  ],
  [
    `\\b(?:today|tonight|right\\s+now|right\\s+away|now|immediately|this\\s+(?:morning|afternoon|evening))\\b`,
    (_, today) => [today],
  ],
  [`\\b(?:in\\s+)?(?:a|one)\\s+fortnight\\b`, (_, today) => [addDays(today, 14)]],
  [`\\b(?:the\\s+)?(?:first|1st)\\s+(?:day\\s+)?${month}\\b`, (_, today) => [monthStart(today, 1)]],
  [
    `\\b(?:the\\s+)?(?:end|last(?:\\s+day)?)\\s+${month}\\b|\\bmonth'?s?[ -]end\\b`,
    ([, which], today) => [monthEnd(today, /next|following|coming/i.test(which ?? '') ? 1 : 0)],
  ],
  [`\\b(?:christmas|xmas)\\s+eve\\b`, yearly('12-24')],
  [`\\b(?:christmas|xmas)(?:\\s+day)?\\b`, yearly('12-25')],
  [`\\bnew\\s+year['’]?s\\s+eve\\b`, yearly('12-31')],
  [`\\bnew\\s+year(?:['’]?s)?(?:\\s+day)?\\b`, yearly('01-01')],
  [`\\bthanksgiving\\b`, (_, today) => [thanksgiving(today)]],
]
const compiled = patterns.map(([source, read]) => [new RegExp(source, 'gi'), read] as const)

const months =
  'january february march april may june july august september october november december'.split(' ')
const ordinals = 'first second third fourth'.split(' ')

/** "The last Friday of the month", "the first Friday of December"; the next one, if this one is over. */
function nthWeekday(
  today: string,
  nth = '',
  name: string | undefined,
  which = '',
): readonly string[] {
  const named = months.indexOf(which.toLowerCase())
  const ahead = /next/i.test(which) ? 1 : 0
  if (named < 0 && !/^(?:the|this|next)$/i.test(which)) return []
  const away = named < 0 ? ahead : (named + 13 - Number(today.slice(5, 7))) % 12
  const day = (inMonth: number) => {
    const weeks = ordinals.indexOf(nth.toLowerCase())
    if (weeks < 0) return addDays(onWeekday(name, monthEnd(today, inMonth)), -7)
    return addDays(onWeekday(name, addDays(monthStart(today, inMonth), -1)), 7 * weeks)
  }
  const found = day(away)
  return [found < today ? day(away + (named < 0 ? 1 : 12)) : found]
}

/** The fourth Thursday of November. */
function thanksgiving(today: string): string {
  const inYear = (year: number) => addDays(onWeekday('thursday', `${year}-10-31`), 21)
  const year = Number(today.slice(0, 4))
  return inYear(year) < today ? inYear(year + 1) : inYear(year)
}

/** What of the past a day is said of. */
const ofThePast = /(?<!\b(?:get|gets|getting|be) )\b(?:paid|sent|called|wrote|already|was|were)\b/i
/** "Pay it off in six months" is how long, not when. */
const isSpan = /\b(?:off|split|spread|divide|stretch|over|broken?|break)\b[^.,]*$/i

/** Each place that names a day; the words of one are not those of another. */
export function dayMentions(
  text: string,
  today: string,
  { literals }: Pick<Detectors, 'literals'>,
): readonly Mention<string>[] {
  let rest = text
  const found: Mention<string>[] = []
  const take = (start: number, end: number, values: readonly string[]) => {
    rest = rest.slice(0, start) + '\0'.repeat(end - start) + rest.slice(end)
    found.push({ start, end, values })
  }
  const count: Count = (words = '') => {
    if (/^an?$/i.test(words)) return 1
    if (/^a couple of$/i.test(words)) return 2
    const [only, ...more] = literals(words === 'one' ? '1' : words)
    return words === 'one'
      ? 1
      : only?.kind === 'number' && more.length === 0
        ? Number(only.value)
        : Number.NaN
  }
  for (const date of dates(text, literals)) take(date.start, date.end, date.read(today))
  for (const [pattern, read] of compiled)
    for (const match of rest.matchAll(pattern)) {
      const [words] = match
      if (isSpan.test(clauseBefore(text, match.index)) && /\b(?:week|month)s?\b/i.test(words))
        continue
      take(match.index, match.index + words.length, read(match as RegExpExecArray, today, count))
    }
  return joined(text, found).filter(
    ({ start, values }) => values.length > 0 && !ofThePast.test(clauseBefore(text, start)),
  )
}

/** "Friday the fourth" names one day, if it is a Friday; else it may be either. */
function joined(text: string, found: readonly Mention<string>[]): readonly Mention<string>[] {
  const list: Mention<string>[] = []
  for (const next of found.toSorted((a, b) => a.start - b.start)) {
    const last = list.at(-1)
    if (last === undefined || !isSameDay(text, last, next)) {
      list.push(next)
      continue
    }
    const values = [...last.values, ...next.values].toSorted().slice(-1)
    list[list.length - 1] = { start: last.start, end: next.end, values }
  }
  return list
}

function isSameDay(text: string, a: Mention<string>, b: Mention<string>): boolean {
  const [first] = a.values
  const [second] = b.values
  if (first === undefined || second === undefined) return false
  const beside = /^[\s,]*(?:the\s+)?$/i.test(text.slice(a.end, b.start))
  return beside && weekdayOf(first) === weekdayOf(second)
}

interface SaidDate {
  readonly start: number
  readonly end: number
  readonly read: (today: string) => readonly string[]
}

/** Dates with a number. Who is asked for a day and says "make it the fifth" means one; "the first payment" is none. */
function dates(text: string, literals: Detectors['literals']): readonly SaidDate[] {
  const { spoken, shift } = withOn(text)
  return literals(spoken)
    .filter(
      ({ kind, value, end }) =>
        kind === 'date' && !(String(value).startsWith('---0') && ofWeekday.test(spoken.slice(end))),
    )
    .map(({ start, end, value }) => {
      const at = (index: number) => index - 3 * shift.filter((place) => place < index).length
      const tail = /^\s+of\s+(next|the\s+following)\s+month\b/i.exec(spoken.slice(end))
      const until = at(end + (tail?.[0].length ?? 0))
      return {
        ...{ start: Math.max(0, at(start)), end: until },
        read: (today) => such(String(value), today, tail !== null),
      }
    })
}

/** "The first Friday" is no first. */
const ofWeekday = new RegExp(`^\\s+${weekday}\\b`, 'i')

const aDay =
  /\b(?<!\b(?:on|by|until|before|after|from|since)\s)the (?!\w+ (?:payments?|one|time|thing|part|option|choice|on|instal\w*)\b)/gi

/** The text with "on" before what may be a day, and where it was put in. */
function withOn(text: string): { readonly spoken: string; readonly shift: readonly number[] } {
  const shift: number[] = []
  const spoken = text.replace(aDay, (the, index: number) => {
    shift.push(index + 3 * shift.length)
    return `on ${the}`
  })
  const bare = shift.length === 0 && /^\W*\w+(?:[ -]\w+)?\W*$/.test(text)
  return bare ? { spoken: `on the ${text}`, shift: [-1, -1, -1] } : { spoken, shift }
}

/** The next day that fits `2026-12-04`, `--12-04` or `---04`. What this month is too short for may be its last day, too. */
function such(said: string, today: string, nextMonth: boolean): readonly string[] {
  if (!said.startsWith('-')) return [said]
  const ending = said.replace(/^-+/, '-')
  const from = nextMonth ? monthStart(today, 1) : today
  const day = firstWith(ending, from)
  if (day === undefined) return []
  const isShort =
    said.startsWith('---') &&
    day.slice(0, 7) !== from.slice(0, 7) &&
    ending > monthEnd(from, 0).slice(7)
  return isShort ? [monthEnd(from, 0), day] : [day]
}

function firstWith(ending: string, from: string): string | undefined {
  for (let days = 0; days <= 366; days++) {
    const day = addDays(from, days)
    if (day.endsWith(ending)) return day
  }
  return undefined
}
