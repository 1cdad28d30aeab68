import type { Millis } from '../../../engine/audio/frame.js'

/** What may be written beyond what was heard. */
const usualLeadMs = 100
/**
 * A speaker that holds more by itself (Bluetooth does) runs dry again and again, and is given more until it does not. Running dry now and
 * then is another matter: the machine is busy, and a longer lead would only make every interruption late.
 */
const dryTimes = 5
const dryWithinMs = 2000
const leadStepMs = 40
const longestLeadMs = 420
/** Between two readings the speaker is taken to go on for so long. */
const trustMs = 120

/** How much `pacat` should be given, by what it says of its progress. */
export class PulsePace {
  readonly #now: () => Millis
  #leadMs: Millis = usualLeadMs
  #wroteMs: Millis = 0
  #reading: { readonly ms: Millis; readonly at: Millis } | undefined
  #dryAt: Millis[] = []

  constructor(now: () => Millis) {
    this.#now = now
  }

  get leadMs(): Millis {
    return this.#leadMs
  }

  /** What the speaker has played, ms. */
  heardMs(): Millis {
    if (this.#reading === undefined) return 0
    const since = Math.min(trustMs, this.#now() - this.#reading.at)
    return Math.min(this.#wroteMs, this.#reading.ms + since)
  }

  wantsMore(): boolean {
    return this.#wroteMs - this.heardMs() < this.#leadMs
  }

  wrote(ms: Millis): void {
    this.#wroteMs += ms
  }

  /** Takes in a line that `pacat -v` said. */
  read(line: string): 'underrun' | undefined {
    const seconds = /^Time: ([\d.]+) sec/.exec(line)?.[1]
    if (seconds !== undefined) this.#reading = { ms: Number(seconds) * 1000, at: this.#now() }
    if (!line.startsWith('Stream underrun')) return undefined
    this.#ranDry(this.#now())
    return 'underrun'
  }

  #ranDry(at: Millis): void {
    this.#dryAt = [...this.#dryAt.filter((before) => at - before < dryWithinMs), at]
    if (this.#dryAt.length < dryTimes) return
    this.#dryAt = []
    this.#leadMs = Math.min(longestLeadMs, this.#leadMs + leadStepMs)
  }
}
