/**
 * Where everything lies in the module's memory, in bytes. Nothing is allocated: every address is known here.
 *
 * Three places are written from outside: `modelAt` once, before `pack`; `stateAt` and `inputAt` before every `step`.
 * What one call carries over is `stateAt` .. `stateAt + stateFloats`, one contiguous piece.
 */

const f: usize = 4

// ── One step's working memory ────────────────────────────────────────────────────────────────────────────────────

/** 128 features for the LSTM; the hidden state follows, so that both are one vector of 256. */
export const featuresAt: usize = 1024
export const hiddenAt: usize = featuresAt + 128 * f
export const cellAt: usize = hiddenAt + 128 * f
/** The last 32 samples of the window before; the new 256 and the mirrored 32 follow: one signal of 320. */
export const contextAt: usize = cellAt + 128 * f
export const inputAt: usize = contextAt + 32 * f
export const mirrorAt: usize = inputAt + 256 * f

export const stateAt: usize = hiddenAt
export const stateFloats: usize = 128 + 128 + 32

/** 64 complex numbers for each of four windows: the four real parts, then the four imaginary parts. */
export const spectrumAt: usize = mirrorAt + 32 * f
/** 65 frequencies x 4 columns. */
export const magnitudesAt: usize = spectrumAt + 64 * 8 * f
/** 4 columns x 128 channels. */
export const layer0At: usize = magnitudesAt + 65 * 4 * f
/** 2 columns x 64 channels. */
export const layer1At: usize = layer0At + 4 * 128 * f
/** 64 channels. */
export const layer2At: usize = layer1At + 2 * 64 * f
/** 512: input, forget, candidate and output gates, 128 each. */
export const gatesAt: usize = layer2At + 64 * f

/** Up to 384 inputs that are not zero (and room for one more): the place of their weights, the value. */
export const activeAt: usize = gatesAt + 512 * f

// ── The model, arranged for reading in one sweep ─────────────────────────────────────────────────────────────────

/** 128: the Hann window, halved. */
export const hannAt: usize = activeAt + 392 * 8
/** 64 x (cos, -sin) of 2 pi k / 128. */
export const twiddlesAt: usize = hannAt + 128 * f
export const weight0At: usize = twiddlesAt + 64 * 2 * f
export const weight1At: usize = weight0At + 128 * 65 * 3 * f
export const weight2At: usize = weight1At + 64 * 128 * 3 * f
export const weight3At: usize = weight2At + 64 * 128 * f
export const weightGatesAt: usize = weight3At + 128 * 64 * f
export const biasGatesAt: usize = weightGatesAt + 512 * 256 * f

// ── The model as it lies in the file ─────────────────────────────────────────────────────────────────────────────

export const modelAt: usize = biasGatesAt + 512 * f
export const basisFileAt: usize = modelAt
export const weight0FileAt: usize = basisFileAt + 130 * 128 * f
export const bias0At: usize = weight0FileAt + 128 * 65 * 3 * f
export const weight1FileAt: usize = bias0At + 128 * f
export const bias1At: usize = weight1FileAt + 64 * 128 * 3 * f
export const weight2FileAt: usize = bias1At + 64 * f
export const bias2At: usize = weight2FileAt + 64 * 64 * 3 * f
export const weight3FileAt: usize = bias2At + 64 * f
export const bias3At: usize = weight3FileAt + 128 * 64 * 3 * f
export const inputWeightFileAt: usize = bias3At + 128 * f
export const hiddenWeightFileAt: usize = inputWeightFileAt + 512 * 128 * f
export const inputBiasFileAt: usize = hiddenWeightFileAt + 512 * 128 * f
export const hiddenBiasFileAt: usize = inputBiasFileAt + 512 * f
export const decoderWeightAt: usize = hiddenBiasFileAt + 512 * f
export const decoderBiasAt: usize = decoderWeightAt + 128 * f
export const modelFloats: usize = (decoderBiasAt + f - modelAt) / f
