/** A line while it is made for the first time: whoever wants the same one meanwhile gets it too, as it comes. */
import { joinMulaw } from '../audio/frame.js'
import type { Word } from '../call/event.js'
import type { KeptLine } from './line-cache.js'

export interface LineFollower {
  hear(mulaw: Uint8Array, words: readonly Word[]): void
  ended(): void
  /** Whoever made it stopped early: a caller who hung up, a connection that broke. Nothing more comes. */
  lost(): void
}

export class LineMaking {
  readonly #over: (line: KeptLine | undefined) => void
  readonly #pieces: { readonly mulaw: Uint8Array; readonly words: readonly Word[] }[] = []
  readonly #followers = new Set<LineFollower>()
  #isOver = false

  /** @param over gets the whole line, or nothing when it was given up */
  constructor(over: (line: KeptLine | undefined) => void) {
    this.#over = over
  }

  hear(mulaw: Uint8Array, words: readonly Word[]): void {
    this.#pieces.push({ mulaw, words })
    for (const follower of this.#followers) follower.hear(mulaw, words)
  }

  ended(): void {
    const mulaw = joinMulaw(this.#pieces.map((piece) => piece.mulaw))
    this.#finish({ mulaw, words: this.#pieces.flatMap(({ words }) => words) }, (one) => one.ended())
  }

  /** Does nothing once the line has ended. */
  lost(): void {
    this.#finish(undefined, (one) => one.lost())
  }

  /** Tells what has come so far at once, and the rest as it comes. The result stops it. */
  follow(follower: LineFollower): () => void {
    for (const { mulaw, words } of this.#pieces) follower.hear(mulaw, words)
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  #finish(line: KeptLine | undefined, tell: (follower: LineFollower) => void): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#over(line)
    for (const follower of this.#followers) tell(follower)
    this.#followers.clear()
  }
}
