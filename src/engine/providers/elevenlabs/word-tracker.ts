/**
 * Follows the timed characters of speech through the text that was written, so that each word of it gets its time.
 *
 * Where both agree, which is nearly always, a word is complete with its last character. Where the voice spells something out ("$5" as
 * "five dollars"), what cannot be found in the text belongs to the word that is due, until a word of the text is found again.
 */
import type { Millis } from '../../audio/frame.js'
import type { TimedChar } from './alignment.js'

/** A word of the text and where it was said, ms on the timeline of the characters. */
export interface PlacedWord {
  /** Number of the word in the text, over all that was added. */
  readonly index: number
  readonly from: Millis
  readonly to: Millis
}

/** So many words the voice may leave out before it is taken to be lost. */
const lookAhead = 4

interface Heard {
  text: string
  from: Millis
  to: Millis
}

export class WordTracker {
  readonly #words: string[] = []
  #due = 0
  /** The word being heard. */
  #token: Heard | undefined
  /** What was heard for the word that is due, spelt otherwise than written. */
  #astray: Heard | undefined
  #lastTo: Millis = 0

  /** Words of the text, in order. */
  add(words: readonly string[]): void {
    this.#words.push(...words)
  }

  /** Words before this one have their time. */
  get due(): number {
    return this.#due
  }

  /** Where the word that is due begins, if any of it was heard. */
  get dueFrom(): Millis | undefined {
    return (this.#astray ?? this.#token)?.from
  }

  /** Something was heard for the word that is due, and it may be all of it. */
  get inDoubt(): boolean {
    return this.#astray !== undefined
  }

  /** End of the last character heard. */
  get lastTo(): Millis {
    return this.#lastTo
  }

  /** The words that this character completes. */
  hear({ char, from, to }: TimedChar): readonly PlacedWord[] {
    if (/^\s*$/u.test(char)) return this.#endToken()
    this.#lastTo = Math.max(this.#lastTo, to)
    this.#token = this.#token
      ? { text: this.#token.text + char, from: this.#token.from, to }
      : { text: char, from, to }
    const written = this.#words[this.#due]
    return written?.toLowerCase() === this.#token.text.toLowerCase() ? this.#found(this.#due) : []
  }

  /** No more characters come: what was heard for the word that is due is all of it. */
  finish(): readonly PlacedWord[] {
    const ended = this.#endToken()
    return this.#astray ? [...ended, ...this.#place(this.#due, this.#astray)] : ended
  }

  #endToken(): readonly PlacedWord[] {
    const token = this.#token
    if (!token) return []
    for (let index = this.#due; index < this.#due + lookAhead; index++) {
      if (isSame(this.#words[index], token.text)) return this.#found(index)
    }
    const { text, to } = token
    this.#token = undefined
    this.#astray = this.#astray ? { ...this.#astray, to } : { text, from: token.from, to }
    return []
  }

  /** The word being heard is this one; those before it share what was heard of them. */
  #found(index: number): readonly PlacedWord[] {
    const token = this.#token
    if (!token) return []
    const passed = index - this.#due
    const from = this.#astray?.from ?? token.from
    const each = (token.from - from) / Math.max(1, passed)
    const missed = Array.from({ length: passed }, (_, i) => ({
      index: this.#due + i,
      from: from + i * each,
      to: from + (i + 1) * each,
    }))
    const start = passed === 0 ? from : token.from
    return [...missed, ...this.#place(index, { ...token, from: start })]
  }

  #place(index: number, { from, to }: Heard): readonly PlacedWord[] {
    this.#due = index + 1
    this.#token = undefined
    this.#astray = undefined
    return index < this.#words.length ? [{ index, from, to }] : []
  }
}

function isSame(written: string | undefined, heard: string): boolean {
  return written !== undefined && bare(written) === bare(heard) && bare(heard) !== ''
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
