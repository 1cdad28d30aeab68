/**
 * The server: HTTP, the media socket, and the calls behind them. This file is the map.
 *
 *   POST /voice          a call comes in: TwiML that connects it to /media with a token, or the busy line
 *   WSS  /media          its audio: signature, then token, then a call is held           -> media.ts
 *   POST /after-stream   the stream has ended: hang up, dial on, or a line of apology
 *   POST /after-dial     somebody was called for the caller: hang up, or back to an agent, or a message
 *   POST /after-message, /recording     a caller has left a message
 *   POST /stream-status, /call-status   how streams and calls fare
 *   GET  /healthz, /readyz, /probe/...  for those who watch over us
 *
 * Whatever is not signed is counted against its address, before its body is read where the header alone tells.
 */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { ServerDeps } from './deps.js'
import type { LiveCalls } from './live-calls.js'
import { acceptMedia } from './media.js'
import { type Probes, probePrefix } from './probe.js'
import { addWebhooks } from './routes/webhooks.js'
import { type ServerParts, serverParts } from './server-parts.js'

export interface Server {
  /** Not listening yet. Closing it closes everything but the calls: drain those before. */
  readonly app: FastifyInstance
  readonly calls: LiveCalls
  readonly probes: Probes
}

/** Twilio's forms have one or two kilobytes. */
const bodyLimit = 64 * 1024
/** Twilio gives up after 15 s. */
const requestTimeout = 15_000

export function buildServer(deps: ServerDeps): Server {
  const parts = serverParts(deps)
  const app = fastify({ bodyLimit, requestTimeout, forceCloseConnections: true })
  addSafety(app, parts)
  addHealth(app, parts)
  addProbe(app, parts)
  addWebhooks(app, parts)
  const closeMedia = acceptMedia(app.server, parts)
  // Before the HTTP server closes: it would wait for the sockets.
  app.addHook('preClose', async () => {
    parts.close()
    closeMedia()
  })
  return { app, calls: parts.calls, probes: parts.probes }
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

function addSafety(app: FastifyInstance, { unsigned, deps }: ServerParts): void {
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(securityHeaders)
  })
  app.setNotFoundHandler((request, reply) => {
    const status = unsigned.take(request.ip) ? 404 : 429
    return plain(reply, status)
  })
  app.setErrorHandler<{ statusCode?: number; message: string }>((error, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) deps.log.error({ error, path: request.routeOptions.url }, 'a request failed')
    return plain(reply, unsigned.take(request.ip) || status >= 500 ? status : 429)
  })
}

function plain(reply: FastifyReply, status: number, text = ''): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(text)
}

function addHealth(app: FastifyInstance, parts: ServerParts): void {
  const { calls, deps } = parts
  const limited = limitedBy(parts)
  app.get('/healthz', { onRequest: limited }, (_, reply) => plain(reply, 200, 'ok\n'))
  app.get('/readyz', { onRequest: limited }, (_, reply) => {
    if (calls.isDraining) return plain(reply, 503, 'draining\n')
    const ready = deps.publicUrl() !== undefined && (deps.isReady?.() ?? true)
    return ready ? plain(reply, 200, 'ready\n') : plain(reply, 503, 'not ready\n')
  })
}

function addProbe(app: FastifyInstance, parts: ServerParts): void {
  const limited = limitedBy(parts)
  app.get(`${probePrefix}:nonce`, { onRequest: limited }, (request, reply) => {
    const proof = parts.probes.answer(request.url, 'http')
    return proof === undefined ? plain(reply, 404) : plain(reply, 200, proof)
  })
}

/** For what nobody signs. */
function limitedBy({ unsigned }: ServerParts) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!unsigned.take(request.ip)) return plain(reply, 429)
    return undefined
  }
}
