/**
 * The callers of `bench/serve.ts`: first their frames through the echo server, then as calls. Half of what they say breaks in.
 */
import { WebSocket } from 'ws'
import { Carrier, type PhoneCall } from '../src/server/twilio/carrier.test-kit.js'
import { readMarkName } from '../src/server/twilio/mark-name.js'

interface Order {
  readonly calls: number
  readonly seconds: number
  /** Of the server and of the echo server. */
  readonly ports: readonly [number, number]
  readonly authToken: string
  readonly publicUrl: string
}

export interface CallersReport {
  /** Silences within a reply, ms. */
  readonly gaps: readonly number[]
  readonly pieces: number
  /** Round trips of the echo, ms. */
  readonly echo: readonly number[]
  readonly held: number
  readonly complaints: number
}

const order: Order = JSON.parse(process.argv[2] ?? '')
const [port, echoPort] = order.ports
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** Calls begin spread out, as calls do. */
const spreadMs = 2000

const echo = await echoed(Math.min(5000, order.seconds * 1000))
const origin = `http://127.0.0.1:${port}`
const { publicUrl, authToken } = order
const carrier = new Carrier({ origin, publicUrl, authToken })
const phones: PhoneCall[] = []
for (let i = 0; i < order.calls; i++) {
  phones.push((await carrier.dial()).start())
  await pause(spreadMs / order.calls)
}
await pause(1000)
process.send?.('calling')
const end = performance.now() + order.seconds * 1000
await Promise.all(phones.map((phone, i) => converse(phone, i, end)))
process.send?.('called')
const held = phones.filter((phone) => phone.closedWith === undefined).length
for (const phone of phones) phone.hangUp()
await Promise.all(phones.map((phone) => phone.closed()))
const report: CallersReport = {
  ...{ echo, held, gaps: phones.flatMap(gapsOf) },
  pieces: phones.reduce((sum, phone) => sum + phone.count('media'), 0),
  complaints: phones.reduce((sum, phone) => sum + phone.complaints.length, 0),
}
process.send?.(report, () => process.exit(0))

async function converse(phone: PhoneCall, index: number, end: number): Promise<void> {
  await pause((index * 37) % 1500)
  for (let turn = index; performance.now() < end - 6000; turn++) {
    const before = phone.sentMs
    phone.speak(500)
    await phone.until(() => phone.sentMs > before + 800).catch(() => {})
    if (turn % 2 === 0) {
      phone.speak(1200)
      await pause(2500)
    } else await pause(3500)
  }
  await pause(Math.max(0, end - performance.now()))
}

/** Where the carrier had nothing to play between two pieces that follow each other in one reply. */
function gapsOf({ received }: PhoneCall): number[] {
  const gaps: number[] = []
  let dryAt = 0
  let last = { epoch: -1, endMs: 0 }
  received.forEach((message, i) => {
    if (message.event === 'clear') dryAt = 0
    const mark = readMarkName(received[i + 1]?.name ?? '')
    if (message.mulaw === undefined || mark === undefined) return
    const ms = message.mulaw.length / 8
    const follows = mark.epoch === last.epoch && Math.abs(mark.endMs - ms - last.endMs) < 1
    if (follows && message.at > dryAt) gaps.push(message.at - dryAt)
    dryAt = Math.max(dryAt, message.at) + ms
    last = mark
  })
  return gaps
}

/** As many sockets with as many frames, and nothing at the other end but `ws`. */
async function echoed(ms: number): Promise<number[]> {
  const trips: number[] = []
  const payload = Buffer.alloc(160, 0xff).toString('base64')
  const sockets = Array.from({ length: order.calls }, () => {
    const ws = new WebSocket(`ws://127.0.0.1:${echoPort}`, { perMessageDeflate: false })
    ws.on('message', (data) => trips.push(performance.now() - JSON.parse(String(data)).at))
    return ws
  })
  await Promise.all(sockets.map((ws) => new Promise((resolve) => ws.once('open', resolve))))
  const timers = sockets.map((ws) =>
    setInterval(() => {
      const media = { track: 'inbound', chunk: '1', timestamp: '1', payload }
      ws.send(JSON.stringify({ event: 'media', at: performance.now(), media }))
    }, 20),
  )
  await pause(ms)
  for (const timer of timers) clearInterval(timer)
  for (const ws of sockets) ws.terminate()
  return trips
}
