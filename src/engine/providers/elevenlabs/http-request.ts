/** The streaming request with timestamps, made by the vendor's own package. */
import { ProviderFailure } from '../provider.js'
import { isRecord } from '../record.js'
import { statusMeaning, voiceFailure } from './failure.js'
import { chunkOf, type SpokenChunk } from './server-message.js'
import type { SpeechRequest } from './speak-over-http.js'
import type { WireFormat } from './wire-audio.js'

type Sdk = typeof import('@elevenlabs/elevenlabs-js/api/resources/textToSpeech/client/Client.js')

export interface RequestOptions {
  readonly apiKey: string
  readonly baseUrl: string
  readonly voice: string
  readonly model: string
  readonly format: WireFormat
  readonly stability: number
  readonly similarity: number
  readonly speed: number
}

/**
 * Loads the package. It takes one to two seconds of CPU and 90 MB, so it is asked for when a source is made and never during a call. What
 * is imported is the part that speaks: half the price of the whole.
 */
export function loadSdk(): Promise<Sdk> {
  return import('@elevenlabs/elevenlabs-js/api/resources/textToSpeech/client/Client.js')
}

/** @param sdk what `loadSdk` gave; waits go through the caller's clock, so the package neither retries nor times out by itself */
export function speechRequest(options: RequestOptions, sdk: Promise<Sdk>): SpeechRequest {
  return async function* (text, signal) {
    try {
      const { TextToSpeechClient } = await sdk
      const { apiKey, baseUrl, voice, model, format } = options
      const client = new TextToSpeechClient({ apiKey, baseUrl, maxRetries: 0 })
      const { stability, similarity: similarityBoost, speed } = options
      const voiceSettings = { stability, similarityBoost, speed }
      const body = { text, modelId: model, outputFormat: format, voiceSettings }
      const answer = client.streamWithTimestamps(voice, body, { abortSignal: signal })
      const { data, rawResponse } = await answer.withRawResponse()
      checkType(rawResponse.headers.get('content-type'))
      for await (const line of data) yield chunk(line)
    } catch (error) {
      if (!signal.aborted) throw failureOf(error)
    }
  }
}

function chunk(line: unknown): SpokenChunk {
  const found = isRecord(line) ? chunkOf(line) : undefined
  if (!found) throw voiceFailure('BAD_RESPONSE', 'sent a line that is no audio')
  return found
}

/** A page or a file that came with status 200 is no speech. */
function checkType(type: string | null): void {
  if (type === null || /json|event-stream/i.test(type)) return
  throw voiceFailure('BAD_RESPONSE', 'answered with something else than speech')
}

function failureOf(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  if (!isRecord(error)) return voiceFailure('BAD_RESPONSE', 'broke off', error)
  if (typeof error.statusCode === 'number') {
    const said = JSON.stringify(error.body ?? '')
    return voiceFailure(statusMeaning(error.statusCode, said), 'refuses to speak')
  }
  if (error.name === 'ElevenLabsTimeoutError') return voiceFailure('TIMEOUT', 'sends no answer')
  const parsed = error instanceof SyntaxError || error.name === 'ParseError'
  return voiceFailure(parsed ? 'BAD_RESPONSE' : 'UNAVAILABLE', 'cannot be reached', error)
}
