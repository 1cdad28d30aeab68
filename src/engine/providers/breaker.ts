/**
 * A circuit breaker for each provider, shared by all calls: a service that has failed several times in a row is not asked for a while, so that
 * callers get what stands in for it at once instead of waiting for one more failure each. Then one request tries, and decides.
 *
 * What counts as a failure: a throw, and an answer of which nothing had come when the engine gave it up after a wait. A request that was
 * cancelled early (the caller spoke) says nothing about the service.
 */
import type { Millis } from '../audio/frame.js'
import type { Clock } from '../run/clock.js'
import type { ProviderKind, ProviderKinds, ProviderSource } from './definition.js'
import {
  type LanguageModel,
  ProviderFailure,
  type SpeechToText,
  type TextToSpeech,
} from './provider.js'

export interface BreakerOptions {
  /** Failures in a row that open the circuit. */
  readonly failures?: number
  /** How long the service is then left alone, ms. */
  readonly coolMs?: Millis
  /** Monotonic time of the process, ms. */
  readonly now: () => Millis
}

/** Given up before this, a request tells nothing: about as long as a caller lets a service be silent. */
const giveUpMs: Millis = 1000

export class CircuitBreaker {
  readonly #limit: number
  readonly #coolMs: Millis
  readonly #now: () => Millis
  #inARow = 0
  #closedUntil: Millis = Number.NEGATIVE_INFINITY

  constructor({ failures = 4, coolMs = 10_000, now }: BreakerOptions) {
    this.#limit = failures
    this.#coolMs = coolMs
    this.#now = now
  }

  /** How long the service must still be left alone, ms; 0: it may be asked. Whoever gets 0 after a rest is the one that tries. */
  wait(): Millis {
    if (this.#inARow < this.#limit) return 0
    const left = this.#closedUntil - this.#now()
    if (left > 0) return left
    this.#closedUntil = this.#now() + this.#coolMs
    return 0
  }

  succeeded(): void {
    this.#inARow = 0
  }

  failed(): void {
    this.#inARow++
    if (this.#inARow >= this.#limit) this.#closedUntil = this.#now() + this.#coolMs
  }
}

/** The source with a breaker before everything its calls ask of the service. */
export function withBreaker<Kind extends ProviderKind>(
  kind: Kind,
  source: ProviderSource<Kind>,
  options: BreakerOptions,
): ProviderSource<Kind> {
  const breaker = new CircuitBreaker(options)
  const guards: {
    readonly [K in ProviderKind]: (one: ProviderKinds[K], clock: Clock) => ProviderKinds[K]
  } = {
    stt: (stt, clock) => guardStt(stt, { breaker, clock, name: source.description }),
    llm: (llm, clock) => guardLlm(llm, { breaker, clock, name: source.description }),
    tts: (tts, clock) => guardTts(tts, { breaker, clock, name: source.description }),
  }
  const { before = (one) => one, ...rest } = source
  return {
    ...rest,
    forCall: (deps) => before(guards[kind](source.forCall(deps), deps.clock)),
  }
}

interface Guard {
  readonly breaker: CircuitBreaker
  readonly clock: Clock
  readonly name: string
}

function guardLlm(llm: LanguageModel, guard: Guard): LanguageModel {
  return {
    ...connectionsOf(llm),
    generate(messages, options) {
      refuseWhileOpen(guard)
      const parts = counted(guard, () => llm.generate(messages, options))
      return watch(parts, options.signal, guard)
    },
  }
}

function guardTts(tts: TextToSpeech, guard: Guard): TextToSpeech {
  return {
    ...connectionsOf(tts),
    open(options) {
      refuseWhileOpen(guard)
      const stream = counted(guard, () => tts.open(options))
      const parts = watch(stream, options.signal, guard)
      return {
        write: (id, text) => stream.write(id, text),
        end: () => stream.end(),
        [Symbol.asyncIterator]: () => parts[Symbol.asyncIterator](),
      }
    },
  }
}

/** A transcription is silent for as long as the caller is, so only its throws count. */
function guardStt(stt: SpeechToText, guard: Guard): SpeechToText {
  return {
    ...connectionsOf(stt),
    open(options) {
      refuseWhileOpen(guard)
      const stream = counted(guard, () => stt.open(options))
      const parts = watch(stream, options.signal, { ...guard, clock: stopped })
      return {
        write: (segment, frame) => stream.write(segment, frame),
        commit: (segment) => stream.commit(segment),
        drop: (segment) => stream.drop(segment),
        [Symbol.asyncIterator]: () => parts[Symbol.asyncIterator](),
      }
    },
  }
}

const stopped: Pick<Clock, 'now'> = { now: () => 0 }

function connectionsOf(one: SpeechToText | LanguageModel | TextToSpeech) {
  return { warm: () => one.warm?.(), close: () => one.close?.() }
}

function refuseWhileOpen({ breaker, name }: Guard): void {
  const wait = breaker.wait()
  if (wait === 0) return
  const seconds = Math.ceil(wait / 1000)
  throw new ProviderFailure('UNAVAILABLE', `${name} keeps failing; asked again in ${seconds} s`)
}

/** A provider that throws where it is asked has failed like one that throws later. */
function counted<T>({ breaker }: Guard, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    breaker.failed()
    throw error
  }
}

async function* watch<Part>(
  parts: AsyncIterable<Part>,
  signal: AbortSignal,
  { breaker, clock }: Omit<Guard, 'clock'> & { readonly clock: Pick<Clock, 'now'> },
): AsyncGenerator<Part, void, undefined> {
  const askedAt = clock.now()
  let answered = false
  try {
    for await (const part of parts) {
      if (!answered) breaker.succeeded()
      answered = true
      yield part
    }
    if (!answered && signal.aborted && clock.now() - askedAt >= giveUpMs) breaker.failed()
  } catch (error) {
    if (!signal.aborted) breaker.failed()
    throw error
  }
}
