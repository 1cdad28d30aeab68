/**
 * The row a missing request most resembles, for the person who has to find out why it is missing.
 */
import { wordsOf } from '../fixture/normalise-text.js'

/** The text of the row that shares most words with `wanted`; the first among equals; empty when there are no rows. */
export function nearestText<Row>(
  wanted: string,
  rows: readonly Row[],
  textOf: (row: Row) => string,
): string {
  const words = new Set(wordsOf(wanted))
  let nearest = ''
  let best = -1
  for (const row of rows) {
    const text = textOf(row)
    const theirs = new Set(wordsOf(text))
    const shared = [...theirs].filter((word) => words.has(word)).length
    const likeness = shared / Math.max(1, words.size + theirs.size - shared)
    if (likeness > best) {
      nearest = text
      best = likeness
    }
  }
  return nearest
}
