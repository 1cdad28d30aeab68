/** Whole calls in real time, with OpenAI's speech-to-text over real sockets and everything else in the process. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { plainAgent } from '../../agent/plain.js'
import type { CallEvent } from '../../call/event.js'
import { policyWith } from '../../call/policy.js'
import { RealClock } from '../../run/real-clock.js'
import { runCall } from '../../run/run-call.js'
import { smallWorld } from '../../run/small-world.test-kit.js'
import { openAiForCalls, realtimeLimits } from './definition.js'
import type { SttFaults } from './openai-stt-faults.test-kit.js'
import {
  attachOpenAiStt,
  type OpenAiSttServer,
  startOpenAiSttServer,
} from './openai-stt-server.test-kit.js'
import { testLimits, valuesFor } from './stt-caller.test-kit.js'

const running: OpenAiSttServer[] = []
afterAll(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** The caller speaks first, for 1.2 s, and hangs up when the answer had time to come. */
const speech = { from: 300, to: 1500 }

/** Waits as long as a call does, so that a slow machine changes nothing. */
const limits = { ...realtimeLimits, retryMs: testLimits.retryMs }

async function hold(fallback: boolean, faults: Partial<SttFaults> = {}) {
  const server = await startOpenAiSttServer({ transcribe: ({ via }) => `a table, by ${via}` })
  running.push(server)
  for (const at of ['handshake', 'audio', 'commit', 'http'] as const) {
    Object.assign(server.faults[at], faults[at])
  }
  const clock = new RealClock()
  const log = { warn() {} }
  const caller = [{ ...speech, text: 'a table' }]
  const world = smallWorld(clock, { caller, model: () => 'Yes.', hangsUpAt: 2800 })
  const stt = openAiForCalls(valuesFor(server, { fallback }), limits).forCall({ clock, log })
  const events: CallEvent[] = []
  const state = await runCall({
    ...{ clock, log, transport: world.transport },
    agent: plainAgent({ greeting: '', instructions: '' }),
    policy: policyWith({ opening: { by: 'caller', greetAfterMs: 60_000 } }),
    providers: { ...world.providers, stt },
    observers: [({ event }) => events.push(event)],
  })
  const said = state.conversation.flatMap((m) => (m.role === 'user' ? [m.text] : []))
  const failures = events.flatMap((e) => (e.type === 'provider.failed' ? [e.code] : []))
  return { server, said, failures, last: server.seen.sessions.at(-1) }
}

/** All of what the caller said and none of it twice: the line carries 0x20 then, and silence otherwise. */
function heardMs(audio: Buffer | undefined): number {
  return (audio ?? Buffer.alloc(0)).filter((byte) => byte === 0x20).length / 8
}

describe.concurrent('a call', () => {
  it.each<[name: string, faults: Partial<SttFaults>, failures: readonly string[], tries: number]>([
    ['with a service that does as it should', {}, [], 1],
    ['whose session is lost in the middle of speech', { audio: ['gone'] }, ['UNAVAILABLE'], 2],
    [
      'whose speech-to-text has to be opened anew by the engine',
      { audio: ['gone'], handshake: ['none', 'overloaded', 'overloaded'] },
      ['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE'],
      2,
    ],
  ])('loses no audio: %s', async (_name, faults, failures, tries) => {
    const { server, said, failures: found, last } = await hold(false, faults)
    expect(said).toEqual(['a table, by realtime'])
    expect(found).toEqual(failures)
    expect(server.seen.sessions).toHaveLength(tries)
    expect(last?.pieces).toHaveLength(1)
    expect(heardMs(last?.pieces[0])).toBe(1200)
    await vi.waitFor(() => expect(server.seen.sessions.every(({ closed }) => closed)).toBe(true))
  })

  it('goes on with words over HTTP when the session is lost after the commit', async () => {
    const { said, failures } = await hold(true, { commit: ['gone'] })
    expect(said).toEqual(['a table, by http'])
    expect(failures).toEqual(['UNAVAILABLE'])
  })
})

describe('the stand-in', () => {
  it('shares a server with other routes', async () => {
    const server = createServer((request, response) => response.end(`chat ${request.url}`))
    const stt = attachOpenAiStt(server, { texts: ['hello'] })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const base = `http://127.0.0.1:${port}/v1`
    const chat = await fetch(`${base}/chat/completions`)
    expect(await chat.text()).toBe('chat /v1/chat/completions')
    const { forCall } = openAiForCalls(valuesFor({ url: base }), testLimits)
    const provider = forCall({ clock: new RealClock(), log: { warn() {} } })
    const stream = provider.open({ signal: new AbortController().signal })
    const loud = new Uint8Array(300 * 8).fill(0x20)
    stream.write(1, { mulaw: loud, mediaAt: 0 })
    stream.commit(1)
    for await (const part of stream) {
      if (part.type !== 'final') continue
      expect(part.text).toBe('hello')
      break
    }
    provider.close?.()
    expect(stt.seen.sessions).toHaveLength(1)
    stt.close()
    server.closeAllConnections()
    await new Promise((resolve) => void server.close(resolve))
  })
})
