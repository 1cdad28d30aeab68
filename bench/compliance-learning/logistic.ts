/**
 * Logistic regression with L2 over named features, trained by AdaGrad in an order that a fixed seed draws: the same examples
 * always give the same weights.
 */

export interface Example {
  /** Numbers of the features that are present. */
  readonly features: Int32Array
  readonly positive: boolean
  /** How much it counts. */
  readonly weight: number
}

export interface Weights {
  readonly bias: number
  readonly perFeature: Float64Array
}

export interface Training {
  readonly passes: number
  readonly rate: number
  /** Pull of each present weight to zero, per example. */
  readonly l2: number
}

const training: Training = { passes: 12, rate: 0.25, l2: 0.0015 }

export function trainLogistic(
  examples: readonly Example[],
  features: number,
  { passes, rate, l2 }: Training = training,
): Weights {
  const weights = new Float64Array(features)
  const slopes = new Float64Array(features).fill(1e-6)
  let bias = -2
  const order = examples.map((_, at) => at)
  const random = randomFrom(20_240_229)
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    for (const at of order) {
      const example = examples[at]
      if (example === undefined) continue
      const error = (example.positive ? 1 : 0) - probability(bias, weights, example.features)
      const step = error * example.weight
      bias += 0.05 * step
      for (const feature of example.features) {
        const weight = weights[feature] ?? 0
        const slope = step - l2 * weight
        const sum = (slopes[feature] ?? 0) + slope * slope
        slopes[feature] = sum
        weights[feature] = weight + (rate * slope) / Math.sqrt(sum + 0.5)
      }
    }
  }
  return { bias, perFeature: weights }
}

function probability(bias: number, weights: Float64Array, features: Int32Array): number {
  let sum = bias
  for (const feature of features) sum += weights[feature] ?? 0
  return 1 / (1 + Math.exp(-sum))
}

/** Numbers from 0 to 1, always the same ones (xorshift32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}
