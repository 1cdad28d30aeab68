import { afterEach, describe, expect, it } from 'vitest'
import { plainAgent } from '../engine/agent/plain.js'
import { defaultPolicy } from '../engine/call/policy.js'
import type { Connected, Providers } from '../engine/providers/provider.js'
import { smallWorld } from '../engine/run/small-world.test-kit.js'
import type { RouteCall } from './route.js'
import { eventually, type TestServer, testServer } from './serve.test-kit.js'
import { PhoneCall, readConnect } from './twilio/carrier.test-kit.js'

let running: TestServer | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

/** Providers that write down when they are made, connected and closed. A connection is one, however often it is asked for. */
function watched(change: (providers: Providers) => Providers = (same) => same) {
  const counts = { made: 0, connected: 0, closed: 0 }
  const route: RouteCall = () => ({
    agent: plainAgent({ greeting: 'Hello.', instructions: '' }),
    policy: defaultPolicy,
    providers: (clock) => {
      counts.made++
      let isOpen = false
      const connection: Connected = {
        warm: () => {
          if (!isOpen) counts.connected++
          isOpen = true
        },
        close: () => {
          if (isOpen) counts.closed++
          isOpen = false
        },
      }
      const { providers } = smallWorld(clock, { caller: [], model: () => 'Yes.' })
      return change({ ...providers, llm: { ...providers.llm, ...connection } })
    },
  })
  return { counts, route }
}

async function serve(
  { route }: { route: RouteCall },
  options: Parameters<typeof testServer>[0] = {},
) {
  running = await testServer({ ...options, deps: { route, ...options.deps } })
  const { carrier } = running
  const announce = (digit: string) =>
    carrier.post('/voice', carrier.callForm(`CA${digit.repeat(32)}`))
  return { ...running, announce }
}

describe('providers that connect while the stream is on its way', () => {
  it('are the ones the call uses, and are closed with it', async () => {
    const world = watched()
    const { carrier, server } = await serve(world)
    const { callSid, connect, ws } = await carrier.ring()
    await eventually(() => world.counts.connected === 1)
    expect(server.calls.size).toBe(0)
    ws.terminate()
    const phone = (await carrier.dial(callSid)).start()
    await phone.until(() => phone.count('media') > 0)
    expect(world.counts).toEqual({ made: 1, connected: 1, closed: 0 })
    expect(connect.parameters).toHaveProperty('token')
    phone.hangUp()
    await eventually(() => world.counts.closed === 1)
    expect(world.counts).toEqual({ made: 1, connected: 1, closed: 1 })
  })

  it('are opened once for a webhook that comes again, and closed when no stream comes', async () => {
    const world = watched()
    const { announce } = await serve(world, { deps: { limits: { pendingMs: 200 } } })
    await announce('1')
    await announce('1')
    await eventually(() => world.counts.connected > 0)
    await eventually(() => world.counts.closed === 1)
    expect(world.counts).toEqual({ made: 1, connected: 1, closed: 1 })
  })

  it('are closed when the carrier says that the call is over', async () => {
    const world = watched()
    const { announce, carrier } = await serve(world)
    await announce('1')
    await eventually(() => world.counts.connected === 1)
    const over = { ...carrier.callForm(`CA${'1'.repeat(32)}`), CallStatus: 'completed' }
    await carrier.post('/call-status', over)
    expect(world.counts.closed).toBe(1)
  })

  it('are closed when the server begins to stop', async () => {
    const world = watched()
    const { announce, server } = await serve(world)
    await announce('1')
    await eventually(() => world.counts.connected === 1)
    await server.calls.drain({ waitMs: 0, goodbyeMs: 0 })
    expect(world.counts.closed).toBe(1)
  })

  it('are closed when their stream is refused', async () => {
    const world = watched()
    const { carrier, server } = await serve(world)
    const first = (await carrier.dial()).start()
    await first.until(() => first.count('media') > 0)
    const again = { ...carrier.callForm(first.callSid), CallStatus: 'in-progress' }
    const connect = readConnect((await carrier.post('/voice', again)).body)
    const ws = await carrier.upgrade(connect.media)
    if (typeof ws === 'number') throw new Error(`refused with ${ws}`)
    const second = new PhoneCall(carrier, ws, connect, first.callSid).start()
    await eventually(() => second.closedWith !== undefined)
    expect(world.counts).toEqual({ made: 2, connected: 2, closed: 1 })
    expect(server.calls.size).toBe(1)
  })

  it('are not opened for strangers, nor for more calls than that', async () => {
    const strangers = watched()
    const insecure = await serve(strangers, { insecure: true })
    await insecure.announce('1')
    await insecure.close()
    expect(strangers.counts.made).toBe(0)

    const many = watched()
    const { announce } = await serve(many, { deps: { limits: { maxAhead: 2 } } })
    for (const digit of ['1', '2', '3', '4']) await announce(digit)
    await eventually(() => many.counts.connected === 2)
    expect(many.counts.made).toBe(2)
  })

  it('are opened without signatures where only this machine can call', async () => {
    const world = watched()
    const { announce } = await serve(world, { insecure: true, deps: { isLocal: true } })
    await announce('1')
    await eventually(() => world.counts.connected === 1)
  })

  it('do not keep the caller from being answered when they cannot be made', async () => {
    const world = watched(() => {
      throw new Error('no such voice')
    })
    const { carrier, logged } = await serve(world)
    const phone = (await carrier.dial()).start()
    await phone.closed()
    expect(await phone.after()).toContain('<Say>I am sorry')
    expect(logged.some(({ message }) => message.includes('did not connect ahead'))).toBe(true)
  })
})

describe('a call that cannot be routed', () => {
  it('hears the busy line at once', async () => {
    const route = () => {
      throw new Error('no agent for this number')
    }
    const { announce, logged } = await serve({ route })
    expect((await announce('1')).body).toContain('<Say>All lines are busy')
    expect(logged.at(-1)?.message).toBe('the call could not be routed')
  })
})

describe('the number of calls a service takes', () => {
  it('refuses the next one, and says which service it is', async () => {
    const world = watched()
    const providers = [{ name: 'tts eleven', maxCalls: 1 }]
    const { announce, logged } = await serve(world, { deps: { providers } })
    expect((await announce('1')).body).toContain('<Connect')
    expect((await announce('2')).body).toContain('<Say>All lines are busy')
    expect(logged.at(-1)?.fields).toMatchObject({ refusal: 'tts eleven takes 1 calls at once' })
  })
})

describe('a provider that does not end when it is told to', () => {
  it('is closed within a second of the hang-up, and the call is over soon after', async () => {
    const aborted: number[] = []
    const world = watched((providers) => ({
      ...providers,
      stt: {
        open: ({ signal }) => {
          signal.addEventListener('abort', () => aborted.push(performance.now()))
          return {
            ...{ write() {}, commit() {}, drop() {} },
            [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }),
          }
        },
      },
    }))
    const { carrier, server } = await serve(world)
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    const at = performance.now()
    phone.hangUp()
    await eventually(() => aborted.length === 1 && world.counts.closed === 1, 1000)
    expect(aborted[0]! - at).toBeLessThan(1000)
    await eventually(() => server.calls.size === 0, 3000)
  })
})
