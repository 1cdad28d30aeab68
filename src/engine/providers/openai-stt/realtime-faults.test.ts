/** What the engine gets for each thing that can go wrong with a realtime session, over real sockets: with and without the second way. */
import { afterEach, describe, expect, it } from 'vitest'
import type { FailureCode } from '../../call/event.js'
import type {
  AudioFault,
  CommitFault,
  HandshakeFault,
  HttpFault,
} from './openai-stt-faults.test-kit.js'
import {
  type OpenAiSttServer,
  type OpenAiSttServerOptions,
  startOpenAiSttServer,
} from './openai-stt-server.test-kit.js'
import { type Caller, framesOf, realtimeCaller, voice } from './stt-caller.test-kit.js'

const running: { close(): unknown }[] = []

/** Whichever way it comes, a text says by which. */
async function start(options: OpenAiSttServerOptions = {}): Promise<OpenAiSttServer> {
  const server = await startOpenAiSttServer({
    transcribe: ({ via }) => `words by ${via}`,
    ...options,
  })
  running.push(server)
  return server
}

function call(server: OpenAiSttServer, second: 'alone' | 'with HTTP'): Caller {
  const caller = realtimeCaller(server, { fallback: second === 'with HTTP' })
  running.unshift({ close: caller.end })
  return caller
}

afterEach(async () => {
  for (const thing of running.splice(0)) await thing.close()
})

/** Waits until the time is up, so that a fourth try would show. */
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const three = (fault: HandshakeFault): HandshakeFault[] => [fault, fault, fault, fault]

describe('a handshake that fails for good', () => {
  it.each<[name: string, faults: HandshakeFault[], tries: number, code: FailureCode]>([
    ['401', ['unauthorized'], 1, 'REFUSED'],
    ['403', ['forbidden'], 1, 'REFUSED'],
    ['429 for want of quota', ['quota'], 1, 'QUOTA'],
    ['429 with a long Retry-After', [{ fault: 'rate-limited', retryAfter: 60 }], 1, 'RATE_LIMITED'],
    ['429 again and again', three('rate-limited'), 3, 'RATE_LIMITED'],
    ['500 again and again', three('server-error'), 3, 'UNAVAILABLE'],
    ['503 again and again', three('overloaded'), 3, 'UNAVAILABLE'],
    ['1008 after the handshake, again and again', three('policy'), 3, 'REFUSED'],
    ['1008 for want of quota, again and again', three('policy-quota'), 3, 'QUOTA'],
    ['a handshake and then nobody, again and again', three('gone'), 3, 'UNAVAILABLE'],
    ['a format that was not asked for', ['wrong-format'], 1, 'BAD_RESPONSE'],
    ['a model that was not asked for', ['wrong-model'], 1, 'BAD_RESPONSE'],
    ['turns cut against our wish', ['wrong-turn-detection'], 1, 'BAD_RESPONSE'],
    ['a configuration that is refused', ['refused-update'], 1, 'REFUSED'],
  ])('ends the stream: %s', async (_name, faults, tries, code) => {
    const server = await start()
    server.faults.handshake.push(...faults)
    const caller = call(server, 'alone')
    caller.say(1)
    expect(await caller.ended).toBe(code)
    expect(caller.parts.filter(({ type }) => type !== 'failed')).toEqual([])
    await pause(60)
    expect(faults.length - server.faults.handshake.length).toBe(tries)
    expect(JSON.stringify(caller.logged)).not.toMatch(/sk-/)
  })

  it.each<[name: string, fault: HandshakeFault]>([
    ['a service that answers nothing at all', 'no-answer'],
    ['a session that is never created', 'no-created'],
    ['a session that is never configured', 'no-updated'],
  ])('ends the stream after three timeouts: %s', async (_name, fault) => {
    const server = await start()
    server.faults.handshake.push(...three(fault))
    const caller = call(server, 'alone')
    expect(await caller.ended).toBe('TIMEOUT')
    expect(server.faults.handshake).toHaveLength(1)
  })

  it.each<[name: string, faults: HandshakeFault[]]>([
    ['401', ['unauthorized']],
    ['429 for want of quota', ['quota']],
    ['503 again and again', three('overloaded')],
    ['1008, again and again', three('policy')],
    ['a wrong format', ['wrong-format']],
  ])('leaves the words to HTTP where that is allowed: %s', async (_name, faults) => {
    const server = await start()
    server.faults.handshake.push(...faults)
    const caller = call(server, 'with HTTP')
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: 'words by http' })
    // The engine is told that sessions fail, but not before the words that were waited for.
    await caller.part((part) => part.type === 'failed' && part.segment === undefined)
    expect(caller.parts[0]).toMatchObject({ type: 'final' })
    caller.say(2)
    expect(await caller.answer(2)).toMatchObject({ type: 'final', text: 'words by http' })
  })

  it('ends the stream when HTTP refuses us as well', async () => {
    const server = await start()
    server.faults.handshake.push('unauthorized')
    server.faults.http.push('unauthorized')
    const caller = call(server, 'with HTTP')
    caller.say(1)
    expect(await caller.ended).toBe('REFUSED')
  })

  it('ends the stream when nobody listens there', async () => {
    const server = await start()
    await server.close()
    const caller = call(server, 'alone')
    caller.say(1)
    expect(await caller.ended).toBe('UNAVAILABLE')
    expect(caller.logged).toContainEqual(
      expect.objectContaining({ why: expect.stringContaining('ECONNREFUSED') }),
    )
  })

  it('is tried again after a while, when it may have been a passing one', async () => {
    const server = await start()
    server.faults.handshake.push('overloaded', 'overloaded', 'overloaded')
    const caller = call(server, 'with HTTP')
    while (server.seen.sessions[0]?.updates.length !== 1) await pause(20)
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ text: 'words by realtime' })
  })
})

