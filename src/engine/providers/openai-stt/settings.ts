/** What can be set about OpenAI's speech-to-text. What only a live call can settle is a setting whose default is what others run with. */
import { z } from 'zod'
import { openAiAddress } from '../openai-address.js'

const onOff = z
  .enum(['on', 'off', 'true', 'false', '1', '0'], 'is neither on nor off')
  .transform((text) => ['on', 'true', '1'].includes(text))

const model = z.string().regex(/^[\w.:/-]{1,100}$/, 'is not the name of a model')

/** What both ways of transcribing read. */
export const commonSettings = {
  apiKey: {
    variable: 'OPENAI_API_KEY',
    secret: true,
    hint: 'make a key at platform.openai.com, API keys',
    form: z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'is no key: it holds blanks or letters that no key has'),
  },
  baseUrl: {
    variable: 'OPENAI_BASE_URL',
    hint: 'an http(s) address that ends in /v1; leave it out for OpenAI itself',
    form: openAiAddress,
  },
  language: {
    variable: 'OPENAI_STT_LANGUAGE',
    hint: 'two letters such as en, or auto',
    form: z
      .string()
      .regex(/^([a-z]{2}|auto)$/i, 'is not a language')
      // One-word turns are guessed to be in any language; most callers speak the one of the line.
      .default('en')
      .transform((text) => (text.toLowerCase() === 'auto' ? undefined : text.toLowerCase())),
  },
  keywords: {
    variable: 'OPENAI_STT_KEYWORDS',
    hint: 'names and terms that callers say, separated by commas',
    form: z
      .string()
      .transform((text) => text.split(',').map((word) => word.trim()))
      .transform((words) => words.filter((word) => word !== ''))
      .default([]),
  },
  prompt: {
    variable: 'OPENAI_STT_PROMPT',
    hint: 'a sentence about the calls; models without prompts ignore it',
    form: z.string().max(1000, 'is too long').optional(),
  },
  httpModel: {
    variable: 'OPENAI_STT_HTTP_MODEL',
    hint: 'e.g. gpt-transcribe or whisper-1',
    form: model.default('gpt-transcribe'),
  },
  filter: {
    variable: 'OPENAI_STT_FILTER',
    hint: 'on leaves out words that nobody can have said; off passes on everything',
    form: onOff.default(true),
  },
} as const

/** What concerns sessions only. */
export const realtimeSettings = {
  model: {
    variable: 'OPENAI_STT_MODEL',
    hint: 'e.g. gpt-realtime-whisper or gpt-live-transcribe',
    form: model.default('gpt-realtime-whisper'),
  },
  format: {
    variable: 'OPENAI_STT_FORMAT',
    hint: 'pcm24 (24 kHz PCM, for every model) or pcmu (mu-law as it is)',
    form: z.enum(['pcm24', 'pcmu'], 'is not a format').default('pcm24'),
  },
  delay: {
    variable: 'OPENAI_STT_DELAY',
    hint: 'minimal, low, medium, high or xhigh; only for models that stream while the caller speaks',
    form: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh'], 'is not a delay').optional(),
  },
  noiseReduction: {
    variable: 'OPENAI_STT_NOISE_REDUCTION',
    hint: 'near_field, far_field or off',
    form: z
      .enum(['near_field', 'far_field', 'off'], 'is no kind of noise reduction')
      .default('off')
      .transform((kind) => (kind === 'off' ? undefined : kind)),
  },
  fallback: {
    variable: 'OPENAI_STT_FALLBACK',
    hint: 'on asks over HTTP for words that a session does not bring; off does not',
    form: onOff.default(true),
  },
} as const
