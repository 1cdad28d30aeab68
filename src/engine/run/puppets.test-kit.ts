/** Providers and a transport that do nothing by themselves: a test sees what they were told and says what they answer. */
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { Message } from '../call/conversation.js'
import type { ToolCall, TransportEvent } from '../call/event.js'
import {
  type CallTransport,
  detectorWindowMs,
  type LanguageModelPart,
  type Providers,
  type SpeechPart,
  type SpeechToTextPart,
  type SpeechToTextStream,
  type VoiceActivity,
} from '../providers/provider.js'
import { Feed } from './feed.test-kit.js'

interface Told {
  readonly told: string[]
  readonly signal: AbortSignal
}
export interface FakeStt extends Told {
  readonly feed: Feed<SpeechToTextPart>
  /** Thrown by whoever tells it something. */
  broken?: unknown
}
export interface FakeVoice extends Told {
  readonly feed: Feed<SpeechPart>
  readonly name: string
}
export interface FakeAnswer {
  readonly messages: readonly Message[]
  readonly tools: readonly string[]
  readonly signal: AbortSignal
  readonly feed: Feed<LanguageModelPart>
}
export interface FakeToolRun {
  readonly call: ToolCall
  readonly signal: AbortSignal
  succeed(output: string): void
  fail(error: unknown): void
}

export interface Puppets {
  readonly providers: Providers
  readonly stt: FakeStt[]
  readonly answers: FakeAnswer[]
  readonly voices: FakeVoice[]
  readonly toolRuns: FakeToolRun[]
  readonly transport: FakeTransport
}

export interface FakeTransport extends CallTransport {
  readonly told: string[]
  receive(event: TransportEvent): void
}

export function puppets(): Puppets {
  const stt: FakeStt[] = []
  const answers: FakeAnswer[] = []
  const voices: FakeVoice[] = []
  const toolRuns: FakeToolRun[] = []
  const voice = (name: string): Providers['tts'] => ({
    open: ({ signal }) => {
      const told: string[] = []
      const feed = new Feed<SpeechPart>()
      voices.push({ name, told, signal, feed })
      return {
        write: (id, text) => void told.push(`${id} ${text}`),
        end: () => void told.push('end'),
        [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),
      }
    },
  })
  const providers: Providers = {
    vad: levelDetector,
    stt: { open: ({ signal }) => openStt(stt, signal) },
    llm: {
      generate: (messages, { tools, signal }) => {
        const feed = new Feed<LanguageModelPart>()
        answers.push({ messages, tools: tools.map(({ name }) => name), signal, feed })
        return feed
      },
    },
    tts: voice('main'),
    backupTts: voice('backup'),
    tools: {
      run: (call, { signal }) =>
        new Promise((succeed, fail) => void toolRuns.push({ call, signal, succeed, fail })),
    },
  }
  return { providers, stt, answers, voices, toolRuns, transport: fakeTransport() }
}

function openStt(opened: FakeStt[], signal: AbortSignal): SpeechToTextStream {
  const fake: FakeStt = { told: [], signal, feed: new Feed<SpeechToTextPart>() }
  opened.push(fake)
  const tell = (what: string) => {
    if (fake.broken !== undefined) throw fake.broken
    fake.told.push(what)
  }
  return {
    write: (segment, frame) => tell(`write ${segment} ${frame.mediaAt}`),
    commit: (segment) => tell(`commit ${segment}`),
    drop: (segment) => tell(`drop ${segment}`),
    [Symbol.asyncIterator]: () => fake.feed[Symbol.asyncIterator](),
  }
}

function fakeTransport(): FakeTransport {
  const told: string[] = []
  let receive: (event: TransportEvent) => void = () => {}
  return {
    told,
    open: (given) => {
      receive = given
    },
    receive: (event) => receive(event),
    play: (mulaw, mark) => void told.push(`play ${mulaw.length / 8} ms to ${mark.endMs}`),
    clear: () => void told.push('clear'),
    transfer: (to) => void told.push(`transfer to ${to}`),
    hangUp: (why) => void told.push(`hang up: ${why}`),
  }
}

/** Takes a window for speech when it begins with anything but digital silence. */
export const levelDetector: VoiceActivity = {
  open: () => {
    const windowBytes = detectorWindowMs * 8
    let pending: number[] = []
    return {
      score: (mulaw) => {
        pending = [...pending, ...mulaw]
        const scores = []
        for (; pending.length >= windowBytes; pending = pending.slice(windowBytes)) {
          const speech = pending[0] !== MULAW_SILENCE
          scores.push({ probability: speech ? 0.9 : 0.01, level: speech ? -20 : -96 })
        }
        return scores
      },
      close: () => {},
    }
  },
}
