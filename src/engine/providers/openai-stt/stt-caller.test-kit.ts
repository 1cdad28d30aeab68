/** One call's speech-to-text against a local service: a test speaks, and sees what the engine would get. */
import type { AudioFrame } from '../../audio/frame.js'
import { FRAME_MS } from '../../audio/frame.js'
import type { FailureCode } from '../../call/event.js'
import type { Clock } from '../../run/clock.js'
import { RealClock } from '../../run/real-clock.js'
import type { SpeechToText, SpeechToTextPart, SpeechToTextStream } from '../provider.js'
import { ProviderFailure } from '../provider.js'
import { type OpenAiSttValues, openAiForCalls, realtimeLimits } from './definition.js'
import type { OpenAiSttServer } from './openai-stt-server.test-kit.js'

/** Less patient than a call, so that tests are quick; patient enough for a machine that stands still for a moment. */
export const testLimits = {
  ...realtimeLimits,
  ...{
    connectMs: 400,
    pingMs: 150,
    retryMs: 50,
    answerMs: 400,
    silentMs: 700,
    againMs: 300,
    httpMs: 500,
  },
}

/** Loud, and different at every place, so that lost or repeated audio shows. */
export function voice(ms: number, seed = 1): Uint8Array {
  let state = seed
  return Uint8Array.from({ length: ms * 8 }, () => {
    state = (state * 48_271) % 2_147_483_647
    return (state % 0x20) + (state & 0x1000 ? 0x80 : 0)
  })
}

export function framesOf(mulaw: Uint8Array, mediaAt = 0): AudioFrame[] {
  const bytes = FRAME_MS * 8
  return Array.from({ length: Math.ceil(mulaw.length / bytes) }, (_, i) => ({
    mulaw: mulaw.subarray(i * bytes, (i + 1) * bytes),
    mediaAt: mediaAt + i * FRAME_MS,
  }))
}

export interface Caller {
  readonly stt: SpeechToText
  readonly stream: SpeechToTextStream
  readonly parts: SpeechToTextPart[]
  /** What the stream threw in the end. */
  readonly ended: Promise<FailureCode | 'quietly'>
  readonly logged: object[]
  /** Speaks and is silent: a segment, committed at its end. */
  say(segment: number, ms?: number): void
  /** The first part that fits. */
  part(fits: (part: SpeechToTextPart) => boolean): Promise<SpeechToTextPart>
  answer(segment: number): Promise<SpeechToTextPart>
  end(): void
}

export const valuesFor = (
  server: Pick<OpenAiSttServer, 'url'>,
  values: Partial<OpenAiSttValues> = {},
): OpenAiSttValues => ({
  ...{ apiKey: 'sk-test', baseUrl: server.url, language: 'en', keywords: [], prompt: undefined },
  ...{ model: 'gpt-realtime-whisper', httpModel: 'gpt-transcribe', filter: true },
  ...{ format: 'pcmu', delay: undefined, noiseReduction: undefined, fallback: false },
  ...values,
})

export function realtimeCaller(
  server: OpenAiSttServer,
  values: Partial<OpenAiSttValues> = {},
  { limits = testLimits, clock = new RealClock() as Clock } = {},
): Caller {
  const logged: object[] = []
  const log = { warn: (fields: object, message: string) => logged.push({ ...fields, message }) }
  const { forCall } = openAiForCalls(valuesFor(server, values), limits)
  return listenTo(forCall({ clock, log: { warn: (f, m) => void log.warn(f, m) } }), logged)
}

export function listenTo(stt: SpeechToText, logged: object[] = []): Caller {
  const controller = new AbortController()
  const stream = stt.open({ signal: controller.signal })
  const parts: SpeechToTextPart[] = []
  const waiting = new Set<() => void>()
  const ended = (async () => {
    try {
      for await (const part of stream) {
        parts.push(part)
        for (const look of [...waiting]) look()
      }
      return 'quietly'
    } catch (error) {
      if (error instanceof ProviderFailure) return error.code
      throw error
    }
  })()
  const part = (fits: (part: SpeechToTextPart) => boolean) =>
    new Promise<SpeechToTextPart>((resolve) => {
      const look = () => {
        const found = parts.find(fits)
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return {
    ...{ stt, stream, parts, ended, logged, part },
    say(segment, ms = 600) {
      for (const frame of framesOf(voice(ms, segment))) stream.write(segment, frame)
      stream.commit(segment)
    },
    answer: (segment) => part((p) => p.type !== 'partial' && p.segment === segment),
    end: () => controller.abort(),
  }
}
