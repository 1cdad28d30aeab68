/** Arranges the model once, after its file has been copied to `modelAt`, in the order in which `step` reads it. */
import { denseRow } from './layers'
import {
  basisFileAt,
  biasGatesAt,
  hannAt,
  hiddenBiasFileAt,
  hiddenWeightFileAt,
  inputBiasFileAt,
  inputWeightFileAt,
  twiddlesAt,
  weight0At,
  weight0FileAt,
  weight1At,
  weight1FileAt,
  weight2At,
  weight2FileAt,
  weight3At,
  weight3FileAt,
  weightGatesAt,
} from './memory'

export function pack(): void {
  packWindow()
  packTwiddles()
  packColumns(weight0FileAt, 128, 65, weight0At)
  packTap(weight1FileAt, 0, 64, 128, weight1At, 0, 384)
  packTap(weight1FileAt, 1, 64, 128, weight1At, 128, 384)
  packTap(weight1FileAt, 2, 64, 128, weight1At, 256, 384)
  // Layer 2 makes one column of two: its first tap meets only zeros. Layer 3 makes one of one: so do two of its taps.
  packTap(weight2FileAt, 1, 64, 64, weight2At, 0, 128)
  packTap(weight2FileAt, 2, 64, 64, weight2At, 64, 128)
  packTap(weight3FileAt, 1, 128, 64, weight3At, 0, 64)
  packRows(inputWeightFileAt, 128, 1, 512, 128, weightGatesAt, 256)
  packRows(hiddenWeightFileAt, 128, 1, 512, 128, weightGatesAt + 128 * denseRow, 256)
  for (let at: usize = 0; at < 512 * 4; at += 4) {
    store<f32>(biasGatesAt + at, load<f32>(inputBiasFileAt + at) + load<f32>(hiddenBiasFileAt + at))
  }
}

/** The first row of the basis is the window times cosine 0: the window itself. Halved for the transform in `stft`. */
function packWindow(): void {
  for (let at: usize = 0; at < 128 * 4; at += 4)
    store<f32>(hannAt + at, 0.5 * load<f32>(basisFileAt + at))
}

/**
 * Powers of exp(-2 pi i / 128), found from a quarter turn by halving its angle five times: the standard fixes every bit
 * of a square root, and none of a cosine.
 */
function packTwiddles(): void {
  let c: f64 = 0
  let s: f64 = 1
  for (let halving = 0; halving < 5; halving++) {
    const half = Math.sqrt((1 + c) / 2)
    s = s / (2 * half)
    c = half
  }
  let re: f64 = 1
  let im: f64 = 0
  for (let at: usize = twiddlesAt; at < weight0At; at += 8) {
    store<f32>(at, <f32>re)
    store<f32>(at, <f32>-im, 4)
    const next = re * c - im * s
    im = re * s + im * c
    re = next
  }
}

/** [output][input][tap] -> [block of 8 outputs][input][tap][output in block], as `convolve` reads it. */
function packColumns(from: usize, outputs: usize, inputs: usize, to: usize): void {
  for (let first: usize = 0; first < outputs; first += 8) {
    for (let row: usize = 0; row < inputs * 3; row++) {
      for (let output = first; output < first + 8; output++) {
        store<f32>(to, load<f32>(from + (output * inputs * 3 + row) * 4))
        to += 4
      }
    }
  }
}

/** One tap of a convolution, as part of a matrix: its inputs come at row `first` of every block. */
function packTap(
  from: usize,
  tap: usize,
  outputs: usize,
  inputs: usize,
  to: usize,
  first: usize,
  rows: usize,
): void {
  packRows(from + tap * 4, inputs * 3, 3, outputs, inputs, to + first * denseRow, rows)
}

/** [output][input] -> [block of 32 outputs][input][output in block], as `dense` reads it: `rows` inputs to a block. */
function packRows(
  from: usize,
  outputStride: usize,
  inputStride: usize,
  outputs: usize,
  inputs: usize,
  to: usize,
  rows: usize,
): void {
  for (let output: usize = 0; output < outputs; output++) {
    const column = to + (output / 32) * rows * denseRow + (output % 32) * 4
    for (let input: usize = 0; input < inputs; input++) {
      const value = load<f32>(from + (output * outputStride + input * inputStride) * 4)
      store<f32>(column + input * denseRow, value)
    }
  }
}
