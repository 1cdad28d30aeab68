import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import type { TransportEvent } from '../../engine/call/event.js'
import { afterStream } from '../after-stream.js'
import { quietLog, type SocketPair, socketPair } from './socket-pair.test-kit.js'
import { TwilioLeg } from './transport.js'

const open: SocketPair[] = []
afterEach(() => {
  for (const { close } of open.splice(0)) close()
})

const callSid = `CA${'1'.repeat(32)}`
const streamSid = `MZ${'2'.repeat(32)}`

/** A leg whose stream has just started, and the carrier's end of its socket. */
async function leg() {
  const pair = await socketPair()
  open.push(pair)
  const { socket, peer } = pair
  const call = { callSid, from: '+1', to: '+2', direction: 'inbound', parameters: {} }
  const start = { type: 'start', streamSid, callSid, sequence: 1, parameters: {} } as const
  const parts = {
    call,
    streamSid,
    startedAt: '2026-11-27T10:00:00.000Z',
    twimlOf: () => '',
    socket,
    beginning: { start, early: [] },
    after: afterStream(),
  }
  const transport = new TwilioLeg({ ...parts, log: quietLog })
  const events: TransportEvent[] = []
  transport.open((event) => events.push(event))
  const sent: string[] = []
  peer.on('message', (data) => sent.push(String(data)))
  const closes = () =>
    events.flatMap((event) => (event.type === 'transport.closed' ? [event.reason] : []))
  let sequence = 1
  const say = (event: string, fields: object) =>
    peer.send(JSON.stringify({ event, sequenceNumber: String(++sequence), streamSid, ...fields }))
  const gone = once(peer, 'close')
  return { transport, peer, events, sent, closes, say, gone }
}

it('begins with who calls whom', async () => {
  const { events } = await leg()
  expect(events).toMatchObject([
    { type: 'transport.started', from: '+1', to: '+2', parameters: {} },
  ])
})

it('sends a piece of speech with its mark, and gives the mark back as the engine knows it', async () => {
  const {
    transport,
    sent,
    say,
    events,
    transport: { call },
  } = await leg()
  transport.play(new Uint8Array(80).fill(0x11), { epoch: 3, endMs: 210.125 })
  transport.clear()
  say('mark', { mark: { name: '3:210.125' } })
  say('mark', { mark: { name: 'of somebody else' } })
  say('dtmf', { dtmf: { track: 'inbound_track', digit: '9' } })
  while (events.length < 3) await new Promise((resolve) => setTimeout(resolve, 1))
  expect(sent.map((text) => JSON.parse(text).event)).toEqual(['media', 'mark', 'clear'])
  expect(JSON.parse(sent[1]!).mark).toEqual({ name: '3:210.125' })
  expect(events.slice(1)).toEqual([
    { type: 'transport.mark', mark: { epoch: 3, endMs: 210.125 } },
    { type: 'transport.dtmf', digit: '9' },
  ])
  expect(call.callSid).toBe(callSid)
})

it.each([
  ['stop', 'caller'],
  ['goodbye of the socket', 'caller'],
  ['news from elsewhere', 'caller'],
  ['hang-up of ours', 'agent'],
  ['transfer of ours', 'agent'],
  ['end of the connection', 'lost'],
])('ends once after a %s, and that is the doing of the %s', async (how, reason) => {
  const { transport, peer, closes, say, gone } = await leg()
  const ways: Readonly<Record<string, () => void>> = {
    stop: () => say('stop', { stop: { callSid } }),
    'goodbye of the socket': () => peer.close(1000),
    'news from elsewhere': () => transport.carrierEnded(),
    'hang-up of ours': () => transport.hangUp(),
    'transfer of ours': () => transport.transfer('+3'),
    'end of the connection': () => peer.terminate(),
  }
  ways[how]?.()
  await gone
  while (closes().length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  transport.carrierEnded()
  transport.hangUp()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(closes()).toEqual([reason])
})

it('says nothing more into a leg that is over or about to be', async () => {
  const { transport, sent, gone } = await leg()
  transport.hangUp()
  transport.play(new Uint8Array(80), { epoch: 1, endMs: 10 })
  transport.transfer('+3')
  await gone
  transport.play(new Uint8Array(80), { epoch: 1, endMs: 20 })
  transport.clear()
  expect(sent).toEqual([])
})
