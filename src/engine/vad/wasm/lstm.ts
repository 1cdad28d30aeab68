/**
 * The recurrent step, the decoder, and the exponential both need. Only additions, multiplications and divisions of
 * 32-bit floats: the standard fixes every bit of their results, and none of a machine's own `exp` or `tanh`.
 */
import { cellAt, decoderBiasAt, decoderWeightAt, gatesAt, hiddenAt } from './memory'

/** From the four gates to the new cell and hidden state. */
export function remember(): void {
  for (let at: usize = 0; at < 128 * 4; at += 16) {
    const admit = sigmoid(v128.load(gatesAt + at))
    const keep = sigmoid(v128.load(gatesAt + at, 512))
    const candidate = tanh(v128.load(gatesAt + at, 1024))
    const show = sigmoid(v128.load(gatesAt + at, 1536))
    const before = v128.load(cellAt + at)
    const cell = f32x4.add(f32x4.mul(keep, before), f32x4.mul(admit, candidate))
    v128.store(cellAt + at, cell)
    v128.store(hiddenAt + at, f32x4.mul(show, tanh(cell)))
  }
}

/** The probability of speech: what the hidden state shows, cut off below zero and weighed. */
export function decode(): f32 {
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < 128 * 4; at += 16) {
    const shown = f32x4.pmax(f32x4.splat(0), v128.load(hiddenAt + at))
    sums = f32x4.add(sums, f32x4.mul(shown, v128.load(decoderWeightAt + at)))
  }
  const left = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)
  const right = f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)
  const sum = left + right + load<f32>(decoderBiasAt)
  return f32x4.extract_lane(sigmoid(f32x4.splat(sum)), 0)
}

/** 1 / (1 + exp(-x)) */
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))))
}

/** 2 sigmoid(2x) - 1 */
function tanh(x: v128): v128 {
  const twice = sigmoid(f32x4.add(x, x))
  return f32x4.sub(f32x4.add(twice, twice), f32x4.splat(1))
}

/**
 * exp x = 2^n exp r with n the whole number nearest to x / ln 2 and |r| <= ln 2 / 2; exp r by its Taylor series to r^6,
 * whose first missing term is below 1.2e-7. Beyond +-80 sigmoid and tanh have long been flat, so x is held there.
 */
function exp(x: v128): v128 {
  const held = f32x4.pmin(f32x4.splat(80), f32x4.pmax(f32x4.splat(-80), x))
  // Adding 1.5 * 2^23 pushes the fraction out of the mantissa: the sum's low bits are n.
  const magic = f32x4.splat(12582912)
  const shifted = f32x4.add(f32x4.mul(held, f32x4.splat(1.44269504)), magic)
  const n = f32x4.sub(shifted, magic)
  // ln 2 in two parts, the first with so few bits that n times it is exact.
  let r = f32x4.sub(held, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)))
  let sum = f32x4.splat(1.0 / 720.0)
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 120.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 24.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 6.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  // 2^n: n goes into the exponent's bits, on top of the bias that stands for 2^0.
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000))
  return f32x4.mul(sum, power)
}
