/** What can be set about the ElevenLabs voice. Both ways to it read the same. */
import { z } from 'zod'
import type { ProviderSetting, SettingValues } from '../definition.js'
import { wireFormats } from './wire-audio.js'

const number = (least: number, most: number) => {
  const wrong = `is not a number from ${least} to ${most}`
  return z.coerce.number(wrong).min(least, wrong).max(most, wrong)
}

export const elevenlabsSettings = {
  apiKey: {
    variable: 'ELEVENLABS_API_KEY',
    secret: true,
    hint: 'make one at elevenlabs.io/app/settings/api-keys',
    form: z.string().trim().min(1),
  },
  voice: {
    variable: 'ELEVENLABS_VOICE_ID',
    hint: 'use the id of a voice, from its menu in the voice library',
    // The voice of the vendor's own examples.
    form: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]+$/, 'is not the id of a voice')
      .default('JBFqnCBsd6RMkjVDRZzb'),
  },
  model: {
    variable: 'ELEVENLABS_MODEL',
    hint: 'use eleven_flash_v2_5, or another model that speaks over multi-stream-input',
    form: z
      .string()
      .trim()
      .min(1)
      .refine((model) => !/^eleven_v[34]/.test(model), 'does not speak over multi-stream-input')
      .default('eleven_flash_v2_5'),
  },
  baseUrl: {
    variable: 'ELEVENLABS_BASE_URL',
    hint: 'use an address like https://api.elevenlabs.io, or that of a region or a proxy',
    form: z
      .url({ protocol: /^(https?|wss?)$/, error: 'is not an http address' })
      .default('https://api.elevenlabs.io'),
  },
  format: {
    variable: 'ELEVENLABS_OUTPUT_FORMAT',
    hint: `use one of ${wireFormats.join(', ')}; the first needs no conversion`,
    form: z.enum(wireFormats, 'is not an output format').default('ulaw_8000'),
  },
  stability: {
    variable: 'ELEVENLABS_STABILITY',
    hint: 'use a number from 0 (lively) to 1 (even)',
    form: number(0, 1).default(0.5),
  },
  similarity: {
    variable: 'ELEVENLABS_SIMILARITY',
    hint: 'use a number from 0 to 1: how close to the original voice',
    form: number(0, 1).default(0.75),
  },
  speed: {
    variable: 'ELEVENLABS_SPEED',
    hint: 'use a number from 0.7 to 1.2; 1 is the natural pace of the voice',
    form: number(0.7, 1.2).default(1),
  },
  concurrency: {
    variable: 'ELEVENLABS_CONCURRENCY',
    hint: 'use the number of requests that your plan allows at once: 4 (free), 6, 10, 20 or 30',
    form: z.coerce
      .number('is not a whole number from 1')
      .int('is not a whole number from 1')
      .min(1, 'is not a whole number from 1')
      .optional(),
  },
  inactivitySeconds: {
    variable: 'ELEVENLABS_INACTIVITY_TIMEOUT',
    hint: 'use 20 to 180 seconds: how long the service keeps a socket on which nothing is said',
    form: number(20, 180).default(60),
  },
  stallMs: {
    variable: 'ELEVENLABS_STALL_MS',
    hint: 'use 300 to 10000 milliseconds: without audio for so long another way is tried',
    form: number(300, 10_000).default(1000),
  },
} as const satisfies Readonly<Record<string, ProviderSetting>>

export type ElevenlabsValues = SettingValues<typeof elevenlabsSettings>

/** The wire names of the voice's settings. They must be the same for a whole context. */
export function voiceSettings({ stability, similarity, speed }: ElevenlabsValues) {
  return { stability, similarity_boost: similarity, speed }
}

/** Where requests go: the address with a web protocol. */
export function requestUrl({ baseUrl }: ElevenlabsValues): string {
  return baseUrl.replace(/^ws/, 'http').replace(/\/+$/, '')
}

/** Where sockets go. Whole sentences are written, so the service need not wait for more text (`auto_mode`). */
export function socketUrl(values: ElevenlabsValues): URL {
  const { voice, model, format, inactivitySeconds } = values
  const base = values.baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '')
  const url = new URL(`${base}/v1/text-to-speech/${voice}/multi-stream-input`)
  url.searchParams.set('model_id', model)
  url.searchParams.set('output_format', format)
  url.searchParams.set('auto_mode', 'true')
  url.searchParams.set('sync_alignment', 'true')
  url.searchParams.set('inactivity_timeout', String(inactivitySeconds))
  return url
}

/** Everything that changes how a text sounds. */
export function soundOf(values: ElevenlabsValues): string {
  const { voice, model, stability, similarity, speed } = values
  return JSON.stringify([voice, model, stability, similarity, speed])
}
