/**
 * Cuts the audio of several sentences said in one breath into sentences, and places their words. The service gives no ends of sentences,
 * only the times of characters, and not always those:
 *
 * - a sentence begins with the first character of its first word, and ends where the next one begins;
 * - the last one that was asked for ends when the service says so, or when all its characters have sounded and nothing more comes;
 * - audio without any times is shared out by the length of the texts.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../../audio/frame.js'
import type { Word } from '../../call/event.js'
import type { TimedChar } from './alignment.js'
import type { ReplyScript, Rest } from './reply-script.js'
import { WordTracker } from './word-tracker.js'

/** Silence after a sentence whose characters have all sounded; what could still come is its breath. */
const quietAfterTextMs = 250
/** Silence after one whose characters are not known. Below the 1,500 ms after which the engine gives a voice up. */
const quietWithoutTimesMs = 900
/** A pace of speech, for audio without times: what Flash voices say on average, and the fastest that is still speech. */
const msPerLetter = 62
const fastestMsPerLetter = 25
/** The last character may be said to end a little behind the audio. */
const overhangMs = 40
/** Where a chunk's first character is this close to the place of the chunk, and not in it, times count from the start of all audio. */
const nearMs = 100

interface Cutting {
  readonly rest: Rest
  /** Numbers of its words, over all sentences of this audio. */
  readonly firstWord: number
  readonly afterWord: number
  readonly letters: number
  /** Where its audio begins, ms. */
  from: Millis
  /** Placed words that were not given yet. */
  words: Word[]
}

export class SentenceCutter {
  readonly #script: ReplyScript
  readonly #tracker = new WordTracker()
  readonly #cuttings: Cutting[] = []
  readonly #starts = new Map<number, Millis>()
  #current = 0
  #wordCount = 0
  #bytes = 0
  #timed = false

  constructor(script: ReplyScript) {
    this.#script = script
  }

  /** The next sentence was asked for. */
  add(rest: Rest): void {
    const firstWord = this.#wordCount
    this.#wordCount += rest.words.length
    this.#tracker.add(rest.words)
    const letters = rest.words.join(' ').length
    const afterWord = this.#wordCount
    this.#cuttings.push({ rest, firstWord, afterWord, letters, from: this.#ms, words: [] })
  }

  /** The next audio, with the characters that came with it. */
  hear(mulaw: Uint8Array, chars: readonly TimedChar[]): void {
    this.#place(chars, mulaw.length / MULAW_BYTES_PER_MS)
    let left = mulaw
    for (
      let cut = this.#nextCut(left.length);
      cut !== undefined;
      cut = this.#nextCut(left.length)
    ) {
      this.#give(left.subarray(0, cut))
      left = left.subarray(cut)
      this.endCurrent()
    }
    this.#give(left)
  }

  /** How long nothing may come before the current sentence has ended; undefined while it cannot have. */
  patience(): Millis | undefined {
    const current = this.#cuttings[this.#current]
    if (!current) return undefined
    const givenMs = this.#ms - current.from
    const { due, inDoubt, lastTo } = this.#tracker
    const all = due >= current.afterWord || (due === current.afterWord - 1 && inDoubt)
    if (this.#timed) return all && this.#ms >= lastTo - overhangMs ? quietAfterTextMs : undefined
    return givenMs > current.letters * fastestMsPerLetter ? quietWithoutTimesMs : undefined
  }

  /** The current sentence has ended; audio that follows belongs to the next. */
  endCurrent(): void {
    const current = this.#cuttings[this.#current]
    if (!current) return
    this.#giveWords(current, Number.POSITIVE_INFINITY)
    this.#script.end(current.rest.id)
    this.#current++
    const next = this.#cuttings[this.#current]
    if (next) next.from = this.#ms
  }

  /** All audio has come. False: it was too little to be the text; sentences that have none do not end. */
  finish(): boolean {
    for (const { index, from, to } of this.#tracker.finish()) this.#keepWord(index, from, to)
    const open = this.#cuttings.slice(this.#current)
    const letters = open.reduce((sum, { letters }) => sum + letters, 0)
    const [first] = open
    const enough = first === undefined || this.#ms - first.from >= letters * fastestMsPerLetter
    // Word times are proof that a sentence was said, however fast.
    while (this.#current < this.#cuttings.length && (enough || this.#isSaid())) this.endCurrent()
    return this.#current === this.#cuttings.length
  }

  get #ms(): Millis {
    return this.#bytes / MULAW_BYTES_PER_MS
  }

  #isSaid(): boolean {
    const current = this.#cuttings[this.#current]
    return (
      current !== undefined && this.#tracker.due >= current.afterWord && this.#ms > current.from
    )
  }

  #place(chars: readonly TimedChar[], chunkMs: Millis): void {
    const [first] = chars
    if (!first) return
    this.#timed = true
    const fromStart = first.from >= chunkMs * 0.9 && Math.abs(first.from - this.#ms) <= nearMs
    const offset = fromStart ? 0 : this.#ms
    for (const { char, from, to } of chars) {
      const placed = this.#tracker.hear({ char, from: from + offset, to: to + offset })
      for (const word of placed) this.#keepWord(word.index, word.from, word.to)
      this.#noteStart()
    }
  }

  /** Where a sentence begins is known as soon as something of its first word was heard. */
  #noteStart(): void {
    const { due, dueFrom } = this.#tracker
    if (dueFrom !== undefined && !this.#starts.has(due)) this.#starts.set(due, dueFrom)
  }

  #keepWord(index: number, from: Millis, to: Millis): void {
    const cutting = this.#cuttings.find(({ afterWord }) => index < afterWord)
    const text = cutting?.rest.words[index - cutting.firstWord]
    if (!cutting || text === undefined) return
    if (index === cutting.firstWord) this.#starts.set(index, from)
    cutting.words.push({ text, from, to })
  }

  /** Bytes of the coming audio that still belong to the current sentence, if the next one begins in it. */
  #nextCut(bytes: number): number | undefined {
    const next = this.#cuttings[this.#current + 1]
    const begins = next && (this.#timed ? this.#starts.get(next.firstWord) : this.#guessedEnd())
    if (begins === undefined) return undefined
    const cut = Math.max(0, Math.round(begins * MULAW_BYTES_PER_MS) - this.#bytes)
    return cut < bytes || (cut === 0 && this.#timed) ? cut : undefined
  }

  #guessedEnd(): Millis | undefined {
    const current = this.#cuttings[this.#current]
    return current && current.from + current.letters * msPerLetter
  }

  #give(mulaw: Uint8Array): void {
    const current = this.#cuttings[this.#current]
    this.#bytes += mulaw.length
    if (!current) return
    this.#giveWords(current, this.#ms, mulaw)
  }

  /** Gives audio, and the words that begin in it. */
  #giveWords(current: Cutting, before: Millis, mulaw: Uint8Array = new Uint8Array(0)): void {
    const { id, givenMs } = current.rest
    const begun = current.words.filter(({ from }) => from < before)
    current.words = current.words.filter(({ from }) => from >= before)
    const shift = givenMs - current.from
    const words = begun.map(({ text, from, to }) => ({
      text,
      from: Math.max(givenMs, Math.round(from + shift)),
      to: Math.max(givenMs, Math.round(to + shift)),
    }))
    this.#script.give(id, mulaw, words)
  }
}
