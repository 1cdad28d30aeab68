/**
 * From the audio ElevenLabs sends to mu-law at 8 kHz, and a look at whether it is what was asked for: a WAV header or another format is
 * heard as clicks and hiss, so it must not reach a caller.
 */
import { joinMulaw } from '../../audio/frame.js'
import { decodeMulaw, encodeMulaw } from '../../audio/mulaw.js'
import type { Resampling } from '../../audio/resample.js'
import { voiceFailure } from './failure.js'

/** Formats that can be asked for; the first needs no conversion. */
export const wireFormats = ['ulaw_8000', 'pcm_16000', 'pcm_22050', 'pcm_24000'] as const
export type WireFormat = (typeof wireFormats)[number]

const phoneRate = 8000
/** Enough audio to judge its level by. */
const sampleBytes = 1600
/** PCM or compressed data read as mu-law has 12 % and more of its samples in the loudest of the law's eight segments; a shouted vowel too. */
const mostLoud = 0.1
/** But the samples of a vowel are like their neighbours (over 0.5), those of data are not (about 0). */
const leastLikeness = 0.2

/** One stretch of audio on its way in. How it is cut into chunks changes nothing. */
export interface WireAudio {
  /** @throws ProviderFailure when this is not audio in the format that was asked for */
  write(chunk: Uint8Array): Uint8Array
  /** What the filter still held. */
  end(): Uint8Array
  close(): void
}

/** @param resampling needed for PCM */
export function openWireAudio(format: WireFormat, resampling: Resampling | undefined): WireAudio {
  const check = headerCheck()
  if (format === 'ulaw_8000') {
    const noise = noiseCheck()
    const write = (chunk: Uint8Array) => {
      check(chunk)
      noise(chunk)
      return chunk
    }
    return { write, end: () => new Uint8Array(0), close() {} }
  }
  if (!resampling) throw new Error('PCM needs a resampler')
  return fromPcm(Number(format.slice('pcm_'.length)), resampling, check)
}

function fromPcm(rate: number, resampling: Resampling, check: (c: Uint8Array) => void): WireAudio {
  const stream = resampling.open(rate, phoneRate)
  /** Half a sample, when a chunk was cut in the middle of one. */
  let half: Uint8Array = new Uint8Array(0)
  return {
    write(chunk) {
      check(chunk)
      const bytes = half.length === 0 ? chunk : joinMulaw([half, chunk])
      const whole = bytes.length - (bytes.length % 2)
      half = bytes.slice(whole)
      const view = new DataView(bytes.buffer, bytes.byteOffset, whole)
      const pcm = Int16Array.from({ length: whole / 2 }, (_, i) => view.getInt16(2 * i, true))
      return encodeMulaw(stream.write(pcm))
    },
    end: () => encodeMulaw(stream.write(new Int16Array(Math.round(rate * 0.005)))),
    close: () => stream.close(),
  }
}

/** Containers that are no raw audio. A bare MP3 frame begins like silence in mu-law and is found by its noise. */
const headers = ['RIFF', 'ID3', 'OggS', 'fLaC', '{"']

function headerCheck(): (chunk: Uint8Array) => void {
  let begun = false
  return (chunk) => {
    if (begun || chunk.length === 0) return
    begun = true
    const head = String.fromCharCode(...chunk.subarray(0, 4))
    const found = headers.find((header) => head.startsWith(header))
    if (found !== undefined) throw voiceFailure('BAD_RESPONSE', 'sent a file instead of raw audio')
  }
}

/** Judges the first fifth of a second: what is as loud as noise, and as jumpy, is no speech. */
function noiseCheck(): (chunk: Uint8Array) => void {
  let sample: Uint8Array | undefined = new Uint8Array(0)
  return (chunk) => {
    if (sample === undefined) return
    sample = joinMulaw([sample, chunk])
    if (sample.length < sampleBytes) return
    const noise = isNoise(sample)
    sample = undefined
    if (noise) throw voiceFailure('BAD_RESPONSE', 'sent audio that is not mu-law')
  }
}

function isNoise(mulaw: Uint8Array): boolean {
  const loud = mulaw.reduce((count, code) => count + ((code & 0x70) === 0 ? 1 : 0), 0)
  return loud > mostLoud * mulaw.length && likeness(decodeMulaw(mulaw)) < leastLikeness
}

/** How much each sample is like the one before it, -1 to 1. */
function likeness(pcm: Int16Array): number {
  const mean = pcm.reduce((sum, value) => sum + value, 0) / pcm.length
  let power = 0
  let shared = 0
  for (let i = 1; i < pcm.length; i++) {
    const here = (pcm[i] ?? 0) - mean
    power += here * here
    shared += here * ((pcm[i - 1] ?? 0) - mean)
  }
  return power === 0 ? 1 : shared / power
}
