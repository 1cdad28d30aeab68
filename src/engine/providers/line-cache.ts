/** Sentences that were said in full, with their words, so that what an agent says to everybody is made once. Shared by all calls. */
import type { Word } from '../call/event.js'
import { LineMaking } from './line-making.js'

export interface KeptLine {
  readonly mulaw: Uint8Array
  readonly words: readonly Word[]
}

export class LineCache {
  readonly #lines = new Map<string, KeptLine>()
  readonly #making = new Map<string, LineMaking>()
  readonly #maxBytes: number
  #bytes = 0

  /** @param maxBytes audio kept at most; 8 bytes are a millisecond. What was said longest ago goes first. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string): KeptLine | undefined {
    const line = this.#lines.get(key)
    if (line) {
      this.#lines.delete(key)
      this.#lines.set(key, line)
    }
    return line
  }

  /** The line while somebody makes it. */
  making(key: string): LineMaking | undefined {
    return this.#making.get(key)
  }

  /** Whoever calls this makes the line, and says how it goes; until then others may follow. */
  make(key: string): LineMaking {
    const making = new LineMaking((line) => {
      this.#making.delete(key)
      if (line !== undefined && line.mulaw.length > 0) this.keep(key, line)
    })
    this.#making.set(key, making)
    return making
  }

  keep(key: string, line: KeptLine): void {
    this.#drop(key)
    this.#lines.set(key, line)
    this.#bytes += line.mulaw.length
    for (const oldest of this.#lines.keys()) {
      if (this.#bytes <= this.#maxBytes) return
      this.#drop(oldest)
    }
  }

  clear(): void {
    this.#lines.clear()
    this.#bytes = 0
  }

  #drop(key: string): void {
    const line = this.#lines.get(key)
    if (!line) return
    this.#lines.delete(key)
    this.#bytes -= line.mulaw.length
  }
}
