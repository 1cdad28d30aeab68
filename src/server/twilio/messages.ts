/**
 * Twilio's media-stream messages as typed values, and back. Pure: text in, values out, mistakes included.
 *
 * Twilio writes sequence numbers and timestamps as strings. An event it may invent tomorrow is no mistake and is passed on as `unknown`;
 * a known event with a field missing or of the wrong kind is refused. What we send is checked too: Twilio warns about a bad message once
 * per stream and then plays nothing.
 */
import type { Millis } from '../../engine/audio/frame.js'

export type StreamMessage =
  | { readonly type: 'connected' }
  | StartMessage
  | (Numbered & {
      readonly type: 'media'
      /** Where the audio belongs, from the start of the stream. */
      readonly mediaAt: Millis
      readonly mulaw: Uint8Array
    })
  | (Numbered & { readonly type: 'dtmf'; readonly digit: string })
  | (Numbered & { readonly type: 'mark'; readonly name: string })
  | (Numbered & { readonly type: 'stop' })
  | { readonly type: 'unknown'; readonly event: string }

export type StartMessage = Numbered & {
  readonly type: 'start'
  readonly callSid: string
  readonly parameters: Readonly<Record<string, string>>
}

/** On every message after `connected`. */
interface Numbered {
  readonly streamSid: string
  /** 1 for the first, then one more each. */
  readonly sequence: number
}

export type Parsed =
  | { readonly ok: true; readonly message: StreamMessage }
  /** `why` never holds the message itself: it is the caller's audio, or an attacker's text. */
  | { readonly ok: false; readonly why: string }

type Fields = Readonly<Record<string, unknown>>

export function parseMessage(text: string): Parsed {
  const fields = parseObject(text)
  if (fields === undefined) return refused('not a JSON object')
  switch (fields.event) {
    case 'media':
      return parseMedia(fields)
    case 'mark':
      return parseText(fields, 'mark', 'name')
    case 'dtmf':
      return parseText(fields, 'dtmf', 'digit')
    case 'connected':
      return { ok: true, message: { type: 'connected' } }
    case 'start':
      return parseStart(fields)
    case 'stop':
      return numbered(fields, (which) => ({ type: 'stop', ...which }))
    default:
      if (typeof fields.event !== 'string') return refused('no event')
      return { ok: true, message: { type: 'unknown', event: fields.event.slice(0, 40) } }
  }
}

const refused = (why: string): Parsed => ({ ok: false, why })

function parseObject(text: string): Fields | undefined {
  try {
    return asFields(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined
}

const sidForm = /^[A-Z]{2}[0-9a-f]{32}$/

const isStreamSid = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('MZ') && sidForm.test(value)

/** Is this how Twilio names a call? */
export const isCallSid = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('CA') && sidForm.test(value)

/** A whole number written as Twilio does, in a string; undefined for anything else. */
function wholeNumber(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 15 || !/^\d+$/.test(value)) return undefined
  return Number(value)
}

function numbered(fields: Fields, make: (which: Numbered) => StreamMessage): Parsed {
  const { streamSid } = fields
  const sequence = wholeNumber(fields.sequenceNumber)
  if (sequence === undefined) return refused('sequenceNumber is no number in a string')
  if (!isStreamSid(streamSid)) return refused('streamSid is none')
  return { ok: true, message: make({ streamSid, sequence }) }
}

function parseMedia(fields: Fields): Parsed {
  const media = asFields(fields.media)
  if (media === undefined) return refused('media without its object')
  if (media.track !== 'inbound') {
    return { ok: true, message: { type: 'unknown', event: 'media of another track' } }
  }
  const mediaAt = wholeNumber(media.timestamp)
  if (mediaAt === undefined) return refused('media.timestamp is no number in a string')
  const mulaw = decode(media.payload)
  if (mulaw === undefined) return refused('media.payload is not base64')
  return numbered(fields, (which) => ({ type: 'media', ...which, mediaAt, mulaw }))
}

/** Node skips what is not base64; the length tells. */
function decode(payload: unknown): Uint8Array | undefined {
  if (typeof payload !== 'string' || payload.length === 0 || payload.length % 4 !== 0) {
    return undefined
  }
  const bytes = Buffer.from(payload, 'base64')
  const padding = payload.endsWith('==') ? 2 : payload.endsWith('=') ? 1 : 0
  if (bytes.length !== (payload.length / 4) * 3 - padding) return undefined
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** The two messages that carry one text. */
function parseText(fields: Fields, type: 'mark' | 'dtmf', field: 'name' | 'digit'): Parsed {
  const text = asFields(fields[type])?.[field]
  if (typeof text !== 'string' || text === '') return refused(`${type}.${field} is no text`)
  if (type === 'mark') return numbered(fields, (which) => ({ type, ...which, name: text }))
  if (!/^[0-9A-D*#]$/.test(text)) return refused('dtmf.digit is no key')
  return numbered(fields, (which) => ({ type, ...which, digit: text }))
}

/** The one format there is; with another we would hear noise. */
const format = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 } as const

function parseStart(fields: Fields): Parsed {
  const start = asFields(fields.start)
  if (start === undefined) return refused('start without its object')
  const { callSid } = start
  if (!isCallSid(callSid)) return refused('start.callSid is none')
  const { encoding, sampleRate, channels } = asFields(start.mediaFormat) ?? {}
  const known =
    encoding === format.encoding && sampleRate === format.sampleRate && channels === format.channels
  if (!known) return refused('start.mediaFormat is not mu-law, 8 kHz, mono')
  const parameters = textsOf(start.customParameters)
  return numbered(fields, (which) => ({ type: 'start', ...which, callSid, parameters }))
}

function textsOf(value: unknown): Record<string, string> {
  const texts = Object.entries(asFields(value) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}

/** What can be sent to one stream, as text of the message. */
export interface Outgoing {
  media(mulaw: Uint8Array): string
  mark(name: string): string
  clear(): string
}

const markForm = /^[\w.:-]{1,100}$/

/** @throws RangeError for what Twilio would not take: a bug of ours */
export function outgoing(streamSid: string): Outgoing {
  if (!isStreamSid(streamSid)) throw new RangeError('not the SID of a stream')
  const clear = JSON.stringify({ event: 'clear', streamSid })
  const media = `{"event":"media","streamSid":"${streamSid}","media":{"payload":"`
  return {
    media(mulaw) {
      if (mulaw.length === 0) throw new RangeError('no audio to send')
      const { buffer, byteOffset, length } = mulaw
      return `${media}${Buffer.from(buffer, byteOffset, length).toString('base64')}"}}`
    },
    mark(name) {
      if (!markForm.test(name)) throw new RangeError('not a name for a mark')
      return JSON.stringify({ event: 'mark', streamSid, mark: { name } })
    },
    clear: () => clear,
  }
}
