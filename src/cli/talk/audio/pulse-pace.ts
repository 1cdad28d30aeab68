import type { Millis } from '../../../engine/audio/frame.js'

/** What may be written beyond what was heard, if all goes well. */
const usualLeadMs = 100
/** A speaker that holds more by itself (Bluetooth), or a busy machine, runs dry until it is given more; every calm while takes a step back. */
const leadStepMs = 20
const longestLeadMs = 240
const calmMs = 30_000
/** Between two readings the speaker is taken to go on for so long. */
const trustMs = 120

/** How much `pacat` should be given, by what it says of its progress. */
export class PulsePace {
  readonly #now: () => Millis
  #leadMs: Millis = usualLeadMs
  #calmSince: Millis
  #wroteMs: Millis = 0
  #reading: { readonly ms: Millis; readonly at: Millis } | undefined

  constructor(now: () => Millis) {
    this.#now = now
    this.#calmSince = now()
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
    if (line.startsWith('Stream underrun')) {
      this.#step(Math.min(longestLeadMs, this.#leadMs + leadStepMs))
      return 'underrun'
    }
    if (this.#now() - this.#calmSince > calmMs)
      this.#step(Math.max(usualLeadMs, this.#leadMs - leadStepMs))
    return undefined
  }

  #step(leadMs: Millis): void {
    this.#leadMs = leadMs
    this.#calmSince = this.#now()
  }
}
