import { afterEach, describe, expect, it } from 'vitest'
import type { Agent } from '../engine/agent/agent.js'
import { plainAgent } from '../engine/agent/plain.js'
import { defaultPolicy } from '../engine/call/policy.js'
import {
  conversationOf,
  countNotes,
  eventually,
  type TestServer,
  type TestServerOptions,
  testServer,
} from './serve.test-kit.js'
import type { CallControl } from './twilio/call-control.js'
import type { PhoneCall } from './twilio/carrier.test-kit.js'

let running: TestServer | undefined
const serve = async (options?: TestServerOptions) => {
  running = await testServer(options)
  return running
}
afterEach(async () => {
  await running?.close()
  running = undefined
})

/** A REST API that remembers what it was asked. */
function control(refuse = false): CallControl & { readonly asked: string[] } {
  const asked: string[] = []
  const answer = () => (refuse ? Promise.reject(new Error('no such account')) : Promise.resolve())
  return {
    asked,
    redirect: (callSid, twiml) => {
      asked.push(`redirect ${callSid} ${twiml}`)
      return answer()
    },
    hangUp: (callSid) => {
      asked.push(`hang up ${callSid}`)
      return answer()
    },
  }
}

const closedReason = (held: TestServer['held'], index = 0) =>
  held[index]?.entries.flatMap(({ event }) =>
    event.type === 'transport.closed' ? [event.reason] : [],
  )

async function greeted({ held }: TestServer, phone: PhoneCall): Promise<void> {
  await phone.until(() => phone.count('mark') > 0)
  const mine = held.find(({ call }) => call.callSid === phone.callSid)
  await eventually(() => countNotes(mine?.entries, 'reply.heard') === 1)
}

describe('a call in real time over real sockets', () => {
  it('is greeted, answered, and ended by the agent once its goodbye was heard', async () => {
    const test = await serve()
    const { carrier, held, said, server } = test
    const phone = (await carrier.dial()).start()
    await greeted(test, phone)

    said.push({ ...phone.speak(400), text: 'Is there a table?' })
    await eventually(() => countNotes(held[0]?.entries, 'reply.heard') === 2)
    said.push({ ...phone.speak(400), text: 'Goodbye.' })
    await phone.closed()

    expect(phone.complaints).toEqual([])
    expect(phone.closedWith).toBe(1000)
    expect(await phone.after()).toContain('<Response><Hangup/></Response>')
    await eventually(() => server.calls.size === 0)
    expect(conversationOf(held[0]!)).toEqual([
      'assistant: Hello.',
      'user: Is there a table?',
      'assistant: Yes.',
      'user: Goodbye.',
      'assistant: Bye.',
    ])
    expect(held[0]!.world.open()).toBe(0)
    expect(held[0]!.call.to).toBe('+15550002222')
  })

  it('stops the agent with a clear on the wire when the caller breaks in', async () => {
    const long = 'I can tell you all about the tables that we have on every day of this week.'
    const { carrier, held, said } = await serve({ greeting: long })
    const phone = (await carrier.dial()).start()
    await eventually(() => heardMs(held[0]) >= 800)
    said.push({ ...phone.speak(1200), text: 'Stop, I only want to know the time.' })
    await phone.until(() => phone.count('clear') === 1)
    const cleared = phone.received.findIndex(({ event }) => event === 'clear')
    await eventually(() => countNotes(held[0]?.entries, 'agent.interrupted') === 1)
    await eventually(() => countNotes(held[0]?.entries, 'reply.heard') === 1)
    phone.hangUp()
    await phone.closed()
    const sentBefore = phone.received.slice(0, cleared).reduce((ms, m) => ms + mulawMs(m), 0)
    expect(sentBefore).toBeLessThan(long.length * 50)
    const [first] = conversationOf(held[0]!)
    expect(first).toMatch(/^assistant: I can/)
    expect(first!.length).toBeLessThan(long.length)
    expect(phone.complaints).toEqual([])
  })

  it('takes keys from the keypad as an answer', async () => {
    const test = await serve()
    const phone = (await test.carrier.dial()).start()
    await greeted(test, phone)
    for (const key of ['4', '2', '#']) phone.press(key)
    await eventually(() => countNotes(test.held[0]?.entries, 'turn.ended') === 1)
    const pressed = test.held[0]!.entries.flatMap(({ event }) =>
      event.type === 'transport.dtmf' ? [event.digit] : [],
    )
    expect(pressed).toEqual(['4', '2', '#'])
  })

  it('answers a webhook at once, with TwiML that connects the call and ends in good order', async () => {
    const { carrier } = await serve()
    const answer = await carrier.post('/voice', carrier.callForm(`CA${'0'.repeat(32)}`))
    expect(answer.status).toBe(200)
    expect(answer.ms).toBeLessThan(200)
    expect(answer.body).toMatch(
      /<Connect action="https:\/\/voice\.example\.com:8443\/after-stream" method="POST"><Stream url="wss:\/\/voice\.example\.com:8443\/media" statusCallback="https:\/\/voice\.example\.com:8443\/stream-status" statusCallbackMethod="POST"><Parameter name="token" value="[\w.-]{50,480}"\/><\/Stream><\/Connect><Hangup\/>/,
    )
  })
})

