/** A voice that says again at once what it has said before, and asks the voice behind it for the rest. */
import { joinMulaw } from '../audio/frame.js'
import type { Word } from '../call/event.js'
import type { LineCache } from './line-cache.js'
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

/** A sentence in its turn. One that was not kept gathers what the voice makes of it. */
interface Turn {
  readonly id: number
  readonly key: string
  readonly kept: boolean
  readonly pieces: Uint8Array[]
  readonly words: Word[]
}

class CachedStream implements SpeechStream {
  readonly #voice: TextToSpeech
  readonly #cache: LineCache
  readonly #sound: string
  readonly #signal: AbortSignal
  readonly #out: PartQueue<SpeechPart>
  readonly #turns: Turn[] = []
  /** The voice behind, from the first sentence on that needs it. */
  #inner: SpeechStream | undefined
  #innerDone = false
  #ended = false

  constructor(voice: TextToSpeech, cache: LineCache, sound: string, signal: AbortSignal) {
    this.#voice = voice
    this.#cache = cache
    this.#sound = sound
    this.#signal = signal
    this.#out = new PartQueue(signal)
  }

  write(id: number, text: string): void {
    const key = `${this.#sound}\n${text}`
    const line = this.#cache.get(key)
    if (line) {
      this.#turns.push({ id, key, kept: true, pieces: [line.mulaw], words: [...line.words] })
      this.#sayKept()
      return
    }
    this.#turns.push({ id, key, kept: false, pieces: [], words: [] })
    this.#behind().write(id, text)
  }

  end(): void {
    this.#ended = true
    this.#inner?.end()
    this.#endIfSaid()
  }

  [Symbol.asyncIterator](): AsyncIterator<SpeechPart> {
    return this.#out[Symbol.asyncIterator]()
  }

  #behind(): SpeechStream {
    if (this.#inner) return this.#inner
    this.#inner = this.#voice.open({ signal: this.#signal })
    this.#listen(this.#inner).catch((error) => this.#out.fail(error))
    return this.#inner
  }

  async #listen(inner: SpeechStream): Promise<void> {
    for await (const part of inner) this.#hear(part)
    this.#innerDone = true
    // A voice that stops early owes a sentence: whoever reads finds it missing.
    if (this.#ended || this.#turns.length > 0) this.#out.end()
  }

  #hear(part: SpeechPart): void {
    this.#out.push(part)
    const turn = this.#turns.find(({ id }) => id === part.id)
    if (!turn) return
    if (part.type === 'audio') {
      turn.pieces.push(part.mulaw)
      turn.words.push(...(part.words ?? []))
      return
    }
    this.#turns.splice(this.#turns.indexOf(turn), 1)
    this.#keep(turn)
    this.#sayKept()
    this.#endIfSaid()
  }

  #keep({ key, pieces, words }: Turn): void {
    const mulaw = joinMulaw(pieces)
    const short = key.length - this.#sound.length <= longestKept
    if (short && mulaw.length > 0) this.#cache.keep(key, { mulaw, words })
  }

  /** Says kept sentences whose turn it is. */
  #sayKept(): void {
    for (let [turn] = this.#turns; turn?.kept; [turn] = this.#turns) {
      const [mulaw = new Uint8Array(0)] = turn.pieces
      const { id, words } = turn
      this.#out.push({ type: 'audio', id, mulaw, ...(words.length > 0 && { words }) })
      this.#out.push({ type: 'ended', id })
      this.#turns.shift()
    }
  }

  #endIfSaid(): void {
    const over = this.#inner === undefined || this.#innerDone
    if (this.#ended && over && this.#turns.length === 0) this.#out.end()
  }
}
