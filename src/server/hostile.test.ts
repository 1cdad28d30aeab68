import { afterEach, describe, expect, it } from 'vitest'
import {
  eventually,
  type TestServer,
  type TestServerOptions,
  testServer,
} from './serve.test-kit.js'
import { newSid, PhoneCall } from './twilio/carrier.test-kit.js'

let running: TestServer | undefined
const serve = async (options?: TestServerOptions) => {
  running = await testServer(options)
  return running
}
afterEach(async () => {
  await running?.close()
  running = undefined
})

const up = async (options?: TestServerOptions) => {
  const test = await serve(options)
  const phone = (await test.carrier.dial()).start()
  await phone.until(() => phone.count('media') > 0)
  return { ...test, phone }
}

describe('a stream that misbehaves', () => {
  it.each([
    ['no JSON', '{"event":'],
    ['no object', '[1,2,3]'],
    ['media without audio', '{"event":"media","sequenceNumber":"9","media":{"track":"inbound"}}'],
    ['binary frames', Buffer.from('{"event":"connected"}')],
  ])('is closed after 20 messages of 200 that are %s, and its call is lost', async (_, message) => {
    const { phone, server, held, logged } = await up()
    for (let i = 0; i < 200; i++) phone.raw(message)
    await phone.closed()
    expect(phone.closedWith).toBe(1008)
    await eventually(() => server.calls.size === 0)
    expect(held[0]!.entries.at(-1)?.event).toMatchObject({
      type: 'transport.closed',
      reason: 'lost',
    })
    expect(logged.filter(({ message: text }) => text.includes('makes no sense')).length).toBe(1)
  })

  it('is forgiven a few bad messages and any number of unknown events', async () => {
    const { phone, server } = await up()
    for (let i = 0; i < 20; i++) phone.raw('nonsense')
    for (let i = 0; i < 200; i++) phone.send('novelty', { novelty: { level: 9 } })
    const before = phone.count('media')
    await phone.until(() => phone.count('mark') > 0 && phone.count('media') >= before)
    phone.hangUp()
    await phone.closed()
    expect(phone.closedWith).toBe(1000)
    await eventually(() => server.calls.size === 0)
  })

  it('is cut when it sends a message of a megabyte', async () => {
    const { phone, server, held, carrier } = await up()
    phone.send('media', {
      media: { track: 'inbound', chunk: '1', timestamp: '1', payload: 'A'.repeat(1 << 20) },
    })
    await phone.closed()
    expect(phone.closedWith).toBe(1009)
    await eventually(() => server.calls.size === 0)
    expect(held[0]!.entries.at(-1)?.event).toMatchObject({ reason: 'lost' })
    const next = (await carrier.dial()).start()
    await next.until(() => next.count('media') > 0)
  })

  it('cannot speak for another stream', async () => {
    const { phone, held } = await up()
    const foreign = { streamSid: newSid('MZ'), sequenceNumber: '7' }
    phone.raw({ event: 'dtmf', ...foreign, dtmf: { track: 'inbound_track', digit: '5' } })
    phone.raw({ event: 'stop', ...foreign, stop: {} })
    phone.press('6')
    const keys = () =>
      held[0]!.entries.flatMap(({ event }) =>
        event.type === 'transport.dtmf' ? [event.digit] : [],
      )
    await eventually(() => keys().length > 0)
    expect(keys()).toEqual(['6'])
  })

  it('loses no audio that came before its start', async () => {
    const { carrier, held } = await serve()
    const { callSid, connect, ws } = await carrier.ring()
    const phone = new PhoneCall(carrier, ws, connect, callSid)
    const payload = Buffer.alloc(160, 0x20).toString('base64')
    for (const timestamp of ['0', '20', '40']) {
      phone.send('media', { media: { track: 'inbound', chunk: '1', timestamp, payload } })
    }
    phone.start()
    await phone.until(() => phone.count('media') > 0)
    const [started, ...frames] = held[0]!.entries
    expect(started?.event.type).toBe('transport.started')
    const early = frames.flatMap(({ event }) =>
      event.type === 'transport.audio' ? [event.frame] : [],
    )
    expect(early.slice(0, 3).map(({ mediaAt, mulaw }) => [mediaAt, mulaw[0]])).toEqual([
      [0, 0x20],
      [20, 0x20],
      [40, 0x20],
    ])
  })

  it('is turned away when its start does not come', async () => {
    const { carrier } = await serve({ deps: { limits: { startMs: 100 } } })
    const { callSid, connect, ws } = await carrier.ring()
    const phone = new PhoneCall(carrier, ws, connect, callSid)
    phone.raw({ event: 'connected', protocol: 'Call', version: '1.0.0' })
    await phone.closed()
    expect(phone.closedWith).toBe(1008)
  })

  it('may repeat or skip sequence numbers, and that is counted', async () => {
    const { phone, held, server, logged } = await up()
    const key = (sequenceNumber: string, digit: string) =>
      phone.raw({
        ...{ event: 'dtmf', sequenceNumber, streamSid: phone.streamSid },
        dtmf: { track: 'inbound_track', digit },
      })
    phone.freeze()
    key('5000', '1')
    key('5000', '1')
    key('5003', '2')
    await eventually(() => server.calls.size === 1 && held[0]!.entries.length > 0)
    phone.ws.close(1000)
    await eventually(() => server.calls.size === 0)
    const keys = held[0]!.entries.flatMap(({ event }) =>
      event.type === 'transport.dtmf' ? [event.digit] : [],
    )
    expect(keys).toEqual(['1', '2'])
    const fields = logged.find(({ message }) => message.includes('gaps or repetitions'))?.fields
    expect(fields).toMatchObject({ repeated: 1 })
  })
})

describe('many calls', () => {
  it('one after another leave no socket, timer or listener behind', {
    timeout: 60_000,
  }, async () => {
    const { carrier, server } = await serve()
    const resources = () =>
      process
        .getActiveResourcesInfo()
        .filter((name) => name !== 'Immediate')
        .toSorted()
    const listeners = () =>
      process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
    const once = async () => {
      const phone = (await carrier.dial()).start()
      await phone.until(() => phone.count('media') > 0)
      phone.hangUp()
      await phone.closed()
      await eventually(() => server.calls.size === 0)
    }
    await once()
    const sockets = () => count(resources(), 'TCPSocketWrap')
    const timers = () => count(resources(), 'Timeout')
    await eventually(() => sockets() <= 6)
    const before = { timers: timers(), listeners: listeners() }
    for (let i = 0; i < 50; i++) await once()
    await eventually(() => sockets() <= 6 && timers() <= before.timers + 2)
    expect(listeners()).toBe(before.listeners)
    expect(server.app.server.listenerCount('upgrade')).toBe(1)
  })
})

const count = (names: readonly string[], name: string) => names.filter((n) => n === name).length
