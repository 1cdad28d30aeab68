import { checkAgentText } from './agent/check-agent-text.js'
import type { CallerCategory } from './caller/category.js'
import { detectCallerIntents } from './caller/detect-caller-intents.js'
import { type LabelledRow, noCategory } from './labelled-row.js'

/** How the detectors did on the rows of one category. */
export interface CategoryScore {
  readonly side: LabelledRow['side']
  readonly category: LabelledRow['category']
  /** Rows to be found. */
  readonly positives: number
  readonly found: number
  /** Rows that must pass. */
  readonly negatives: number
  readonly alarms: number
  readonly missed: readonly Judged[]
  readonly alarmed: readonly Judged[]
}

/** A rule that held; for a learned finding also the pieces that weighed most. */
export interface Held {
  readonly rule: string
  readonly words: string
  readonly carriers?: readonly string[]
}

/** A row that was judged wrongly, and which rules held. */
export interface Judged {
  readonly text: string
  /** Index of the row. */
  readonly at: number
  readonly rules: readonly Held[]
}

/** What a missed turn costs most: a duty that begins at once. Their recall has the higher aim. */
export const criticalCategories: ReadonlySet<string> = new Set<CallerCategory>([
  'self_harm',
  'minor_answer',
  'cease_contact',
  'attorney_represented',
  'bankruptcy',
  'deceased',
  'wrong_number',
  'refuse_recording',
  'identity_theft',
  'dispute',
  'third_party_answer',
])

/**
 * Judges every row. A caller's row is found when its own category is; an agent's when anything in it is wrong, for it is blocked
 * then, whatever the reason is called. In a row of `none` any finding is a false alarm.
 */
export function scoreRows(rows: readonly LabelledRow[], consumerName: string): CategoryScore[] {
  const groups = new Map<string, { readonly row: LabelledRow; readonly judged: Judged }[]>()
  for (const [at, row] of rows.entries()) {
    const key = `${row.side}.${row.category}`
    const group = groups.get(key) ?? []
    group.push({ row, judged: { text: row.text, at, rules: rulesOn(row, consumerName) } })
    groups.set(key, group)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { side, category } = first.row
    const positive = group.filter(({ row }) => row.expected)
    const negative = group.filter(({ row }) => !row.expected)
    const missed = positive.map(({ judged }) => judged).filter(({ rules }) => rules.length === 0)
    const alarmed = negative.map(({ judged }) => judged).filter(({ rules }) => rules.length > 0)
    const counts = { positives: positive.length, negatives: negative.length }
    const results = { found: positive.length - missed.length, alarms: alarmed.length }
    return [{ side, category, ...counts, ...results, missed, alarmed }]
  })
}

function rulesOn(row: LabelledRow, consumerName: string): Judged['rules'] {
  const all =
    row.side === 'caller'
      ? detectCallerIntents(row.text, { consumerName }).filter(
          ({ category }) => row.category === noCategory || category === row.category,
        )
      : checkAgentText(row.text, row.context)
  return all.map(({ rule, words, carriers }) => ({
    ...{ rule, words },
    ...(carriers !== undefined && { carriers }),
  }))
}

/** What a category must reach: the share found (nothing is to be found in `none`), and the share of rows stopped wrongly at most. */
export function aimOf({ side, category }: CategoryScore): {
  readonly recall?: number
  readonly alarms: number
} {
  if (category === noCategory) return { alarms: 0.05 }
  if (side === 'agent') return { recall: 1, alarms: 0.05 }
  return { recall: criticalCategories.has(category) ? 0.98 : 0.9, alarms: 0.05 }
}

/** Shares over several categories; 1 and 0 where there is nothing to count. */
export function totals(scores: readonly CategoryScore[]): {
  readonly positives: number
  readonly found: number
  readonly negatives: number
  readonly alarms: number
  readonly recall: number
  readonly alarmRate: number
} {
  const sum = (pick: (score: CategoryScore) => number) =>
    scores.reduce((total, score) => total + pick(score), 0)
  const positives = sum((score) => score.positives)
  const found = sum((score) => score.found)
  const negatives = sum((score) => score.negatives)
  const alarms = sum((score) => score.alarms)
  const recall = positives === 0 ? 1 : found / positives
  return {
    positives,
    found,
    negatives,
    alarms,
    recall,
    alarmRate: negatives === 0 ? 0 : alarms / negatives,
  }
}

/**
 * Whether recall holds in every category, and false alarms hold over each side: among the rows that look like a category, and among
 * those of `none` by themselves, as many easy rows would hide the others.
 */
export function reachesAims(scores: readonly CategoryScore[]): boolean {
  const recalls = scores.every(
    (score) => score.positives === 0 || score.found / score.positives >= (aimOf(score).recall ?? 0),
  )
  const groups = new Map<string, CategoryScore[]>()
  for (const score of scores) {
    const group = `${score.side} ${score.category === noCategory}`
    groups.set(group, [...(groups.get(group) ?? []), score])
  }
  return recalls && [...groups.values()].every((group) => totals(group).alarmRate <= 0.05)
}
