/**
 * Twilio, as far as a server can tell, over real sockets and in real time: signs webhooks and upgrades, reads TwiML, sends a frame every
 * 20 ms, plays what it is sent, returns marks when they were played or cleared, and complains about messages Twilio would not take.
 */
import { randomBytes } from 'node:crypto'
import twilio from 'twilio'
import { WebSocket } from 'ws'

export interface CarrierOptions {
  /** Where the server listens, e.g. `http://127.0.0.1:4711`. */
  readonly origin: string
  /** What the number is configured with; signatures cover this and not `origin`. */
  readonly publicUrl: string
  readonly authToken: string
  readonly to?: string
}

/** What the server answered a webhook with. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly ms: number
}

export interface Connect {
  readonly media: string
  readonly streamStatus: string
  readonly action: string
  readonly parameters: Readonly<Record<string, string>>
}

/** What the server sent, as it came. */
export interface Received {
  readonly at: number
  readonly event: 'media' | 'mark' | 'clear'
  readonly mulaw?: Uint8Array
  readonly name?: string
}

export const newSid = (prefix: 'CA' | 'MZ' | 'AC') => prefix + randomBytes(16).toString('hex')

const from = '+15550001111'
const accountSid = newSid('AC')
const frameMs = 20
const frameBytes = 160
const silentFrame = Buffer.alloc(frameBytes, 0xff)

export class Carrier {
  readonly #options: CarrierOptions

  constructor(options: CarrierOptions) {
    this.#options = options
  }

  /** The form of an incoming call. */
  callForm(callSid: string): Record<string, string> {
    const { to = '+15550002222' } = this.#options
    const numbers = { From: from, Caller: from, To: to, Called: to, AccountSid: accountSid }
    return { CallSid: callSid, ...numbers, CallStatus: 'ringing', Direction: 'inbound' }
  }

  sign(url: string, form: Record<string, string> = {}): string {
    return twilio.getExpectedTwilioSignature(this.#options.authToken, url, form)
  }

  /** Posts a form to a path below the public URL; signed unless another signature (or none) is given. */
  async post(
    path: string,
    form: Record<string, string>,
    signature: string | undefined = this.sign(this.publicUrl(path), form),
  ): Promise<Answer> {
    const began = performance.now()
    const response = await fetch(this.#options.origin + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature !== '' && { 'x-twilio-signature': signature }),
      },
      body: new URLSearchParams(form).toString(),
    })
    const body = await response.text()
    return { status: response.status, body, ms: performance.now() - began }
  }

  publicUrl(path: string): string {
    return this.#options.publicUrl.replace(/\/+$/, '') + path
  }

  /** Opens the socket of a stream, signed for the URL that the TwiML gave. Gives back the status if it was refused. */
  upgrade(
    media: string,
    signature: string | undefined = this.sign(media),
    path = new URL(media).pathname,
  ): Promise<WebSocket | number> {
    const ws = new WebSocket(this.#options.origin.replace(/^http/, 'ws') + path, {
      headers: signature === '' ? {} : { 'x-twilio-signature': signature },
      perMessageDeflate: false,
    })
    return new Promise((resolve, reject) => {
      ws.once('open', () => resolve(ws))
      ws.once('unexpected-response', (request, response) => {
        request.destroy()
        resolve(response.statusCode ?? 0)
      })
      ws.once('error', reject)
    })
  }

  /** Webhook, TwiML, upgrade: a call up to its first message. */
  async ring(
    callSid = newSid('CA'),
  ): Promise<{ callSid: string; connect: Connect; ws: WebSocket }> {
    const answer = await this.post('/voice', this.callForm(callSid))
    const connect = readConnect(answer.body)
    const ws = await this.upgrade(connect.media)
    if (typeof ws === 'number') throw new Error(`the upgrade was answered with ${ws}`)
    return { callSid, connect, ws }
  }

  /** A call that is up. */
  async dial(callSid = newSid('CA')): Promise<PhoneCall> {
    const { connect, ws } = await this.ring(callSid)
    return new PhoneCall(this, ws, connect, callSid)
  }
}

