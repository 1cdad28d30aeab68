/** What an adapter has found out, waiting to be read by one reader. Ends when told to, or when its signal does. */
export class PartQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = []
  #ended = false
  #error: unknown
  #wake: (() => void) | undefined

  constructor(signal: AbortSignal) {
    if (signal.aborted) this.end()
    signal.addEventListener('abort', () => this.#abort(), { once: true })
  }

  /** After the end nothing is taken any more. */
  push(part: T): void {
    if (this.#ended) return
    this.#waiting.push(part)
    this.#wake?.()
  }

  /** What waits is still read. */
  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  /** What waits is still read, then the reader gets the error. */
  fail(error: unknown): void {
    if (this.#ended) return
    this.#error = error
    this.end()
  }

  #abort(): void {
    this.#waiting.length = 0
    this.#error = undefined
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const part = this.#waiting.shift()
      if (part !== undefined) yield part
      else if (this.#error !== undefined) throw this.#error
      else if (this.#ended) return
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }
}