describe('the end of a call', () => {
  it('closes the providers within a second when the caller hangs up', async () => {
    const test = await serve()
    const phone = (await test.carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    const at = performance.now()
    phone.hangUp()
    await eventually(() => test.held[0]!.world.open() === 0, 1000)
    await eventually(() => test.server.calls.size === 0)
    expect(performance.now() - at).toBeLessThan(1000)
    expect(closedReason(test.held)).toEqual(['caller'])
  })

  it('takes a socket that closes in good order without a stop for the caller hanging up', async () => {
    const { carrier, held, server } = await serve()
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.ws.close(1000)
    await eventually(() => server.calls.size === 0)
    expect(closedReason(held)).toEqual(['caller'])
  })

  it('takes a socket that vanishes for a lost line, and ends the call through the REST API', async () => {
    const rest = control()
    const { carrier, held, server } = await serve({ deps: { control: rest } })
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.ws.terminate()
    await eventually(() => server.calls.size === 0)
    expect(closedReason(held)).toEqual(['lost'])
    expect(rest.asked).toEqual([`hang up ${phone.callSid}`])
  })

  it('finds a peer that is silently gone by its missing pong', async () => {
    const { carrier, held, server } = await serve({ deps: { limits: { pingMs: 150 } } })
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.freeze()
    phone.ws.pause()
    await eventually(() => server.calls.size === 0)
    expect(closedReason(held)).toEqual(['lost'])
  })

  it('keeps a silent line open as long as its pongs come', async () => {
    const { carrier, server } = await serve({ deps: { limits: { pingMs: 50 } } })
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.freeze()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.calls.size).toBe(1)
  })

  it.each([
    ['/call-status', { CallStatus: 'completed' }],
    ['/stream-status', { StreamEvent: 'stream-stopped' }],
  ])('believes %s when neither a stop nor a close has come', async (path, status) => {
    const { carrier, held, server } = await serve()
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    const form = { ...carrier.callForm(phone.callSid), StreamSid: phone.streamSid, ...status }
    expect((await carrier.post(path, form)).status).toBe(200)
    await eventually(() => server.calls.size === 0)
    expect(closedReason(held)).toEqual(['caller'])
    await phone.closed()
  })

  it('forgets a webhook whose stream never comes', async () => {
    const { carrier, server, logged } = await serve({
      deps: { limits: { maxCalls: 1, pendingMs: 100 } },
    })
    await carrier.post('/voice', carrier.callForm(`CA${'1'.repeat(32)}`))
    const busy = await carrier.post('/voice', carrier.callForm(`CA${'2'.repeat(32)}`))
    expect(busy.body).toContain('<Say>All lines are busy')
    await eventually(() => logged.some(({ message }) => message.includes('no stream')))
    const free = await carrier.post('/voice', carrier.callForm(`CA${'2'.repeat(32)}`))
    expect(free.body).toContain('<Connect')
    expect(server.calls.size).toBe(0)
  })

  it('says its goodbye when a bug of the agent ends the call, and leaves the other calls alone', async () => {
    const broken: Agent = {
      ...plainAgent({ greeting: 'Hello.', instructions: '' }),
      onCallerTurn: () => {
        throw new Error('a bug of the agent')
      },
    }
    const test = await serve({ agent: broken })
    const { carrier, held, said, server } = test
    const [good, bad] = [(await carrier.dial()).start(), (await carrier.dial()).start()]
    await greeted(test, good)
    await greeted(test, bad)
    said.push({ ...bad.speak(400), text: 'Is there a table?' })
    await bad.closed()
    await eventually(() => server.calls.size === 1)
    expect(conversationOf(held[1]!).at(-1)).toBe(`assistant: ${defaultPolicy.lines.goodbye}`)
    expect(await bad.after()).toContain('<Response><Hangup/></Response>')
    await eventually(() => held[1]!.outcome !== undefined)
    expect(held[1]!.outcome?.fault).toContain('a bug of the agent')
    expect(good.closedWith).toBe(undefined)
  })

  it('says a line of apology when a bug leaves nothing that could say goodbye', async () => {
    const { carrier, held, server } = await serve()
    const dialled = await carrier.dial()
    const score = () => {
      throw new Error('a bug of the detector')
    }
    Object.assign(held[0]!.world.providers, { vad: { open: () => ({ score, close: () => {} }) } })
    const phone = dialled.start()
    await phone.closed()
    await eventually(() => server.calls.size === 0)
    expect(await phone.after()).toContain('<Say>I am sorry, something went wrong.')
    expect(held[0]!.outcome?.fault).toContain('a bug of the detector')
  })

  it('says its goodbye when a record cannot be kept', async () => {
    const agent: Agent = {
      ...plainAgent({ greeting: 'Hello.', instructions: '' }),
      onCallerTurn: (state) => ({
        state,
        directives: [
          { type: 'audit', record: { kind: 'consent' } },
          { type: 'say', id: '', text: 'Noted.', interruptible: true },
        ],
      }),
    }
    const audit = () => {
      throw new Error('the disk is full')
    }
    const test = await serve({ agent, audit })
    const { carrier, held, said } = test
    const phone = (await carrier.dial()).start()
    await greeted(test, phone)
    said.push({ ...phone.speak(400), text: 'Is there a table?' })
    await phone.closed()
    expect(conversationOf(held[0]!).at(-1)).toBe(`assistant: ${defaultPolicy.lines.goodbye}`)
    expect(conversationOf(held[0]!).join()).not.toContain('Noted.')
    expect(phone.complaints).toEqual([])
  })
})

