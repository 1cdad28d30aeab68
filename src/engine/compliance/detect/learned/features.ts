import type { Normalised } from '../normalise.js'
import { classOf } from './word-classes.js'

/** Something a linear model can weigh, and the words of the normal form that it comes from. */
export interface Feature {
  readonly name: string
  /** Token numbers, inclusive. */
  readonly from: number
  readonly to: number
}

/** How far apart the words of a pair may stand. */
const reach = 3
/** Longer turns are cut here, so that the time to judge one stays bounded. */
const maxTokens = 120

/**
 * What the model weighs in a stretch of the normal form, each name once: words, classes of words, neighbours in order (`a_b`), words
 * near one another in order (`a~b`), and the words it begins with (`^a`).
 */
export function featuresOf({ tokens }: Normalised): Feature[] {
  const seen = new Map<string, Feature>()
  const kept = tokens.slice(0, maxTokens).map(({ word }, at) => ({ word, at, name: classOf(word) }))
  const words = kept.filter(({ word }) => word !== ',')
  const add = (name: string, from: number, to: number) => {
    if (!seen.has(name)) seen.set(name, { name, from, to })
  }
  for (const [at, { word, name, at: from }] of words.entries()) {
    if (isEnd(word)) continue
    add(name, from, from)
    if (name !== word) add(`=${word}`, from, from)
    if (at === 0) add(`^${name}`, from, from)
    for (let step = 1; step <= reach; step++) {
      const next = words[at + step]
      if (next === undefined || isEnd(next.word)) break
      if (step === 1) add(`${name}_${next.name}`, from, next.at)
      add(`${name}~${next.name}`, from, next.at)
    }
  }
  return [...seen.values()]
}

const isEnd = (word: string) => word === '.' || word === '?'