export function readConnect(twiml: string): Connect {
  const attribute = (pattern: RegExp) => plainText(pattern.exec(twiml)?.[1] ?? '')
  const parameters = [...twiml.matchAll(/<Parameter name="([^"]*)" value="([^"]*)"/g)]
  const connect = {
    media: attribute(/<Stream url="([^"]*)"/),
    streamStatus: attribute(/statusCallback="([^"]*)"/),
    action: attribute(/<Connect action="([^"]*)"/),
    parameters: Object.fromEntries(parameters.map((m) => [plainText(m[1]!), plainText(m[2]!)])),
  }
  if (connect.media === '') throw new Error(`the TwiML connects to no stream: ${twiml}`)
  return connect
}

function plainText(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

/** The carrier's end of one stream. */
export class PhoneCall {
  readonly received: Received[] = []
  /** What Twilio would have complained about. */
  readonly complaints: string[] = []
  readonly streamSid = newSid('MZ')
  closedWith: number | undefined

  #sequence = 0
  #frames = 0
  #speech: Uint8Array = new Uint8Array(0)
  #dryAt = 0
  #marks: { readonly name: string; readonly timeout: NodeJS.Timeout }[] = []
  #sending: NodeJS.Timeout | undefined
  #watchers = new Set<() => void>()
  readonly #began = performance.now()

  constructor(
    readonly carrier: Carrier,
    readonly ws: WebSocket,
    readonly connect: Connect,
    readonly callSid: string,
  ) {
    ws.on('message', (data, isBinary) => this.#take(String(data), isBinary))
    ws.on('error', () => {})
    ws.on('close', (code) => {
      this.closedWith = code
      this.#quiet()
      this.#notify()
    })
  }

  /** `connected` and `start`, then a frame every 20 ms until the end. */
  start(parameters: Readonly<Record<string, string>> = this.connect.parameters): this {
    this.raw({ event: 'connected', protocol: 'Call', version: '1.0.0' })
    this.send('start', {
      start: {
        accountSid,
        ...{ streamSid: this.streamSid, callSid: this.callSid, tracks: ['inbound'] },
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: parameters,
      },
    })
    this.#sendFrames(performance.now())
    return this
  }

  /** The caller's voice for `ms` from the next frame on. Gives back where it lies in the caller's audio. */
  speak(ms: number): { readonly from: number; readonly to: number } {
    return this.say(new Uint8Array(ms * 8).fill(0x20))
  }

  /** The same with real speech: mu-law. */
  say(mulaw: Uint8Array): { readonly from: number; readonly to: number } {
    const at = this.#frames * frameMs
    this.#speech = mulaw
    return { from: at, to: at + mulaw.length / 8 }
  }

  press(digit: string): void {
    this.send('dtmf', { dtmf: { track: 'inbound_track', digit } })
  }

  /** The caller hangs up: `stop`, then the socket closes. */
  hangUp(): void {
    this.#quiet()
    this.send('stop', { stop: { accountSid, callSid: this.callSid } })
    this.ws.close(1000)
  }

  /** The next message of the stream, whatever is in it. */
  send(event: string, fields: object): void {
    const sequenceNumber = String(++this.#sequence)
    this.raw({ event, sequenceNumber, streamSid: this.streamSid, ...fields })
  }

  raw(message: object | string | Buffer): void {
    if (this.ws.readyState !== WebSocket.OPEN) return
    const text = typeof message === 'string' || Buffer.isBuffer(message)
    this.ws.send(text ? message : JSON.stringify(message))
  }

  /** How long the agent's speech was that has come so far, ms. */
  get sentMs(): number {
    return this.received.reduce((sum, { mulaw }) => sum + (mulaw?.length ?? 0) / 8, 0)
  }

  count(event: Received['event']): number {
    return this.received.filter((message) => message.event === event).length
  }

  /** Resolves once this holds; looks whenever something comes. */
  async until(holds: () => boolean, limitMs = 8000): Promise<void> {
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const give = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new Error(`waited ${limitMs} ms in vain: ${holds}`))
      }, limitMs)
      const look = () => {
        if (!holds()) return
        clearTimeout(give)
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
    })
  }

  closed(limitMs?: number): Promise<void> {
    return this.until(() => this.closedWith !== undefined, limitMs)
  }

  /** What the server has Twilio do once the stream is over. */
  async after(): Promise<string> {
    const path = new URL(this.connect.action).pathname
    const form = { ...this.carrier.callForm(this.callSid), CallStatus: 'in-progress' }
    return (await this.carrier.post(path, form)).body
  }

  /** Nothing is sent any more, as by a machine that lost its network. */
  freeze(): void {
    this.#quiet()
  }

  #sendFrames(began: number): void {
    const next = () => {
      const due = Math.floor((performance.now() - began) / frameMs)
      while (this.#frames < due) this.#sendFrame()
      this.#sending = setTimeout(next, began + (this.#frames + 1) * frameMs - performance.now())
    }
    next()
  }

  #sendFrame(): void {
    const speech = this.#speech.subarray(0, frameBytes)
    this.#speech = this.#speech.subarray(frameBytes)
    const frame = speech.length === frameBytes ? Buffer.from(speech) : silentFrame
    const timestamp = String(this.#frames * frameMs)
    const chunk = String(++this.#frames)
    const payload = frame.toString('base64')
    this.send('media', { media: { track: 'inbound', chunk, timestamp, payload } })
  }

  #take(text: string, isBinary: boolean): void {
    const at = performance.now() - this.#began
    const complaint = isBinary ? 'binary' : complaintAbout(text, this.streamSid)
    if (complaint !== undefined) {
      this.complaints.push(complaint)
      return
    }
    const { event, media, mark } = JSON.parse(text)
    if (event === 'media') this.#play(at, Buffer.from(media.payload, 'base64'))
    if (event === 'mark') this.#mark(at, mark.name)
    if (event === 'clear') this.#clear(at)
    this.#notify()
  }

  #play(at: number, mulaw: Uint8Array): void {
    this.received.push({ at, event: 'media', mulaw })
    this.#dryAt = Math.max(this.#dryAt, at) + mulaw.length / 8
  }

  #mark(at: number, name: string): void {
    this.received.push({ at, event: 'mark', name })
    const timeout = setTimeout(
      () => {
        this.#marks.shift()
        this.#return(name)
      },
      Math.max(0, this.#dryAt - at),
    )
    this.#marks.push({ name, timeout })
  }

  #clear(at: number): void {
    this.received.push({ at, event: 'clear' })
    this.#dryAt = at
    for (const { name, timeout } of this.#marks.splice(0)) {
      clearTimeout(timeout)
      this.#return(name)
    }
  }

  #return(name: string): void {
    this.send('mark', { mark: { name } })
    this.#notify()
  }

  #quiet(): void {
    clearTimeout(this.#sending)
    for (const { timeout } of this.#marks.splice(0)) clearTimeout(timeout)
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}

/** Which of Twilio's rules this message breaks: exactly the known fields, and the SID of this stream. */
function complaintAbout(text: string, streamSid: string): string | undefined {
  const fields: Readonly<Record<string, readonly string[]>> = {
    media: ['event', 'streamSid', 'media'],
    mark: ['event', 'streamSid', 'mark'],
    clear: ['event', 'streamSid'],
  }
  const message = JSON.parse(text)
  const known = fields[message.event]
  if (known === undefined) return `unknown event ${message.event}`
  if (Object.keys(message).join() !== known.join()) return `fields ${Object.keys(message)}`
  return message.streamSid === streamSid ? undefined : `foreign stream ${message.streamSid}`
}
