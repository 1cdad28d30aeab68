/**
 * Silero VAD v5, 8 kHz branch, in plain arithmetic: what the fast version is tested against. It is written to be read.
 *
 * The network answers one question for every 256 samples (32 ms) of phone audio: how likely is speech in them?
 *
 *   320 samples   32 of the window before, 256 new, 32 mirrored at the right edge
 *     -> 4 x 65   magnitudes of the short-time Fourier transform: Hann windows of 128 samples, 64 apart
 *     -> 4 x 128  convolution over time, width 3, ReLU
 *     -> 2 x 64   the same with stride 2
 *     -> 1 x 64   the same with stride 2
 *     -> 1 x 128  the same with stride 1
 *     -> 128      one step of an LSTM, which remembers the call so far in (hidden, cell)
 *     -> 1        ReLU, weighted sum, sigmoid: the probability of speech
 *
 * A convolution of width 3 with one column of zeros on either side computes, for output column t and channel o,
 *
 *   out[t][o] = bias[o] + sum over taps k and channels i of weight[o][i][k] * in[stride * t + k - 1][i]
 *
 * and the LSTM, with W x + U h + b split into four blocks of 128 (input, forget, candidate, output),
 *
 *   cell'   = sigmoid(forget) * cell + sigmoid(input) * tanh(candidate)
 *   hidden' = sigmoid(output) * tanh(cell')
 *
 * Source: github.com/snakers4/silero-vad (MIT), `silero_vad.onnx`, branch for 8 kHz.
 */

/** Samples the network takes at a time. */
const windowSamples = 256
/** Samples of the window before that it looks back on. */
const contextSamples = 32
const stftSamples = 128
const stftHop = 64
const stftBins = 65
const hiddenSize = 128

/** The trained numbers, as views into one buffer of little-endian 32-bit floats, row-major. */
export interface SileroTensors {
  /** 130 x 128: rows 0 to 64 give the real part of each frequency, rows 65 to 129 the imaginary part. */
  readonly basis: Float32Array
  readonly convolutions: readonly Convolution[]
  /** 512 x 128: from the features. */
  readonly inputWeight: Float32Array
  /** 512 x 128: from the hidden state. */
  readonly hiddenWeight: Float32Array
  readonly inputBias: Float32Array
  readonly hiddenBias: Float32Array
  readonly decoderWeight: Float32Array
  readonly decoderBias: Float32Array
}

interface Convolution {
  readonly inputs: number
  readonly outputs: number
  readonly stride: number
  /** outputs x inputs x 3 */
  readonly weight: Float32Array
  readonly bias: Float32Array
}

/** What the network carries from one window to the next. */
export interface SileroState {
  readonly context: Float32Array
  readonly hidden: Float64Array
  readonly cell: Float64Array
}

/** The state at the start of a call: nothing heard yet. */
export const initialState: SileroState = {
  context: new Float32Array(contextSamples),
  hidden: new Float64Array(hiddenSize),
  cell: new Float64Array(hiddenSize),
}

/** Cuts the weight file into its tensors, in file order. */
export function readTensors(weights: Float32Array): SileroTensors {
  let offset = 0
  const take = (length: number): Float32Array => {
    offset += length
    return weights.subarray(offset - length, offset)
  }
  const convolution = (inputs: number, outputs: number, stride: number): Convolution => {
    return { inputs, outputs, stride, weight: take(outputs * inputs * 3), bias: take(outputs) }
  }
  return {
    basis: take(2 * stftBins * stftSamples),
    convolutions: [
      convolution(stftBins, 128, 1),
      convolution(128, 64, 2),
      convolution(64, 64, 2),
      convolution(64, 128, 1),
    ],
    inputWeight: take(4 * hiddenSize * hiddenSize),
    hiddenWeight: take(4 * hiddenSize * hiddenSize),
    inputBias: take(4 * hiddenSize),
    hiddenBias: take(4 * hiddenSize),
    decoderWeight: take(hiddenSize),
    decoderBias: take(1),
  }
}

/**
 * Scores one window.
 *
 * @param samples 256 samples in -1..1
 * @returns the probability of speech, 0 to 1, and the state for the next window
 */
export function scoreWindow(
  tensors: SileroTensors,
  state: SileroState,
  samples: Float32Array,
): { readonly probability: number; readonly state: SileroState } {
  let columns = spectrogram(tensors.basis, withEdges(state.context, samples))
  for (const convolution of tensors.convolutions) columns = convolve(convolution, columns)
  const { hidden, cell } = remember(tensors, columns[0] ?? [], state)
  const sum = dot(tensors.decoderWeight, 0, hidden.map(relu)) + at(tensors.decoderBias, 0)
  const context = samples.slice(windowSamples - contextSamples)
  return { probability: sigmoid(sum), state: { context, hidden, cell } }
}

/** Context, window, and the last samples mirrored without repeating the edge: ... c b a | b c ... */
function withEdges(context: Float32Array, samples: Float32Array): Float32Array {
  const edged = new Float32Array(contextSamples + windowSamples + contextSamples)
  edged.set(context)
  edged.set(samples, contextSamples)
  const last = contextSamples + windowSamples - 1
  for (let i = 1; i <= contextSamples; i++) edged[last + i] = at(edged, last - i)
  return edged
}

function spectrogram(basis: Float32Array, samples: Float32Array): readonly ArrayLike<number>[] {
  const columns: ArrayLike<number>[] = []
  for (let start = 0; start + stftSamples <= samples.length; start += stftHop) {
    const frame = samples.subarray(start, start + stftSamples)
    const magnitude = (_: unknown, bin: number): number =>
      Math.hypot(dot(basis, bin, frame), dot(basis, stftBins + bin, frame))
    columns.push(Float64Array.from({ length: stftBins }, magnitude))
  }
  return columns
}

function convolve(
  { inputs, outputs, stride, weight, bias }: Convolution,
  columns: readonly ArrayLike<number>[],
): readonly ArrayLike<number>[] {
  return Array.from({ length: columns.length / stride }, (_, column) => {
    const taps = [-1, 0, 1].map((tap) => columns[column * stride + tap])
    return Float64Array.from({ length: outputs }, (_, output) => {
      let sum = at(bias, output)
      taps.forEach((input, tap) => {
        if (input === undefined) return // the zeros beyond either end
        for (let i = 0; i < inputs; i++)
          sum += at(weight, (output * inputs + i) * 3 + tap) * at(input, i)
      })
      return relu(sum)
    })
  })
}

function remember(
  tensors: SileroTensors,
  features: ArrayLike<number>,
  state: SileroState,
): { readonly hidden: Float64Array; readonly cell: Float64Array } {
  const gate = (row: number): number =>
    dot(tensors.inputWeight, row, features) +
    dot(tensors.hiddenWeight, row, state.hidden) +
    at(tensors.inputBias, row) +
    at(tensors.hiddenBias, row)
  const cell = state.cell.map((before, unit) => {
    const admitted = sigmoid(gate(unit)) * Math.tanh(gate(2 * hiddenSize + unit))
    return sigmoid(gate(hiddenSize + unit)) * before + admitted
  })
  const hidden = cell.map((now, unit) => sigmoid(gate(3 * hiddenSize + unit)) * Math.tanh(now))
  return { hidden, cell }
}

/** Row `row` of a row-major matrix times a vector. */
function dot(matrix: Float32Array, row: number, vector: ArrayLike<number>): number {
  const start = row * vector.length
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += at(matrix, start + i) * at(vector, i)
  return sum
}

function relu(x: number): number {
  return Math.max(0, x)
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

/** An element that is known to be there: a wrong index must not pass as a number. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN
}
