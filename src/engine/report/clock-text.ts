import type { Millis } from '../audio/frame.js'

/** `mm:ss.mmm`, rounded to the millisecond; minutes go on counting after an hour. */
export function minutesText(ms: Millis): string {
  const whole = Math.round(ms)
  const seconds = Math.floor(whole / 1000)
  return `${padded(Math.floor(seconds / 60), 2)}:${padded(seconds % 60, 2)}.${padded(whole % 1000, 3)}`
}

/** `hh:mm:ss.mmm`, rounded to the millisecond. */
export function hoursText(ms: Millis): string {
  const hours = Math.floor(Math.round(ms) / 3_600_000)
  return `${padded(hours, 2)}:${minutesText(Math.round(ms) - hours * 3_600_000)}`
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0')
}
