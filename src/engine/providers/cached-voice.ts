/**
 * A voice that says again at once what it has said before, follows along where another call is just being told the same, and asks the voice
 * behind it for the rest.
 */
import { MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Word } from '../call/event.js'
import type { LineCache } from './line-cache.js'
import type { LineMaking } from './line-making.js'
import { PartQueue } from './part-queue.js'
import type { SpeechPart, SpeechStream, TextToSpeech } from './provider.js'

/** Longer sentences are hardly ever said twice. */
const longestKept = 240

/**
 * @param sound everything besides the text that changes how it is said: voice, model, settings
 */
export function cachedVoice(voice: TextToSpeech, cache: LineCache, sound: string): TextToSpeech {
  return {
    open: ({ signal }) => new CachedStream(voice, cache, sound, signal),
    warm: () => voice.warm?.(),
    close: () => voice.close?.(),
  }
}

/** A sentence, and what there is of it that is not its turn yet. */
interface Turn {
  readonly id: number
  readonly text: string
  readonly waiting: SpeechPart[]
  /** Others may follow it. Undefined for one that is said from memory, is followed, or is too long to be kept. */
  making: LineMaking | undefined
  /** Audio of it that was given, from whomever. */
  givenBytes: number
  /** Audio that is not wanted again, because it was given before whoever made it stopped. */
  skipBytes: number
  /** The voice behind owes it. */
  asked: boolean
  done: boolean
}

class CachedStream implements SpeechStream {
  readonly #voice: TextToSpeech
  readonly #cache: LineCache
  readonly #sound: string
  readonly #signal: AbortSignal
  readonly #out: PartQueue<SpeechPart>
  readonly #turns: Turn[] = []
  /** The voice behind, from the first sentence on that needs it; another one if that one was told of the end already. */
  #inner: SpeechStream | undefined
  /** Streams of the voice behind that have not ended. */
  #listening = 0
  #ended = false

  constructor(voice: TextToSpeech, cache: LineCache, sound: string, signal: AbortSignal) {
    this.#voice = voice
    this.#cache = cache
    this.#sound = sound
    this.#signal = signal
    this.#out = new PartQueue(signal)
  }

  write(id: number, text: string): void {
    const turn: Turn = {
      ...{ id, text, waiting: [], making: undefined },
      ...{ givenBytes: 0, skipBytes: 0, asked: false, done: false },
    }
    this.#turns.push(turn)
    const key = `${this.#sound}\n${text}`
    const line = this.#cache.get(key)
    const making = this.#cache.making(key)
    if (line) {
      this.#give(turn, line.mulaw, line.words)
      this.#finish(turn)
    } else if (making) this.#follow(turn, making)
    else {
      if (text.length <= longestKept) this.#lead(turn, this.#cache.make(key))
      this.#ask(turn)
    }
  }

  end(): void {
    this.#ended = true
    this.#inner?.end()
    this.#inner = undefined
    this.#flush()
  }

  [Symbol.asyncIterator](): AsyncIterator<SpeechPart> {
    return this.#out[Symbol.asyncIterator]()
  }

  #lead(turn: Turn, making: LineMaking): void {
    turn.making = making
    if (this.#signal.aborted) making.lost()
    this.#signal.addEventListener('abort', () => making.lost(), { once: true })
  }

  #follow(turn: Turn, making: LineMaking): void {
    const leave = making.follow({
      hear: (mulaw, words) => this.#give(turn, mulaw, words),
      ended: () => this.#finish(turn),
      lost: () => {
        turn.skipBytes = turn.givenBytes
        try {
          this.#ask(turn)
        } catch (error) {
          this.#fail(error)
        }
      },
    })
    this.#signal.addEventListener('abort', leave, { once: true })
  }

  /** Lets the voice behind say it. @throws whatever that throws */
  #ask(turn: Turn): void {
    const { id, text, making } = turn
    turn.asked = true
    try {
      const inner = this.#inner ?? this.#open()
      inner.write(id, text)
      if (this.#ended) inner.end()
      else this.#inner = inner
    } catch (error) {
      making?.lost()
      throw error
    }
  }

  #open(): SpeechStream {
    const inner = this.#voice.open({ signal: this.#signal })
    this.#listening++
    this.#listen(inner).catch((error) => this.#fail(error))
    return inner
  }

  async #listen(inner: SpeechStream): Promise<void> {
    for await (const part of inner) this.#hear(part)
    this.#listening--
    if (this.#inner === inner) this.#inner = undefined
    // A voice that stops early owes a sentence: whoever reads finds it missing.
    if (this.#turns.some(({ asked, done }) => asked && !done)) this.#stop(() => this.#out.end())
    else this.#flush()
  }

  /** Nothing more is made here, so nobody can follow. */
  #stop(tell: () => void): void {
    for (const { making } of this.#turns) making?.lost()
    tell()
  }

  #fail(error: unknown): void {
    this.#stop(() => this.#out.fail(error))
  }

  #hear(part: SpeechPart): void {
    const turn = this.#turns.find(({ id }) => id === part.id)
    if (!turn || turn.done) return
    if (part.type === 'ended') {
      turn.making?.ended()
      this.#finish(turn)
      return
    }
    const { mulaw, words = [] } = part
    turn.making?.hear(mulaw, words)
    const skipped = Math.min(turn.skipBytes, mulaw.length)
    turn.skipBytes -= skipped
    if (skipped === 0) this.#give(turn, mulaw, words)
    else if (skipped < mulaw.length)
      this.#give(turn, mulaw.subarray(skipped), wordsFrom(words, turn.givenBytes))
  }

  #give(turn: Turn, mulaw: Uint8Array, words: readonly Word[]): void {
    turn.givenBytes += mulaw.length
    const { id } = turn
    turn.waiting.push({ type: 'audio', id, mulaw, ...(words.length > 0 && { words }) })
    this.#flush()
  }

  #finish(turn: Turn): void {
    turn.waiting.push({ type: 'ended', id: turn.id })
    turn.done = true
    this.#flush()
  }

  /** Passes on whatever is next, in the order in which it was written. */
  #flush(): void {
    for (let [turn] = this.#turns; turn; [turn] = this.#turns) {
      for (const part of turn.waiting.splice(0)) this.#out.push(part)
      if (!turn.done) return
      this.#turns.shift()
    }
    if (this.#ended && this.#listening === 0) this.#out.end()
  }
}

/** Words that begin in what is left of a sentence of which so much was given. */
function wordsFrom(words: readonly Word[], givenBytes: number): readonly Word[] {
  return words.filter(({ from }) => from >= givenBytes / MULAW_BYTES_PER_MS)
}
