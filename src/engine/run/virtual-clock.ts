/**
 * The clock of a simulation. Time stands still while anything can run, and jumps to the next alarm when nothing can.
 *
 * "Nothing can run" is decided by one turn of the event loop: `setImmediate` fires only after every promise reaction and tick that
 * can run has run, those they cause included. So whatever works in a simulation may wait on promises, on this clock and on
 * `hold`, and on nothing else: no timers, no I/O. One turn costs about 1.5 us, measured on Node 20.
 */
import type { Millis } from '../audio/frame.js'
import { AlarmQueue } from './alarm-queue.js'
import type { Clock } from './clock.js'
import { HeldWork } from './held-work.js'

/** So many alarms at one instant are an endless loop. */
const MOST_ALARMS_AT_ONCE = 100_000

/** The simulation cannot go on: nobody waits for anything, or time does not move. A bug, never a caller's or provider's doing. */
export class VirtualTimeStuck extends Error {
  override readonly name = 'VirtualTimeStuck'
  /**
   * @param at the virtual time at which it stuck
   * @param state whatever `run` was given to look at
   */
  constructor(
    why: string,
    readonly at: Millis,
    readonly state: unknown,
  ) {
    super(`${why} at ${at} ms`)
  }
}

export class VirtualClock implements Clock {
  readonly #alarms = new AlarmQueue()
  #now: Millis = 0
  #alarmsNow = 0
  readonly #held = new HeldWork()

  now(): Millis {
    return this.#now
  }

  alarm(at: Millis, wake: () => void): () => void {
    if (Number.isNaN(at)) throw new RangeError('an alarm needs a time')
    if (at === Number.POSITIVE_INFINITY) return () => {}
    const alarm = this.#alarms.add(Math.max(at, this.#now), wake)
    return () => {
      alarm.wake = undefined
    }
  }

  hold<T>(work: Promise<T>): Promise<T> {
    return this.#held.hold(work)
  }

  /**
   * Lets time pass until `done`, which is asked after each alarm.
   *
   * @param inspect what to show of the simulation if it sticks
   * @throws VirtualTimeStuck
   */
  async run(done: () => boolean, inspect: () => unknown = () => undefined): Promise<void> {
    await this.#held.settle()
    while (!done()) {
      const alarm = this.#alarms.take()
      if (alarm === undefined)
        throw new VirtualTimeStuck('nobody waits for anything', this.#now, inspect())
      this.#alarmsNow = alarm.at > this.#now ? 0 : this.#alarmsNow + 1
      if (this.#alarmsNow > MOST_ALARMS_AT_ONCE)
        throw new VirtualTimeStuck('time does not move', this.#now, inspect())
      this.#now = alarm.at
      alarm.wake?.()
      await this.#held.settle()
    }
  }
}
