/**
 * Silero VAD v5, 8 kHz branch, as one WebAssembly module without imports; what it computes is told at the top of
 * `../silero-reference.ts`.
 *
 * Use: copy the model file to `modelAt`, call `pack` once. Then for every window: a call's state to `stateAt`, its
 * samples to `inputAt`, `step`, and the state back. Vectors of four 32-bit floats throughout, no fused or relaxed
 * operations: every machine gets the same bits.
 */
import { convolve, dense, denseRow, rectify } from './layers'
import { decode, remember } from './lstm'
import {
  bias0At,
  bias1At,
  bias2At,
  bias3At,
  biasGatesAt,
  contextAt,
  featuresAt,
  gatesAt,
  inputAt,
  layer0At,
  layer1At,
  layer2At,
  magnitudesAt,
  mirrorAt,
  weight0At,
  weight1At,
  weight2At,
  weight3At,
  weightGatesAt,
} from './memory'
import { stft } from './stft'

export { inputAt, modelAt, modelFloats, stateAt, stateFloats } from './memory'
export { pack } from './pack'

/** Scores the 256 samples at `inputAt` and moves the state on: the probability of speech. */
export function step(): f32 {
  mirror()
  stft()
  memory.copy(contextAt, mirrorAt - 32 * 4, 32 * 4)
  convolve(magnitudesAt, weight0At, bias0At, layer0At)
  // Stride 2: the first output column meets columns (none), 0, 1, the second columns 1, 2, 3.
  dense(layer0At, 256, weight1At + 128 * denseRow, 384, bias1At, layer1At, 64)
  dense(layer0At + 128 * 4, 384, weight1At, 384, bias1At, layer1At + 64 * 4, 64)
  rectify(layer1At, 128)
  dense(layer1At, 128, weight2At, 128, bias2At, layer2At, 64)
  rectify(layer2At, 64)
  dense(layer2At, 64, weight3At, 64, bias3At, featuresAt, 128)
  rectify(featuresAt, 128)
  dense(featuresAt, 256, weightGatesAt, 256, biasGatesAt, gatesAt, 512)
  remember()
  return decode()
}

/** Appends the last 32 samples in reverse, the very last one left out. */
function mirror(): void {
  for (let at: usize = 0; at < 32 * 4; at += 4) {
    store<f32>(mirrorAt + at, load<f32>(mirrorAt - 8 - at))
  }
}
