/**
 * What Twilio posts. Every answer is made at once, from what is known: nothing here waits for the engine or a provider.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addresses, transfersIn } from '../addresses.js'
import { paths } from '../paths.js'
import { prepareCall } from '../prepared-call.js'
import type { IncomingCall } from '../route.js'
import type { ServerLog } from '../server-log.js'
import type { ServerParts } from '../server-parts.js'
import { queryParameters, returnParameters, tokenParameter } from '../twilio/call-parameters.js'
import { type Form, isSignedWebhook, webUrl } from '../twilio/signature.js'
import { connectTwiml, emptyTwiml, hangUpTwiml, sayAndHangUpTwiml } from '../twilio/twiml.js'
import {
  endedCall,
  readCall,
  readDialResult,
  readRecording,
  readStreamStatus,
} from '../twilio/voice-webhook.js'

type Answer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

export function addWebhooks(app: FastifyInstance, parts: ServerParts): void {
  void app.register(async (webhooks) => {
    webhooks.removeAllContentTypeParsers()
    webhooks.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_, body, done) => done(null, readForm(String(body))),
    )
    webhooks.addHook('onRequest', refuseUnsigned(parts))
    webhooks.addHook('preHandler', checkSignature(parts))
    webhooks.post(paths.voice, answerCall(parts))
    webhooks.post(paths.afterStream, answerAfterStream(parts))
    webhooks.post(paths.afterDial, answerAfterDial(parts))
    webhooks.post(paths.afterMessage, answerAfterMessage(parts))
    webhooks.post(paths.recording, noteRecording(parts))
    webhooks.post(paths.streamStatus, noteStreamStatus(parts))
    webhooks.post(paths.callStatus, noteCallStatus(parts))
  })
}

/** All parameters, for the signature covers those too that we do not know. */
function readForm(body: string): Form {
  const form: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const before = form[name]
    form[name] = before === undefined ? value : [before, value].flat()
  }
  return form
}

const formOf = (request: FastifyRequest) => (request.body ?? {}) as Form

function signatureOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-twilio-signature']
  return typeof header === 'string' && header !== '' ? header : undefined
}

/** Before the body is read: who does not even try to sign, or comes while we have no address. */
function refuseUnsigned({ deps, unsigned }: ServerParts) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (deps.publicUrl() === undefined) return reply.code(503).send()
    if (deps.authToken === undefined || signatureOf(request) !== undefined) return undefined
    return reply.code(unsigned.take(request.ip) ? 403 : 429).send()
  }
}

function checkSignature({ deps, unsigned }: ServerParts) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const { authToken } = deps
    const publicUrl = deps.publicUrl()
    if (publicUrl === undefined) return reply.code(503).send()
    if (authToken === undefined) return undefined
    const signed = { signature: signatureOf(request), target: request.url }
    if (isSignedWebhook(signed, formOf(request), { authToken, publicUrl })) return undefined
    if (!unsigned.take(request.ip)) return reply.code(429).send()
    deps.log.warn(
      { path: request.routeOptions.url, expected: webUrl(publicUrl, request.url) },
      'a webhook with a wrong signature was refused; is the public URL the one that Twilio calls?',
    )
    return reply.code(403).send()
  }
}

function answerCall(parts: ServerParts): Answer {
  return (request, reply) => {
    const claim = readCall(formOf(request))
    if (claim === undefined) return reply.code(400).send()
    return connect(parts, request, reply, { ...claim, parameters: queryParameters(request.url) })
  }
}

/** Connects the call to a stream of its own, or tells the caller that nobody can take it. */
function connect(
  parts: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  call: IncomingCall,
): FastifyReply {
  const { deps, pending, tokens, lines } = parts
  const signature = signatureOf(request)
  const log = deps.log.child({ callSid: call.callSid })
  if (pending.isReplay(signature)) {
    log.warn({}, 'a webhook that was used already was refused')
    return reply.code(403).send()
  }
  const refusal = parts.refusal()
  if (refusal !== undefined) {
    log.warn({ refusal }, 'a call was refused')
    return xml(reply, sayAndHangUpTwiml(lines.busy))
  }
  if (!announce(parts, call, signature, log)) return xml(reply, sayAndHangUpTwiml(lines.busy))
  log.info({}, 'a call comes in')
  const parameters = { ...call.parameters, [tokenParameter]: tokens.issue(call) }
  return xml(reply, connectTwiml(addresses(deps.publicUrl()), parameters))
}

/**
 * Notes that a stream is to come. Where callers are known to come through the carrier, the call is routed now and its providers connect once
 * the answer has left: a stranger must not be able to open connections. False when the call cannot be held.
 */
function announce(
  { deps, pending, limits }: ServerParts,
  call: IncomingCall,
  signature: string | undefined,
  log: ServerLog,
): boolean {
  const isKnown = deps.authToken !== undefined || deps.isLocal === true
  if (!isKnown || pending.has(call.callSid) || pending.prepared >= limits.maxAhead) {
    pending.add(call.callSid, signature)
    return true
  }
  const prepared = prepareCall(deps.route, call, log)
  if (prepared === undefined) return false
  pending.add(call.callSid, signature, prepared)
  setImmediate(() => prepared.connect())
  return true
}

function answerAfterStream({ after, twimlOf }: ServerParts): Answer {
  return (request, reply) => {
    const step = after.take(readCall(formOf(request))?.callSid ?? '')
    return xml(reply, step === undefined ? hangUpTwiml() : twimlOf(step))
  }
}

/** A call that nobody answered comes back to the agent so often; then the caller may leave a message. */
const maxReturns = 2

function answerAfterDial(parts: ServerParts): Answer {
  return (request, reply) => {
    const form = formOf(request)
    const claim = readCall(form)
    if (claim === undefined) return reply.code(400).send()
    const { status, answered } = readDialResult(form)
    if (answered) return xml(reply, hangUpTwiml())
    const { callSid } = claim
    parts.deps.log.info({ callSid, status }, 'nobody took the call that was put through')
    const transfers = transfersIn(request.url)
    if (transfers > maxReturns || parts.refusal() !== undefined)
      return xml(reply, parts.twimlOf({ type: 'voicemail' }))
    const parameters = returnParameters(status, transfers)
    return connect(parts, request, reply, { ...claim, parameters })
  }
}

function answerAfterMessage({ lines }: ServerParts): Answer {
  return (_, reply) => xml(reply, sayAndHangUpTwiml(lines.thanks))
}

function noteRecording({ deps }: ServerParts): Answer {
  return (request, reply) => {
    const recording = readRecording(formOf(request))
    deps.log.info(recording, 'a caller left a message')
    return xml(reply, emptyTwiml())
  }
}

function noteStreamStatus({ calls, pending, deps }: ServerParts): Answer {
  return (request, reply) => {
    const { callSid, streamSid, event, error } = readStreamStatus(formOf(request))
    if (event === 'stream-error')
      deps.log.warn({ callSid, streamSid, error }, 'Twilio: stream error')
    if (event === 'stream-error') pending.drop(callSid)
    if (event === 'stream-stopped') calls.carrierEnded(callSid, streamSid)
    return xml(reply, emptyTwiml())
  }
}

function noteCallStatus({ calls, pending }: ServerParts): Answer {
  return (request, reply) => {
    const callSid = endedCall(formOf(request))
    if (callSid !== undefined) {
      pending.drop(callSid)
      calls.carrierEnded(callSid)
    }
    return xml(reply, emptyTwiml())
  }
}

function xml(reply: FastifyReply, twiml: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(twiml)
}
