/**
 * Services that answer a recorded caller in place of the tape, in real time. What they answer is marked as live, so that a verdict says
 * which of its turns cannot be had again.
 */
import type { LanguageModel, Providers, SpeechToText, TextToSpeech } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import type { TapeUse } from './tape-use.js'

/** The parts of a replay that a service can answer. */
export const livePartNames = ['stt', 'llm', 'tts'] as const

export type LivePartName = (typeof livePartNames)[number]

/** What takes the place of the tape. */
export type LiveParts = Partial<Pick<Providers, LivePartName>>

/** Makes them for one call. */
export type OpenLiveParts = (clock: Clock) => LiveParts

const why = 'answered by a live service'

/** The same services; each answer is kept as live. */
export function markedLive({ stt, llm, tts }: LiveParts, clock: Clock, use: TapeUse): LiveParts {
  return {
    ...(stt && { stt: markedStt(stt, clock, use) }),
    ...(llm && { llm: markedLlm(llm, clock, use) }),
    ...(tts && { tts: markedTts(tts, clock, use) }),
  }
}

function markedStt(stt: SpeechToText, clock: Clock, use: TapeUse): SpeechToText {
  return {
    ...connectionOf(stt),
    open(options) {
      const stream = stt.open(options)
      return {
        write: (segment, frame) => stream.write(segment, frame),
        commit(segment) {
          use.rests({ part: 'stt', at: clock.now(), basis: 'live', why, segment })
          stream.commit(segment)
        },
        drop: (segment) => stream.drop(segment),
        [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
      }
    },
  }
}

function markedLlm(llm: LanguageModel, clock: Clock, use: TapeUse): LanguageModel {
  return {
    ...connectionOf(llm),
    generate(messages, options) {
      use.rests({ part: 'llm', at: clock.now(), basis: 'live', why })
      return llm.generate(messages, options)
    },
  }
}

function markedTts(tts: TextToSpeech, clock: Clock, use: TapeUse): TextToSpeech {
  return {
    ...connectionOf(tts),
    open(options) {
      const stream = tts.open(options)
      return {
        write(id, text) {
          use.rests({ part: 'tts', at: clock.now(), basis: 'live', why, key: text, voice: 'main' })
          stream.write(id, text)
        },
        end: () => stream.end(),
        [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
      }
    },
  }
}

function connectionOf(part: SpeechToText | LanguageModel | TextToSpeech) {
  return { warm: () => part.warm?.(), close: () => part.close?.() }
}
