/** One request for each utterance, with the official client and a service over real sockets. */
import { afterEach, describe, expect, it } from 'vitest'
import type { FailureCode } from '../../call/event.js'
import { RealClock } from '../../run/real-clock.js'
import { createHearing } from './hearing.js'
import { httpStt } from './http-stt.js'
import { createHttpTranscriber } from './http-transcriber.js'
import type { HttpFault } from './openai-stt-faults.test-kit.js'
import {
  type OpenAiSttServer,
  type OpenAiSttServerOptions,
  startOpenAiSttServer,
} from './openai-stt-server.test-kit.js'
import { type Caller, framesOf, listenTo, voice } from './stt-caller.test-kit.js'

const running: { close(): unknown }[] = []

async function start(options: OpenAiSttServerOptions = {}): Promise<OpenAiSttServer> {
  const server = await startOpenAiSttServer(options)
  running.push(server)
  return server
}

function call(server: OpenAiSttServer, { model = 'gpt-transcribe', retries = 0 } = {}): Caller {
  const wish = { model, language: 'en', keywords: ['Acme', 'refund'], prompt: undefined }
  const clock = new RealClock()
  const logged: object[] = []
  const log = { warn: (fields: object) => void logged.push(fields) }
  const transcriber = createHttpTranscriber({
    ...{ apiKey: 'sk-test', baseUrl: server.url, wish, retries, timeoutMs: 400 },
  })
  const caller = listenTo(
    httpStt({ clock, transcriber, hearing: createHearing(wish, true, log) }),
    logged,
  )
  running.unshift({ close: caller.end })
  return caller
}

afterEach(async () => {
  for (const thing of running.splice(0)) await thing.close()
})

describe('transcription over HTTP', () => {
  it('uploads a WAV with the settings its model knows', async () => {
    const server = await start({ texts: ['a refund from Acme'], apiKey: 'sk-test' })
    const caller = call(server)
    caller.say(3, 900)
    expect(await caller.answer(3)).toEqual({
      type: 'final',
      segment: 3,
      text: 'a refund from Acme',
    })
    const [upload] = server.seen.uploads
    expect(upload).toMatchObject({ filename: 'speech.wav', ms: 900 })
    expect(upload?.fields).toEqual({
      model: ['gpt-transcribe'],
      'languages[]': ['en'],
      'keywords[]': ['Acme', 'refund'],
      response_format: ['json'],
    })
  })

  it('asks whisper-1 for its own judgement and heeds it', async () => {
    const server = await start({ texts: ['Oh (noise)', 'a table'] })
    const caller = call(server, { model: 'whisper-1' })
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: '' })
    caller.say(2)
    expect(await caller.answer(2)).toMatchObject({ type: 'final', text: 'a table' })
    expect(server.seen.uploads[0]?.fields).toMatchObject({
      ...{ language: ['en'], response_format: ['verbose_json'] },
    })
  })

  it('fills up what is too short, and asks for nothing when it was noise', async () => {
    const server = await start({ texts: ['no'] })
    const caller = call(server)
    for (const frame of framesOf(voice(300))) caller.stream.write(1, frame)
    caller.stream.drop(1)
    caller.stream.commit(1)
    caller.say(2, 40)
    await caller.answer(2)
    expect(server.seen.uploads).toHaveLength(1)
    expect(server.seen.uploads[0]?.ms).toBeGreaterThanOrEqual(100)
  })

  it.each<[fault: HttpFault, code: FailureCode]>([
    ['server-error', 'UNAVAILABLE'],
    ['overloaded', 'UNAVAILABLE'],
    ['rate-limited', 'RATE_LIMITED'],
    ['slow-down', 'RATE_LIMITED'],
    [{ fault: 'rate-limited', retryAfter: 60 }, 'RATE_LIMITED'],
    ['stall', 'TIMEOUT'],
    ['reset', 'UNAVAILABLE'],
    ['garbage', 'BAD_RESPONSE'],
  ])('fails one segment and no other: %j', async (fault, code) => {
    const server = await start({ texts: ['later'] })
    server.faults.http.push(fault)
    const caller = call(server)
    caller.say(1)
    expect(await caller.answer(1)).toEqual({ type: 'failed', segment: 1, code })
    caller.say(2)
    // The answer that was half garbage had its words too.
    expect(await caller.answer(2)).toMatchObject({ type: 'final' })
  })

  it.each<[fault: HttpFault, code: FailureCode]>([
    ['unauthorized', 'REFUSED'],
    ['forbidden', 'REFUSED'],
    ['quota', 'QUOTA'],
  ])('ends the stream when it is refused: %s', async (fault, code) => {
    const server = await start()
    server.faults.http.push(fault)
    const caller = call(server, { retries: 1 })
    caller.say(1)
    expect(await caller.answer(1)).toEqual({ type: 'failed', segment: 1, code })
    expect(await caller.ended).toBe(code)
    expect(server.seen.uploads).toHaveLength(0)
  })

  it('tries once more where it may', async () => {
    const server = await start({ texts: ['at last'] })
    server.faults.http.push('overloaded')
    const caller = call(server, { retries: 1 })
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: 'at last' })
  })

  it('is quick to end', async () => {
    const server = await start({ answerMs: 300 })
    const caller = call(server)
    caller.say(1)
    caller.end()
    expect(await caller.ended).toBe('quietly')
  })
})
