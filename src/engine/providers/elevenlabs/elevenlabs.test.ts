/** The socket voice against a server that enforces the protocol, in real time: what the engine gets, and that nothing is left open. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../audio/random.js'
import { RealClock } from '../../run/real-clock.js'
import type { SpeechPart } from '../provider.js'
import { elevenlabs, elevenlabsHttp } from './elevenlabs.js'
import { type ElevenLabsOptions, startElevenLabsServer } from './elevenlabs-server.test-kit.js'
import { loadSdk } from './http-request.js'
import {
  eventually,
  say,
  sentencesOf,
  textOf,
  valuesFor,
  voiceOf,
  voiceOn,
} from './listening.test-kit.js'

// It takes seconds, in which nothing else runs.
beforeAll(async () => {
  await loadSdk()
})

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function setUp(options: ElevenLabsOptions = {}, values: Parameters<typeof voiceOn>[1] = {}) {
  const server = await startElevenLabsServer({ speedUp: 50, ...options })
  ends.push(() => server.close())
  const test = voiceOn(server, values)
  ends.push(() => test.voice.close?.())
  return { ...test, ...server }
}

const two = ['Let me check.', 'How can I help you?']

/** How `two` must be heard: each sentence with its own audio, and words placed from its start. */
const heardTwo = [
  {
    ...{ id: 1, text: 'Let me check. ', ended: true },
    words: ['Let 0-150', 'me 200-300', 'check. 350-650'],
  },
  {
    ...{ id: 2, text: 'How can I help you? ', ended: true },
    words: ['How 0-150', 'can 200-350', 'I 400-450', 'help 500-700', 'you? 750-950'],
  },
]

/** The same from requests: there the text is sent as it is, without a space for what follows. */
const requestedTwo = heardTwo.map((heard) => ({ ...heard, text: heard.text.trim() }))

describe('a reply', () => {
  it('is one context, from its settings to its end, and comes out as sentences with their words', async () => {
    const { voice, seen } = await setUp()
    expect(await say(voice, two)).toMatchObject(heardTwo)
    expect(seen.contexts).toMatchObject([
      { texts: ['Let me check. ', 'How can I help you? '], closed: true, final: true },
    ])
    expect(seen.violations).toEqual([])
    expect(seen.urls[0]).toMatch(/output_format=ulaw_8000/)
  })

  it('opens nothing as long as nothing is said', async () => {
    const { voice, seen } = await setUp()
    expect(await say(voice, [])).toEqual([])
    expect(seen.sockets).toBe(0)
  })

  it('ends a sentence although the next one is not known yet', async () => {
    const { voice } = await setUp()
    const stream = voice.open({ signal: new AbortController().signal })
    const parts = stream[Symbol.asyncIterator]()
    stream.write(4, 'One moment, please.')
    for (;;) {
      const { value } = await parts.next()
      if (value.type === 'ended') break
    }
    stream.write(5, 'Here it is.')
    stream.end()
    const rest = []
    for (let next = await parts.next(); !next.done; next = await parts.next()) rest.push(next.value)
    expect(sentencesOf(rest)).toMatchObject([{ id: 5, text: 'Here it is. ', ended: true }])
  })

  it.each(['whole', 'context', 'oldSpelling'] as const)(
    'comes out the same when the times are written as %s',
    async (alignment) => {
      const { voice, faults } = await setUp()
      faults.everySocket = { alignment }
      expect(await say(voice, two)).toMatchObject(heardTwo)
    },
  )

  it('is told apart from others by context ids in either spelling', async () => {
    const { voice, faults } = await setUp()
    faults.everySocket = { snakeCase: true }
    expect(await say(voice, two)).toMatchObject(heardTwo)
  })

  it('places words that are spelt out where only the normalized text has times', async () => {
    const { voice, faults } = await setUp()
    faults.everySocket = { alignment: 'spelt' }
    const [first, second] = await say(voice, ['You pay 5.', 'Is that all?'])
    expect(first).toMatchObject({ text: 'You pay five. ', ended: true })
    expect(first?.words).toEqual(['You 0-150', 'pay 200-350', '5. 400-700'])
    expect(second).toMatchObject({ text: 'Is that all? ', ended: true })
  })

  it('is shared out by the length of its texts where there are no times', async () => {
    const { voice, faults } = await setUp({ msPerLetter: 62 })
    faults.everySocket = { alignment: 'none' }
    const heard = await say(voice, two)
    expect(heard.map(({ id, ended, words }) => ({ id, ended, words }))).toEqual([
      { id: 1, ended: true, words: [] },
      { id: 2, ended: true, words: [] },
    ])
    const [first = 0, second = 0] = heard.map(({ mulaw }) => mulaw.length / 8)
    expect(first + second).toBe(34 * 62)
    expect(first).toBeCloseTo(13 * 62, -2)
  })
})

