/** Parts of a talk that need no service: a voice of known length, a model that says the same, and a holder that keeps what it sees. */
import type { Agent } from '../../engine/agent/agent.js'
import { plainAgent } from '../../engine/agent/plain.js'
import { policyWith } from '../../engine/call/policy.js'
import { noTools } from '../../engine/providers/no-model.js'
import { PartQueue } from '../../engine/providers/part-queue.js'
import type {
  LanguageModel,
  Providers,
  SpeechPart,
  TextToSpeech,
} from '../../engine/providers/provider.js'
import { wordlessStt } from '../../engine/providers/wordless-stt.js'
import { callEvents } from './call-events.js'
import type { DeskCall, Holder } from './desk-call.js'
import { eventSchema, type TalkEvent } from './event-schema.js'
import { keyboardCall } from './keyboard-call.js'
import { parseJsonRow } from './script/parse-row.js'
import type { LineReader } from './script/read-lines.js'
import { readRows } from './script/read-rows.js'
import type { TalkStack } from './stack.js'
import { typedDetector } from './typed/typed-words.js'

/** 100 ms a word, at once. */
const evenVoice: TextToSpeech = {
  open({ signal }) {
    const out = new PartQueue<SpeechPart>(signal)
    return {
      write(id, text) {
        const words = text
          .split(' ')
          .map((word, i) => ({ text: word, from: i * 100, to: i * 100 + 100 }))
        const mulaw = new Uint8Array(words.length * 800).fill(0x10)
        out.push({ type: 'audio', id, mulaw, words })
        out.push({ type: 'ended', id })
      },
      end: () => out.end(),
      [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
    }
  },
}

/** Says back what it heard. */
export const echoModel: LanguageModel = {
  async *generate(messages) {
    const last = messages.at(-1)
    const text = last?.role === 'user' ? last.text : ''
    yield {
      type: 'text',
      text: `You said ${text}. And this is the rest of a long answer that goes on for quite a while.`,
    }
    yield { type: 'ended', usage: { inputTokens: 1, outputTokens: 2 } }
  },
}

export function testStack(changes: Partial<Providers> = {}, agent?: Agent): TalkStack {
  const stt = wordlessStt()
  const voices = { tts: evenVoice, backupTts: evenVoice }
  return {
    agent:
      agent ?? plainAgent({ greeting: 'Hello there.', instructions: '', goodbyeWords: ['bye'] }),
    policy: policyWith({}),
    providers: () => ({
      ...{ vad: typedDetector, stt, llm: echoModel, tools: noTools, ...voices, ...changes },
    }),
    description: 'test parts',
    isInstant: true,
    close: async () => {},
  }
}

/** Lines that are all there. */
export function givenLines(lines: readonly string[]): LineReader {
  const waiting = [...lines]
  return {
    next: async () => waiting.shift(),
    take: () => waiting.shift(),
    arrived: async () => {},
    close: () => void waiting.splice(0),
  }
}

export interface Held {
  readonly events: readonly TalkEvent[]
  /** What the call threw. */
  readonly error: unknown
}

/** Holds a call and checks each event against the published schema. */
export async function heldCall(call: DeskCall, by: Partial<Holder> = {}): Promise<Held> {
  const events: TalkEvent[] = []
  const emit = (event: TalkEvent) => void events.push(eventSchema.parse(event))
  const { agent, description, policy } = call
  const fold = callEvents({ agent, description, rates: policy.playout, emit })
  let error: unknown
  await call
    .hold({
      observers: [fold.observe],
      warn: (message) => {
        throw new Error(message)
      },
      hangUp: new AbortController().signal,
      abandon: new AbortController().signal,
      ...by,
    })
    .catch((thrown: unknown) => {
      error = thrown
    })
  return { events, error }
}

export function scripted(rows: readonly object[], stack: TalkStack = testStack()): Promise<Held> {
  const lines = givenLines(rows.map((row) => JSON.stringify(row)))
  return heldCall(keyboardCall({ stack, rows: readRows(lines, parseJsonRow) }))
}
