/**
 * What one reply has to say and how much of it was given to the engine. It outlives the connections that make the audio: when one is lost,
 * the next one says what is left, in the middle of a sentence if need be.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../../audio/frame.js'
import { MULAW_SILENCE } from '../../audio/mulaw.js'
import type { Word } from '../../call/event.js'
import type { PartQueue } from '../part-queue.js'
import type { SpeechPart } from '../provider.js'

export interface Line {
  readonly id: number
  readonly words: readonly string[]
}

/** What is left of a sentence. */
export interface Rest {
  readonly id: number
  readonly words: readonly string[]
  /** Audio of the sentence that was given already. */
  readonly givenMs: Millis
}

interface Progress {
  readonly line: Line
  givenMs: Millis
  /** Words given with their times, in order. */
  timed: Word[]
  ended: boolean
}

/** Stands for a sentence whose sound is in the audio of its neighbour: the engine takes one without any audio for a failure. */
const tokenMs = 20

export class ReplyScript {
  readonly #out: PartQueue<SpeechPart>
  readonly #lines: Progress[] = []
  #closed = false
  #changed: () => void = () => {}
  /** The reader of audio has got some since it was last asked. */
  #audible = false

  constructor(out: PartQueue<SpeechPart>) {
    this.#out = out
  }

  write(id: number, text: string): void {
    const words = text.split(/\s+/).filter((word) => word !== '')
    const progress = { line: { id, words }, givenMs: 0, timed: [], ended: false }
    this.#lines.push(progress)
    this.#changed()
  }

  /** No more lines come. */
  close(): void {
    this.#closed = true
    this.#changed()
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Who is told when a line was written or the script closed. One at a time. */
  listen(changed: () => void): void {
    this.#changed = changed
  }

  /** Sentences that have not ended, as far as they are left to say. */
  unfinished(): readonly Rest[] {
    return this.#lines
      .filter(({ ended }) => !ended)
      .map((line) => {
        const said = line.timed.filter(({ to }) => to <= line.givenMs).length
        return { id: line.line.id, words: line.line.words.slice(said), givenMs: line.givenMs }
      })
  }

  /** Audio of a sentence, with the words that belong to it, placed from the start of the sentence. */
  give(id: number, mulaw: Uint8Array, words: readonly Word[]): void {
    const line = this.#find(id)
    if (!line || (mulaw.length === 0 && words.length === 0)) return
    line.givenMs += mulaw.length / MULAW_BYTES_PER_MS
    line.timed = [...line.timed, ...words]
    this.#audible ||= mulaw.length > 0
    this.#out.push({ type: 'audio', id, mulaw, ...(words.length > 0 && { words }) })
  }

  end(id: number): void {
    const line = this.#find(id)
    if (!line) return
    if (line.givenMs === 0) {
      this.give(id, new Uint8Array(tokenMs * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE), [])
    }
    line.ended = true
    this.#out.push({ type: 'ended', id })
  }

  /** Whether any audio was given since this was last asked. */
  progressed(): boolean {
    const audible = this.#audible
    this.#audible = false
    return audible
  }

  #find(id: number): Progress | undefined {
    return this.#lines.find((line) => line.line.id === id && !line.ended)
  }
}
