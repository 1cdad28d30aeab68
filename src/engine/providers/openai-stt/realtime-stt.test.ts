/** Realtime transcription over real sockets, with a service that does as it should. What it does when it does not: `realtime-faults.test.ts`. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../run/clock.js'
import { RealClock } from '../../run/real-clock.js'
import { openAiForCalls } from './definition.js'
import {
  type OpenAiSttServer,
  type OpenAiSttServerOptions,
  startOpenAiSttServer,
} from './openai-stt-server.test-kit.js'
import {
  type Caller,
  framesOf,
  realtimeCaller,
  testLimits,
  valuesFor,
  voice,
} from './stt-caller.test-kit.js'

const running: { close(): unknown }[] = []

async function start(options: OpenAiSttServerOptions = {}): Promise<OpenAiSttServer> {
  const server = await startOpenAiSttServer(options)
  running.push(server)
  return server
}

function call(...args: Parameters<typeof realtimeCaller>): Caller {
  const caller = realtimeCaller(...args)
  running.unshift({ close: caller.end })
  return caller
}

afterEach(async () => {
  for (const thing of running.splice(0)) await thing.close()
})

async function soon(true_: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !true_(); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(true_()).toBe(true)
}

describe('realtime transcription', () => {
  it('gives words while the caller speaks, and the whole of them after the commit', async () => {
    const server = await start({ texts: ['a table for two'] })
    const caller = call(server)
    caller.say(1, 600)
    expect(await caller.answer(1)).toEqual({ type: 'final', segment: 1, text: 'a table for two' })
    expect(caller.parts.map((part) => (part.type === 'failed' ? part.code : part.text))).toEqual([
      ...['a', 'a table', 'a table for', 'a table for two', 'a table for two'],
    ])
  })

  it('connects without a model in the address and leaves the turns to us', async () => {
    const server = await start({ texts: ['yes'], apiKey: 'sk-test' })
    const caller = call(server, { model: 'gpt-4o-transcribe', noiseReduction: 'far_field' })
    caller.say(1)
    await caller.answer(1)
    const [session] = server.seen.sessions
    expect(session?.url).toBe('/v1/realtime?intent=transcription')
    expect(session?.updates).toEqual([
      {
        type: 'transcription',
        audio: {
          input: {
            format: { type: 'audio/pcmu' },
            noise_reduction: { type: 'far_field' },
            transcription: { model: 'gpt-4o-transcribe', language: 'en' },
            turn_detection: null,
          },
        },
      },
    ])
  })

  it('sends mu-law byte for byte when it is asked for', async () => {
    const server = await start()
    const caller = call(server)
    caller.say(1)
    await caller.answer(1)
    expect(server.seen.sessions[0]?.pieces).toEqual([Buffer.from(voice(600, 1))])
  })

  it('sends 24 kHz PCM otherwise, every piece with all of its audio and nothing of the one before', async () => {
    const server = await start()
    const caller = call(server, { format: 'pcm24' })
    caller.say(1, 400)
    const frames = framesOf(new Uint8Array(200 * 8).fill(0xff))
    for (const frame of frames) caller.stream.write(2, frame)
    caller.stream.commit(2)
    await caller.answer(2)
    const [loud, quiet] = server.seen.sessions[0]?.pieces ?? []
    // The last 10 ms push the end of the segment out of the filter.
    expect(loud?.length).toBe(410 * 48)
    expect(quiet?.length).toBe(210 * 48)
    expect(Math.max(...samples(loud))).toBeGreaterThan(10_000)
    expect(Math.max(...samples(quiet))).toBe(0)
  })

  it('fills up what is too short for the service with silence', async () => {
    const server = await start({ texts: ['no'] })
    const caller = call(server, { filter: false })
    caller.say(1, 40)
    expect(await caller.answer(1)).toMatchObject({ type: 'final', text: 'no' })
    expect(server.seen.sessions[0]?.pieces[0]?.length).toBe(100 * 8)
  })

  it('takes back what was noise, and hears the next piece by itself', async () => {
    const server = await start({ texts: ['hello'] })
    const caller = call(server)
    for (const frame of framesOf(voice(300))) caller.stream.write(1, frame)
    caller.stream.drop(1)
    caller.say(2, 300)
    await caller.answer(2)
    expect(caller.parts.filter((part) => part.segment === 1)).toEqual([])
    expect(server.seen.sessions[0]?.pieces).toEqual([Buffer.from(voice(300, 2))])
  })

  it('takes back noise that is in a session already', async () => {
    const server = await start({ texts: ['hello there'] })
    const caller = call(server)
    for (const frame of framesOf(voice(300))) caller.stream.write(1, frame)
    await caller.part((part) => part.type === 'partial')
    caller.stream.drop(1)
    caller.say(2, 300)
    expect(await caller.answer(2)).toMatchObject({ text: 'hello there' })
    expect(server.seen.sessions[0]?.clears).toBe(1)
    expect(server.seen.sessions[0]?.pieces).toEqual([Buffer.from(voice(300, 2))])
  })

  it('leaves out what nobody said, and says so in the log without the words', async () => {
    const server = await start({ texts: ['Thank you for watching!', 'Thank you.'] })
    const caller = call(server)
    caller.say(1)
    caller.say(2, 300)
    expect(await caller.answer(1)).toMatchObject({ text: '' })
    expect(await caller.answer(2)).toMatchObject({ text: 'Thank you.' })
    expect(caller.logged).toMatchObject([{ segment: 1, why: 'video caption' }])
    expect(JSON.stringify(caller.logged)).not.toMatch(/watching/i)
  })

  it('is quick to end: the iteration and the socket are over with the signal', async () => {
    const server = await start({ answerMs: 5000 })
    const caller = call(server)
    caller.say(1)
    await soon(() => server.seen.sessions[0]?.pieces.length === 1)
    caller.end()
    expect(await caller.ended).toBe('quietly')
    await soon(() => server.seen.sessions[0]?.closed === true)
  })
})

describe('connecting ahead', () => {
  const quiet = { warn() {} }

  it('opens one configured session, which the call then uses', async () => {
    const server = await start({ texts: ['hello'] })
    const { forCall } = openAiForCalls(valuesFor(server), testLimits)
    const stt = forCall({ clock: new RealClock(), log: quiet })
    running.unshift({ close: () => stt.close?.() })
    stt.warm?.()
    stt.warm?.()
    await soon(() => server.seen.sessions[0]?.updates.length === 1)
    const stream = stt.open({ signal: new AbortController().signal })
    stt.warm?.()
    for (const frame of framesOf(voice(300))) stream.write(1, frame)
    stream.commit(1)
    for await (const part of stream) if (part.type === 'final') break
    expect(server.seen.sessions).toHaveLength(1)
  })

  it('is no error when it fails: the call connects anew', async () => {
    const server = await start({ texts: ['hello'] })
    server.faults.handshake.push('unauthorized')
    const { forCall } = openAiForCalls(valuesFor(server), testLimits)
    const warned: string[] = []
    const log = { warn: (_: object, message: string) => void warned.push(message) }
    const stt = forCall({ clock: new RealClock(), log })
    running.unshift({ close: () => stt.close?.() })
    stt.warm?.()
    await soon(() => warned.length === 1)
    const stream = stt.open({ signal: new AbortController().signal })
    for (const frame of framesOf(voice(300))) stream.write(1, frame)
    stream.commit(1)
    for await (const part of stream) if (part.type === 'final') break
    expect(server.seen.sessions).toHaveLength(1)
  })

  it('closes at once for a call that never comes', async () => {
    const server = await start()
    const { forCall } = openAiForCalls(valuesFor(server), testLimits)
    const stt = forCall({ clock: new RealClock(), log: quiet })
    stt.warm?.()
    await soon(() => server.seen.sessions[0]?.updates.length === 1)
    stt.close?.()
    stt.close?.()
    await soon(() => server.seen.sessions[0]?.closed === true)
  })
})

describe('replacing a session before the service ends it', () => {
  /** Long alarms ring when the test says so. */
  function pausedClock() {
    const real = new RealClock()
    const long: { readonly inMs: number; readonly wake: () => void }[] = []
    const clock: Clock = {
      now: () => real.now(),
      hold: (work) => work,
      alarm: (at, wake) => {
        if (at - real.now() < 10_000) return real.alarm(at, wake)
        const entry = { inMs: at - real.now(), wake }
        long.push(entry)
        return () => {
          const at = long.indexOf(entry)
          if (at >= 0) long.splice(at, 1)
        }
      },
    }
    return { clock, long }
  }

  it('happens after 55 minutes, or a minute before it expires', async () => {
    const hour = await start()
    const { clock, long } = pausedClock()
    call(hour, {}, { clock })
    await soon(() => long.length === 1)
    expect(long[0]?.inMs).toBeGreaterThan(54.9 * 60_000)
    expect(long[0]?.inMs).toBeLessThan(55.1 * 60_000)
    const short = await start({ expiresInS: 300 })
    const other = pausedClock()
    call(short, {}, { clock: other.clock })
    await soon(() => other.long.length === 1)
    expect(other.long[0]?.inMs).toBeGreaterThan(230_000)
    expect(other.long[0]?.inMs).toBeLessThan(241_000)
  })

  it('waits for the end of what is said, and loses none of it', async () => {
    const server = await start({ texts: ['before and after', 'later'] })
    const { clock, long } = pausedClock()
    const caller = call(server, {}, { clock })
    await soon(() => long.length === 1)
    const frames = framesOf(voice(600, 1))
    for (const frame of frames.slice(0, 15)) caller.stream.write(1, frame)
    long[0]?.wake()
    await soon(() => server.seen.sessions[1]?.updates.length === 1)
    // The new session is there; the caller speaks on, and the old one stays.
    for (const frame of frames.slice(15)) caller.stream.write(1, frame)
    expect(server.seen.sessions[0]?.closed).toBe(false)
    caller.stream.commit(1)
    expect(await caller.answer(1)).toMatchObject({ text: 'before and after' })
    await soon(() => server.seen.sessions[0]?.closed === true)
    caller.say(2)
    expect(await caller.answer(2)).toMatchObject({ text: 'later' })
    const [first, second] = server.seen.sessions
    expect(first?.pieces).toEqual([Buffer.from(voice(600, 1))])
    expect(second?.pieces).toEqual([Buffer.from(voice(600, 2))])
  })

  it('takes over at once when the old session is lost meanwhile', async () => {
    const server = await start({ texts: ['all of it'] })
    const { clock, long } = pausedClock()
    const caller = call(server, {}, { clock })
    await soon(() => long.length === 1)
    server.faults.audio.push('gone')
    const frames = framesOf(voice(600, 1))
    for (const frame of frames.slice(0, 5)) caller.stream.write(1, frame)
    long[0]?.wake()
    await soon(() => server.seen.sessions[1]?.updates.length === 1)
    for (const frame of frames.slice(5)) caller.stream.write(1, frame)
    caller.stream.commit(1)
    expect(await caller.answer(1)).toMatchObject({ text: 'all of it' })
    expect(server.seen.sessions[1]?.pieces).toEqual([Buffer.from(voice(600, 1))])
    expect(server.seen.sessions).toHaveLength(2)
  })
})

function samples(bytes: Buffer | undefined): number[] {
  if (!bytes) return []
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i))
}
