/**
 * Wall time without a clock: every moment is handed in, as ms since 1970 in UTC. What the clocks of a place show is IANA data, by `Intl`.
 */

const dayMs = 86_400_000
const minuteMs = 60_000

/** A day and a time as the clocks of a place show them. */
export interface LocalTime {
  /** `2026-11-27`. */
  readonly date: string
  /** `08:05`, 24 hours. */
  readonly time: string
  /** 0 is Sunday. */
  readonly weekday: number
}

/** Whole days since 1970 of a day in the Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const isoForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:\d\d))?$/

/** Reads ISO 8601, a day alone as its beginning in UTC. `undefined` for anything else, such as the 31st of June. */
export function momentOf(iso: string): number | undefined {
  const found = isoForm.exec(iso)
  if (found === null) return undefined
  const [, y, mo, d, h = '0', mi = '0', s = '0', fraction = '0', zone = 'Z'] = found
  const days = daysOf(Number(y), Number(mo), Number(d))
  if (dateOf(days * dayMs) !== iso.slice(0, 10)) return undefined
  const [hour, minute, second] = [Number(h), Number(mi), Number(s)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const ms = Number(fraction.padEnd(3, '0'))
  const at = days * dayMs + hour * 3_600_000 + minute * minuteMs + second * 1000 + ms
  return at - offsetOf(zone)
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const ms = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) * minuteMs
  return zone.startsWith('-') ? -ms : ms
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    weekday: 'short',
  })
  formats.set(zone, made)
  return made
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** What clocks in that IANA zone show. `undefined` for a zone nobody knows. */
export function localTime(at: number, zone: string): LocalTime | undefined {
  if (zone === '' || !Number.isFinite(at)) return undefined
  try {
    const parts = new Map(
      formatOf(zone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value] as const),
    )
    const get = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
    return {
      date: `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}`,
      time: `${get('hour')}:${get('minute')}`,
      weekday: weekdays.indexOf(get('weekday')),
    }
  } catch {
    return undefined
  }
}

/** The day in UTC. */
export function dateOf(at: number): string {
  return localTime(at, 'UTC')?.date ?? ''
}

/** `2026-11-27T14:05:00Z`. */
export function isoOf(at: number): string {
  const seconds = String(Math.floor((((at % minuteMs) + minuteMs) % minuteMs) / 1000)).padStart(
    2,
    '0',
  )
  return `${dateOf(at)}T${localTime(at, 'UTC')?.time ?? ''}:${seconds}Z`
}

/** The day so many days later. */
export function addDays(date: string, days: number): string {
  return dateOf((momentOf(date) ?? Number.NaN) + days * dayMs)
}

/** The same day so many months later, or the last of that month where it is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`
  const wanted = addDays(first, day - 1)
  for (let day = wanted; ; day = addDays(day, -1))
    if (day.slice(0, 7) === first.slice(0, 7)) return day
}

/** So many days earlier on which banks work; holidays are not known here. */
export function businessDaysBefore(date: string, days: number): string {
  // What is no day has none before it, and would be counted back for ever.
  if (momentOf(date) === undefined) return date
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, -1)
    if (![0, 6].includes(weekdayOf(day))) left--
  }
  return day
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(((momentOf(to) ?? Number.NaN) - (momentOf(from) ?? Number.NaN)) / dayMs)
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return localTime(momentOf(date) ?? Number.NaN, 'UTC')?.weekday ?? 0
}
