/**
 * The WebSocket side. Nothing is opened before it has proven where it comes from: the signature of the upgrade first, without which there is
 * no socket at all; then the token of the stream's `start`, without which there is no call and no provider.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { paths } from './paths.js'
import { probePrefix } from './probe.js'
import type { IncomingCall } from './route.js'
import type { ServerParts } from './server-parts.js'
import { awaitStart, type Beginning } from './twilio/await-start.js'
import { tokenParameter, withoutToken } from './twilio/call-parameters.js'
import { isSignedUpgrade } from './twilio/signature.js'
import { StreamSocket } from './twilio/stream-socket.js'
import type { StreamClaim } from './twilio/stream-token.js'
import { TwilioLeg } from './twilio/transport.js'

/** Takes upgrades of this server. The result closes every socket that is still open. */
export function acceptMedia(server: Server, parts: ServerParts): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: parts.limits.maxMessageBytes,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const answer = answerUpgrade(request, parts)
    if (typeof answer === 'number') return refuse(socket, answer)
    sockets.handleUpgrade(request, socket, head, (ws) => answer(ws, socket))
  })
  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}

/** What to do with the socket of this upgrade, or the status that refuses it. */
function answerUpgrade(
  request: IncomingMessage,
  parts: ServerParts,
): ((ws: WebSocket, wire: Duplex) => void) | number {
  const target = request.url ?? ''
  if (isMediaPath(target)) {
    const refused = refuseMedia(request, target, parts)
    return refused ?? ((ws, wire) => beginStream(ws, wire, parts))
  }
  const proof = target.startsWith(probePrefix) ? parts.probes.answer(target, 'ws') : undefined
  if (proof !== undefined) return (ws) => prove(ws, proof)
  return counted(request, parts, 404)
}

/** Twilio may add a slash to the path. A query never comes from it, and is refused with the rest. */
function isMediaPath(target: string): boolean {
  const [path] = target.split('?', 1)
  return path === paths.media || path === `${paths.media}/`
}

function refuseMedia(
  request: IncomingMessage,
  target: string,
  parts: ServerParts,
): number | undefined {
  const { deps } = parts
  const publicUrl = deps.publicUrl()
  if (publicUrl === undefined) return 503
  const { authToken } = deps
  if (authToken === undefined) return target.includes('?') ? 403 : undefined
  const header = request.headers['x-twilio-signature']
  const signature = typeof header === 'string' ? header : undefined
  if (isSignedUpgrade({ signature, target }, { authToken, publicUrl })) return undefined
  const status = counted(request, parts, 403)
  if (status === 403) deps.log.warn({}, 'a stream without a valid signature was refused')
  return status
}

function counted(request: IncomingMessage, { unsigned }: ServerParts, status: number): number {
  return unsigned.take(request.socket.remoteAddress ?? '') ? status : 429
}

const reasons: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
}

function refuse(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  socket.end(head, () => socket.destroy())
}

function prove(ws: WebSocket, proof: string): void {
  ws.on('error', () => ws.terminate())
  ws.send(proof)
  ws.close(1000)
}

/** A socket that Twilio opened: waits for `start`, then holds the call it names. */
function beginStream(ws: WebSocket, wire: Duplex, parts: ServerParts): void {
  const { deps, limits } = parts
  const socket = new StreamSocket(ws, limits, deps.log, wire)
  awaitStart(socket, limits.startMs, (beginning) => admit(beginning, socket, parts))
}

function admit(beginning: Beginning, socket: StreamSocket, parts: ServerParts): void {
  const { tokens, calls, pending, after, deps, lines, twimlOf } = parts
  const { callSid, streamSid, parameters } = beginning.start
  const log = deps.log.child({ callSid, streamSid })
  const verdict = tokens.redeem(parameters[tokenParameter] ?? '', callSid)
  if (!verdict.ok) {
    log.warn({ why: verdict.why }, 'a stream was refused: its token is not good')
    socket.reject('token')
    return
  }
  const prepared = pending.claim(callSid)
  const call = incomingCall(beginning, verdict.claim)
  const { control } = deps
  const leg = new TwilioLeg({
    ...{
      call,
      streamSid,
      startedAt: new Date().toISOString(),
      beginning,
      socket,
      after,
      control,
      log,
      twimlOf,
    },
  })
  const refused = calls.start(leg, log, prepared)
  if (refused === undefined) return
  prepared?.discard()
  log.warn({ why: refused }, 'a stream was refused')
  if (refused !== 'already-live') after.set(callSid, { type: 'say', line: lines.busy })
  socket.reject(refused)
}

function incomingCall({ start }: Beginning, claim: StreamClaim): IncomingCall {
  return { ...claim, parameters: withoutToken(start.parameters) }
}
