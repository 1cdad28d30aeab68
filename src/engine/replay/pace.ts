import type { Millis } from '../audio/frame.js'
import { type Clock, until } from '../run/clock.js'
import { RealClock } from '../run/real-clock.js'
import { VirtualClock } from '../run/virtual-clock.js'

/** How the time of a replay passes. */
export interface Pace {
  readonly clock: Clock
  /** Lets time pass until the call is over, or `latest` has come. Rejects when it cannot. */
  pass(call: Promise<unknown>, isOver: () => boolean, latest: Millis): Promise<void>
}

/** As fast as the machine computes, and the same on each run. */
export function virtualPace(): Pace {
  const clock = new VirtualClock()
  return {
    clock,
    pass: (_, isOver, latest) => clock.run(() => isOver() || clock.now() > latest),
  }
}

/** As it passes for everybody: services outside of this process need theirs. Times are whole ms, as they are in a recording. */
export function realPace(): Pace {
  const real = new RealClock()
  const clock: Clock = {
    now: () => Math.floor(real.now()),
    alarm: (at, wake) => real.alarm(at, wake),
    hold: (work) => work,
  }
  return {
    clock,
    async pass(call, _, latest) {
      const waiting = new AbortController()
      const late = until(clock, latest, waiting.signal).catch(() => {})
      await Promise.race([call, late])
      waiting.abort()
    },
  }
}
