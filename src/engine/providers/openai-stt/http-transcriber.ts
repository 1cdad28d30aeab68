/** One utterance, one request: `POST /v1/audio/transcriptions` through the official client. */
import type { Millis } from '../../audio/frame.js'
import { decodeMulaw } from '../../audio/mulaw.js'
import { loadResampling } from '../../audio/resample.js'
import { writeWavPcm16 } from '../../audio/wav-write.js'
import type { Clock } from '../../run/clock.js'
import { isLasting, ProviderFailure } from '../provider.js'
import { refusalOf } from './failure.js'
import type { Scores } from './invention.js'
import { traitsOf } from './model-traits.js'
import { type TranscriptionWish, wishFields } from './session-config.js'

export interface Transcript {
  readonly text: string
  /** Of the text as a whole; only from models that judge their words. */
  readonly scores?: Scores
}

export interface HttpOptions {
  readonly apiKey: string
  /** With `/v1`, without a slash at its end. */
  readonly baseUrl: string
  readonly wish: TranscriptionWish
  /** For the answer of one request. */
  readonly timeoutMs: Millis
  /** Requests beyond the first, for failures that may pass. */
  readonly retries: number
}

export interface HttpTranscriber {
  /** Resolves when the client is loaded, or cannot be. */
  ready(): Promise<void>
  /** @throws ProviderFailure */
  transcribe(
    mulaw: Uint8Array,
    deps: { readonly clock: Clock; readonly signal: AbortSignal },
  ): Promise<Transcript>
}

/** The models hear 16 kHz; our filter is better than one we do not know. */
const RATE = 16_000
/** The service refuses audio shorter than 100 ms. */
const LEAST_MS: Millis = 200
const RETRY_WAIT_MS: Millis = 200

/** The client takes 0.1 s of computing to load: here, before anybody waits for it. */
export function createHttpTranscriber(options: HttpOptions): HttpTranscriber {
  const client = loadClient(options)
  client.catch(noResult)
  return {
    ready: () => client.then(noResult, noResult),
    async transcribe(mulaw, { clock, signal }) {
      const wav = await wavOf(mulaw)
      for (let tried = 0; ; tried++) {
        try {
          return await ask(await client, wav, options, clock, signal)
        } catch (error) {
          if (signal.aborted || tried >= options.retries || !mayPass(error)) throw error
          await new Promise<void>((resolve) => {
            clock.alarm(clock.now() + RETRY_WAIT_MS, resolve)
          })
        }
      }
    },
  }
}

const noResult = () => {}

const mayPass = (error: unknown) =>
  error instanceof ProviderFailure && !isLasting(error.code) && error.code !== 'BAD_RESPONSE'

async function loadClient({ apiKey, baseUrl }: HttpOptions) {
  const { OpenAI } = await import('openai')
  // Waiting and trying again are ours: the client would do both by a clock of its own.
  return new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: 60_000 })
}

type Client = Awaited<ReturnType<typeof loadClient>>

async function wavOf(mulaw: Uint8Array): Promise<Uint8Array> {
  const resampling = await loadResampling()
  const pcm = resampling.convert(decodeMulaw(mulaw), 8000, RATE)
  const padded = new Int16Array(Math.max(pcm.length, (LEAST_MS * RATE) / 1000))
  padded.set(pcm)
  return writeWavPcm16(padded, RATE, 1)
}

async function ask(
  client: Client,
  wav: Uint8Array,
  { wish, timeoutMs }: HttpOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<Transcript> {
  const deadline = new AbortController()
  const disarm = clock.alarm(clock.now() + timeoutMs, () => deadline.abort())
  const scores = traitsOf(wish.model).scores
  // The client's types know only the older models; the fields are those of the newer ones too.
  const fields = wishFields(wish) as { readonly model: string }
  try {
    const answer: unknown = await client.audio.transcriptions.create(
      {
        ...fields,
        file: new File([wav], 'speech.wav', { type: 'audio/wav' }),
        response_format: scores ? 'verbose_json' : 'json',
      },
      { signal: AbortSignal.any([signal, deadline.signal]) },
    )
    return readTranscript(answer)
  } catch (error) {
    if (deadline.signal.aborted) throw new ProviderFailure('TIMEOUT', 'no transcript in time')
    throw failureOf(error)
  } finally {
    disarm()
  }
}

function failureOf(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  const { status, code, type, headers } = error as {
    readonly status?: unknown
    readonly code?: unknown
    readonly type?: unknown
    readonly headers?: unknown
  }
  if (typeof status !== 'number') {
    const broken = error instanceof SyntaxError
    return broken
      ? new ProviderFailure('BAD_RESPONSE', 'the answer is no JSON')
      : new ProviderFailure('UNAVAILABLE', 'the service could not be reached', { cause: error })
  }
  const reason = typeof code === 'string' ? code : typeof type === 'string' ? type : undefined
  const header = (name: string) =>
    headers instanceof Headers ? (headers.get(name) ?? undefined) : undefined
  const refusal = refusalOf({ status, reason, header })
  return new ProviderFailure(refusal.code, `the request was refused: ${status} ${refusal.reason}`)
}

interface WhisperSegment {
  readonly text: string
  readonly avg_logprob: number
  readonly compression_ratio: number
  readonly no_speech_prob: number
}

function readTranscript(answer: unknown): Transcript {
  const { text, segments } = (answer ?? {}) as {
    readonly text?: unknown
    readonly segments?: readonly WhisperSegment[]
  }
  if (typeof text !== 'string') throw new ProviderFailure('BAD_RESPONSE', 'the answer has no text')
  if (!Array.isArray(segments) || segments.length === 0) return { text }
  return whisperTranscript(segments)
}

/** Segments that whisper itself takes for silence go; what is left is judged by the worst of it. */
function whisperTranscript(segments: readonly WhisperSegment[]): Transcript {
  const said = segments.filter((s) => !(s.no_speech_prob > 0.6 && s.avg_logprob < -1))
  if (said.length === 0) return { text: '' }
  return {
    text: said
      .map((segment) => segment.text.trim())
      .join(' ')
      .trim(),
    scores: {
      avgLogprob: Math.min(...said.map((segment) => segment.avg_logprob)),
      compressionRatio: Math.max(...said.map((segment) => segment.compression_ratio)),
      noSpeechProb: Math.max(...said.map((segment) => segment.no_speech_prob)),
    },
  }
}