describe('an interrupted reply', () => {
  it('closes its context at once, and its late audio is not heard in the next', async () => {
    const { voice, seen } = await setUp({ speedUp: 2 })
    const interrupted = new AbortController()
    const stream = voice.open({ signal: interrupted.signal })
    stream.write(1, 'This is a long sentence that nobody will hear to its end.')
    for await (const _ of stream) interrupted.abort()
    await eventually(() => seen.contexts[0]?.closed === true)
    expect(seen.contexts[0]?.final).toBe(false)
    expect(await say(voice, two)).toMatchObject(heardTwo)
    expect(seen.sockets).toBe(1)
    expect(seen.violations).toEqual([])
  })

  it('may be interrupted more often than a socket has contexts', async () => {
    const { voice, seen } = await setUp({ speedUp: 2 })
    for (let i = 0; i < 7; i++) {
      const interrupted = new AbortController()
      const stream = voice.open({ signal: interrupted.signal })
      stream.write(i, 'This is a long sentence that nobody will hear to its end.')
      for await (const _ of stream) interrupted.abort()
    }
    expect(await say(voice, two)).toMatchObject(heardTwo)
    expect(seen.sockets).toBe(2)
    expect(seen.violations).toEqual([])
  })

  it('that had not reached the service yet opens no context', async () => {
    const { voice, seen } = await setUp()
    const interrupted = new AbortController()
    const stream = voice.open({ signal: interrupted.signal })
    stream.write(1, 'Never mind.')
    interrupted.abort()
    for await (const _ of stream);
    await say(voice, ['Next.'])
    expect(seen.contexts).toMatchObject([{ texts: ['Next. '] }])
  })
})

describe('around a call', () => {
  it('connects ahead once, and says goodbye at the end', async () => {
    const { voice, seen } = await setUp()
    voice.warm?.()
    voice.warm?.()
    await eventually(() => seen.openSockets === 1)
    await say(voice, ['Hello.'])
    expect(seen.sockets).toBe(1)
    voice.close?.()
    await eventually(() => seen.openSockets === 0)
    expect(seen.closeSockets).toBe(1)
  })

  it('leaves no socket open that was still connecting', async () => {
    const { voice, seen } = await setUp()
    voice.warm?.()
    voice.close?.()
    expect(await say(voice, ['Too late.'])).toEqual([])
    await eventually(() => seen.openSockets === 0)
    expect(seen.requests).toEqual([])
  })

  it('renews an idle socket before the service drops it', async () => {
    const { voice, seen } = await setUp({}, { inactivitySeconds: 8.3 })
    voice.warm?.()
    await eventually(() => seen.sockets === 2 && seen.openSockets === 1)
    expect(await say(voice, two)).toMatchObject(heardTwo)
    expect(seen.violations).toEqual([])
  })

  it('replaces an idle socket that the service dropped early', async () => {
    const { voice, seen, faults } = await setUp({ secondMs: 5 })
    voice.warm?.()
    await say(voice, ['Hello.'])
    faults.everySocket = {}
    await eventually(() => seen.sockets >= 2 && seen.openSockets === 1)
  })
})

