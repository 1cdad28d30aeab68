/** A stream that a test feeds by hand. */
export class Feed<Part> implements AsyncIterable<Part> {
  readonly #ready: (() => IteratorResult<Part>)[] = []
  #wake: () => void = () => {}
  /** Whoever read it has stopped reading before the end. */
  left = false

  push(...parts: readonly Part[]): void {
    for (const value of parts) this.#add(() => ({ done: false, value }))
  }

  end(): void {
    this.#add(() => ({ done: true, value: undefined }))
  }

  fail(error: unknown): void {
    this.#add(() => {
      throw error
    })
  }

  [Symbol.asyncIterator](): AsyncIterator<Part> {
    return {
      next: async () => {
        for (;;) {
          const result = this.#ready.shift()
          if (result) return result()
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
        }
      },
      return: async () => {
        this.left = true
        return { done: true, value: undefined }
      },
    }
  }

  #add(result: () => IteratorResult<Part>): void {
    this.#ready.push(result)
    this.#wake()
  }
}
