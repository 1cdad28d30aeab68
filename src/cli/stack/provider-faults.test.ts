/**
 * What a caller gets to hear when a service fails: whole calls in real time, one for each fault, many at once. Nothing of ours is replaced but the
 * carrier and the detector; the services are local ones that speak the wire protocols.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../engine/call/policy.js'
import { fliteVoice } from '../../engine/providers/flite-voice.js'
import { loadFliteThread } from '../../engine/voice/flite-thread.js'
import { type FaultyCallResult, holdFaultyCall } from './faulty-call.test-kit.js'
import { providersOn, startLocalServices } from './local-services.test-kit.js'
import { type ProviderFault, providerFaults } from './provider-faults.test-kit.js'

const { sorry } = defaultPolicy.lines
/** The model's answer, of which half is one sentence. */
const answer = 'Yes, of course. For how many?'
const question = 'I would like a table for two tonight.'

/** In one piece; or in two, of which the first is the longer one, for what can get out of order. */
const inOnePiece = { caller: [{ from: 1000, to: 2000 }], transcribe: () => question }
const inTwoPieces = {
  caller: [...inOnePiece.caller, { from: 2400, to: 2700 }],
  transcribe: ({ ms }: { readonly ms: number }) =>
    ms > 900 ? 'I would like a table' : 'for two tonight.',
}

interface Expected {
  /** The whole question if nothing is said. */
  readonly said?: string
  /** The whole answer if nothing is said. */
  readonly heard?: string
  /** What the engine did about it. */
  readonly did?: readonly string[]
  /** Codes in the log, and the service's own where it gave one. */
  readonly log?: readonly string[]
}

const voiceFailed = (code: string) => [`tts ${code}: backup-voice`]
const tooSlow = ['llm slow: filler', 'llm slow: slow-line', 'llm TIMEOUT: sorry']
const retried = (code: string) => `llm ${code}: retried`

const expected: Readonly<Record<ProviderFault, Expected>> = {
  none: {},
  'llm 401': { heard: sorry, did: ['llm REFUSED: sorry'], log: ['REFUSED invalid_api_key'] },
  'llm 429 quota': {
    ...{ heard: sorry, did: ['llm QUOTA: sorry'], log: ['QUOTA credit_balance_exhausted'] },
  },
  'llm 429 rate, once': { log: ['RATE_LIMITED rate_limit_exceeded'] },
  'llm 429 rate, for long': {
    ...{ heard: sorry, did: [retried('RATE_LIMITED'), 'llm RATE_LIMITED: sorry'] },
    log: ['RATE_LIMITED rate_limit_exceeded'],
  },
  'llm 503, once': { did: [retried('UNAVAILABLE')], log: ['UNAVAILABLE server_is_overloaded'] },
  'llm 503, always': {
    ...{ heard: sorry, did: [retried('UNAVAILABLE'), 'llm UNAVAILABLE: sorry'] },
    log: ['UNAVAILABLE server_is_overloaded'],
  },
  'llm stall before headers, once': { heard: sorry, did: tooSlow, log: ['TIMEOUT'] },
  'llm stall after headers, once': { heard: sorry, did: tooSlow, log: ['TIMEOUT'] },
  'llm close before headers, once': {},
  'llm close in mid-stream': {
    ...{ heard: `Yes, of course. ${sorry}`, did: ['llm UNAVAILABLE: sorry'], log: ['UNAVAILABLE'] },
  },
  'llm stall in mid-stream': {
    ...{ heard: `Yes, of course. ${sorry}`, did: tooSlow, log: ['TIMEOUT'] },
  },
  'llm no answer at all': {
    ...{ heard: sorry, did: [retried('BAD_RESPONSE'), 'llm BAD_RESPONSE: sorry'] },
    log: ['BAD_RESPONSE'],
  },
  'llm refusal': { heard: 'I cannot help with that.' },
  'llm 403': {
    ...{ heard: sorry, did: ['llm REFUSED: sorry'] },
    log: ['REFUSED unsupported_country_region_territory'],
  },
  'llm 429 slow down, once': { log: ['RATE_LIMITED slow_down'] },
  'llm 500, once': { did: [retried('UNAVAILABLE')], log: ['UNAVAILABLE server_error'] },
  'llm garbage, once': { did: [retried('BAD_RESPONSE')], log: ['BAD_RESPONSE'] },
  'llm web page, once': { did: [retried('BAD_RESPONSE')], log: ['BAD_RESPONSE'] },
  'llm error in the stream, once': {
    ...{ did: [retried('UNAVAILABLE')], log: ['UNAVAILABLE server_error'] },
  },
  'llm half-open, once': { heard: sorry, did: tooSlow, log: ['TIMEOUT'] },
  'llm filtered in mid-sentence': {
    ...{ heard: `Yes, of course. ${sorry}`, did: ['llm REFUSED: sorry'], log: ['REFUSED'] },
  },
  'llm truncated tool, once': { did: [retried('BAD_RESPONSE')], log: ['BAD_RESPONSE'] },
  'llm no costs': {},
  'llm no end of the response': {},
  'stt 1008 after handshake': { log: ['REFUSED'] },
  'stt 503 at the handshake, once': { log: ['UNAVAILABLE'] },
  'stt no session': { log: ['TIMEOUT'] },
  'stt never a transcript': {},
  // The words that came while the caller spoke are better than none.
  'stt never a transcript, nor over HTTP': {
    said: 'I would like a table for',
    log: ['UNAVAILABLE', 'TIMEOUT'],
  },
  'stt duplicate finals': {},
  'stt words before the commit': {},
  'stt words out of order': {},
  'stt commits out of order': {},
  'stt failed item': {},
  'stt session expired': { log: ['UNAVAILABLE'] },
  'stt wrong format': { log: ['BAD_RESPONSE'] },
  'stt half-open': {},
  'stt gone in mid-speech': { log: ['UNAVAILABLE'] },
  'stt gone after the commit': { log: ['UNAVAILABLE'] },
  'tts 1008 on the first text, once': { did: voiceFailed('QUOTA') },
  'tts 401 everywhere': { did: voiceFailed('REFUSED') },
  'tts 429 everywhere': { did: voiceFailed('RATE_LIMITED') },
  'tts no audio, on the socket': { log: ['BAD_RESPONSE'] },
  'tts no audio, everywhere': { did: voiceFailed('BAD_RESPONSE'), log: ['BAD_RESPONSE'] },
  'tts stall before the first audio': { did: voiceFailed('stalled'), log: ['TIMEOUT'] },
  'tts stall in mid-sentence': { did: voiceFailed('stalled'), log: ['TIMEOUT'] },
  'tts close in mid-sentence, once': { log: ['UNAVAILABLE'] },
  'tts no end of a context': {},
  'tts closed at once, once': {},
  'tts no handshake, once': {},
  'tts garbage': {},
}
const names = Object.keys(expected) as ProviderFault[]

