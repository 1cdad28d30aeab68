/**
 * One linear classifier for each category: a sum of weights of the words and pairs of words that a sentence holds. Weights are
 * learned offline (`npm run train:compliance`); here they are only read and added, so the same words always give the same sum.
 */
import type { Normalised } from '../normalise.js'
import { type Feature, featuresOf } from './features.js'

/** A category that holds, and what carried the decision. */
export interface LearnedHit {
  readonly category: string
  /** Log-odds above the category's threshold. */
  readonly margin: number
  /** The words that weighed most, the heaviest first. */
  readonly carriers: readonly Carrier[]
}

export interface Carrier extends Feature {
  readonly weight: number
}

interface Category {
  readonly name: string
  /** Bias less threshold. */
  readonly offset: number
}

interface Read {
  readonly categories: readonly Category[]
  /** Feature -> pairs of category number and weight. */
  readonly weights: ReadonlyMap<string, readonly number[]>
}

/** How many carriers a hit names. */
const shown = 3
/** Weights and biases are written as whole hundredths. */
const unit = 100

export class LinearModel {
  readonly #text: string
  #read: Read | undefined

  /**
   * @param text what the trainer wrote: `name,bias,threshold` of each category, parted by semicolons, then for each feature its name
   *   and pairs of category number and weight, parted by commas; blanks between; hundredths
   */
  constructor(text: string) {
    this.#text = text
  }

  /** Reads the weights now, so that no call waits for it. */
  warm(): void {
    this.#get()
  }

  /** Every category whose sum is above its threshold. */
  hits(normal: Normalised): LearnedHit[] {
    const { categories, weights } = this.#get()
    const features = featuresOf(normal)
    const sums = categories.map(({ offset }) => offset)
    for (const { name } of features) {
      const pairs = weights.get(name) ?? []
      for (let at = 0; at < pairs.length; at += 2) {
        const category = pairs[at] ?? 0
        sums[category] = (sums[category] ?? 0) + (pairs[at + 1] ?? 0)
      }
    }
    return categories.flatMap(({ name }, at) => {
      const sum = sums[at] ?? 0
      if (sum <= 0) return []
      return [{ category: name, margin: sum / unit, carriers: carriersOf(at, features, weights) }]
    })
  }

  #get(): Read {
    this.#read ??= read(this.#text)
    return this.#read
  }
}

function carriersOf(
  category: number,
  features: readonly Feature[],
  weights: Read['weights'],
): Carrier[] {
  return features
    .map((feature) => ({
      ...feature,
      weight: weightOf(weights.get(feature.name), category) / unit,
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.from - b.from)
    .slice(0, shown)
}

function weightOf(pairs: readonly number[] | undefined, category: number): number {
  for (let at = 0; at < (pairs?.length ?? 0); at += 2)
    if (pairs?.[at] === category) return pairs[at + 1] ?? 0
  return 0
}

function read(text: string): Read {
  const [heads = '', ...entries] = text.trim().split(/\s+/)
  const categories = heads.split(';').map((head) => {
    const [name = '', bias, threshold] = head.split(',')
    return { name, offset: Number(bias) - Number(threshold) }
  })
  const weights = new Map<string, readonly number[]>()
  for (const entry of entries) {
    const [feature = '', ...pairs] = entry.split(',')
    weights.set(feature, pairs.map(Number))
  }
  return { categories, weights }
}