describe('a handshake that fails once', () => {
  it.each<[name: string, fault: HandshakeFault]>([
    ['429', 'rate-limited'],
    ['429 with a short Retry-After', { fault: 'rate-limited', retryAfter: 0 }],
    ['slow down', 'slow-down'],
    ['500', 'server-error'],
    ['503', 'overloaded'],
    ['1008', 'policy'],
    ['nobody there', 'gone'],
    ['no answer at all', 'no-answer'],
  ])('costs no words: %s', async (_name, fault) => {
    const server = await start()
    server.faults.handshake.push(fault)
    const caller = call(server, 'alone')
    // In the middle of speech when the connection fails.
    for (const frame of framesOf(voice(400, 1))) caller.stream.write(1, frame)
    await caller.part((part) => part.type === 'failed')
    caller.stream.commit(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: 'words by realtime' })
    expect(server.seen.sessions.at(-1)?.pieces).toEqual([Buffer.from(voice(400, 1))])
  })
})

describe('a session that is lost in the middle of speech', () => {
  it.each<[name: string, fault: AudioFault, code: FailureCode]>([
    ['the connection breaks', 'gone', 'UNAVAILABLE'],
    ['the session expires', 'expired', 'UNAVAILABLE'],
    ['the connection is half open', 'half-open', 'TIMEOUT'],
    ['nothing it says makes sense', 'garbage', 'BAD_RESPONSE'],
  ])('is followed by another one that hears all of it: %s', async (_name, fault, code) => {
    const server = await start()
    server.faults.audio.push(fault)
    const caller = call(server, 'alone')
    const frames = framesOf(voice(600, 1))
    for (const frame of frames.slice(0, 15)) caller.stream.write(1, frame)
    await caller.part((part) => part.type === 'failed')
    for (const frame of frames.slice(15)) caller.stream.write(1, frame)
    caller.stream.commit(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: 'words by realtime' })
    expect(caller.parts.filter(({ type }) => type === 'failed')).toEqual([{ type: 'failed', code }])
    expect(server.seen.sessions).toHaveLength(2)
    expect(server.seen.sessions[1]?.pieces).toEqual([Buffer.from(voice(600, 1))])
  })

  it('is not believed any more when it changes the format by itself', async () => {
    const server = await start()
    server.faults.audio.push('flip-format')
    const caller = call(server, 'alone')
    caller.say(1)
    expect(await caller.ended).toBe('BAD_RESPONSE')
    expect(caller.logged).toContainEqual(
      expect.objectContaining({ why: expect.stringContaining('audio/pcm 8000') }),
    )
  })

  it('stays open after an error that is about no commit', async () => {
    const server = await start()
    server.faults.audio.push('error')
    const caller = call(server, 'alone')
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ type: 'final' })
    expect(server.seen.sessions).toHaveLength(1)
  })
})

