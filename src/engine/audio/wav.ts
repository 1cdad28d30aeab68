/**
 * WAV files: a RIFF container of chunks, each with a four-letter name, a length and a body padded to an even size.
 * We read what recorders and phone systems really write (mu-law and 16-bit PCM, plain or wrapped as extensible) and
 * refuse everything else by name, because audio guessed wrongly is noise that looks like a failing call.
 */

import { VoiceAgentError } from '../errors.js'

const PCM = 1
const MULAW = 7
const EXTENSIBLE = 0xfffe

/** Names of the codecs a file is most often refused for (RFC 2361 and Microsoft's mmreg.h). */
const codecNames: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  3: 'floating point',
  6: 'A-law',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG',
  85: 'MP3',
}

const convertFix = 'convert it: ffmpeg -i IN.wav -ar 8000 -ac 1 -c:a pcm_mulaw OUT.wav'
const recordAgainFix = 'copy or record the file again'

interface Format {
  readonly codec: 'mulaw' | 'pcm16'
  readonly sampleRate: number
  readonly channels: number
}

/** Audio of a WAV file. Samples of several channels alternate. */
export type Wav = Omit<Format, 'codec'> &
  (
    | { readonly codec: 'mulaw'; readonly data: Uint8Array }
    | { readonly codec: 'pcm16'; readonly data: Int16Array }
  )

interface Chunk {
  readonly id: string
  /** Length by its header; the file may hold less. */
  readonly declared: number
  readonly body: Uint8Array
}

/**
 * Read a WAV file.
 * @param name how to call the file in an error
 * @throws VoiceAgentError E_WAV_NOT_RIFF, E_WAV_HEADER, E_WAV_CODEC, E_WAV_NO_DATA, E_WAV_TRUNCATED
 */
export function readWav(bytes: Uint8Array, name: string): Wav {
  checkRiff(bytes, name)
  const chunks = readChunks(bytes)
  const data = chunks.find((chunk) => chunk.id === 'data')
  const format = readFormat(chunks, name)
  if (data === undefined) throw cutOrMissing(chunks, name)
  const samples = checkData(data, format, name)
  const { sampleRate, channels } = format
  return format.codec === 'mulaw'
    ? { codec: 'mulaw', sampleRate, channels, data: samples }
    : { codec: 'pcm16', sampleRate, channels, data: pcmOf(samples) }
}

function checkRiff(bytes: Uint8Array, name: string): void {
  const start = text(bytes, 0)
  if (start === 'RIFF' && bytes.length < 12) {
    throw broken(`${name} ends after ${bytes.length} bytes, inside its header`)
  }
  if (start !== 'RIFF' || text(bytes, 8) !== 'WAVE') {
    const found = bytes.length === 0 ? 'is empty' : `begins with ${JSON.stringify(start)}`
    throw new VoiceAgentError(
      'E_WAV_NOT_RIFF',
      `${name} is not a WAV file: it ${found}`,
      convertFix,
    )
  }
}

function readChunks(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const declared = view(bytes).getUint32(at + 4, true)
    const end = at + 8 + declared
    chunks.push({ id: text(bytes, at), declared, body: bytes.subarray(at + 8, end) })
    at = end + (declared % 2)
  }
  return chunks
}

function readFormat(chunks: readonly Chunk[], name: string): Format {
  const body = chunks.find((chunk) => chunk.id === 'fmt ')?.body
  if (body === undefined) throw broken(`${name} has no "fmt " chunk to say how its audio is coded`)
  if (body.length < 16)
    throw broken(`${name} has a "fmt " chunk of ${body.length} bytes, at least 16 are needed`)
  const fields = view(body)
  const codec = codecOf(body, name)
  const format = {
    codec,
    channels: fields.getUint16(2, true),
    sampleRate: fields.getUint32(4, true),
  }
  if (format.channels === 0) throw broken(`${name} declares 0 channels`)
  if (format.sampleRate < 4000 || format.sampleRate > 192_000) {
    throw broken(`${name} declares ${format.sampleRate} samples a second`)
  }
  if (fields.getUint16(12, true) !== bytesPerFrame(format)) {
    throw broken(
      `${name} declares ${fields.getUint16(12, true)} bytes for ${format.channels} ${codec} samples`,
    )
  }
  return format
}

/** The codec; an extensible header carries the real format tag in the first bytes of its sub-format. */
function codecOf(body: Uint8Array, name: string): Format['codec'] {
  const fields = view(body)
  const outer = fields.getUint16(0, true)
  if (outer === EXTENSIBLE && body.length < 26)
    throw broken(`${name} has an extensible header cut short`)
  const tag = outer === EXTENSIBLE ? fields.getUint16(24, true) : outer
  const bits = fields.getUint16(14, true)
  if (tag === MULAW && bits === 8) return 'mulaw'
  if (tag === PCM && bits === 16) return 'pcm16'
  const found =
    tag === PCM || tag === MULAW ? `${bits}-bit ${tag === PCM ? 'PCM' : 'mu-law'}` : codecNames[tag]
  throw new VoiceAgentError(
    'E_WAV_CODEC',
    `${name} holds ${found ?? `audio of format ${tag}`}; only mu-law and 16-bit PCM are read`,
    convertFix,
  )
}

function checkData(data: Chunk, format: Format, name: string): Uint8Array {
  if (data.declared === 0) throw noData(`${name} holds 0 s of audio`)
  const whole = data.body.length % bytesPerFrame(format) === 0
  if (data.body.length < data.declared || !whole) {
    const held = whole ? `${data.body.length} are there` : 'the last sample is incomplete'
    throw new VoiceAgentError(
      'E_WAV_TRUNCATED',
      `${name} declares ${data.declared} bytes of audio but ${held}`,
      recordAgainFix,
    )
  }
  return data.body
}

/** Why there is no data chunk: the last chunk there is runs past the end of the file, or it was never written. */
function cutOrMissing(chunks: readonly Chunk[], name: string): VoiceAgentError {
  const last = chunks.at(-1)
  if (last !== undefined && last.body.length < last.declared) {
    return broken(`${name} ends inside its ${JSON.stringify(last.id)} chunk, before any audio`)
  }
  return noData(`${name} has no "data" chunk`)
}

/** PCM is copied: its place in the file need not be aligned, and the machine may not be little-endian. */
function pcmOf(body: Uint8Array): Int16Array {
  const source = view(body)
  return Int16Array.from({ length: body.length / 2 }, (_, i) => source.getInt16(i * 2, true))
}

function bytesPerFrame(format: Format): number {
  return format.channels * (format.codec === 'mulaw' ? 1 : 2)
}

function broken(message: string): VoiceAgentError {
  return new VoiceAgentError('E_WAV_HEADER', message, recordAgainFix)
}

function noData(message: string): VoiceAgentError {
  return new VoiceAgentError('E_WAV_NO_DATA', message, recordAgainFix)
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
