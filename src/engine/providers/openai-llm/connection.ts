/**
 * One call's connections to the service. They are kept open between requests, because a caller thinks for longer than the few seconds
 * after which `fetch` would close them, and a new TLS connection costs a turn two round trips. They can be opened ahead, and closed at once.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'

export interface ConnectionOptions {
  readonly clock: Clock
  /** The longest wait for a connection, TLS included. */
  readonly connectMs: Millis
}

export interface Connection {
  /** As the global one, for text bodies; the signal closes the connection. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Closes every connection, used or not. */
  close(): void
}

export function openConnection(options: ConnectionOptions): Connection {
  // The connection that was used last is the likeliest to be alive still.
  const kept = { keepAlive: true, scheduling: 'lifo', maxFreeSockets: 2 } as const
  const agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) }
  return {
    fetch: (input, init) => send(asked(input, init), agents, options),
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

interface Asked {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
}

interface Agents {
  readonly http: HttpAgent
  readonly https: HttpsAgent
}

function asked(input: string | URL | Request, init: RequestInit = {}): Asked {
  const { method = 'GET', headers, body, signal } = init
  if (typeof body !== 'string' && body !== undefined && body !== null)
    throw new TypeError('only text can be sent here')
  return {
    url: new URL(input instanceof Request ? input.url : input),
    method,
    headers: Object.fromEntries(new Headers(headers)),
    body: body ?? undefined,
    signal: signal ?? undefined,
  }
}

/** Sends once; and again, if the service had closed a kept connection in the moment in which we used it. */
async function send(asked: Asked, agents: Agents, options: ConnectionOptions): Promise<Response> {
  for (;;) {
    try {
      return response(await exchange(asked, agents, options))
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error
    }
  }
}

/** A kept connection turned out to be closed before anything came back. There are only as many of these as connections were kept. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection'
}

function exchange(
  { url, method, headers, body, signal }: Asked,
  agents: Agents,
  options: ConnectionOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const rest = { method, headers: { ...headers, ...length }, ...(signal && { signal }) }
    const request =
      url.protocol === 'https:'
        ? httpsRequest(url, { ...rest, agent: agents.https })
        : httpRequest(url, { ...rest, agent: agents.http })
    request.once('socket', (socket) => limitConnecting(socket, url, options))
    request.once('response', resolve)
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      reject(stale && !signal?.aborted ? new StaleConnection(error.message) : error)
    })
    request.end(body)
  })
}

function limitConnecting(
  socket: Socket,
  { protocol, host }: URL,
  { clock, connectMs }: ConnectionOptions,
): void {
  if (!socket.connecting) return
  const disarm = clock.alarm(clock.now() + connectMs, () => {
    const error = new Error(`connecting to ${host} timed out after ${connectMs} ms`)
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }))
  })
  socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', disarm)
  socket.once('close', disarm)
}

/** Statuses whose responses have no body, and for which `Response` takes none. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

function response(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 0
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  if (!bodiless.has(status))
    return new Response(Readable.toWeb(incoming) as ReadableStream, { status, headers })
  incoming.resume()
  return new Response(null, { status, headers })
}
