import { normalise } from '../../src/engine/compliance/detect/normalise.js'

/** Two sentences that share this part of their words (Jaccard) are variants of one another. */
const alike = 0.5

/**
 * Parts sentences into folds for cross-validation: variants of one sentence always stand in the same fold, so that no model is asked
 * about a sentence it has seen in other dress. The same sentences always give the same folds.
 *
 * @returns the fold of each sentence, from 0
 */
export function foldsOf(texts: readonly string[], folds: number): number[] {
  const groups = groupsOf(texts.map(wordsOf))
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const fill = new Array<number>(folds).fill(0)
  const foldOf = new Map<number, number>()
  for (const [group, size] of [...sizes].sort(([a, n], [b, m]) => m - n || a - b)) {
    const fold = fill.indexOf(Math.min(...fill))
    foldOf.set(group, fold)
    fill[fold] = (fill[fold] ?? 0) + size
  }
  return groups.map((group) => foldOf.get(group) ?? 0)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    normalise(text, 'Dana Whitlock')
      .tokens.map(({ word }) => word)
      .filter(isWord),
  )
}

const isWord = (word: string) => /[a-z0-9]/.test(word)

/** The number of each one's group: the first of those it is alike to, directly or through others. */
function groupsOf(sets: readonly ReadonlySet<string>[]): number[] {
  const leader = sets.map((_, at) => at)
  const find = (at: number): number => {
    const up = leader[at] ?? at
    return up === at ? at : find(up)
  }
  const byWord = new Map<string, number[]>()
  for (const [at, words] of sets.entries()) {
    for (const other of sharing(words, byWord))
      if (similarity(words, sets[other] ?? words) >= alike) leader[find(at)] = find(other)
    for (const word of words) {
      const list = byWord.get(word)
      if (list === undefined) byWord.set(word, [at])
      else list.push(at)
    }
  }
  return leader.map((_, at) => find(at))
}

function sharing(
  words: ReadonlySet<string>,
  byWord: ReadonlyMap<string, readonly number[]>,
): ReadonlySet<number> {
  return new Set([...words].flatMap((word) => byWord.get(word) ?? []))
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / (a.size + b.size - shared)
}
