/**
 * Named deadlines, as data: set one by writing it, cancel it by leaving it out. They cannot leak, and a log shows them.
 */
import type { Millis } from '../audio/frame.js'
import type { Timer } from './event.js'

export type Timers = { readonly [T in Timer]?: Millis }

export interface Deadline {
  readonly timer: Timer
  readonly at: Millis
}

/** The earliest deadline; among equals the one that was set first. */
export function nextDeadline(timers: Timers): Deadline | undefined {
  let next: Deadline | undefined
  for (const timer in timers) {
    const at = timers[timer as Timer]
    if (at !== undefined && (next === undefined || at < next.at))
      next = { timer: timer as Timer, at }
  }
  return next
}

/** A deadline that is set again moves, and keeps its place among equals. */
export function withTimer(timers: Timers, timer: Timer, at: Millis): Timers {
  return timers[timer] === at ? timers : { ...timers, [timer]: at }
}

/** Leaves these deadlines out. */
export function withoutTimers(timers: Timers, names: readonly Timer[]): Timers {
  if (names.every((name) => timers[name] === undefined)) return timers
  const left: { [T in Timer]?: Millis } = { ...timers }
  for (const name of names) delete left[name]
  return left
}
