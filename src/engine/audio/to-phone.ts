/** From any recording we can read to what a phone line carries. */

import { decodeMulaw, encodeMulaw } from './mulaw.js'
import { loadResampling } from './resample.js'
import type { Wav } from './wav.js'

const PHONE_RATE = 8000

/** The recording as mono 8 kHz mu-law; mu-law that is so already comes back byte for byte. */
export async function toPhone(wav: Wav): Promise<Uint8Array> {
  if (wav.codec === 'mulaw' && wav.channels === 1 && wav.sampleRate === PHONE_RATE) return wav.data
  const pcm = mono(wav.codec === 'mulaw' ? decodeMulaw(wav.data) : wav.data, wav.channels)
  const resampling = await loadResampling()
  return encodeMulaw(resampling.convert(pcm, wav.sampleRate, PHONE_RATE))
}

/** All channels as one, at equal weight, so that the sum can never be too loud. */
function mono(pcm: Int16Array, channels: number): Int16Array {
  if (channels === 1) return pcm
  return Int16Array.from({ length: pcm.length / channels }, (_, frame) => {
    const samples = pcm.subarray(frame * channels, (frame + 1) * channels)
    return Math.round(samples.reduce((sum, sample) => sum + sample, 0) / channels)
  })
}
