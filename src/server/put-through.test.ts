import { afterEach, describe, expect, it } from 'vitest'
import type { Agent } from '../engine/agent/agent.js'
import { plainAgent } from '../engine/agent/plain.js'
import { eventually, type TestServer, testServer } from './serve.test-kit.js'
import { PhoneCall, readConnect } from './twilio/carrier.test-kit.js'

let running: TestServer | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

/** Sends every caller on at once. */
const sendsTo = (to: string): Agent => ({
  ...plainAgent({ greeting: '', instructions: '' }),
  onCallStarted: (state) => ({
    state,
    directives: [
      { type: 'say', id: 'hold', text: 'Hold.', interruptible: false },
      { type: 'transfer', to },
    ],
  }),
})

async function sent(to: string) {
  const test = await testServer({ agent: sendsTo(to) })
  running = test
  const phone = (await test.carrier.dial()).start()
  await phone.closed()
  await eventually(() => test.server.calls.size === 0)
  const twiml = await phone.after()
  const action = /action="([^"]*)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { ...test, phone, twiml, path: action.replace(/^https:\/\/[^/]+/, '') }
}

const dialled = (test: TestServer, phone: PhoneCall, status: string) => ({
  ...test.carrier.callForm(phone.callSid),
  ...{ CallStatus: 'in-progress', DialCallStatus: status },
})

describe('a caller who is put through to a person', () => {
  it('rings there with the number that was called, and the call ends with theirs', async () => {
    const test = await sent('+15550003333')
    expect(test.twiml).toContain('callerId="+15550002222"><Number>+15550003333</Number></Dial>')
    const { body } = await test.carrier.post(test.path, dialled(test, test.phone, 'completed'))
    expect(body).toContain('<Response><Hangup/></Response>')
  })

  it('comes back to a new leg when nobody answers, which is told why', async () => {
    const test = await sent('+15550003333')
    const { phone, carrier, held } = test
    const { body } = await carrier.post(test.path, dialled(test, phone, 'no-answer'))
    const { parameters, media } = readConnect(body)
    expect(parameters).toMatchObject({ returned: 'no-answer', transfers: '1' })
    const ws = await carrier.upgrade(media)
    expect(typeof ws).toBe('object')
    if (typeof ws === 'number') return
    const leg = new PhoneCall(carrier, ws, readConnect(body), phone.callSid).start()
    await eventually(() => (held[1]?.entries.length ?? 0) > 0)
    expect(held[1]!.entries[0]!.event).toMatchObject({
      type: 'transport.started',
      parameters: { returned: 'no-answer', transfers: '1' },
    })
    await leg.closed()
    expect(await leg.after()).toContain('/after-dial?n=2')
  })

  it('may leave a message when it has come back twice', async () => {
    const test = await sent('+15550003333')
    const form = dialled(test, test.phone, 'busy')
    expect((await test.carrier.post('/after-dial?n=2', form)).body).toContain('<Connect')
    expect((await test.carrier.post('/after-dial?n=3', form)).body).toContain('<Record')
  })

  it('is not taken from anybody but the carrier', async () => {
    const test = await sent('+15550003333')
    const form = dialled(test, test.phone, 'no-answer')
    for (const path of [test.path, '/after-message', '/recording'])
      expect((await test.carrier.post(path, form, 'forged')).status).toBe(403)
  })
})

describe('a caller who is sent to voicemail', () => {
  it('hears a line and a tone, speaks within limits, and is thanked', async () => {
    const { twiml, carrier, phone, path, logged } = await sent('voicemail')
    expect(twiml).toMatch(/<Say>Please leave a message.*<\/Say><Record maxLength="120" timeout="5"/)
    expect(twiml).toContain('recordingStatusCallback="https://voice.example.com:8443/recording"')
    expect(twiml).toMatch(/<\/Record>|\/><Hangup\/><\/Response>$/)
    const form = { ...carrier.callForm(phone.callSid), RecordingDuration: '7' }
    const recording = { ...form, RecordingSid: 'RE1', RecordingStatus: 'completed' }
    expect((await carrier.post(path, recording)).body).toContain('<Say>Thank you. Goodbye.</Say>')
    expect((await carrier.post('/recording', recording)).status).toBe(200)
    expect(logged.at(-1)).toMatchObject({
      message: 'a caller left a message',
      fields: { recordingSid: 'RE1', seconds: 7 },
    })
  })
})

describe('the query of the webhook', () => {
  it('reaches the agent as parameters, but for the names that are ours', async () => {
    const test = await testServer()
    running = test
    const { carrier, held } = test
    const callSid = `CA${'7'.repeat(32)}`
    const path = '/voice?campaign=spring&transfers=9&token=x&returned=busy'
    const { body } = await carrier.post(path, carrier.callForm(callSid))
    const { parameters } = readConnect(body)
    expect(Object.keys(parameters).sort()).toEqual(['campaign', 'token'])
    await eventually(() => held.length === 1)
    expect(held[0]!.call.parameters).toEqual({ campaign: 'spring' })
  })
})