describe('when the socket breaks', () => {
  it('in the middle of a sentence, a new one says the rest of it and what follows', async () => {
    const { voice, faults, seen, warnings } = await setUp()
    faults.sockets.push({ breakAfter: 2 })
    const [first, second] = await say(voice, ['Let me check that for you.', 'Yes.'])
    expect(first).toMatchObject({ id: 1, ended: true })
    expect(first?.words.map((word) => word.split(' ')[0])).toEqual(
      'Let me check that for you.'.split(' '),
    )
    expect(first?.text).toMatch(/^Let me.*check that for you. $/)
    expect(second).toMatchObject({ text: 'Yes. ', ended: true })
    expect(seen.sockets).toBe(2)
    expect(seen.requests).toEqual([])
    expect(warnings).toMatchObject([{ fields: { code: 'UNAVAILABLE' } }])
  })

  it('after all words of a sentence came, only what follows is said again', async () => {
    const { voice, faults, seen } = await setUp()
    faults.sockets.push({ breakAfter: 1 })
    expect(await say(voice, ['Yes', 'It is noon.'])).toMatchObject([
      { text: 'Yes ', words: ['Yes 0-150'], ended: true },
      { text: 'It is noon. ', ended: true },
    ])
    expect(seen.contexts.at(-1)?.texts).toEqual(['It is noon. '])
  })

  it('before anything came, a new one says all of it', async () => {
    const { voice, faults } = await setUp()
    faults.sockets.push({ breakAfter: 0 })
    expect(await say(voice, two)).toMatchObject(heardTwo)
  })

  it('for being full or idle, a new one goes on', async () => {
    for (const error of ['max_active_conversations', 'input_timeout_exceeded']) {
      const { voice, faults } = await setUp()
      faults.sockets.push({ refuseText: { error } })
      expect(await say(voice, two)).toMatchObject(heardTwo)
    }
  })

  it('again and again, requests say the rest', async () => {
    const { voice, faults, seen } = await setUp()
    faults.everySocket = { closeAtOnce: { code: 1008 } }
    expect(await say(voice, two)).toMatchObject(requestedTwo)
    expect(seen.requests).toHaveLength(2)
    expect(seen.sockets).toBeLessThan(5)
  })

  it('or cannot be had, requests say it', async () => {
    for (const fault of [{ refuse: { status: 503 } }, { noHandshake: true }] as const) {
      const { voice, faults, seen } = await setUp({}, { stallMs: 300 })
      faults.everySocket = fault
      expect(await say(voice, two)).toMatchObject(requestedTwo)
      expect(seen.requests).toHaveLength(2)
    }
  })

  it('or falls silent before or within the audio, requests say the rest', async () => {
    for (const stallAfter of [0, 2]) {
      const { voice, faults, seen } = await setUp({}, { stallMs: 300 })
      faults.everySocket = { stallAfter }
      const [first, second] = await say(voice, two)
      expect(first?.words).toHaveLength(3)
      expect(first?.text).toMatch(/check\.$/)
      expect(second).toMatchObject(requestedTwo[1]!)
      expect(seen.requests).toHaveLength(2)
      await eventually(() => seen.openSockets === 0)
    }
  })
})

