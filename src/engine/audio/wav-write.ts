/** Writing WAV files: the two kinds that `readWav` reads. */

const PCM = 1
const MULAW = 7

/** A WAV file of mu-law, 8 kHz mono, with the `fact` chunk that players expect of a compressed format. */
export function writeWav(mulaw: Uint8Array): Uint8Array {
  const format = formatBody(MULAW, 8000, 1, 8)
  const fact = new Uint8Array(4)
  view(fact).setUint32(0, mulaw.length, true)
  return riff([
    ['fmt ', Uint8Array.from([...format, 0, 0])],
    ['fact', fact],
    ['data', mulaw],
  ])
}

/** A WAV file of 16-bit PCM; samples of several channels alternate. */
export function writeWavPcm16(pcm: Int16Array, sampleRate: number, channels: number): Uint8Array {
  const data = new Uint8Array(pcm.length * 2)
  const fields = view(data)
  pcm.forEach((sample, i) => {
    fields.setInt16(i * 2, sample, true)
  })
  return riff([
    ['fmt ', formatBody(PCM, sampleRate, channels, 16)],
    ['data', data],
  ])
}

function formatBody(tag: number, rate: number, channels: number, bits: number): Uint8Array {
  const body = new Uint8Array(16)
  const fields = view(body)
  const frame = (channels * bits) / 8
  fields.setUint16(0, tag, true)
  fields.setUint16(2, channels, true)
  fields.setUint32(4, rate, true)
  fields.setUint32(8, rate * frame, true)
  fields.setUint16(12, frame, true)
  fields.setUint16(14, bits, true)
  return body
}

function riff(chunks: readonly (readonly [id: string, body: Uint8Array])[]): Uint8Array {
  const padded = (body: Uint8Array) => body.length + (body.length % 2)
  const size = 4 + chunks.reduce((sum, [, body]) => sum + 8 + padded(body), 0)
  const bytes = new Uint8Array(8 + size)
  const fields = view(bytes)
  const name = (id: string, at: number) => bytes.set(new TextEncoder().encode(id), at)
  name('RIFF', 0)
  fields.setUint32(4, size, true)
  name('WAVE', 8)
  let at = 12
  for (const [id, body] of chunks) {
    name(id, at)
    fields.setUint32(at + 4, body.length, true)
    bytes.set(body, at + 8)
    at += 8 + padded(body)
  }
  return bytes
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
