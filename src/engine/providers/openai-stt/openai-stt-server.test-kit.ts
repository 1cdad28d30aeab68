/**
 * A local stand-in for OpenAI's speech-to-text, over real sockets: realtime transcription sessions and `POST /v1/audio/transcriptions`. It
 * is strict where the service is, paces its answers, and fails on demand. What it "understands" the test says.
 *
 *   const server = await startOpenAiSttServer({ texts: ['book a table'] })
 *   // OPENAI_BASE_URL=server.url
 *   server.faults.commit.push('never')
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import {
  noFaults,
  refusalOfFault,
  refuseRequest,
  refuseUpgrade,
  type SttFaults,
} from './openai-stt-faults.test-kit.js'
import { answerUpload } from './openai-stt-http.test-kit.js'
import { holdSession, type SeenSession } from './openai-stt-session.test-kit.js'

/** A piece of audio that wants words. */
export interface Piece {
  /** How many pieces have got their words before it. */
  readonly index: number
  readonly ms: number
  readonly via: 'realtime' | 'http'
  readonly model: string
  /** As it came: 16-bit PCM, or one mu-law byte a sample. */
  readonly bytes: Buffer
}

export interface OpenAiSttServerOptions {
  /** The words of the pieces, in the order in which they get their words; then `''`. */
  readonly texts?: readonly string[]
  /** Instead of `texts`: the words of a piece. */
  readonly transcribe?: (piece: Piece) => string
  /** Whoever brings another key is refused. */
  readonly apiKey?: string
  /** From the handshake to `session.created`, ms. */
  readonly createdMs?: number
  /** From a commit, or a whole upload, to the words, ms. */
  readonly answerMs?: number
  /** From now to `expires_at`, s. */
  readonly expiresInS?: number
}

export interface SeenUpload {
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly filename: string
  readonly ms: number
}

export interface SttSeen {
  readonly sessions: SeenSession[]
  readonly uploads: SeenUpload[]
}

/** What all sessions and requests of a server share. */
export interface SttWorld {
  readonly options: OpenAiSttServerOptions
  readonly faults: SttFaults
  readonly seen: SttSeen
  /** The words a piece will get if it gets any. */
  wordsOf(piece: Omit<Piece, 'index'>): string
  /** A piece got its words. */
  answered(): void
}

export interface AttachedOpenAiStt {
  readonly faults: SttFaults
  readonly seen: SttSeen
  /** Ends all sessions. */
  close(): void
}

export interface OpenAiSttServer extends AttachedOpenAiStt {
  /** For `OPENAI_BASE_URL`; ends in `/v1`. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Listens on a port of its own. */
export async function startOpenAiSttServer(
  options: OpenAiSttServerOptions = {},
): Promise<OpenAiSttServer> {
  const server = createServer()
  const attached = attachOpenAiStt(server, options)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...attached,
    ...{ port, url: `http://127.0.0.1:${port}/v1` },
    close: async () => {
      attached.close()
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

/** Takes the two routes of an existing server; what comes for other paths goes to the listeners it had before. Attach last. */
export function attachOpenAiStt(
  server: Server,
  options: OpenAiSttServerOptions = {},
): AttachedOpenAiStt {
  const faults = noFaults()
  const seen: SttSeen = { sessions: [], uploads: [] }
  let answered = 0
  const world: SttWorld = {
    ...{ options, faults, seen },
    wordsOf: (piece) =>
      options.transcribe?.({ ...piece, index: answered }) ?? options.texts?.[answered] ?? '',
    answered: () => {
      answered++
    },
  }
  const sockets = new WebSocketServer({ noServer: true, autoPong: true })
  const open = new Set<Duplex>()
  takeRoute(server, 'request', '/v1/audio/transcriptions', (request, response) => {
    void upload(world, request, response as ServerResponse)
  })
  takeRoute(server, 'upgrade', '/v1/realtime', (request, given, head) => {
    const socket = given as Duplex
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
    upgrade(world, sockets, request, socket, head as Buffer)
  })
  return {
    ...{ faults, seen },
    close: () => {
      for (const socket of open) socket.destroy()
    },
  }
}

type Listener = (request: IncomingMessage, ...rest: unknown[]) => void

function takeRoute(server: Server, event: 'request' | 'upgrade', path: string, take: Listener) {
  const others = server.listeners(event) as Listener[]
  server.removeAllListeners(event)
  server.on(event, (request: IncomingMessage, ...rest: unknown[]) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === path) return take(request, ...rest)
    for (const other of others) other.call(server, request, ...rest)
    if (others.length > 0) return
    if (event === 'request') (rest[0] as ServerResponse).writeHead(404).end()
    else (rest[0] as Duplex).destroy()
  })
}

function isRefused({ options }: SttWorld, request: IncomingMessage): boolean {
  return (
    options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`
  )
}

async function upload(world: SttWorld, request: IncomingMessage, response: ServerResponse) {
  const fault = world.faults.http.shift() ?? 'none'
  const refusal = refusalOfFault(isRefused(world, request) ? 'unauthorized' : fault)
  if (refusal) {
    request.resume()
    return refuseRequest(response, refusal)
  }
  await answerUpload(world, request, response, fault)
}

function upgrade(
  world: SttWorld,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) {
  const fault = world.faults.handshake.shift() ?? 'none'
  if (fault === 'no-answer') return
  const refusal = refusalOfFault(isRefused(world, request) ? 'unauthorized' : fault)
  if (refusal) return refuseUpgrade(socket, refusal)
  sockets.handleUpgrade(request, socket, head, (websocket) => {
    holdSession(world, websocket, request, fault as string)
  })
}
