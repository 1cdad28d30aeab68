/**
 * What goes over the pipe between us and the audio process: messages of one byte of kind, four of length (little endian), and a body. Audio
 * is mu-law; everything else is JSON. One pipe for all, so that a flush can neither overtake the speech before it nor be overtaken.
 */

import type { AudioProblem } from './audio-problem.js'
import type { AudioDevice, AudioKind, DeviceLatency } from './devices.js'

/** What an audio process is started for; its one argument, as JSON. */
export type Order =
  | { readonly do: 'list'; readonly kind: AudioKind }
  | {
      readonly do: 'open'
      readonly kind: AudioKind
      readonly input: AudioDevice
      readonly output: AudioDevice
      readonly rate: number
    }

/** To the audio process. */
export type Instruction =
  | { readonly type: 'play'; readonly mulaw: Uint8Array }
  /** Drop what waits; what is played from here on is counted from 0 again. */
  | { readonly type: 'flush'; readonly generation: number }

/** From the audio process. */
export type Report =
  | { readonly type: 'audio'; readonly mulaw: Uint8Array }
  | { readonly type: 'devices'; readonly devices: readonly AudioDevice[] }
  | { readonly type: 'opened' }
  /** So much of the speech of this generation was heard, ms. */
  | { readonly type: 'played'; readonly generation: number; readonly ms: number }
  | ({ readonly type: 'health' } & Health)
  /** The process ends now. */
  | { readonly type: 'problem'; readonly problem: AudioProblem }

/** Sent twice a second. */
export interface Health extends DeviceLatency {
  readonly underruns: number
}

const headBytes = 5
/** Nothing longer is ever sent; a longer one means that the two sides do not understand each other. */
const longestBody = 1 << 24

const kinds = { json: 0, audio: 1 } as const

/** The message as bytes. */
export function encode(message: Instruction | Report): Buffer {
  if (!('mulaw' in message)) return packed(kinds.json, [Buffer.from(JSON.stringify(message))])
  return packed(kinds.audio, [message.mulaw])
}

function packed(kind: number, body: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(kind)
  head.writeUInt32LE(
    body.reduce((sum, part) => sum + part.length, 0),
    1,
  )
  return Buffer.concat([head, ...body])
}

/**
 * Reads messages from chunks as they come. The kind of an audio message depends on who reads: `play` or `audio`.
 *
 * @throws RangeError when the bytes cannot be ours
 */
export function decoder<T extends Instruction | Report>(
  audio: (mulaw: Uint8Array) => T,
  receive: (message: T) => void,
): (chunk: Uint8Array) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    while (rest.length >= headBytes) {
      const length = rest.readUInt32LE(1)
      if (length > longestBody) throw new RangeError(`a message of ${length} bytes`)
      if (rest.length < headBytes + length) return
      const body = rest.subarray(headBytes, headBytes + length)
      const kind = rest.readUInt8()
      rest = rest.subarray(headBytes + length)
      receive(
        kind === kinds.audio ? audio(new Uint8Array(body)) : JSON.parse(body.toString('utf8')),
      )
    }
  }
}
