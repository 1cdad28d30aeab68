/** When a caller wants to be called, and the nearest time at which they may be. */
import type { Detectors } from '../../compliance/detectors.js'
import { addDays, daysBetween, type LocalTime, localTime } from '../../compliance/wall-time.js'
import { dayMentions } from './days.js'
import { meant } from './mentions.js'

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
}

/** The hours calls may be placed in; both ends are outside. */
export interface Hours {
  readonly from: string
  readonly to: string
}

/** What the words say of a day and an hour, seen from `now`. */
export function wishIn(text: string, now: LocalTime, detectors: Pick<Detectors, 'literals'>): Wish {
  const soon = fromNow(text, now, detectors)
  if (soon !== undefined) return soon
  const time = timeIn(text, detectors)
  const [named] = meant(text, dayMentions(text, now.date, detectors))
  // "I am driving right now" names no day to be called on.
  const today = time !== undefined || /\blater\b/i.test(text) ? now.date : undefined
  const date = named === now.date ? today : named
  return { ...(date !== undefined && { date }), ...(time !== undefined && { time }) }
}

/** "In an hour", "in twenty minutes". */
function fromNow(
  text: string,
  now: LocalTime,
  { literals }: Pick<Detectors, 'literals'>,
): Appointment | undefined {
  const found =
    /\bin (?:about |like |maybe )?(half an|an|a|a couple of|\w+) (hour|minute)s?\b/i.exec(text)
  if (found === null) return undefined
  const [, many = '', unit = ''] = found
  const named = literals(many).find(({ kind }) => kind === 'number')
  const words: Readonly<Record<string, number>> = { 'half an': 0.5, an: 1, a: 1, 'a couple of': 2 }
  const amount = words[many.toLowerCase()] ?? Number(named?.value)
  return Number.isFinite(amount)
    ? plusMinutes(now, Math.round(amount * (unit.toLowerCase() === 'hour' ? 60 : 1)))
    : undefined
}

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

const hourWords: readonly (readonly [RegExp, string])[] = [
  [/\b(?:noon|midday|lunch\s?time)\b/i, '12:00'],
  [/\bmidnight\b/i, '00:00'],
  [/\bafter lunch\b/i, '13:00'],
  [/\bafter work\b/i, '18:00'],
]
/** An hour for a part of the day, where none is named. */
const partsOfDay: readonly (readonly [RegExp, string])[] = [
  [/\bmorning\b/i, '10:00'],
  [/\bafternoon\b/i, '14:00'],
  [/\bevening\b/i, '18:00'],
  [/\b(?:tonight|night)\b/i, '19:00'],
]

function timeIn(text: string, { literals }: Pick<Detectors, 'literals'>): string | undefined {
  const all = literals(text)
  const clock = all.find(({ kind }) => kind === 'time')
  if (clock !== undefined) {
    const saidHalf =
      /\b(?:[ap]\.?\s?m\b|o'?clock)/i.test(clock.words) && !/clock/i.test(clock.words)
    return saidHalf ? String(clock.value) : withHalf(minutesOf(String(clock.value)), text)
  }
  const named = hourWords.find(([words]) => words.test(text))
  if (named !== undefined) return named[1]
  const hour = all.find(
    ({ kind, value, start }) =>
      kind === 'number' && isHour(Number(value)) && atHour.test(text.slice(0, start)),
  )
  if (hour !== undefined) return withHalf(Number(hour.value) * 60, text)
  const alone =
    all.length === 1 &&
    all[0]?.kind === 'number' &&
    isHour(Number(all[0].value)) &&
    text.trim().split(/\s+/).length <= 2
  if (alone) return withHalf(Number(all[0]?.value) * 60, text)
  return partsOfDay.find(([words]) => words.test(text))?.[1]
}

const atHour =
  /\b(?:at|after|around|about|by|before|past|till|until|from)\s+(?:about |like |maybe )?$/i
const isHour = (value: number) => Number.isInteger(value) && value >= 1 && value <= 12

/** "At three" is in the afternoon, "at nine" in the morning, unless the words say otherwise. */
function withHalf(minutes: number, text: string): string {
  if (minutes >= 13 * 60) return clockOf(minutes)
  const onDial = minutes % 720
  if (/\bmorning\b/i.test(text)) return clockOf(onDial)
  if (/\b(?:afternoon|evening|tonight|night)\b/i.test(text)) return clockOf(onDial + 720)
  return clockOf(onDial < 8 * 60 ? onDial + 720 : onDial)
}

/**
 * The moment that was wished for, or the nearest one inside the hours that is not over, in steps of a quarter of an hour. `undefined`
 * where no day has such a moment.
 */
export function nearestAllowed(
  wish: Appointment,
  now: Appointment,
  { from, to }: Hours,
): Appointment | undefined {
  const earliest = quarter(minutesOf(from) + 1, Math.ceil)
  const latest = quarter(minutesOf(to) - 1, Math.floor)
  if (earliest > latest) return undefined
  const within = (at: Appointment) => at.time > from && at.time < to && isAfter(at, now)
  if (within(wish)) return wish
  const days = [-1, 0, 1, 2].map((days) => addDays(wish.date, days))
  const edges = days.flatMap((date) =>
    [earliest, latest].map((time) => ({ date, time: clockOf(time) })),
  )
  return edges.filter(within).sort((a, b) => apart(a, wish) - apart(b, wish))[0]
}

const quarter = (minutes: number, round: (value: number) => number) => round(minutes / 15) * 15
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
