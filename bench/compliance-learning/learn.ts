/** From labelled sentences to one linear model for each category. */

import { checkAgentText } from '../../src/engine/compliance/detect/agent/check-agent-text.js'
import { detectCallerIntents } from '../../src/engine/compliance/detect/caller/detect-caller-intents.js'
import { type LabelledRow, noCategory } from '../../src/engine/compliance/detect/labelled-row.js'
import { featuresOf } from '../../src/engine/compliance/detect/learned/features.js'
import { normalise } from '../../src/engine/compliance/detect/normalise.js'
import { criticalCategories } from '../../src/engine/compliance/detect/score.js'
import { type Example, type Training, trainLogistic, type Weights } from './logistic.js'

const consumer = 'Dana Whitlock'

/** A labelled sentence as the learner sees it. */
export interface Prepared {
  readonly row: LabelledRow
  readonly features: Int32Array
  /** Categories a rule finds in it: it is no counterexample for them. */
  readonly ruled: ReadonlySet<string>
}

/** Names of features, and their numbers. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()
  get size(): number {
    return this.#numbers.size
  }
  get names(): readonly string[] {
    return [...this.#numbers.keys()]
  }
  numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const number = this.#numbers.size
    this.#numbers.set(name, number)
    return number
  }
}

export function prepare(row: LabelledRow, vocabulary: Vocabulary): Prepared {
  const normal = normalise(row.text, row.side === 'caller' ? consumer : '')
  const features = featuresOf(normal).map(({ name }) => vocabulary.numberOf(name))
  const ruled =
    row.side === 'caller'
      ? detectCallerIntents(row.text, { consumerName: consumer })
      : checkAgentText(row.text, row.context)
  return {
    row,
    features: Int32Array.from(features),
    ruled: new Set(
      ruled.filter(({ rule }) => !rule.endsWith('.learned')).map(({ category }) => category),
    ),
  }
}

/** Features of a single sentence teach nothing but that sentence: only those of several stay. */
export function withCommonFeatures(
  rows: readonly Prepared[],
  features: number,
  least = leastSentences,
): Prepared[] {
  const seen = new Uint32Array(features)
  for (const row of rows)
    for (const feature of row.features) seen[feature] = (seen[feature] ?? 0) + 1
  return rows.map((row) => ({
    ...row,
    features: row.features.filter((feature) => (seen[feature] ?? 0) >= least),
  }))
}

const leastSentences = 3

/** How much a sentence counts: of its own category, and as one of another category that says nothing of this one. */
const counts = { positive: 3, negative: 3, other: 0.6 }

function examplesFor(category: string, rows: readonly Prepared[]): Example[] {
  const said = new Set(
    rows.filter(({ row }) => row.category === category && row.expected).map(({ row }) => row.text),
  )
  return rows.flatMap(({ row, features, ruled }) => {
    if (row.category === category)
      return [
        {
          features,
          positive: row.expected,
          weight: row.expected ? counts.positive : counts.negative,
        },
      ]
    if (said.has(row.text) || ruled.has(category)) return []
    return [{ features, positive: false, weight: counts.other }]
  })
}

export function learn(
  category: string,
  rows: readonly Prepared[],
  features: number,
  training?: Training,
): Weights {
  return trainLogistic(examplesFor(category, rows), features, training)
}

/**
 * Categories that rest on figures, on single forbidden words or on the state of the call, not on wording: no model for them. Nor for
 * `none`, whose sentences are counterexamples of all.
 */
const unlearnable: ReadonlySet<string> = new Set(['amount_misrep', 'voicemail_content', noCategory])

export function learnable(rows: readonly Prepared[]): string[] {
  const all = new Set(rows.map(({ row }) => row.category))
  return [...all].filter((category) => !unlearnable.has(category))
}

/**
 * The log-odds from which a category counts as found. Lower where a miss costs most; the figures come from cross-validation, as the
 * best trade between what is found and what is stopped wrongly (`docs/compliance-detectors.md`).
 */
export function thresholdOf(side: 'caller' | 'agent', category: string): number {
  if (side === 'agent') return 0.25
  return criticalCategories.has(category) ? 0.5 : 1
}

/** The model's log-odds that the category holds. */
export function scoreOf({ bias, perFeature }: Weights, features: Int32Array): number {
  let sum = bias
  for (const feature of features) sum += perFeature[feature] ?? 0
  return sum
}
