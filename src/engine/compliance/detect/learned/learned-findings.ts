import type { Normalised } from '../normalise.js'
import type { LinearModel } from './linear-model.js'

/** What a model finds in a text, in the terms of a finding. */
export interface LearnedFinding {
  readonly category: string
  /** The stretch of the text that the heaviest words span: `text.slice(start, end)`. */
  readonly words: string
  readonly start: number
  readonly end: number
  /** The pieces of the text that weighed most, the heaviest first. */
  readonly carriers: readonly string[]
}

/** The model's findings in a text. `silent`: categories it may not speak of. */
export function learnedFindings(
  model: LinearModel,
  normal: Normalised,
  text: string,
  silent: ReadonlySet<string>,
): LearnedFinding[] {
  return model.hits(normal).flatMap(({ category, carriers }) => {
    if (silent.has(category) || carriers.length === 0) return []
    const spans = carriers.map(({ from, to }) => ({
      start: normal.tokens[from]?.start ?? 0,
      end: normal.tokens[to]?.end ?? text.length,
    }))
    const start = Math.min(...spans.map((span) => span.start))
    const end = Math.max(...spans.map((span) => span.end))
    const pieces = spans.map((span) => text.slice(span.start, span.end))
    const words = text.slice(start, end)
    return [{ category, words, start, end, carriers: [...new Set(pieces)] }]
  })
}
