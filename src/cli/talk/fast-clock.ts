/**
 * The clock of a talk that nobody listens to: time in which nobody works is skipped, so that a script of turns takes no longer than the
 * services need. While a service is at work time passes as it really does, and what it takes is measured; work that is held takes
 * no time at all. Where all work is held, or done at once, the same script gives the same times.
 */
import type { Millis } from '../../engine/audio/frame.js'
import type { Clock } from '../../engine/run/clock.js'
import { VirtualTimeStuck } from '../../engine/run/virtual-clock.js'

interface Alarm {
  readonly at: Millis
  readonly wake: () => void
}

export class FastClock implements Clock {
  /** In the order of asking. A call has a few dozen at the most. */
  readonly #alarms = new Set<Alarm>()
  /** Each resolves, never rejects, to what hands its result over. */
  #held: Promise<() => void>[] = []
  #now: Millis = 0
  #working = 0
  #since = 0
  #poke: () => void = () => {}

  now(): Millis {
    const passed = this.#working > 0 ? performance.now() - this.#since : 0
    return Math.round((this.#now + passed) * 1000) / 1000
  }

  alarm(at: Millis, wake: () => void): () => void {
    const alarm = { at, wake }
    if (at !== Number.POSITIVE_INFINITY) this.#alarms.add(alarm)
    this.#poke()
    return () => void this.#alarms.delete(alarm)
  }

  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#held.push(
        work.then(
          (value) => () => resolve(value),
          (error) => () => reject(error),
        ),
      )
      this.#poke()
    })
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
      await this.#settle()
      if (done()) return
      const next = this.#next()
      const isDue = next !== undefined && next.at <= this.now()
      if (this.#working > 0 && !isDue) await this.#realTime(next?.at)
      else if (next !== undefined) this.#goOff(next)
      else throw new VirtualTimeStuck('nobody waits for anything', this.#now, undefined)
    }
  }

  #next(): Alarm | undefined {
    let first: Alarm | undefined
    for (const alarm of this.#alarms) if (first === undefined || alarm.at < first.at) first = alarm
    return first
  }

  #goOff(alarm: Alarm): void {
    this.#alarms.delete(alarm)
    if (this.#working === 0) this.#now = Math.max(this.#now, alarm.at)
    alarm.wake()
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

  async #settle(): Promise<void> {
    await everythingRunnable()
    while (this.#held.length > 0) {
      const batch = this.#held
      this.#held = []
      for (const release of await Promise.all(batch)) release()
      await everythingRunnable()
    }
  }
}

function everythingRunnable(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
