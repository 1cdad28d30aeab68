/** When a caller wants to be called, and the nearest time at which they may be. */
import type { Detectors } from '../../../compliance/detectors.js'
import {
  addDays,
  daysBetween,
  type LocalTime,
  localTime,
  momentOf,
} from '../../../compliance/wall-time.js'
import { clockIn } from './clock-words.js'
import { dayMentions } from './days.js'
import { meant, withoutMentions } from './mentions.js'

/** A moment as the clocks of the consumer show it. */
export interface Appointment {
  /** `2026-12-01` */
  readonly date: string
  /** `15:00` */
  readonly time: string
}

export interface Wish {
  readonly date?: string
  readonly time?: string
  /** Several days were named, or none that is one; or it may be in either half of the day. */
  readonly isOpen?: 'day' | 'half'
}

/** The hours calls may be placed in; both ends are outside. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** What the words say of a day and an hour, seen from `now`. */
export function wishIn(
  given: string,
  now: LocalTime,
  detectors: Pick<Detectors, 'literals'>,
): Wish {
  // "I am driving right now" names no day to be called on.
  const text = given.replace(/(?<=\w)ish\b|\bright now\b/gi, ' ')
  const soon = fromNow(text, now, detectors)
  if (soon !== undefined) return soon
  const mentions = dayMentions(text, now.date, detectors)
  const clock = clockIn(text, withoutMentions(text, mentions), detectors)
  const time = sameTime.test(text) ? now.time : clock && clockOf(clock.minutes)
  const days = meant(text, mentions)
  const [named] = days
  // Nor does "today is bad".
  const today = time !== undefined || /\blater\b/i.test(text) ? now.date : undefined
  const date = named === now.date ? today : named
  const isOpen =
    days.length > 1 || (days.length === 0 && noOneDay.test(text))
      ? 'day'
      : clock?.isOpen
        ? 'half'
        : undefined
  return {
    ...(date !== undefined && isOpen !== 'day' && { date }),
    ...(time !== undefined && { time }),
    ...(isOpen !== undefined && { isOpen }),
  }
}

const sameTime = /\b(?:the )?same time\b|\bthis time (?:tomorrow|on|next)\b/i
const noOneDay =
  /\b(?:weekends?|next week|next month|few days|one of these days|some\s?day|sometime)\b/i

/** "In an hour", "in twenty minutes". */
function fromNow(
  text: string,
  now: LocalTime,
  { literals }: Pick<Detectors, 'literals'>,
): Appointment | undefined {
  const found = soonWords.exec(text)
  if (found === null) return undefined
  const [, before, beforeUnit, half, after, afterUnit] = found
  const many = (before ?? after ?? '').toLowerCase()
  const words: Readonly<Record<string, number>> = {
    ...{ 'half an': 0.5, 'a half': 0.5, an: 1, a: 1, one: 1, 'a couple of': 2 },
  }
  const named = literals(many).find(({ kind }) => kind === 'number')
  const amount = (words[many] ?? Number(named?.value)) + (half === undefined ? 0 : 0.5)
  const unit = (beforeUnit ?? afterUnit ?? '').toLowerCase()
  return Number.isFinite(amount)
    ? plusMinutes(now, Math.round(amount * (unit === 'hour' ? 60 : 1)))
    : undefined
}

const number =
  '(half an|a half|an|a couple of|a|\\w+(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)'
const soonWords = new RegExp(
  `\\b(?:in|give me|wait) (?:about |like |maybe )?${number} (hour|minute)s?( and a half)?\\b|\\b${number} (hour|minute)s? from now\\b`,
  'i',
)

function plusMinutes({ date, time }: Appointment, minutes: number): Appointment {
  const total = minutesOf(time) + minutes
  return { date: addDays(date, Math.floor(total / dayMinutes)), time: clockOf(total) }
}

const dayMinutes = 1440
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const clockOf = (minutes: number) => {
  const inDay = ((minutes % dayMinutes) + dayMinutes) % dayMinutes
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`
}

/**
 * The moment that was wished for, or the nearest one inside the hours that is not over, in steps of a quarter of an hour. `undefined`
 * where no day has such a moment.
 *
 * @param timesOf what the clocks show then, wherever the consumer may be
 */
export function nearestAllowed(
  wish: Appointment,
  now: Appointment,
  { from, to }: Hours,
  timesOf: (at: Appointment) => readonly string[] = ({ time }) => [time],
): Appointment | undefined {
  const isOpen = (at: Appointment) =>
    isAfter(at, now) && timesOf(at).every((time) => time > from && time < to)
  if (isOpen(wish)) return wish
  const days = [-1, 0, 1, 2].map((days) => addDays(wish.date, days))
  const times = Array.from({ length: dayMinutes / quarter }, (_, i) => clockOf(i * quarter))
  return days
    .flatMap((date) => times.map((time) => ({ date, time })))
    .filter(isOpen)
    .sort((a, b) => apart(a, wish) - apart(b, wish))[0]
}

const quarter = 15
const isAfter = (a: Appointment, b: Appointment) => `${a.date}T${a.time}` > `${b.date}T${b.time}`
const apart = (a: Appointment, b: Appointment) =>
  Math.abs(daysBetween(a.date, b.date) * dayMinutes + minutesOf(b.time) - minutesOf(a.time))

/** A time without a day is the next such time. */
export function nextSuch(
  { date, time }: Wish & { readonly time: string },
  now: Appointment,
): Appointment {
  if (date !== undefined) return { date, time }
  return { date: time > now.time ? now.date : addDays(now.date, 1), time }
}

/** `3 PM`, `8:15 AM` */
export function showTime(time: string): string {
  const hour = Number(time.slice(0, 2))
  const minutes = time.slice(3) === '00' ? '' : `:${time.slice(3)}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? 'AM' : 'PM'}`
}

/** What the consumer's clocks show. */
export function localNow(
  startedAt: number | undefined,
  at: number,
  zone: string,
): LocalTime | undefined {
  return startedAt === undefined ? undefined : localTime(startedAt + at, zone)
}

/** The moment at which the clocks of a zone show that, ms since 1970. */
export function momentAt({ date, time }: Appointment, zone: string): number | undefined {
  const guess = momentOf(`${date}T${time}:00Z`)
  const shown = guess === undefined ? undefined : localTime(guess, zone)
  if (guess === undefined || shown === undefined) return undefined
  const ahead = daysBetween(date, shown.date) * dayMinutes + minutesOf(shown.time) - minutesOf(time)
  return guess - ahead * 60_000
}
