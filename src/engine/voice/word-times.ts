/**
 * When each word is said. Flite prints the sounds (phones) of a sentence with their true end times, but not which word
 * they belong to. Spoken one word at a time it prints each word's own phones; laying the two lists side by side with
 * the fewest changes (edit distance) gives every timed phone its word. Changes are rare: "the" before a vowel, "Dr."
 * before a name, a number that reads differently in context.
 */

import type { Millis } from '../audio/frame.js'

/** A sound of speech as flite names it ("hh", "ax"), in ms of its audio. */
export interface Phone {
  readonly name: string
  readonly from: Millis
  readonly to: Millis
}

/** A span of audio, ms. */
export interface Span {
  readonly from: Millis
  readonly to: Millis
}

/** The span `ms` later. */
export function moveSpan(span: Span, ms: Millis): Span {
  return { from: span.from + ms, to: span.to + ms }
}

const PAUSE = 'pau'

/** The phones flite printed for `-psdur`, as `name:end` in seconds; pauses are left out. */
export function timedPhones(printed: string): Phone[] {
  let from = 0
  const phones = tokens(printed).map((token) => {
    const [name = '', seconds = ''] = token.split(':')
    const phone = { name, from, to: Number(seconds) * 1000 }
    from = phone.to
    return phone
  })
  return phones.filter((phone) => phone.name !== PAUSE)
}

/** The phones flite printed for `-ps`, one line a word; pauses are left out. */
export function wordPhones(printed: string): string[][] {
  const lines = printed.split('\n').slice(0, -1)
  return lines.map((line) => tokens(line).filter((name) => name !== PAUSE))
}

function tokens(printed: string): string[] {
  return printed.split(/\s+/).filter((token) => token !== '')
}

/** Where each word sounds, from its first phone to its last; undefined for a word that got none. */
export function placeWords(
  words: readonly (readonly string[])[],
  phones: readonly Phone[],
): (Span | undefined)[] {
  const owners = words.flatMap((names, word) => names.map(() => word))
  const spans = words.map((): Span | undefined => undefined)
  align(
    words.flat(),
    phones.map((phone) => phone.name),
  ).forEach((index, i) => {
    const word = owners[index]
    const phone = phones[i]
    if (word === undefined || phone === undefined) return
    spans[word] = { from: spans[word]?.from ?? phone.from, to: phone.to }
  })
  return spans
}

/** For every actual name the index of the expected one it stands for, or stands next to when it was inserted. */
function align(expected: readonly string[], actual: readonly string[]): number[] {
  const cost = editCosts(expected, actual)
  const owner = new Array<number>(actual.length)
  let i = expected.length
  let j = actual.length
  while (j > 0) {
    const here = at(cost, i, j)
    if (i > 0 && here === at(cost, i - 1, j - 1) + change(expected[i - 1], actual[j - 1])) {
      owner[--j] = --i
    } else if (i > 0 && here === at(cost, i - 1, j) + 1) {
      i--
    } else {
      owner[--j] = Math.max(0, i - 1)
    }
  }
  return owner
}

/** `cost[i][j]`: fewest insertions, deletions and replacements that turn the first i names into the first j. */
function editCosts(expected: readonly string[], actual: readonly string[]): Float64Array[] {
  const cost = [Float64Array.from({ length: actual.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= expected.length; i++) {
    const row = new Float64Array(actual.length + 1).fill(i)
    cost.push(row)
    for (let j = 1; j <= actual.length; j++) {
      const replaced = at(cost, i - 1, j - 1) + change(expected[i - 1], actual[j - 1])
      row[j] = Math.min(replaced, at(cost, i - 1, j) + 1, at(cost, i, j - 1) + 1)
    }
  }
  return cost
}

function at(cost: readonly Float64Array[], i: number, j: number): number {
  return cost[i]?.[j] ?? Number.POSITIVE_INFINITY
}

function change(expected: string | undefined, actual: string | undefined): number {
  return expected === actual ? 0 : 1
}
