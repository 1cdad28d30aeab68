/** Work that a clock stands still for, such as that of a worker. */
export class HeldWork {
  /** Asked for and not yet released; each resolves, never rejects, to what hands its result over. */
  #held: Promise<() => void>[] = []

  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#held.push(
        work.then(
          (value) => () => resolve(value),
          (error) => () => reject(error),
        ),
      )
    })
  }

  /**
   * Resolves once nothing can run and nothing is held. Everything held at one instant is awaited together, and its results come out in
   * the order in which it was asked for.
   */
  async settle(): Promise<void> {
    await everythingRunnable()
    while (this.#held.length > 0) {
      const batch = this.#held
      this.#held = []
      for (const release of await Promise.all(batch)) release()
      await everythingRunnable()
    }
  }
}

/** `setImmediate` fires after every promise reaction and tick that can run, those they cause included. */
function everythingRunnable(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
