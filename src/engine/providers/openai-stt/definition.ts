/** OpenAI's speech-to-text in the catalog: `openai` over realtime sessions, `openai-http` with one request for each utterance. */
import { VoiceAgentError } from '../../errors.js'
import { type CallDeps, defineProvider, type SettingValues } from '../definition.js'
import { createHearing } from './hearing.js'
import { httpStt } from './http-stt.js'
import { createHttpTranscriber } from './http-transcriber.js'
import { traitsOf } from './model-traits.js'
import type { SessionLimits } from './realtime-session.js'
import type { StreamLimits } from './realtime-stream.js'
import { realtimeStt } from './realtime-stt.js'
import type { SessionWish, TranscriptionWish } from './session-config.js'
import { commonSettings, realtimeSettings } from './settings.js'

/**
 * Defaults of ours. The slowest published answers take 965 ms (p95) and 1655 ms (p99) after a commit, and the engine waits 2500 ms: one
 * that is not there after 1500 ms is asked for again while that may still help.
 */
export const realtimeLimits: SessionLimits & StreamLimits & { readonly httpMs: number } = {
  connectMs: 3000,
  pingMs: 5000,
  rotateMs: 55 * 60_000,
  retryMs: 250,
  answerMs: 1500,
  silentMs: 3500,
  againMs: 30_000,
  httpMs: 4000,
}

const settings = { ...commonSettings, ...realtimeSettings }

export type OpenAiSttValues = SettingValues<typeof settings>

export const openAiStt = defineProvider({
  kind: 'stt',
  name: 'openai',
  settings,
  create(values) {
    const { model, delay } = values
    if (delay !== undefined && !traitsOf(model).delay) {
      throw new VoiceAgentError(
        'E_CONFIG',
        `OPENAI_STT_DELAY is "${delay}", but ${model} has no delay to set.`,
        'leave OPENAI_STT_DELAY out, or set OPENAI_STT_MODEL to gpt-realtime-whisper',
      )
    }
    return { description: `openai ${model}`, ...openAiForCalls(values, realtimeLimits) }
  },
})

export const openAiHttpStt = defineProvider({
  kind: 'stt',
  name: 'openai-http',
  settings: commonSettings,
  create(values) {
    const wish = { ...values, model: values.httpModel }
    const { apiKey, baseUrl } = values
    const transcriber = createHttpTranscriber({
      ...{ apiKey, baseUrl, wish, retries: 1, timeoutMs: realtimeLimits.httpMs },
    })
    return {
      description: `openai ${wish.model} over HTTP`,
      ready: transcriber.ready,
      forCall: ({ clock, log }) =>
        httpStt({ clock, transcriber, hearing: createHearing(wish, values.filter, log) }),
    }
  },
})

/** What makes the speech-to-text of each call, and when it can; apart from the definition so that tests can be less patient. */
export function openAiForCalls(values: OpenAiSttValues, limits: typeof realtimeLimits) {
  const { apiKey, baseUrl, language, keywords, prompt } = values
  const { model, format, delay, noiseReduction } = values
  const spoken = { language, keywords, prompt }
  const wish: SessionWish = { ...spoken, model, format, delay, noiseReduction }
  const second: TranscriptionWish = { ...spoken, model: values.httpModel }
  const fallback = values.fallback
    ? createHttpTranscriber({
        ...{ apiKey, baseUrl, wish: second, retries: 0, timeoutMs: limits.httpMs },
      })
    : undefined
  const url = sessionUrl(baseUrl)
  const forCall = ({ clock, log }: CallDeps) => {
    const hearing = createHearing(wish, values.filter, log)
    return realtimeStt(
      { url, apiKey, wish, limits, clock, log },
      { clock, log, limits, hearing, fallback },
    )
  }
  return { forCall, ready: async () => fallback?.ready() }
}

/** A model in the address would open a conversation, which refuses to transcribe. */
export function sessionUrl(baseUrl: string): string {
  const url = new URL(`${baseUrl}/realtime`)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.search = '?intent=transcription'
  return url.href
}
