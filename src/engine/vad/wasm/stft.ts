/**
 * Magnitudes of the four overlapping windows of one step, all four at once: lane c of every vector belongs to window c,
 * which starts at sample 64 c.
 *
 * A real signal of 128 samples is transformed as a complex one of 64: even samples are the real parts, odd samples the
 * imaginary parts. With Z its transform and W = exp(-2 pi i / 128), the transform X of the 128 samples is
 *
 *   E = Z[k] + conj Z[64-k],  T = -i W^k (Z[k] - conj Z[64-k]),  X[k] = (E + T) / 2,  |X[64-k]| = |E - T| / 2
 *
 * The halving is done by the window, exactly, since it is a power of two.
 */
import { contextAt, hannAt, magnitudesAt, spectrumAt, twiddlesAt } from './memory'

/** Bytes of one complex vector, and from its real to its imaginary part. */
const complexBytes: usize = 32
const imaginary: usize = 16

export function stft(): void {
  load()
  for (let half: usize = 1; half < 64; half <<= 1) combine(half)
  split()
}

/** Windows the samples and puts pair n where the transform wants it: at n with its six bits reversed. */
function load(): void {
  for (let n: usize = 0; n < 64; n++) {
    const target = spectrumAt + reverse(n) * complexBytes
    v128.store(target, windowed(2 * n))
    v128.store(target, windowed(2 * n + 1), imaginary)
  }
}

/** Sample m of each of the four windows. */
function windowed(m: usize): v128 {
  const source = contextAt + m * 4
  let samples = v128.load32_splat(source)
  samples = v128.load_lane<f32>(source, samples, 1, 64 * 4)
  samples = v128.load_lane<f32>(source, samples, 2, 128 * 4)
  samples = v128.load_lane<f32>(source, samples, 3, 192 * 4)
  return f32x4.mul(samples, v128.load32_splat(hannAt + m * 4))
}

function reverse(n: usize): usize {
  let bits = ((n & 0x15) << 1) | ((n & 0x2a) >> 1)
  bits = ((bits & 0x03) << 4) | (bits & 0x0c) | ((bits & 0x30) >> 4)
  return bits
}

/** One stage of the transform: pairs of transforms of length `half` become transforms of twice that length. */
function combine(half: usize): void {
  const stride = half * complexBytes
  for (let k: usize = 0; k < half; k++) {
    const twiddle = twiddlesAt + k * (64 / half) * 8
    const c = v128.load32_splat(twiddle)
    const s = v128.load32_splat(twiddle, 4)
    for (let low = spectrumAt + k * complexBytes; low < magnitudesAt; low += 2 * stride) {
      const high = low + stride
      const re = v128.load(high)
      const im = v128.load(high, imaginary)
      const turnedRe = f32x4.sub(f32x4.mul(re, c), f32x4.mul(im, s))
      const turnedIm = f32x4.add(f32x4.mul(re, s), f32x4.mul(im, c))
      const lowRe = v128.load(low)
      const lowIm = v128.load(low, imaginary)
      v128.store(low, f32x4.add(lowRe, turnedRe))
      v128.store(low, f32x4.add(lowIm, turnedIm), imaginary)
      v128.store(high, f32x4.sub(lowRe, turnedRe))
      v128.store(high, f32x4.sub(lowIm, turnedIm), imaginary)
    }
  }
}

/** From the transform of 64 complex numbers to the magnitudes of 65 frequencies. */
function split(): void {
  for (let k: usize = 0; k <= 32; k++) {
    const here = spectrumAt + k * complexBytes
    const there = spectrumAt + ((64 - k) & 63) * complexBytes
    const re = v128.load(here)
    const im = v128.load(here, imaginary)
    const mirrorRe = v128.load(there)
    const mirrorIm = v128.load(there, imaginary)
    const evenRe = f32x4.add(re, mirrorRe)
    const evenIm = f32x4.sub(im, mirrorIm)
    const oddRe = f32x4.add(im, mirrorIm)
    const oddIm = f32x4.sub(mirrorRe, re)
    const c = v128.load32_splat(twiddlesAt + k * 8)
    const s = v128.load32_splat(twiddlesAt + k * 8, 4)
    const turnedRe = f32x4.sub(f32x4.mul(oddRe, c), f32x4.mul(oddIm, s))
    const turnedIm = f32x4.add(f32x4.mul(oddRe, s), f32x4.mul(oddIm, c))
    v128.store(
      magnitudesAt + k * 16,
      length(f32x4.add(evenRe, turnedRe), f32x4.add(evenIm, turnedIm)),
    )
    v128.store(
      magnitudesAt + (64 - k) * 16,
      length(f32x4.sub(evenRe, turnedRe), f32x4.sub(evenIm, turnedIm)),
    )
  }
}

function length(re: v128, im: v128): v128 {
  return f32x4.sqrt(f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)))
}
