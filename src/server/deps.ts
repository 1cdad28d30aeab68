/**
 * What the server is made of, and the numbers it goes by.
 */
import type { RouteCall } from './route.js'
import type { ServerLog } from './server-log.js'
import type { CallControl } from './twilio/call-control.js'

export interface ServerDeps {
  /**
   * The public address as the carrier uses it, e.g. `https://voice.example.com:8443`; a path below which we are reachable may follow.
   * It may change (a tunnel that came back). Undefined while there is none: calls are refused.
   */
  readonly publicUrl: () => string | undefined
  /** The carrier's auth token. Without it no signature is checked; then only bind to loopback. */
  readonly authToken?: string
  /** Signs the statements that let a stream in; the same on every machine that serves one number. At least 16 bytes. */
  readonly streamSecret: string
  readonly route: RouteCall
  /** The carrier's REST API; without it calls are ended and transferred through the TwiML after the stream. */
  readonly control?: CallControl
  /** Services that take only so many calls at once. */
  readonly providers?: readonly ProviderLimit[]
  /** Only this machine can reach the server: then providers connect ahead of a call although nobody signs. */
  readonly isLocal?: boolean
  /** Everything needed to take calls is there, e.g. the tunnel. Asked by `/readyz`. */
  readonly isReady?: () => boolean
  readonly log: ServerLog
  readonly limits?: Partial<ServerLimits>
  readonly lines?: Partial<ServerLines>
}

/** How many calls a service takes at once. */
export interface ProviderLimit {
  /** For the log and for a person, e.g. `tts elevenlabs`. */
  readonly name: string
  readonly maxCalls: number
}

export interface ServerLimits {
  /** Calls at once, those included whose stream is still to come. */
  readonly maxCalls: number
  /** Beyond this p95 of the event loop's delay, twice in a row, no call is taken, ms. */
  readonly loopDelayMs: number
  /** A webhook without a stream is forgotten after so long, ms. */
  readonly pendingMs: number
  /** Calls at once whose providers connect before their stream has come; the others connect with it. */
  readonly maxAhead: number
  /** A stream must send `start` within, ms. */
  readonly startMs: number
  /** A socket that neither answers a ping nor sends anything is gone after two of these, ms. */
  readonly pingMs: number
  /** Largest message from the carrier, bytes; real ones have a few hundred. */
  readonly maxMessageBytes: number
  /** Messages that cannot be read, until the socket is closed. */
  readonly maxGarbage: number
  /** Bytes waiting to be written, until the call is dropped: far beyond the second of speech the engine sends ahead. */
  readonly maxBufferedBytes: number
  /** Unsigned requests from one address: at once, and a second. */
  readonly unsigned: { readonly burst: number; readonly perSecond: number }
}

/** Defaults of ours; the statement of a stream is valid for a minute, see `stream-token.ts`. */
export const defaultLimits: ServerLimits = {
  maxCalls: 100,
  loopDelayMs: 100,
  pendingMs: 10_000,
  maxAhead: 20,
  startMs: 5000,
  pingMs: 10_000,
  maxMessageBytes: 64 * 1024,
  maxGarbage: 20,
  maxBufferedBytes: 256 * 1024,
  unsigned: { burst: 20, perSecond: 5 },
}

/** Said by the carrier's own voice when we cannot speak. */
export interface ServerLines {
  readonly busy: string
  readonly trouble: string
  /** Before the tone of the voicemail. */
  readonly voicemail: string
  readonly thanks: string
}

export const defaultLines: ServerLines = {
  busy: 'All lines are busy at the moment. Please call again later. Goodbye.',
  trouble: 'I am sorry, something went wrong. Please call again. Goodbye.',
  voicemail: 'Please leave a message after the tone. Press the pound key when you are done.',
  thanks: 'Thank you. Goodbye.',
}
