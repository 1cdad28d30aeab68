/**
 * The matrix work. Sums stay in registers, weights stream through.
 *
 * `pack` has cut each matrix into blocks of outputs and laid a block's weights out input by input, so the inner loops
 * read memory forward: first input times its weights for the whole block, then the second. Two kinds of layer:
 *
 * - The first convolution sees magnitudes, which are hardly ever zero. A vector of its weights, once loaded, serves
 *   every column that needs it. The columns of zeros at either end are left out.
 * - All later layers see what ReLU let through, of which more than half is zero. They are matrices times vectors that
 *   skip the zeros: a convolution with one or two columns left is such a matrix, its taps side by side.
 */
import { activeAt } from './memory'

function relu(x: v128): v128 {
  return f32x4.pmax(f32x4.splat(0), x)
}

/** weights of one input: 3 taps x 8 outputs */
const row0: usize = 3 * 8 * 4

/**
 * 65 frequencies x 4 columns -> 4 columns x 128 channels: width 3, stride 1. For column t, `a` sums the first four
 * outputs of a block and `b` the other four. Tap 0 reads column t - 1, tap 1 column t, tap 2 column t + 1.
 */
export function convolve(input: usize, weight: usize, bias: usize, output: usize): void {
  for (let block: usize = 0; block < 128 * 4; block += 32) {
    let a0 = v128.load(bias + block)
    let b0 = v128.load(bias + block, 16)
    let a1 = a0
    let b1 = b0
    let a2 = a0
    let b2 = b0
    let a3 = a0
    let b3 = b0
    const end = weight + 65 * row0
    for (let x = input; weight < end; weight += row0, x += 16) {
      const x0 = v128.load32_splat(x)
      const x1 = v128.load32_splat(x, 4)
      const x2 = v128.load32_splat(x, 8)
      const x3 = v128.load32_splat(x, 12)
      let w = v128.load(weight)
      a1 = f32x4.add(a1, f32x4.mul(w, x0))
      a2 = f32x4.add(a2, f32x4.mul(w, x1))
      a3 = f32x4.add(a3, f32x4.mul(w, x2))
      w = v128.load(weight, 16)
      b1 = f32x4.add(b1, f32x4.mul(w, x0))
      b2 = f32x4.add(b2, f32x4.mul(w, x1))
      b3 = f32x4.add(b3, f32x4.mul(w, x2))
      w = v128.load(weight, 32)
      a0 = f32x4.add(a0, f32x4.mul(w, x0))
      a1 = f32x4.add(a1, f32x4.mul(w, x1))
      a2 = f32x4.add(a2, f32x4.mul(w, x2))
      a3 = f32x4.add(a3, f32x4.mul(w, x3))
      w = v128.load(weight, 48)
      b0 = f32x4.add(b0, f32x4.mul(w, x0))
      b1 = f32x4.add(b1, f32x4.mul(w, x1))
      b2 = f32x4.add(b2, f32x4.mul(w, x2))
      b3 = f32x4.add(b3, f32x4.mul(w, x3))
      w = v128.load(weight, 64)
      a0 = f32x4.add(a0, f32x4.mul(w, x1))
      a1 = f32x4.add(a1, f32x4.mul(w, x2))
      a2 = f32x4.add(a2, f32x4.mul(w, x3))
      w = v128.load(weight, 80)
      b0 = f32x4.add(b0, f32x4.mul(w, x1))
      b1 = f32x4.add(b1, f32x4.mul(w, x2))
      b2 = f32x4.add(b2, f32x4.mul(w, x3))
    }
    const target = output + block
    v128.store(target, relu(a0))
    v128.store(target, relu(b0), 16)
    v128.store(target, relu(a1), 512)
    v128.store(target, relu(b1), 528)
    v128.store(target, relu(a2), 1024)
    v128.store(target, relu(b2), 1040)
    v128.store(target, relu(a3), 1536)
    v128.store(target, relu(b3), 1552)
  }
}

/** weights of one input: 32 outputs */
export const denseRow: usize = 32 * 4

/**
 * A matrix times a vector plus a bias; `outputs` is a multiple of 32. Inputs that are zero cost nothing.
 *
 * @param rows how many inputs a block of the weights has, of which the first `inputs` are used
 */
export function dense(
  input: usize,
  inputs: usize,
  weight: usize,
  rows: usize,
  bias: usize,
  output: usize,
  outputs: usize,
): void {
  const end = listActive(input, inputs)
  for (let block: usize = 0; block < outputs * 4; block += denseRow, weight += rows * denseRow) {
    let s0 = v128.load(bias + block)
    let s1 = v128.load(bias + block, 16)
    let s2 = v128.load(bias + block, 32)
    let s3 = v128.load(bias + block, 48)
    let s4 = v128.load(bias + block, 64)
    let s5 = v128.load(bias + block, 80)
    let s6 = v128.load(bias + block, 96)
    let s7 = v128.load(bias + block, 112)
    for (let at = activeAt; at < end; at += 8) {
      const row = weight + load<u32>(at)
      const x = v128.load32_splat(at, 4)
      s0 = f32x4.add(s0, f32x4.mul(v128.load(row), x))
      s1 = f32x4.add(s1, f32x4.mul(v128.load(row, 16), x))
      s2 = f32x4.add(s2, f32x4.mul(v128.load(row, 32), x))
      s3 = f32x4.add(s3, f32x4.mul(v128.load(row, 48), x))
      s4 = f32x4.add(s4, f32x4.mul(v128.load(row, 64), x))
      s5 = f32x4.add(s5, f32x4.mul(v128.load(row, 80), x))
      s6 = f32x4.add(s6, f32x4.mul(v128.load(row, 96), x))
      s7 = f32x4.add(s7, f32x4.mul(v128.load(row, 112), x))
    }
    const target = output + block
    v128.store(target, s0)
    v128.store(target, s1, 16)
    v128.store(target, s2, 32)
    v128.store(target, s3, 48)
    v128.store(target, s4, 64)
    v128.store(target, s5, 80)
    v128.store(target, s6, 96)
    v128.store(target, s7, 112)
  }
}

/**
 * Lists the inputs that are not zero: where the weights of each lie in a block, and its value. After ReLU most are
 * zero, on speech four in five of the features. Every input is written and zeros are overwritten: no branch to mispredict.
 *
 * @returns the end of the list
 */
function listActive(input: usize, inputs: usize): usize {
  let at = activeAt
  for (let i: usize = 0; i < inputs; i++) {
    const value = load<f32>(input + i * 4)
    store<u32>(at, <u32>(i * denseRow))
    store<f32>(at, value, 4)
    at += (<usize>(value !== 0)) << 3
  }
  return at
}

/** Cuts a vector off below zero, in place. */
export function rectify(vector: usize, count: usize): void {
  for (let at = vector; at < vector + count * 4; at += 16) v128.store(at, relu(v128.load(at)))
}
