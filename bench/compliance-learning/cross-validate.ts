/**
 * What unseen wording gets. The learned part is cross-validated: five folds, variants of a sentence in the same fold, each fold judged
 * by models that were trained on the other four. The rules cannot be (they were refined on every sentence), so beside the learned
 * part stands what the rules found at the first sight of a set, recorded row by row before any of it was used.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ruleInForce } from '../../src/engine/compliance/detect/agent/check-agent-text.js'
import { type LabelledRow, noCategory } from '../../src/engine/compliance/detect/labelled-row.js'
import { foldsOf } from './folds.js'
import { home, rowsOf, type SetName, type Side, setsOf } from './labelled-sets.js'
import {
  learn,
  learnable,
  type Prepared,
  prepare,
  scoreOf,
  thresholdOf,
  Vocabulary,
  withCommonFeatures,
} from './learn.js'

const folds = 5

/** A labelled sentence and what each part makes of it when it does not know it. */
export interface Validated {
  readonly set: SetName
  readonly category: string
  readonly expected: boolean
  /** The learned part, out of its fold. */
  readonly learned: boolean
  /** The rules at first sight; not recorded for every set. */
  readonly rules: boolean | undefined
}

interface FirstSightRows {
  readonly missed: readonly number[]
  readonly alarmed: readonly number[]
}

const firstSight = JSON.parse(readFileSync(join(home, 'first-sight-rows.json'), 'utf8')) as Partial<
  Record<SetName, FirstSightRows>
>

interface Row extends Prepared {
  readonly set: SetName
  readonly at: number
}

/** Every labelled sentence of a side. */
export function crossValidate(side: Side): Validated[] {
  const vocabulary = new Vocabulary()
  const rows: Row[] = setsOf[side].flatMap((set) =>
    rowsOf(set).map((row, at) => ({ set, at, ...prepare(row, vocabulary) })),
  )
  const foldOf = foldsOf(
    rows.map(({ row }) => row.text),
    folds,
  )
  const found = new Set<Row>()
  for (let fold = 0; fold < folds; fold++) {
    const known = rows.filter((_, at) => foldOf[at] !== fold)
    const asked = rows.filter((_, at) => foldOf[at] === fold)
    for (const row of judge(side, known, asked, vocabulary.size)) found.add(row)
  }
  return rows.map((row) => ({
    set: row.set,
    category: row.row.category,
    expected: row.row.expected,
    learned: found.has(row),
    rules: atFirstSight(row),
  }))
}

/** Those of `asked` that models trained on `known` find. */
function judge(side: Side, known: readonly Row[], asked: readonly Row[], features: number): Row[] {
  const common = withCommonFeatures(known, features)
  return learnable(known).flatMap((category) => {
    const weights = learn(category, common, features)
    const threshold = thresholdOf(side, category)
    return asked.filter(
      ({ row, features: present }) => asks(row, category) && scoreOf(weights, present) > threshold,
    )
  })
}

/** A caller's row asks for its own category, one of `none` for any; an agent's for anything wrong, as it is blocked whatever the reason. */
function asks(row: LabelledRow, category: string): boolean {
  if (row.side === 'caller') return row.category === category || row.category === noCategory
  return ruleInForce(category, row.context) !== undefined
}

function atFirstSight({ set, at, row }: Row): boolean | undefined {
  const recorded = firstSight[set]
  if (recorded === undefined) return undefined
  return row.expected ? !recorded.missed.includes(at) : recorded.alarmed.includes(at)
}

export interface Counts {
  readonly found: number
  readonly positives: number
  readonly alarms: number
  readonly negatives: number
}

/** How many of the sentences a judgement finds, rightly and wrongly. */
export function count(rows: readonly Validated[], judgement: (row: Validated) => boolean): Counts {
  const positives = rows.filter(({ expected }) => expected)
  const negatives = rows.filter(({ expected }) => !expected)
  return {
    found: positives.filter(judgement).length,
    positives: positives.length,
    alarms: negatives.filter(judgement).length,
    negatives: negatives.length,
  }
}
