/**
 * Says a script over a socket, one context for all of it. Sentences go out as they are written, each to be made at once; the end of the
 * script closes the context. Watches for a service that says nothing, and keeps the context alive while nothing is asked of it.
 */
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import { voiceFailure } from './failure.js'
import type { ReplyScript, Rest } from './reply-script.js'
import { SentenceCutter } from './sentence-cutter.js'
import type { SpokenChunk } from './server-message.js'
import type { VoiceLink } from './voice-link.js'
import type { VoiceContext } from './voice-socket.js'
import type { WireAudio } from './wire-audio.js'

export interface SocketRoute {
  readonly link: VoiceLink
  readonly clock: Clock
  /** No audio for so long, while some is due: the socket does not work. */
  readonly stallMs: Millis
  readonly openAudio: () => Promise<WireAudio>
}

/** Well below the 20 s after which the service drops a context that says nothing. */
const keepAliveMs: Millis = 15_000
/** An alarm this late says more about this process than about the service. */
const lagMs: Millis = 100

/**
 * Resolves when all was said, or when the context has ended and nothing is left to say for now.
 *
 * @throws ProviderFailure; what is left to say is in the script
 */
export async function speakOverSocket(
  route: SocketRoute,
  script: ReplyScript,
  signal: AbortSignal,
): Promise<void> {
  const audio = await route.openAudio()
  try {
    await new Promise<void>((resolve, reject) => {
      const saying = new Saying(route, script, audio, { resolve, reject })
      signal.addEventListener('abort', () => saying.drop(), { once: true })
      if (signal.aborted) saying.drop()
      else void saying.begin()
    })
  } finally {
    audio.close()
  }
}

interface Outcome {
  readonly resolve: () => void
  readonly reject: (failure: unknown) => void
}

class Saying {
  readonly #route: SocketRoute
  readonly #script: ReplyScript
  readonly #audio: WireAudio
  readonly #outcome: Outcome
  readonly #cutter: SentenceCutter
  readonly #asked = new Set<number>()
  #context: VoiceContext | undefined
  #finishing = false
  #over = false
  /** When something was last sent or came. */
  #lastAt: Millis
  #disarm: () => void = () => {}

  constructor(route: SocketRoute, script: ReplyScript, audio: WireAudio, outcome: Outcome) {
    this.#route = route
    this.#script = script
    this.#audio = audio
    this.#outcome = outcome
    this.#cutter = new SentenceCutter(script)
    this.#lastAt = route.clock.now()
  }

  async begin(): Promise<void> {
    try {
      const context = await this.#route.link.open({
        hear: (chunk) => this.#attempt(() => this.#hear(chunk)),
        final: () => this.#attempt(() => this.#final()),
        failed: (failure) => this.#fail(failure),
      })
      this.#context = context
      if (this.#over) return context.drop()
      this.#script.listen(() => this.#attempt(() => this.#sendWritten()))
      this.#sendWritten()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Nobody listens any more. */
  drop(): void {
    this.#settle()
    this.#context?.drop()
    this.#outcome.resolve()
  }

  #sendWritten(): void {
    for (const rest of this.#script.unfinished()) {
      if (this.#asked.has(rest.id)) continue
      this.#asked.add(rest.id)
      this.#ask(rest)
    }
    if (this.#script.closed && !this.#finishing) {
      this.#finishing = true
      this.#context?.finish()
    }
    this.#watch()
  }

  #ask(rest: Rest): void {
    // All of it had been given when another socket broke.
    if (rest.words.length === 0) this.#script.end(rest.id)
    else {
      this.#cutter.add(rest)
      this.#lastAt = this.#route.clock.now()
      this.#context?.say(rest.words.join(' '))
    }
  }

  #hear({ audio, chars }: SpokenChunk): void {
    if (audio.length === 0 && chars.length === 0) return
    this.#lastAt = this.#route.clock.now()
    this.#cutter.hear(this.#audio.write(audio), chars)
    this.#watch()
  }

  #final(): void {
    this.#cutter.hear(this.#audio.end(), [])
    if (!this.#cutter.finish()) throw voiceFailure('BAD_RESPONSE', 'sent no audio for a sentence')
    this.#done()
  }

  /** Waits for what is due next: the end of a sentence by silence, audio, or the next sign of life. */
  #watch(): void {
    const { clock, stallMs } = this.#route
    this.#disarm()
    if (this.#over) return
    const due = this.#script.unfinished().length > 0
    if (!due && this.#finishing) {
      this.#done()
      return
    }
    const patience = this.#cutter.patience()
    const wait = due ? (patience ?? stallMs) : keepAliveMs
    const at = this.#lastAt + wait
    this.#disarm = clock.alarm(at, () => {
      // A process that stood still has not read yet what came meanwhile.
      const stood = clock.now() - at > lagMs
      if (!stood) this.#attempt(() => this.#overdue(due, patience !== undefined))
      else this.#lastAt = clock.now()
      this.#watch()
    })
  }

  #overdue(due: boolean, mayHaveEnded: boolean): void {
    this.#lastAt = this.#route.clock.now()
    if (!due) this.#context?.keepAlive()
    else if (mayHaveEnded) this.#cutter.endCurrent()
    else {
      this.#route.link.distrust()
      throw voiceFailure('TIMEOUT', 'sends no audio')
    }
  }

  #attempt(work: () => void): void {
    if (this.#over) return
    try {
      work()
    } catch (error) {
      this.#fail(error)
    }
  }

  #done(): void {
    this.#settle()
    this.#context?.drop()
    this.#outcome.resolve()
  }

  #fail(error: unknown): void {
    if (this.#over) return
    this.#settle()
    this.#context?.drop()
    this.#outcome.reject(error)
  }

  #settle(): void {
    this.#over = true
    this.#disarm()
    this.#script.listen(() => {})
  }
}
