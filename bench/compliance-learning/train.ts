/**
 * `npm run train:compliance`: learns the weights of the detectors' linear models from every labelled set in `bench/compliance` and
 * writes them beside the code that reads them. The same sentences give the same files.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf, type Side, setsOf } from './labelled-sets.js'
import { learn, learnable, prepare, thresholdOf, Vocabulary, withCommonFeatures } from './learn.js'

const target = join(import.meta.dirname, '../../src/engine/compliance/detect/learned')
/** Weights below this say next to nothing and are left out. */
const least = 0.32
/** Features that the file can hold; the rest are odd signs of single sentences. */
const plain = /^[\w^=~]+$/

/** How many features stand in a line of the file. */
const perLine = 60

function train(side: Side): void {
  const vocabulary = new Vocabulary()
  const all = setsOf[side].flatMap((set) => rowsOf(set)).map((row) => prepare(row, vocabulary))
  const rows = withCommonFeatures(all, vocabulary.size)
  const models = learnable(rows).map((category) => ({
    category,
    weights: learn(category, rows, vocabulary.size),
  }))
  const heads = models.map(({ category, weights }) =>
    [category, whole(weights.bias), whole(thresholdOf(side, category))].join(','),
  )
  const perFeature = models.map(({ weights }) => weights.perFeature)
  const entries = vocabulary.names.flatMap((name, at) => entryOf(name, at, perFeature))
  const text = fileOf(side, rows.length, [heads.join(';'), ...inLines(entries)])
  writeFileSync(join(target, `${side}-weights.ts`), text)
  console.log(`${side}: ${rows.length} sentences, ${entries.length} features, ${text.length} bytes`)
}

function entryOf(name: string, at: number, perFeature: readonly Float64Array[]): string[] {
  const pairs = perFeature.flatMap((weights, category) => {
    const weight = weights[at] ?? 0
    return Math.abs(weight) >= least ? [category, whole(weight)] : []
  })
  return pairs.length > 0 && plain.test(name) ? [[name, ...pairs].join(',')] : []
}

const whole = (value: number) => Math.round(100 * value)

function inLines(entries: readonly string[]): string[] {
  const lines = Math.ceil(entries.length / perLine)
  return Array.from({ length: lines }, (_, at) =>
    entries.slice(at * perLine, (at + 1) * perLine).join(' '),
  )
}

const fileOf = (side: Side, sentences: number, lines: readonly string[]) => `/**
 * Written by \`npm run train:compliance\` from the ${sentences} labelled sentences of \`bench/compliance\`, all made up for this project.
 * Not edited by hand. \`linear-model.ts\` says how it is read.
 */
export const ${side}Weights = \`
${lines.join('\n')}
\`
`

train('caller')
train('agent')
