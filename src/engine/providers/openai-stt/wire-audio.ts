/** Caller audio in the format a session was asked for, as base64. */
import { type Millis, silence } from '../../audio/frame.js'
import { decodeMulaw } from '../../audio/mulaw.js'
import { loadResampling, type Resampler } from '../../audio/resample.js'
import type { WireFormat } from './session-config.js'

/** Pushes the last samples of a segment out of the filter, whose delay is 5 ms. */
const FLUSH_MS: Millis = 10

export interface WireAudio {
  encode(mulaw: Uint8Array): string
  /** Silence, and what a filter still holds with it: the next piece begins afresh. */
  encodeSilence(ms: Millis): string
  close(): void
}

export async function openWireAudio(format: WireFormat): Promise<WireAudio> {
  if (format === 'pcmu') return plain
  const resampling = await loadResampling()
  return resampled(resampling.open(8000, 24_000))
}

const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const plain: WireAudio = {
  encode: base64,
  encodeSilence: (ms) => base64(silence(0, ms).mulaw),
  close() {},
}

function resampled(resampler: Resampler): WireAudio {
  const encode = (mulaw: Uint8Array) => {
    const pcm = resampler.write(decodeMulaw(mulaw))
    return base64(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength))
  }
  return {
    encode,
    encodeSilence: (ms) => encode(silence(0, Math.max(ms, FLUSH_MS)).mulaw),
    close: () => resampler.close(),
  }
}
