/** Opens a socket to the service, or says why it cannot be had. */
import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import type { Millis } from '../../audio/frame.js'
import type { Clock } from '../../run/clock.js'
import type { ProviderFailure } from '../provider.js'
import { statusMeaning, voiceFailure } from './failure.js'

export interface ConnectOptions {
  readonly url: URL
  readonly apiKey: string
  readonly clock: Clock
  /** How long the handshake may take. */
  readonly withinMs: Millis
  readonly signal: AbortSignal
}

/** The first bytes of a refusal are enough to understand it. */
const mostBody = 4096

/**
 * @param opened makes something of the socket in the moment it opens: what the service says first comes in that same moment
 * @throws ProviderFailure
 */
export function connectSocket<T>(
  options: ConnectOptions,
  opened: (ws: WebSocket) => T,
): Promise<T> {
  const { url, apiKey, clock, withinMs, signal } = options
  if (signal.aborted) return Promise.reject(notNeeded())
  const ws = new WebSocket(url, { headers: { 'xi-api-key': apiKey }, perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    const settle = () => {
      disarm()
      signal.removeEventListener('abort', aborted)
    }
    const fail = (failure: ProviderFailure) => {
      settle()
      reject(failure)
      ws.terminate()
    }
    const disarm = clock.alarm(clock.now() + withinMs, () =>
      fail(voiceFailure('TIMEOUT', 'did not open a socket in time')),
    )
    const aborted = () => fail(notNeeded())
    signal.addEventListener('abort', aborted, { once: true })
    // Stays: what breaks later is told by the close that follows it.
    ws.on('error', (error) => fail(voiceFailure('UNAVAILABLE', 'cannot be reached', error)))
    ws.once('unexpected-response', (_, response) => readRefusal(response, fail))
    ws.once('open', () => {
      settle()
      resolve(opened(ws))
    })
  })
}

function readRefusal(response: IncomingMessage, fail: (failure: ProviderFailure) => void): void {
  let body = ''
  const told = () =>
    fail(voiceFailure(statusMeaning(response.statusCode ?? 0, body), 'refuses the socket'))
  response.on('data', (chunk) => {
    if (body.length < mostBody) body += String(chunk)
  })
  response.once('end', told)
  response.once('error', told)
}

function notNeeded(): ProviderFailure {
  return voiceFailure('UNAVAILABLE', 'is not needed any more')
}
