import type {
  Connected,
  LanguageModel,
  Providers,
  SpeechToText,
  TextToSpeech,
  ToolRunner,
} from '../../engine/providers/provider.js'
import type { FastClock } from './fast-clock.js'

/** Somebody begins to work; the result says that they are done. */
type Begin = () => () => void

/**
 * The same providers, and the clock knows when one of them is at work: a model while it is read, a voice while it owes a sentence, a tool
 * until it returns.
 *
 * @param instant no time passes in their work. Not for providers that wait on the clock themselves: they would wait for ever.
 */
export function watched(providers: Providers, clock: FastClock, instant: boolean): Providers {
  const begin: Begin = instant ? () => holding(clock) : () => clock.work()
  return {
    ...providers,
    stt: watchedStt(providers.stt, begin),
    llm: watchedLlm(providers.llm, begin),
    tts: watchedTts(providers.tts, begin),
    backupTts: watchedTts(providers.backupTts, begin),
    tools: watchedTools(providers.tools, begin),
  }
}

function watchedStt(stt: SpeechToText, begin: Begin): SpeechToText {
  return {
    ...connected(stt),
    open(options) {
      const stream = stt.open(options)
      const owed = new Debts(begin, options.signal)
      return {
        write: (segment, frame) => stream.write(segment, frame),
        commit(segment) {
          owed.owe(segment)
          stream.commit(segment)
        },
        drop: (segment) => stream.drop(segment),
        async *[Symbol.asyncIterator]() {
          try {
            for await (const part of stream) {
              if (part.segment === undefined) owed.forgive()
              else if (part.type !== 'partial') owed.paid(part.segment)
              yield part
            }
          } finally {
            owed.forgive()
          }
        },
      }
    },
  }
}

function watchedLlm(llm: LanguageModel, begin: Begin): LanguageModel {
  return {
    ...connected(llm),
    async *generate(messages, options) {
      const owed = new Debts(begin, options.signal)
      owed.owe(0)
      try {
        yield* llm.generate(messages, options)
      } finally {
        owed.forgive()
      }
    },
  }
}

function watchedTts(tts: TextToSpeech, begin: Begin): TextToSpeech {
  return {
    ...connected(tts),
    open(options) {
      const stream = tts.open(options)
      const owed = new Debts(begin, options.signal)
      return {
        write(id, text) {
          owed.owe(id)
          stream.write(id, text)
        },
        end: () => stream.end(),
        async *[Symbol.asyncIterator]() {
          try {
            for await (const part of stream) {
              if (part.type === 'ended') owed.paid(part.id)
              yield part
            }
          } finally {
            owed.forgive()
          }
        },
      }
    },
  }
}

function watchedTools(tools: ToolRunner, begin: Begin): ToolRunner {
  return {
    async run(call, options) {
      const owed = new Debts(begin, options.signal)
      owed.owe(0)
      try {
        return await tools.run(call, options)
      } finally {
        owed.forgive()
      }
    },
  }
}

function connected(provider: Connected): Connected {
  return { warm: () => provider.warm?.(), close: () => provider.close?.() }
}

/** What a provider owes an answer to; while there is any, it is at work. */
class Debts {
  readonly #begin: Begin
  readonly #open = new Map<number, () => void>()

  constructor(begin: Begin, signal: AbortSignal) {
    this.#begin = begin
    signal.addEventListener('abort', () => this.forgive(), { once: true })
  }

  owe(what: number): void {
    if (!this.#open.has(what)) this.#open.set(what, this.#begin())
  }

  paid(what: number): void {
    this.#open.get(what)?.()
    this.#open.delete(what)
  }

  /** Nothing is owed any more. */
  forgive(): void {
    for (const done of this.#open.values()) done()
    this.#open.clear()
  }
}

function holding(clock: FastClock): () => void {
  let done: () => void = () => {}
  void clock.hold(
    new Promise<void>((resolve) => {
      done = resolve
    }),
  )
  return done
}
