/**
 * The work of the child process: audio of numbered segments in, words out. It runs apart because decoding blocks its thread, because the
 * native library prints what it likes, and because a file that is no model ends the process that loads it.
 */
import type { default as Sherpa } from 'sherpa-onnx-node'
import { decodeMulaw, MULAW_SILENCE } from '../../audio/mulaw.js'
import type { Resampler, Resampling } from '../../audio/resample.js'
import type { SherpaModel } from './model-files.js'

export interface RecognitionOptions {
  readonly model: SherpaModel
  /** Samples a second that the model was taught with. */
  readonly rate: number
  readonly language: string
  readonly threads: number
}

/** `key` names a segment of a stream; it is made up by the parent. */
export type ToRecognition =
  | { readonly type: 'audio'; readonly key: string; readonly mulaw: Uint8Array }
  | { readonly type: 'commit'; readonly key: string }
  | { readonly type: 'drop'; readonly key: string }

export type FromRecognition =
  | { readonly type: 'ready' }
  | { readonly type: 'partial'; readonly key: string; readonly text: string }
  | { readonly type: 'final'; readonly key: string; readonly text: string }

export interface Recognition {
  hear(message: ToRecognition): void
}

/** One segment on its way. */
interface Listener {
  /** Words so far. */
  write(samples: Float32Array): string
  end(): string
}

/** A transducer looks ahead: without so much silence it keeps the last word to itself. */
const TAIL_MS = 500
const FEATURES = 80

/** @param say hears words as they come; same words are not said twice */
export function createRecognition(
  sherpa: typeof Sherpa,
  resampling: Resampling,
  options: RecognitionOptions,
  say: (message: FromRecognition) => void,
): Recognition {
  const { rate } = options
  const listen =
    options.model.kind === 'transducer' ? streaming(sherpa, options) : whole(sherpa, options)
  const segments = new Map<string, { listener: Listener; resampler: Resampler; text: string }>()
  const open = (key: string) => {
    const known = segments.get(key)
    if (known) return known
    const segment = { listener: listen(), resampler: resampling.open(8000, rate), text: '' }
    segments.set(key, segment)
    return segment
  }
  const forget = (key: string) => {
    segments.get(key)?.resampler.close()
    segments.delete(key)
  }
  return {
    hear(message) {
      const { key } = message
      if (message.type === 'drop') return forget(key)
      const segment = open(key)
      const tail = new Uint8Array(TAIL_MS * 8).fill(MULAW_SILENCE)
      const mulaw = message.type === 'audio' ? message.mulaw : tail
      const text = written(
        segment.listener.write(floats(segment.resampler.write(decodeMulaw(mulaw)))),
      )
      if (message.type === 'commit') {
        say({ type: 'final', key, text: written(segment.listener.end()) })
        forget(key)
      } else if (text !== segment.text) {
        segment.text = text
        say({ type: 'partial', key, text })
      }
    },
  }
}

function streaming(sherpa: typeof Sherpa, options: RecognitionOptions): () => Listener {
  const { model, rate } = options
  if (model.kind !== 'transducer') throw new TypeError('not a streaming model')
  const { encoder, decoder, joiner } = model
  const recognizer = new sherpa.OnlineRecognizer({
    featConfig: { sampleRate: rate, featureDim: FEATURES },
    modelConfig: { ...common(options), transducer: { encoder, decoder, joiner } },
  })
  return () => {
    const stream = recognizer.createStream()
    const decode = () => {
      while (recognizer.isReady(stream)) recognizer.decode(stream)
      return recognizer.getResult(stream).text
    }
    return {
      write(samples) {
        stream.acceptWaveform({ samples, sampleRate: rate })
        return decode()
      },
      end() {
        stream.inputFinished()
        return decode()
      },
    }
  }
}

function whole(sherpa: typeof Sherpa, options: RecognitionOptions): () => Listener {
  const { model, rate, language } = options
  const { encoder, decoder } = model
  const recognizer = new sherpa.OfflineRecognizer({
    featConfig: { sampleRate: rate, featureDim: FEATURES },
    modelConfig: {
      ...common(options),
      whisper: { encoder, decoder, language, task: 'transcribe' },
    },
  })
  return () => {
    const stream = recognizer.createStream()
    const pieces: Float32Array[] = []
    return {
      write(samples) {
        pieces.push(samples)
        return ''
      },
      end() {
        stream.acceptWaveform({ samples: join(pieces), sampleRate: rate })
        recognizer.decode(stream)
        return recognizer.getResult(stream).text
      },
    }
  }
}

function common({ model, threads }: RecognitionOptions) {
  return { tokens: model.tokens, numThreads: threads, provider: 'cpu', debug: 0 }
}

/** Many models know capitals only, which nobody wants to read, and no voice speaks well. */
function written(text: string): string {
  const trimmed = text.trim()
  return trimmed === trimmed.toUpperCase() ? trimmed.toLowerCase() : trimmed
}

const floats = (pcm: Int16Array) => Float32Array.from(pcm, (sample) => sample / 32_768)

function join(pieces: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}