describe('a commit whose words go wrong', () => {
  const answers = (text: string) => ({ type: 'final', text })
  const fails = (code: FailureCode) => ({ type: 'failed', code })

  it.each<[name: string, fault: CommitFault, alone: object, withHttp: object]>([
    ['never any words', 'never', fails('TIMEOUT'), answers('words by http')],
    [
      ...(['the connection breaks', 'gone'] as const),
      ...([answers('words by realtime'), answers('words by http')] as const),
    ],
    ['a failed item', 'failed', fails('UNAVAILABLE'), answers('words by http')],
    ['an error about the commit', 'error', fails('UNAVAILABLE'), answers('words by http')],
    ['no words in it', 'empty', answers(''), answers('')],
    [
      ...(['garbage between', 'garbage'] as const),
      ...([answers('words by realtime'), answers('words by realtime')] as const),
    ],
    [
      ...(['words before it is said to be committed', 'words-first'] as const),
      ...([answers('words by realtime'), answers('words by realtime')] as const),
    ],
  ])('%s', async (_name, fault, alone, withHttp) => {
    for (const [second, expected] of [
      ['alone', alone],
      ['with HTTP', withHttp],
    ] as const) {
      const server = await start()
      server.faults.commit.push(fault)
      const caller = call(server, second)
      caller.say(1)
      expect(await caller.answer(1)).toMatchObject(expected)
      caller.say(2)
      expect(await caller.answer(2)).toMatchObject(answers('words by realtime'))
    }
  })

  it('words that come three times are passed on once', async () => {
    const server = await start()
    server.faults.commit.push('thrice')
    const caller = call(server, 'alone')
    caller.say(1)
    caller.say(2)
    await caller.answer(2)
    expect(caller.parts.filter(({ type }) => type === 'final')).toHaveLength(2)
  })

  it.each<[name: string, fault: CommitFault]>([
    ['words that come after those of the next piece', 'after-next'],
    ['commits that are confirmed in the wrong order', 'committed-after-next'],
    ['words that come before the confirmation', 'words-first'],
  ])('go with their own piece: %s', async (_name, fault) => {
    const server = await start({ transcribe: ({ ms }) => `${ms} ms`, answerMs: 60 })
    server.faults.commit.push(fault)
    const caller = call(server, 'alone')
    caller.say(1, 500)
    caller.say(2, 300)
    expect(await caller.answer(1)).toMatchObject({ text: '500 ms' })
    expect(await caller.answer(2)).toMatchObject({ text: '300 ms' })
  })

  it('a failed piece does not hold up those after it', async () => {
    const server = await start()
    server.faults.commit.push('failed')
    const caller = call(server, 'alone')
    for (const segment of [1, 2, 3]) caller.say(segment, 300)
    expect(await caller.answer(1)).toMatchObject(fails('UNAVAILABLE'))
    expect(await caller.answer(2)).toMatchObject({ type: 'final' })
    expect(await caller.answer(3)).toMatchObject({ type: 'final' })
  })

  it('a session that owes its words is replaced', async () => {
    const server = await start()
    server.faults.commit.push('never')
    const caller = call(server, 'alone')
    caller.say(1)
    await caller.answer(1)
    await caller.part((part) => part.type === 'failed' && part.segment === undefined)
    caller.say(2)
    await caller.answer(2)
    expect(server.seen.sessions).toHaveLength(2)
    expect(server.seen.sessions[0]?.closed).toBe(true)
  })

  it('whoever answers first counts, the other one changes nothing', async () => {
    const server = await start({
      transcribe: ({ via }) => `words by ${via}`,
      answerMs: 440,
    })
    const caller = call(server, 'with HTTP')
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject({ text: 'words by realtime' })
    await pause(500)
    expect(caller.parts.filter(({ type }) => type === 'final')).toHaveLength(1)
  })

  it.each<[name: string, fault: HttpFault, code: FailureCode]>([
    ['503', 'overloaded', 'UNAVAILABLE'],
    ['429', 'rate-limited', 'RATE_LIMITED'],
    ['no answer', 'stall', 'TIMEOUT'],
    ['half an answer', 'garbage', 'BAD_RESPONSE'],
    ['a broken connection', 'reset', 'UNAVAILABLE'],
  ])('fails in the end when the second way fails too: %s', async (_name, fault, code) => {
    const server = await start()
    server.faults.commit.push('failed')
    server.faults.http.push(fault)
    const caller = call(server, 'with HTTP')
    caller.say(1)
    expect(await caller.answer(1)).toMatchObject(fails(code))
    caller.say(2)
    expect(await caller.answer(2)).toMatchObject(answers('words by realtime'))
  })
})
