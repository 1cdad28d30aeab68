/** The one message that configures a realtime transcription session, and the check of what the service made of it. */
import { traitsOf } from './model-traits.js'
import type { EchoedSession } from './server-event.js'

/** How the audio travels: 24 kHz PCM (every model takes it), or the mu-law of the line as it is. */
export type WireFormat = 'pcm24' | 'pcmu'

/** What is wanted of a transcription, over either way. */
export interface TranscriptionWish {
  readonly model: string
  /** ISO 639-1; undefined lets the service find out. */
  readonly language: string | undefined
  /** Names and terms that callers are likely to say. */
  readonly keywords: readonly string[]
  readonly prompt: string | undefined
}

export interface SessionWish extends TranscriptionWish {
  readonly format: WireFormat
  readonly delay: string | undefined
  readonly noiseReduction: 'near_field' | 'far_field' | undefined
}

/** The settings a model understands, under the names it knows them by. */
export function wishFields(wish: TranscriptionWish): Readonly<Record<string, unknown>> {
  const { languages, keywords, prompt } = traitsOf(wish.model)
  const { language } = wish
  return {
    model: wish.model,
    ...(language === undefined
      ? {}
      : languages === 'one'
        ? { language }
        : { languages: [language] }),
    ...(keywords && wish.keywords.length > 0 ? { keywords: wish.keywords } : {}),
    ...(prompt && wish.prompt !== undefined ? { prompt: wish.prompt } : {}),
  }
}

/**
 * Cutting turns is our own business, and models that could do it do it unless told not to: `turn_detection` is always sent as null.
 * Models that cannot do it take null as well.
 */
export function sessionUpdate(wish: SessionWish, eventId: string): string {
  const { delay, noiseReduction } = wish
  return JSON.stringify({
    type: 'session.update',
    event_id: eventId,
    session: {
      type: 'transcription',
      audio: {
        input: {
          format: formats[wish.format],
          noise_reduction: noiseReduction === undefined ? null : { type: noiseReduction },
          transcription: { ...wishFields(wish), ...(delay === undefined ? {} : { delay }) },
          turn_detection: null,
        },
      },
    },
  })
}

const formats = {
  pcm24: { type: 'audio/pcm', rate: 24_000 },
  pcmu: { type: 'audio/pcmu' },
} as const

/**
 * What the service has set otherwise than asked, for a person; undefined when all is well. What it leaves out is not held against it.
 */
export function mismatch(wish: SessionWish, echoed: EchoedSession): string | undefined {
  const { format, transcription, turn_detection } = echoed.audio?.input ?? {}
  const asked: { readonly type: string; readonly rate?: number } = formats[wish.format]
  const wrongRate = format?.rate != null && asked.rate !== undefined && format.rate !== asked.rate
  if (format?.type !== undefined && (format.type !== asked.type || wrongRate)) {
    return `the audio format is ${format.type} ${format.rate ?? ''} instead of ${asked.type}`
  }
  if (transcription?.model !== undefined && !sameModel(transcription.model, wish.model)) {
    return `the model is ${transcription.model} instead of ${wish.model}`
  }
  return turn_detection == null ? undefined : 'the service cuts the turns itself, against our wish'
}

/** A service may answer with the dated name of the model it was asked for. */
function sameModel(echoed: string, asked: string): boolean {
  return echoed === asked || /^-\d{4}-\d\d-\d\d$/.test(echoed.slice(asked.length))
}
