/**
 * ElevenLabs on 127.0.0.1: `multi-stream-input` sockets and streaming requests with timestamps, by the rules that the service enforces.
 * It says a text as audio whose length follows the text, in chunks with the times of their characters, and fails on demand.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { ServedSocket } from './elevenlabs-socket.test-kit.js'
import { type AlignmentForm, chunksOf, formOf } from './elevenlabs-speech.test-kit.js'

export interface ElevenLabsOptions {
  readonly apiKey?: string
  /** Wait before the first chunk of a generation, ms. */
  readonly firstByteMs?: number
  /** How much faster than it sounds speech is made. */
  readonly speedUp?: number
  readonly msPerLetter?: number
  readonly chunkMs?: number
  /** Audio of a text instead of a byte value for each character. */
  readonly audio?: (text: string) => Uint8Array
  /** A second of the inactivity timeout, ms. */
  readonly secondMs?: number
}

/** What goes wrong with one socket. */
export interface SocketFault {
  /** The upgrade is refused. */
  readonly refuse?: { readonly status: number; readonly body?: unknown }
  /** The upgrade is never answered. */
  readonly noHandshake?: true
  /** It opens and is closed at once. */
  readonly closeAtOnce?: {
    readonly code: number
    readonly reason?: string
    readonly error?: string
  }
  /** The first text is answered with this error and 1008. */
  readonly refuseText?: { readonly error: string; readonly message?: string }
  /** Nothing is said after so many chunks, and nothing is answered. */
  readonly stallAfter?: number
  /** The connection breaks after so many chunks. */
  readonly breakAfter?: number
  readonly zeroAudio?: true
  readonly noFinal?: true
  /** So many messages that make no sense come first. */
  readonly garbage?: number
  /** Bytes before the audio. */
  readonly header?: string
  readonly alignment?: AlignmentForm
  /** Fields that are otherwise in camelCase. */
  readonly snakeCase?: true
}

/** What goes wrong with one request. */
export interface RequestFault extends Pick<SocketFault, 'header' | 'alignment' | 'zeroAudio'> {
  readonly status?: number
  readonly body?: unknown
  readonly contentType?: string
  readonly stallAfter?: number
  readonly breakAfter?: number
}

export interface Faults {
  /** For the next sockets, in order; after them `everySocket`. */
  readonly sockets: SocketFault[]
  everySocket: SocketFault
  readonly requests: RequestFault[]
  everyRequest: RequestFault
}

export interface SeenContext {
  readonly id: string
  readonly socket: number
  readonly texts: string[]
  readonly at: number
  keepAlives: number
  closed: boolean
  final: boolean
}

export interface Seen {
  sockets: number
  openSockets: number
  openRequests: number
  readonly contexts: SeenContext[]
  readonly requests: { readonly path: string; readonly body: Readonly<Record<string, unknown>> }[]
  readonly urls: string[]
  /** Rules the client broke. */
  readonly violations: string[]
  closeSockets: number
}

export interface ElevenLabs {
  readonly faults: Faults
  readonly seen: Seen
}

export interface ElevenLabsServer extends ElevenLabs {
  readonly url: string
  close(): Promise<void>
}

const socketPath = /^\/v1\/text-to-speech\/[^/]+\/multi-stream-input$/
const requestPath = /^\/v1\/text-to-speech\/[^/]+\/stream\/with-timestamps$/

export async function startElevenLabsServer(
  options: ElevenLabsOptions = {},
): Promise<ElevenLabsServer> {
  const server = createServer()
  const open = new Set<Duplex>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const service = attachElevenLabs(server, options)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  return { ...service, url: `http://127.0.0.1:${port}`, close }
}

/** Lets a server answer as ElevenLabs does, beside whatever else it answers. */
export function attachElevenLabs(server: Server, options: ElevenLabsOptions = {}): ElevenLabs {
  const faults: Faults = { sockets: [], everySocket: {}, requests: [], everyRequest: {} }
  const seen: Seen = {
    ...{ sockets: 0, openSockets: 0, openRequests: 0, closeSockets: 0 },
    ...{ contexts: [], requests: [], urls: [], violations: [] },
  }
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (!socketPath.test(url.pathname)) return
    const fault = faults.sockets.shift() ?? faults.everySocket
    seen.urls.push(request.url ?? '')
    if (fault.noHandshake) return
    const refusal = fault.refuse ?? refusalOf(request, options)
    if (refusal) return refuse(socket, refusal)
    sockets.handleUpgrade(request, socket, head, (ws) => {
      new ServedSocket(ws, url, fault, options, seen).open()
    })
  })
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (request.method !== 'POST' || !requestPath.test(url.pathname)) return
    const fault = faults.requests.shift() ?? faults.everyRequest
    void answer(request, response, url, fault, options, seen)
  })
  return { faults, seen }
}

function refusalOf(request: IncomingMessage, { apiKey = 'key' }: ElevenLabsOptions) {
  if (request.headers['xi-api-key'] === apiKey) return undefined
  const detail = { status: 'invalid_api_key', message: 'Invalid API key' }
  return { status: 401, body: { detail } }
}

function refuse(socket: Duplex, { status, body }: { status: number; body?: unknown }): void {
  const text = JSON.stringify(body ?? {})
  socket.end(
    `HTTP/1.1 ${status} No\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  )
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  fault: RequestFault,
  options: ElevenLabsOptions,
  seen: Seen,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const body = JSON.parse(Buffer.concat(parts).toString())
  seen.openRequests++
  response.once('close', () => seen.openRequests--)
  seen.requests.push({ path: `${url.pathname}${url.search}`, body })
  const refusal =
    fault.status === undefined
      ? refusalOf(request, options)
      : { status: fault.status, body: fault.body }
  if (refusal) {
    response.writeHead(refusal.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(refusal.body ?? {}))
    return
  }
  response.writeHead(200, { 'content-type': fault.contentType ?? 'application/json' })
  response.flushHeaders()
  await pause(options.firstByteMs ?? 0)
  const form = { ...formOf(url, fault, options), seconds: true }
  const chunks = fault.zeroAudio ? [] : chunksOf(String(body.text), form)
  for (const [i, { audio, ms, ...times }] of chunks.entries()) {
    if (i === fault.stallAfter) return
    if (i === fault.breakAfter) {
      response.destroy()
      return
    }
    response.write(`${JSON.stringify({ audio_base64: audio, ...times })}\n`)
    await pause(ms / (options.speedUp ?? 20))
  }
  response.end()
}
