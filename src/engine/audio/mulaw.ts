/**
 * G.711 mu-law, the one audio format inside the engine: 8 kHz, mono, one byte a sample.
 *
 * A code is stored with all bits inverted: sign, three bits of segment, four bits of step. Segments double in width,
 * so quiet sounds keep fine steps and loud ones get coarse steps. The law works on 14-bit values; 16-bit PCM is that
 * value times four. Quantizing intervals are closed below and open above on the whole number line (ITU-T G.191,
 * `ulaw_compress`), which decides the 127 negative values that lie exactly on a threshold.
 */

/** Mu-law for digital silence: the positive zero. */
export const MULAW_SILENCE = 0xff

/** RMS and peak level of the quietest sound we tell apart from silence, in dB below 16-bit full scale. */
export const SILENCE_DBFS = -96

const FULL_SCALE = 32_768
const BIAS = 33
const MAX_BIASED = 0x1fff

/** The 16-bit PCM value of every mu-law code, indexed by code. */
export const mulawToPcm: Int16Array = new Int16Array(256).map((_, code) => expand(code))

/** The code of every 14-bit value, indexed by its two's complement bits. */
const pcmToMulaw = new Uint8Array(1 << 14).map((_, bits) => compress((bits << 18) >> 18))

const squares = Float64Array.from(mulawToPcm, (pcm) => pcm * pcm)

function expand(code: number): number {
  const bits = ~code & 0xff
  const segment = (bits >> 4) & 0x07
  const magnitude = ((((bits & 0x0f) << 1) + BIAS) << segment) - BIAS
  return (bits & 0x80 ? -magnitude : magnitude) * 4
}

function compress(value: number): number {
  const biased = Math.min((value < 0 ? ~value : value) + BIAS, MAX_BIASED)
  const segment = 26 - Math.clz32(biased)
  const step = (biased >> (segment + 1)) & 0x0f
  return ~((value < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff
}

function encodeSample(pcm: number): number {
  return pcmToMulaw[(pcm >> 2) & 0x3fff] as number
}

function saturate(value: number): number {
  return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(value)))
}

/** 16-bit PCM of mu-law bytes, sample by sample. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const pcm = new Int16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) pcm[i] = mulawToPcm[bytes[i] as number] as number
  return pcm
}

/** Mu-law bytes of 16-bit PCM, sample by sample; louder than the law allows (32,124) saturates. */
export function encodeMulaw(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length)
  for (let i = 0; i < pcm.length; i++) bytes[i] = encodeSample(pcm[i] as number)
  return bytes
}

/** RMS level in dBFS (16-bit full scale is 0); `SILENCE_DBFS` for silence and for no audio at all. */
export function mulawLevel(bytes: Uint8Array): number {
  if (bytes.length === 0) return SILENCE_DBFS
  let sum = 0
  for (let i = 0; i < bytes.length; i++) sum += squares[bytes[i] as number] as number
  return Math.max(SILENCE_DBFS, 10 * Math.log10(sum / bytes.length / FULL_SCALE ** 2))
}

/** The same sound `gainDb` decibels louder (or quieter when negative); what grows too loud saturates. */
export function scaleMulaw(bytes: Uint8Array, gainDb: number): Uint8Array {
  const factor = 10 ** (gainDb / 20)
  const scaled = new Uint8Array(256).map((_, code) =>
    encodeSample(saturate((mulawToPcm[code] as number) * factor)),
  )
  return bytes.map((code) => scaled[code] as number)
}

/** Both sounds at once, starting together; as long as the longer one, and saturating where the sum is too loud. */
export function mixMulaw(a: Uint8Array, b: Uint8Array): Uint8Array {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a]
  // Not slice: for a Buffer that is no copy.
  const mixed = new Uint8Array(longer)
  for (let i = 0; i < shorter.length; i++) {
    const sum =
      (mulawToPcm[longer[i] as number] as number) + (mulawToPcm[shorter[i] as number] as number)
    mixed[i] = encodeSample(saturate(sum))
  }
  return mixed
}
