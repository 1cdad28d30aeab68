/** From labelled sentences to one linear model for each category. */

import { checkAgentText } from '../../src/engine/compliance/detect/agent/check-agent-text.js'
import { detectCallerIntents } from '../../src/engine/compliance/detect/caller/detect-caller-intents.js'
import type { LabelledRow } from '../../src/engine/compliance/detect/labelled-row.js'
import { featuresOf } from '../../src/engine/compliance/detect/learned/features.js'
import { normalise } from '../../src/engine/compliance/detect/normalise.js'
import { type Example, type Training, trainLogistic, type Weights } from './logistic.js'

export const consumer = 'Dana Whitlock'

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
    ruled: new Set(ruled.map(({ category }) => category)),
  }
}

/** How much a sentence counts: of its own category, and as one of another category that says nothing of this one. */
export const counts = { positive: 1.5, negative: 1.5, other: 0.5 }

export function examplesFor(category: string, rows: readonly Prepared[]): Example[] {
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

/** The model's log-odds that the category holds. */
export function scoreOf({ bias, perFeature }: Weights, features: Int32Array): number {
  let sum = bias
  for (const feature of features) sum += perFeature[feature] ?? 0
  return sum
}
