/**
 * "Ready" is said when it is true: something only this server knows was asked for at the public address, over HTTPS and over WSS,
 * and came back.
 */
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { VoiceAgentError } from '../engine/errors.js'

/** One use: where to ask, and what must come back. */
export interface ProbeTicket {
  readonly path: string
  readonly proof: string
}

export interface ProbeOptions {
  readonly publicUrl: string
  readonly issue: () => ProbeTicket
  /** How long to go on asking, ms. */
  readonly patienceMs: number
  /** Longest wait for one answer, ms. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** How long each way took, ms. */
export interface ProbeResult {
  readonly httpMs: number
  readonly socketMs: number
}

const pauseMs = 500

/** @throws VoiceAgentError E_PROBE when the address does not lead back here */
export async function probePublicUrl(options: ProbeOptions): Promise<ProbeResult> {
  const { publicUrl, issue, timeoutMs = 5000, patienceMs, signal } = options
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      const httpMs = await timed(() => askOverHttp(publicUrl, issue(), timeoutMs))
      const socketMs = await timed(() => askOverSocket(publicUrl, issue(), timeoutMs))
      return { httpMs, socketMs }
    } catch (error) {
      signal?.throwIfAborted()
      if (performance.now() + pauseMs > until) throw probeError(publicUrl, error)
      await wait(pauseMs, undefined, signal && { signal })
    }
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return Math.round(performance.now() - from)
}

async function askOverHttp(publicUrl: string, { path, proof }: ProbeTicket, timeoutMs: number) {
  const answer = await fetch(`${publicUrl}${path}`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
    headers: { 'user-agent': 'voice-agent', 'ngrok-skip-browser-warning': '1' },
  })
  const text = await answer.text()
  if (text !== proof) throw new Error(`something else answered: HTTP ${answer.status}`)
}

function askOverSocket(publicUrl: string, { path, proof }: ProbeTicket, timeoutMs: number) {
  return new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(`${publicUrl.replace(/^http/, 'ws')}${path}`, {
      handshakeTimeout: timeoutMs,
      perMessageDeflate: false,
    })
    const late = setTimeout(() => settle(new Error('no message over the WebSocket')), timeoutMs)
    const settle = (error?: Error) => {
      clearTimeout(late)
      socket.terminate()
      if (error) reject(new Error(`WebSocket: ${error.message}`, { cause: error }))
      else resolve()
    }
    socket.on('message', (data) => {
      settle(String(data) === proof ? undefined : new Error('something else answered'))
    })
    socket.on('error', settle)
    socket.on('close', () => settle(new Error('closed without a message')))
  })
}

function probeError(publicUrl: string, error: unknown): VoiceAgentError {
  const message = `${publicUrl} does not lead back to this server: ${reason(error)}`
  const fix = `check what forwards ${publicUrl} here (HTTP and WebSockets), or --no-probe if it cannot be reached from this machine`
  return new VoiceAgentError('E_PROBE', message, fix)
}

/** `fetch failed` says nothing; its cause does. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === 'fetch failed' && error.cause instanceof Error
    ? error.cause.message
    : error.message
}
