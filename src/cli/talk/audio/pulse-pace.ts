import type { Millis } from '../../../engine/audio/frame.js'

/** What may be written beyond what was heard. */
const usualLeadMs = 100
/**
 * A speaker that holds more than that by itself (Bluetooth does) runs dry again and again, while all we wrote is still on its way to the ear:
 * it is given more until it does not. One that runs dry because the machine is busy is not: every interruption would be heard later for it.
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
  /** The least that was on its way to the ear since it first ran dry. */
  #leastLatencyMs: Millis = Number.POSITIVE_INFINITY

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
    const [, seconds, latency] = /^Time: ([\d.]+) sec; Latency: (\d+) usec/.exec(line) ?? []
    if (seconds !== undefined) {
      this.#reading = { ms: Number(seconds) * 1000, at: this.#now() }
      this.#leastLatencyMs = Math.min(this.#leastLatencyMs, Number(latency) / 1000)
    }
    if (!line.startsWith('Stream underrun')) return undefined
    this.#ranDry(this.#now())
    return 'underrun'
  }

  #ranDry(at: Millis): void {
    this.#dryAt = [...this.#dryAt.filter((before) => at - before < dryWithinMs), at]
    if (this.#dryAt.length === 1) this.#leastLatencyMs = Number.POSITIVE_INFINITY
    if (this.#dryAt.length < dryTimes) return
    this.#dryAt = []
    const isFar = this.#leastLatencyMs > this.#leadMs - leadStepMs
    if (isFar) this.#leadMs = Math.min(longestLeadMs, this.#leadMs + leadStepMs)
  }
}
