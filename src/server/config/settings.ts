/**
 * Every setting of the server, once: its name in the environment and on the command line, its form, and what to do without it.
 * `.env.example` names the same variables; a test compares the two.
 */
import { z } from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port')
  .transform(Number)
  .refine((value) => value <= 65_535, 'is not a port')
const count = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'is not a whole number from 1')
  .transform(Number)
const seconds = z
  .string()
  .regex(/^\d{1,4}(\.\d+)?s?$/, 'is not a number of seconds')
  .transform((text) => Math.round(Number.parseFloat(text) * 1000))
const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `is not ${prefix} and 32 hex digits`)
const yes = z
  .enum(['0', '1', 'true', 'false'], 'is neither true nor false')
  .transform((text) => text === '1' || text === 'true')

/** A number as the carrier writes it. */
export const phoneNumber = z
  .string()
  .transform((text) => text.replace(/[ ().-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a number in E.164 form'))

/** An origin on the internet; a bare host is meant as https. */
const publicUrl = z
  .string()
  .transform((text) => (/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`).replace(/\/+$/, ''))
  .refine((text) => URL.canParse(text), 'is not an address')
  .refine(
    (text) => !URL.canParse(text) || isPlain(new URL(text)),
    'has a query, a fragment or a password',
  )
  .refine(
    (text) =>
      text.startsWith('https://') ||
      /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(text),
    'is not https, and the carrier connects to wss only',
  )

function isPlain({ search, hash, username, password }: URL): boolean {
  return `${search}${hash}${username}${password}` === ''
}

const httpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'is not an http(s) address',
  )

/** One setting: where it comes from besides `.env`, its form, and the fix when it is wrong. */
export interface Setting {
  readonly variable?: string
  readonly flag?: string
  readonly secret?: true
  readonly hint: string
}

/** The forms of all settings; every value is text until it is parsed. */
export const forms = {
  port: port.default(8000),
  host: z.string().min(1).default('127.0.0.1'),
  publicUrl: publicUrl.optional(),
  tunnel: z.enum(['ngrok', 'none'], 'is not a tunnel').optional(),
  numbers: z
    .string()
    .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
    .pipe(z.array(phoneNumber))
    .transform((numbers) => [...new Set(numbers)])
    .default([]),
  accountSid: sid('AC').optional(),
  authToken: z.string().min(16, 'is too short for an auth token').optional(),
  apiKey: sid('SK').optional(),
  apiSecret: z.string().min(1).optional(),
  apiBaseUrl: httpUrl.optional(),
  ngrokToken: z
    .string()
    .regex(/^[A-Za-z0-9_]{20,}$/, 'does not look like an authtoken of ngrok')
    .optional(),
  ngrokDomain: z
    .string()
    .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, 'is not a host name')
    .optional(),
  streamSecret: z.string().min(16, 'has fewer than 16 characters').optional(),
  maxCalls: count.default(100),
  drainMs: seconds.default(30_000),
  logLevel: z.enum(['debug', 'info', 'warn', 'error'], 'is not a log level').default('info'),
  logCallers: yes.default(false),
  stateDir: z.string().min(1).default('.voice-agent/state'),
  auditDir: z.string().min(1).default('.voice-agent/audit'),
  agent: z.string().optional(),
  stt: z.string().optional(),
  llm: z.string().optional(),
  tts: z.string().optional(),
  routes: z.string().min(1).optional(),
  captureDir: z.string().min(1).optional(),
} as const

export type SettingName = keyof typeof forms

export const settings: Readonly<Record<SettingName, Setting>> = {
  port: { variable: 'PORT', flag: '--port', hint: 'use 0 (any free port) to 65535' },
  host: {
    variable: 'HOST',
    flag: '--host',
    hint: 'use an address of this machine, e.g. 127.0.0.1',
  },
  publicUrl: {
    variable: 'PUBLIC_HOST',
    flag: '--public-url',
    hint: 'use the https address under which this server is reached, e.g. https://voice.example.com',
  },
  tunnel: { flag: '--tunnel', hint: 'use ngrok or none' },
  numbers: {
    variable: 'TWILIO_PHONE_NUMBER',
    flag: '--number',
    hint: 'write it with + and the country code, e.g. +14155550199',
  },
  accountSid: {
    variable: 'TWILIO_ACCOUNT_SID',
    hint: 'copy the Account SID from console.twilio.com',
  },
  authToken: {
    variable: 'TWILIO_AUTH_TOKEN',
    secret: true,
    hint: 'copy the Auth Token from console.twilio.com; signatures of calls are checked with it',
  },
  apiKey: { variable: 'TWILIO_API_KEY', hint: 'copy the SID of the API key, it begins with SK' },
  apiSecret: {
    variable: 'TWILIO_API_SECRET',
    secret: true,
    hint: 'copy the secret that was shown when the API key was made',
  },
  apiBaseUrl: { variable: 'TWILIO_API_BASE_URL', hint: 'leave it out to use api.twilio.com' },
  ngrokToken: {
    variable: 'NGROK_AUTHTOKEN',
    secret: true,
    hint: 'copy it from dashboard.ngrok.com/get-started/your-authtoken',
  },
  ngrokDomain: {
    variable: 'NGROK_DOMAIN',
    hint: 'use the host name only, e.g. brave-otter.ngrok.app',
  },
  streamSecret: {
    variable: 'STREAM_SECRET',
    secret: true,
    hint: 'make one with: openssl rand -hex 32 (the same on all machines that serve one number)',
  },
  maxCalls: { variable: 'MAX_CALLS', flag: '--max-calls', hint: 'use a whole number from 1' },
  drainMs: { variable: 'DRAIN_TIMEOUT', flag: '--drain-timeout', hint: 'use seconds, e.g. 30' },
  logLevel: { variable: 'LOG_LEVEL', flag: '--log-level', hint: 'use debug, info, warn or error' },
  logCallers: {
    variable: 'LOG_CALLERS',
    flag: '--log-callers',
    hint: 'use true to have words and numbers of callers in the log',
  },
  stateDir: { variable: 'VOICE_AGENT_STATE', hint: 'name a directory that can be written' },
  auditDir: {
    variable: 'AUDIT_DIR',
    flag: '--audit-dir',
    hint: 'name a directory that can be written',
  },
  agent: { variable: 'AGENT', flag: '--agent', hint: 'use the name of an agent' },
  stt: { variable: 'STT', flag: '--stt', hint: 'use the name of a speech-to-text' },
  llm: { variable: 'LLM', flag: '--llm', hint: 'use the name of a language model' },
  tts: { variable: 'TTS', flag: '--tts', hint: 'use the name of a voice' },
  routes: { flag: '--routes', hint: 'name a JSON file with a route for each number' },
  captureDir: { flag: '--capture', hint: 'name a directory for the captured calls' },
}
