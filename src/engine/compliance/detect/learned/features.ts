import type { Normalised } from '../normalise.js'
import { classOf } from './word-classes.js'

/** Something a linear model can weigh, and the words of the normal form that it comes from. */
export interface Feature {
  readonly name: string
  /** Token numbers, inclusive. */
  readonly from: number
  readonly to: number
}

interface Word {
  readonly word: string
  readonly name: string
  readonly at: number
}

/** How far apart the words of a pair may stand. */
const reach = 3
/** Longer turns are cut here, so that the time to judge one stays bounded. */
const maxTokens = 120

/**
 * What the model weighs in a stretch of the normal form, each name once: words or their class (`STOP`), the word itself where it has
 * a class (`=quit`), two of them near one another in their order (`a~b`), and the one it begins with (`^a`).
 */
export function featuresOf({ tokens }: Normalised): Feature[] {
  const seen = new Map<string, Feature>()
  const words = tokens
    .slice(0, maxTokens)
    .map(({ word }, at) => ({ word, at, name: classOf(word) }))
    .filter(({ word }) => word !== ',')
  for (const index of words.keys())
    for (const feature of featuresAt(words, index))
      if (!seen.has(feature.name)) seen.set(feature.name, feature)
  return [...seen.values()]
}

function featuresAt(words: readonly Word[], index: number): Feature[] {
  const word = words[index]
  if (word === undefined || isEnd(word.word)) return []
  const alone = { from: word.at, to: word.at }
  const found: Feature[] = [{ name: word.name, ...alone }]
  if (word.name !== word.word) found.push({ name: `=${word.word}`, ...alone })
  if (index === 0) found.push({ name: `^${word.name}`, ...alone })
  for (const next of words.slice(index + 1, index + 1 + reach)) {
    if (isEnd(next.word)) break
    found.push({ name: `${word.name}~${next.name}`, from: word.at, to: next.at })
  }
  return found
}

const isEnd = (word: string) => word === '.' || word === '?'
