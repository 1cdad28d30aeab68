/**
 * What Twilio posts. Every answer is made at once, from what is known: nothing here waits for the engine or a provider.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { paths } from '../paths.js'
import type { ServerParts } from '../server-parts.js'
import { type Form, isSignedWebhook, webSocketUrl, webUrl } from '../twilio/signature.js'
import {
  connectTwiml,
  dialTwiml,
  emptyTwiml,
  hangUpTwiml,
  sayAndHangUpTwiml,
} from '../twilio/twiml.js'
import { endedCall, readCall, readStreamStatus } from '../twilio/voice-webhook.js'

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
  const { deps, pending, tokens, lines } = parts
  return (request, reply) => {
    const call = readCall(formOf(request))
    const signature = signatureOf(request)
    if (call === undefined) return reply.code(400).send()
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
    pending.add(call.callSid, signature)
    log.info({}, 'a call comes in')
    return xml(reply, connectTwiml(addresses(parts), { token: tokens.issue(call) }))
  }
}

function addresses({ deps }: ServerParts) {
  const publicUrl = deps.publicUrl() ?? ''
  return {
    media: webSocketUrl(publicUrl, paths.media),
    streamStatus: webUrl(publicUrl, paths.streamStatus),
    afterStream: webUrl(publicUrl, paths.afterStream),
  }
}

function answerAfterStream({ after }: ServerParts): Answer {
  return (request, reply) => {
    const step = after.take(readCall(formOf(request))?.callSid ?? '')
    switch (step?.type) {
      case 'dial':
        return xml(reply, dialTwiml(step.to))
      case 'say':
        return xml(reply, sayAndHangUpTwiml(step.line))
      case undefined:
        return xml(reply, hangUpTwiml())
    }
  }
}

function noteStreamStatus({ calls, pending, deps }: ServerParts): Answer {
  return (request, reply) => {
    const { callSid, streamSid, event, error } = readStreamStatus(formOf(request))
    if (event === 'stream-error')
      deps.log.warn({ callSid, streamSid, error }, 'Twilio: stream error')
    if (event === 'stream-error') pending.claim(callSid)
    if (event === 'stream-stopped') calls.carrierEnded(callSid, streamSid)
    return xml(reply, emptyTwiml())
  }
}

function noteCallStatus({ calls, pending }: ServerParts): Answer {
  return (request, reply) => {
    const callSid = endedCall(formOf(request))
    if (callSid !== undefined) {
      pending.claim(callSid)
      calls.carrierEnded(callSid)
    }
    return xml(reply, emptyTwiml())
  }
}

function xml(reply: FastifyReply, twiml: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(twiml)
}
