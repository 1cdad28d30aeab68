/** `sherpa` in the catalog: speech-to-text without any service, through the optional package sherpa-onnx-node. */
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { defineProvider } from '../definition.js'
import { checkSherpa } from './check-sherpa.js'
import { findModel } from './model-files.js'
import { SherpaProcess } from './sherpa-process.js'
import { sherpaStt } from './sherpa-stt.js'

const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'is not a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `is not from ${least} to ${most}`)

export const sherpaSpeechToText = defineProvider({
  kind: 'stt',
  name: 'sherpa',
  settings: {
    modelDir: {
      variable: 'SHERPA_MODEL_DIR',
      hint: 'the directory of an unpacked sherpa-onnx model: a streaming transducer, or Whisper',
      form: z.string().min(1),
    },
    rate: {
      variable: 'SHERPA_SAMPLE_RATE',
      hint: 'samples a second the model was taught with; nearly all have 16000',
      form: z.string().default('16000').pipe(count(8000, 48_000)),
    },
    threads: {
      variable: 'SHERPA_THREADS',
      hint: 'threads that one recogniser may use',
      form: z.string().default('1').pipe(count(1, 64)),
    },
    language: {
      variable: 'SHERPA_LANGUAGE',
      hint: 'two letters such as en; for Whisper models only',
      form: z
        .string()
        .regex(/^[a-z]{2}$/, 'is not a language')
        .default('en'),
    },
  },
  create({ modelDir, rate, threads, language }, { cwd }) {
    const dir = resolve(cwd, modelDir)
    const options = { model: findModel(dir), rate, threads, language }
    checkSherpa(options)
    const recogniser = new SherpaProcess(options)
    return {
      description: `sherpa ${basename(dir)}`,
      forCall: () => sherpaStt(recogniser),
      close: async () => recogniser.close(),
    }
  },
})