const flite = loadFliteThread()
const backup = fliteVoice({ flite, voice: 'kal' })
afterAll(() => flite.close())

/** More than this would make each other late on a small machine, and a caller who is heard late has paused. */
const atOnce = 16

interface Held extends FaultyCallResult {
  /** Connections that were still open a moment after the call. */
  readonly left: number
  readonly violations: readonly string[]
}

async function hold(name: ProviderFault): Promise<Held> {
  // Of a piece that never gets its words there are those that came while it was spoken; the stand-in knows only whole ones.
  const { caller, transcribe } = /^stt (?!never)/.test(name) ? inTwoPieces : inOnePiece
  const services = await startLocalServices({
    chat: { answer: () => ({ text: answer }) },
    stt: { transcribe },
  })
  try {
    const providers = await providersOn(services, backup)
    providerFaults[name](services)
    const result = await holdFaultyCall(providers, { caller })
    for (let wait = 0; wait < 100 && services.connections() > 0; wait++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return { ...result, left: services.connections(), violations: services.voice.seen.violations }
  } finally {
    await services.close()
  }
}

/** Stood still for so long, ms, a process hears its callers pause where they did not. */
const longestStallMs = 250

/** The call as it is when this process is there all the time: a machine that does other things as well is tried again. */
async function holdAwake(name: ProviderFault, tries = 3): Promise<Held> {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  const result = await hold(name)
  loop.disable()
  const stalled = loop.max / 1e6 > longestStallMs
  return stalled && tries > 1 ? holdAwake(name, tries - 1) : result
}

/** As in a process that has spoken with it before: the first sentence of a process waits for the program to load. */
async function sayOnce(): Promise<void> {
  const stream = backup.open({ signal: new AbortController().signal })
  stream.write(1, 'Hello.')
  stream.end()
  for await (const _ of stream);
}

const codesOf = (logged: readonly object[]) => [
  ...new Set(
    logged.map((fields) => {
      const { code, reason } = fields as { readonly code?: string; readonly reason?: string }
      return reason === undefined ? code : `${code} ${reason}`
    }),
  ),
]

describe('a call whose service fails', () => {
  const held = new Map<ProviderFault, Held>()
  beforeAll(async () => {
    // A server has loaded its packages when somebody calls.
    await Promise.all([import('openai'), import('@elevenlabs/elevenlabs-js'), sayOnce()])
    const left = [...names]
    const holdMore = async () => {
      for (let name = left.shift(); name !== undefined; name = left.shift())
        held.set(name, await holdAwake(name))
    }
    await Promise.all(
      Array.from({ length: atOnce }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 100))
        await holdMore()
      }),
    )
  }, 120_000)

  it.each(names)('says what is left to say: %s', (name) => {
    const { said = question, heard = answer, did = [], log = [] } = expected[name]
    const call = held.get(name)!
    expect({
      ...{ said: call.said, heard: call.heard, did: call.fallbacks, log: codesOf(call.logged) },
    }).toEqual({ said: [said], heard: [heard], did, log })
  })

  it.each(names)('is not silent for long, and leaves nothing behind: %s', (name) => {
    const { silences, left, violations, logged } = held.get(name)!
    expect(silences).toHaveLength(1)
    expect(silences[0]).toBeLessThanOrEqual(2600)
    expect({ left, violations }).toEqual({ left: 0, violations: [] })
    expect(JSON.stringify(logged)).not.toMatch(/table|tonight|course|sk-test/)
  })

  // The first words are noise to everybody but a model that was taught with captions.
  it('greets a caller of whom only words are heard that nobody said', async () => {
    const services = await startLocalServices({ stt: { transcribe: () => 'Thanks for watching!' } })
    const providers = await providersOn(services, backup)
    const call = await holdFaultyCall(providers, { caller: [{ from: 500, to: 1200 }] })
    expect(call).toMatchObject({ said: [], heard: ['Hello?'], failures: [], fallbacks: [] })
    expect(services.chat.seen.requests).toEqual([])
    expect(JSON.stringify(call.logged)).not.toContain('watching')
    await services.close()
  }, 30_000)
})
