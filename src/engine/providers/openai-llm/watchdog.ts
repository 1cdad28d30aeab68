import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'

/** A deadline that is put off again and again: moving it is cheap, so every token may do it. */
export class Watchdog {
  readonly #clock: Clock
  readonly #bark: () => void
  #at: Millis
  #disarm: () => void

  constructor(clock: Clock, at: Millis, bark: () => void) {
    this.#clock = clock
    this.#bark = bark
    this.#at = at
    this.#disarm = clock.alarm(at, () => this.#look())
  }

  /** The new deadline, counted from now. */
  give(ms: Millis): void {
    const at = this.#clock.now() + ms
    const sooner = at < this.#at
    this.#at = at
    if (sooner) this.#arm()
  }

  stop(): void {
    this.#disarm()
  }

  #arm(): void {
    this.#disarm()
    this.#disarm = this.#clock.alarm(this.#at, () => this.#look())
  }

  #look(): void {
    if (this.#clock.now() < this.#at) this.#arm()
    else this.#bark()
  }
}
