/** What can go wrong at the local stand-in for OpenAI's speech-to-text. Each list is used up from its front; `none` lets one pass. */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

const refusals = {
  unauthorized: [401, 'invalid_api_key'],
  forbidden: [403, 'permission_denied'],
  'rate-limited': [429, 'rate_limit_exceeded'],
  quota: [429, 'insufficient_quota'],
  'slow-down': [429, 'slow_down'],
  'server-error': [500, 'server_error'],
  overloaded: [503, 'overloaded'],
} as const

export type RefusalFault = keyof typeof refusals
/** The header `Retry-After`, s. */
export interface RefusalWithRetry {
  readonly fault: RefusalFault
  readonly retryAfter: number
}

export type HandshakeFault =
  | 'none'
  | RefusalFault
  | RefusalWithRetry
  /** The connection is taken and nothing is ever said. */
  | 'no-answer'
  | 'no-created'
  | 'no-updated'
  /** Let in, and thrown out at once with 1008. */
  | 'policy'
  | 'policy-quota'
  /** Let in, and gone. */
  | 'gone'
  | 'wrong-format'
  | 'wrong-model'
  | 'wrong-turn-detection'
  | 'refused-update'

/** In the middle of a piece, 200 ms into it. */
export type AudioFault =
  | 'none'
  | 'gone'
  | 'half-open'
  | 'garbage'
  | 'flip-format'
  | 'expired'
  | 'error'

export type CommitFault =
  | 'none'
  | 'never'
  | 'gone'
  | 'failed'
  | 'error'
  | 'empty'
  | 'thrice'
  /** Its words come after those of the next piece. */
  | 'after-next'
  /** Its words come before it is said to be committed. */
  | 'words-first'
  /** It is said to be committed after the next one, which names it as its predecessor. */
  | 'committed-after-next'
  | 'garbage'

export type HttpFault = 'none' | RefusalFault | RefusalWithRetry | 'stall' | 'garbage' | 'reset'

export interface SttFaults {
  readonly handshake: HandshakeFault[]
  readonly audio: AudioFault[]
  readonly commit: CommitFault[]
  readonly http: HttpFault[]
}

export const noFaults = (): SttFaults => ({ handshake: [], audio: [], commit: [], http: [] })

interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The HTTP answer that a fault is, if it is one. */
export function refusalOfFault(fault: string | RefusalWithRetry): Refusal | undefined {
  const { fault: name, retryAfter } =
    typeof fault === 'string' ? { fault, retryAfter: undefined } : fault
  if (!Object.hasOwn(refusals, name)) return undefined
  const [status, code] = refusals[name as RefusalFault]
  return {
    status,
    headers: {
      'content-type': 'application/json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify({
      error: { message: 'No. sk-secret', type: 'api_error', code, param: null },
    }),
  }
}

export function refuseRequest(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, headers).end(body)
}

export function refuseUpgrade(socket: Duplex, { status, headers, body }: Refusal): void {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} No\r\n${lines.join('')}\r\n${body}`)
}