describe('when the service', () => {
  const refusals = [
    ['refuses the key in the handshake', { refuse: { status: 401 } }, 'REFUSED'],
    ['forbids it', { refuse: { status: 403 } }, 'REFUSED'],
    ['has no such voice', { refuseText: { error: 'voice_not_found' } }, 'REFUSED'],
    ['closes for the key', { closeAtOnce: { code: 1008, error: 'invalid_api_key' } }, 'REFUSED'],
    ['closes for the quota', { refuseText: { error: 'quota_exceeded' } }, 'QUOTA'],
    [
      'has no quota left in the handshake',
      { refuse: { status: 401, body: { detail: { status: 'quota_exceeded' } } } },
      'QUOTA',
    ],
    [
      'has too many requests',
      { refuse: { status: 429, body: { detail: { status: 'too_many_concurrent_requests' } } } },
      'RATE_LIMITED',
    ],
    ['is busy', { refuseText: { error: 'system_busy' } }, 'RATE_LIMITED'],
  ] as const

  it.each(refusals)('%s, the engine is told and nothing is tried again', async (_, fault, code) => {
    const { voice, faults, seen } = await setUp()
    faults.everySocket = fault
    await expect(say(voice, two)).rejects.toMatchObject({ name: 'ProviderFailure', code })
    const { length } = seen.urls
    if (code !== 'RATE_LIMITED') {
      await expect(say(voice, two)).rejects.toMatchObject({ code })
      expect(seen.urls).toHaveLength(length)
    }
    expect(length).toBeLessThanOrEqual(2)
    expect(seen.requests).toEqual([])
    voice.close?.()
    await eventually(() => seen.openSockets === 0)
  })

  it('ends without any audio, and by requests too, the engine is told', async () => {
    const { voice, faults, seen } = await setUp()
    faults.everySocket = { zeroAudio: true }
    faults.everyRequest = { zeroAudio: true }
    await expect(say(voice, two)).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
    expect(seen.requests).toHaveLength(1)
  })

  it('sends a WAV in place of mu-law, none of it is heard', async () => {
    const { voice, faults } = await setUp()
    faults.everySocket = { header: 'RIFF....WAVEfmt ' }
    faults.everyRequest = { header: 'RIFF....WAVEfmt ' }
    const stream = voice.open({ signal: new AbortController().signal })
    stream.write(1, 'Hello.')
    stream.end()
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'BAD_RESPONSE',
    })
  })

  it('sends something that is not mu-law, the engine is told after a moment', async () => {
    const random = seededRandom(7)
    const noise = (text: string) =>
      Uint8Array.from({ length: text.length * 400 }, () => random() * 256)
    const { voice } = await setUp({ audio: noise })
    await expect(say(voice, two)).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
  })

  it('sends some nonsense, the rest is heard', async () => {
    const { voice, faults } = await setUp()
    faults.everySocket = { garbage: 5 }
    expect(await say(voice, two)).toMatchObject(heardTwo)
  })

  it('sends nothing but nonsense, another way is taken', async () => {
    const { voice, faults, seen } = await setUp()
    faults.everySocket = { garbage: 30 }
    expect(await say(voice, two)).toMatchObject(requestedTwo)
    expect(seen.requests).toHaveLength(2)
  })

  it('never says that it is done, the reply ends all the same', async () => {
    const { voice, faults } = await setUp()
    faults.everySocket = { noFinal: true }
    expect(await say(voice, two)).toMatchObject(heardTwo)
  })
})

describe('a context in which nothing is asked for', () => {
  it('is kept alive, and goes on', async () => {
    const log = { warn() {} }
    const server = await startElevenLabsServer({ speedUp: 50 })
    ends.push(() => server.close())
    const source = elevenlabs.create(valuesFor(server), { log, cwd: '/' })
    const clock = new FastClock(60)
    const voice = source.forCall({ clock, log })
    const stream = voice.open({ signal: new AbortController().signal })
    const parts: SpeechPart[] = []
    const reading = (async () => {
      for await (const part of stream) parts.push(part)
    })()
    stream.write(1, 'One moment, please.')
    await eventually(() => server.seen.contexts[0]?.keepAlives === 2)
    stream.write(2, 'Here it is.')
    stream.end()
    await reading
    voice.close?.()
    expect(sentencesOf(parts)).toMatchObject([
      { text: 'One moment, please. ', ended: true },
      { text: 'Here it is. ', ended: true },
    ])
    expect(server.seen.contexts).toHaveLength(1)
    expect(server.seen.violations).toEqual([])
  })
})

/** Real time, so many times as fast as soon as seconds are waited for. */
class FastClock extends RealClock {
  constructor(readonly factor: number) {
    super()
  }
  override alarm(at: number, wake: () => void): () => void {
    const wait = at - this.now()
    return super.alarm(wait > 5000 ? this.now() + wait / this.factor : at, wake)
  }
}

