/** What the service says on a socket or in a line of an HTTP answer, in our words. */

import { isRecord } from '../record.js'
import { readAlignment, type TimedChar } from './alignment.js'

/** Audio with the times of its characters, in whatever format was asked for. Either may be empty. */
export interface SpokenChunk {
  readonly audio: Uint8Array
  readonly chars: readonly TimedChar[]
}

export type ServerMessage =
  | {
      readonly type: 'speech'
      readonly context: string | undefined
      readonly chunk: SpokenChunk
      /** Nothing more comes for this context. */
      readonly final: boolean
    }
  | { readonly type: 'error'; readonly id: string; readonly context: string | undefined }
  | { readonly type: 'unknown' }

export function parseServerMessage(text: string): ServerMessage {
  const value = parseJson(text)
  if (!isRecord(value)) return { type: 'unknown' }
  const context = contextOf(value)
  if (value.error !== undefined && value.error !== null) {
    return { type: 'error', id: errorId(value), context }
  }
  const final = value.isFinal === true || value.is_final === true
  const chunk = chunkOf(value)
  if (chunk === undefined) return { type: 'unknown' }
  const says = final || 'audio' in value || chunk.chars.length > 0
  return says ? { type: 'speech', context, chunk, final } : { type: 'unknown' }
}

/**
 * The chunk in a message. For what was said `alignment` is right, since the other one is romanised and spelt out; but it may be missing.
 * Undefined: what stands for audio is none.
 */
export function chunkOf(value: Readonly<Record<string, unknown>>): SpokenChunk | undefined {
  const audio = value.audio ?? value.audio_base64 ?? value.audioBase64 ?? ''
  if (typeof audio !== 'string' || !/^[\w+/-]*={0,2}$/.test(audio)) return undefined
  const written = readAlignment(value.alignment)
  const spelt = value.normalizedAlignment ?? value.normalized_alignment
  return {
    audio: Buffer.from(audio, 'base64'),
    chars: written.length > 0 ? written : readAlignment(spelt),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function contextOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const context = value.contextId ?? value.context_id
  return typeof context === 'string' ? context : undefined
}

/** Errors name themselves in `error`; some only explain themselves in `message`. */
function errorId({ error, message }: Readonly<Record<string, unknown>>): string {
  return [error, message].filter((part) => typeof part === 'string').join(': ')
}