describe('a transfer', () => {
  const to = '+15550003333'
  const base = plainAgent({ greeting: '', instructions: '' })
  const agent: Agent = {
    ...base,
    onCallStarted: (state) => ({
      state,
      directives: [
        { type: 'say', id: 'hold', text: 'Hold on.', interruptible: false },
        { type: 'transfer', to },
      ],
    }),
  }

  it('goes through the REST API once everything before it was heard', async () => {
    const rest = control()
    const test = await serve({ agent, deps: { control: rest } })
    const phone = (await test.carrier.dial()).start()
    await phone.closed()
    expect(rest.asked).toHaveLength(1)
    expect(rest.asked[0]).toContain(`redirect ${phone.callSid}`)
    expect(rest.asked[0]).toContain(`<Number>${to}</Number></Dial>`)
    expect(phone.closedWith).toBe(1000)
  })

  it.each([
    ['there is no REST API', undefined],
    ['the REST API refuses', control(true)],
  ])('is done by the TwiML after the stream when %s', async (_, rest) => {
    const test = await serve({ agent, deps: rest ? { control: rest } : {} })
    const phone = (await test.carrier.dial()).start()
    await phone.closed()
    expect(await phone.after()).toContain(`<Number>${to}</Number></Dial>`)
  })

  it('may come back as a new leg of the same call', async () => {
    const test = await serve({ agent })
    const phone = (await test.carrier.dial()).start()
    await phone.closed()
    await eventually(() => test.server.calls.size === 0)
    const form = { ...test.carrier.callForm(phone.callSid), CallStatus: 'in-progress' }
    const answer = await test.carrier.post('/voice', form)
    expect(answer.body).toContain('<Connect')
  })
})

describe('a server that stops', () => {
  it('lets calls finish, then says goodbye, then hangs up, and takes no new ones', async () => {
    const test = await serve()
    const phone = (await test.carrier.dial()).start()
    await greeted(test, phone)
    const drained = test.server.calls.drain({ waitMs: 200, goodbyeMs: 8000 })
    expect((await fetch(`${test.origin}/readyz`)).status).toBe(503)
    const refused = await test.carrier.post('/voice', test.carrier.callForm(`CA${'3'.repeat(32)}`))
    expect(refused.body).toContain('<Say>All lines are busy')
    await drained
    expect(conversationOf(test.held[0]!)).toContain('assistant: I will end the call now. Goodbye.')
    await phone.closed()
    expect(test.server.calls.size).toBe(0)
  })

  it('hangs up at once when asked a second time', async () => {
    const rest = control()
    const test = await serve({ deps: { control: rest } })
    const phone = (await test.carrier.dial()).start()
    await phone.until(() => phone.count('media') > 0)
    const drained = test.server.calls.drain({ waitMs: 60_000, goodbyeMs: 60_000 })
    test.server.calls.hangUpAll()
    await drained
    await phone.closed()
    expect(rest.asked).toEqual([`hang up ${phone.callSid}`])
  })
})

const heardMs = (held?: TestServer['held'][number]) =>
  Math.max(
    0,
    ...(held?.entries ?? []).map(({ event }) =>
      event.type === 'transport.mark' ? event.mark.endMs : 0,
    ),
  )
const mulawMs = ({ mulaw }: { readonly mulaw?: Uint8Array }) => (mulaw?.length ?? 0) / 8