describe('a voice by requests', () => {
  const requests = async () => {
    const server = await startElevenLabsServer({ speedUp: 50 })
    ends.push(() => server.close())
    const { voice } = voiceOn(server, {}, elevenlabsHttp)
    return { voice, ...server }
  }

  it("says each sentence by one request of the vendor's package, in order", async () => {
    const { voice, seen } = await requests()
    expect(await say(voice, two)).toMatchObject(requestedTwo)
    expect(seen.requests.map(({ body }) => body)).toMatchObject([
      {
        text: 'Let me check.',
        model_id: 'eleven_flash_v2_5',
        voice_settings: { stability: 0.5, similarity_boost: 0.75, speed: 1 },
      },
      { text: 'How can I help you?' },
    ])
    expect(seen.requests[0]?.path).toMatch(/with-timestamps\?output_format=ulaw_8000$/)
    expect(seen.sockets).toBe(0)
  })

  it('goes on when another sentence comes late', async () => {
    const { voice } = await requests()
    const stream = voice.open({ signal: new AbortController().signal })
    const parts: SpeechPart[] = []
    stream.write(1, 'One.')
    for await (const part of stream) {
      parts.push(part)
      if (part.type === 'ended' && part.id === 1) {
        await new Promise(setImmediate)
        stream.write(2, 'Two.')
        stream.end()
      }
    }
    expect(sentencesOf(parts)).toMatchObject([{ text: 'One.' }, { text: 'Two.', ended: true }])
  })

  it.each([
    [
      'refuses the key',
      { status: 401, body: { detail: { status: 'invalid_api_key' } } },
      'REFUSED',
    ],
    ['has no quota left', { status: 401, body: { detail: { status: 'quota_exceeded' } } }, 'QUOTA'],
    ['forbids it', { status: 403 }, 'REFUSED'],
    [
      'has too many requests',
      { status: 429, body: { detail: { status: 'system_busy' } } },
      'RATE_LIMITED',
    ],
    ['is down', { status: 503 }, 'UNAVAILABLE'],
    ['answers with a page', { contentType: 'text/html' }, 'BAD_RESPONSE'],
    ['breaks off', { breakAfter: 0 }, 'UNAVAILABLE'],
    ['sends a file', { header: 'ID3 ' }, 'BAD_RESPONSE'],
    ['sends no audio', { zeroAudio: true }, 'BAD_RESPONSE'],
  ] as const)('tells the engine once when the service %s', async (_, fault, code) => {
    const { voice, faults, seen } = await requests()
    faults.everyRequest = fault
    await expect(say(voice, two)).rejects.toMatchObject({ name: 'ProviderFailure', code })
    expect(seen.requests).toHaveLength(1)
  })

  it('says the rest again when it breaks off, but not for ever', async () => {
    const { voice, faults, seen } = await requests()
    faults.requests.push({ breakAfter: 2 })
    const [first] = await say(voice, ['Let me check that.'])
    // The word it broke in is begun again.
    expect(first).toMatchObject({
      text: expect.stringMatching(/^Let me.*check that\.$/),
      ended: true,
    })
    faults.everyRequest = { breakAfter: 1 }
    await expect(say(voice, two)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(seen.requests).toHaveLength(2 + 3)
  })

  it('ends its request when it is interrupted', async () => {
    const { voice, seen, faults } = await requests()
    faults.everyRequest = { stallAfter: 1 }
    const interrupted = new AbortController()
    const stream = voice.open({ signal: interrupted.signal })
    stream.write(1, 'This is a long sentence.')
    for await (const _ of stream) interrupted.abort()
    await eventually(() => seen.openRequests === 0)
  })
})

describe('lines that were said before', () => {
  it('are said to the next call without asking', async () => {
    const { source, voice, seen, clock } = await setUp()
    await say(voice, ['Hello.'])
    const next = voiceOf(source, { clock, log: { warn() {} } })
    expect(await say(next, ['Hello.'])).toMatchObject([
      { text: 'Hello. ', words: ['Hello. 0-300'], ended: true },
    ])
    expect(seen.contexts).toHaveLength(1)
    await say(next, ['Hello.', 'Goodbye.'])
    expect(seen.contexts.at(-1)?.texts).toEqual(['Goodbye. '])
    next.close?.()
  })
})

describe('a voice in PCM', () => {
  it.each(['pcm_16000', 'pcm_22050', 'pcm_24000'] as const)(
    '%s comes out as mu-law of the same length',
    async (format) => {
      const { voice } = await setUp({}, { format })
      const [first, second] = await say(voice, two)
      expect((first?.mulaw.length ?? 0) / 8).toBeCloseTo(14 * 50, -2)
      expect((second?.mulaw.length ?? 0) / 8).toBeCloseTo(20 * 50, -2)
      expect(second?.words).toHaveLength(5)
      expect(textOf(first?.mulaw ?? new Uint8Array())).not.toBe('')
    },
  )
})
