/**
 * The clock of a talk that nobody listens to: time in which nobody works is skipped, so that a script of turns takes no longer than the
 * services need. While a service is at work time passes as it really does, and what it takes is measured; work that is held takes
 * no time at all. Where all work is held, or done at once, the same script gives the same times.
 */
import type { Millis } from '../../engine/audio/frame.js'
import { AlarmQueue } from '../../engine/run/alarm-queue.js'
import type { Clock } from '../../engine/run/clock.js'
import { HeldWork } from '../../engine/run/held-work.js'
import { VirtualTimeStuck } from '../../engine/run/virtual-clock.js'

export class FastClock implements Clock {
  readonly #alarms = new AlarmQueue()
  readonly #held = new HeldWork()
  #now: Millis = 0
  #working = 0
  #since = 0
  #poke: () => void = () => {}

  now(): Millis {
    const passed = this.#working > 0 ? performance.now() - this.#since : 0
    return Math.round((this.#now + passed) * 1000) / 1000
  }

  alarm(at: Millis, wake: () => void): () => void {
    if (at === Number.POSITIVE_INFINITY) return () => {}
    const alarm = this.#alarms.add(at, wake)
    this.#poke()
    return () => {
      alarm.wake = undefined
    }
  }

  hold<T>(work: Promise<T>): Promise<T> {
    const held = this.#held.hold(work)
    this.#poke()
    return held
  }

  /** Somebody works, and time passes until the result was called. Calling it again does nothing. */
  work(): () => void {
    if (this.#working === 0) this.#since = performance.now()
    this.#working++
    let working = true
    return () => {
      if (!working) return
      working = false
      this.#now = this.now()
      this.#since = performance.now()
      this.#working--
      this.#poke()
    }
  }

  /**
   * Lets time pass until `done`.
   *
   * @throws VirtualTimeStuck when nobody works and nobody waits for anything
   */
  async run(done: () => boolean): Promise<void> {
    for (;;) {
      await this.#held.settle()
      if (done()) return
      const next = this.#alarms.first()
      const isDue = next !== undefined && next.at <= this.now()
      if (this.#working > 0 && !isDue) await this.#realTime(next?.at)
      else if (next !== undefined) this.#goOff()
      else throw new VirtualTimeStuck('nobody waits for anything', this.#now, undefined)
    }
  }

  #goOff(): void {
    const alarm = this.#alarms.take()
    if (alarm === undefined) return
    if (this.#working === 0) this.#now = Math.max(this.#now, alarm.at)
    alarm.wake?.()
  }

  /** Until the next alarm is due, or something has changed that it depends on. */
  #realTime(at: Millis = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve) => {
      const ms = Math.min(Math.ceil(Math.max(0, at - this.now())), 60_000)
      const timer = setTimeout(() => this.#poke(), ms)
      this.#poke = () => {
        clearTimeout(timer)
        this.#poke = () => {}
        resolve()
      }
    })
  }
}
