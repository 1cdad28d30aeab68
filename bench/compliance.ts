/**
 * `npm run bench:compliance`: recall and false alarms of the detectors on labelled sentences, what they got on wording their author
 * had not seen, what the learned part gets in cross-validation, and what a sentence costs. `--json` for programs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { checkAgentText } from '../src/engine/compliance/detect/agent/check-agent-text.js'
import { detectCallerIntents } from '../src/engine/compliance/detect/caller/detect-caller-intents.js'
import type { LabelledRow } from '../src/engine/compliance/detect/labelled-row.js'
import { literalsIn } from '../src/engine/compliance/detect/literals/literals.js'
import { type CategoryScore, scoreRows, totals } from '../src/engine/compliance/detect/score.js'
import { redact } from '../src/engine/compliance/detect/sensitive.js'
import { warmDetectors } from '../src/engine/compliance/detect/warm.js'
import {
  type Counts,
  count,
  crossValidate,
  type Validated,
} from './compliance-learning/cross-validate.js'
import {
  home,
  rowsOf,
  type SetName,
  type Side,
  setsOf,
} from './compliance-learning/labelled-sets.js'

const consumer = 'Dana Whitlock'
const sets: readonly SetName[] = [...setsOf.caller, ...setsOf.agent]

type FirstSight = Readonly<Partial<Record<SetName, Readonly<Record<string, Counts>>>>>

const firstSight = JSON.parse(readFileSync(join(home, 'first-sight.json'), 'utf8')) as FirstSight
const rows = new Map<SetName, readonly LabelledRow[]>(sets.map((set) => [set, rowsOf(set)]))

const columns = ([name = '', ...rest]: readonly string[]) =>
  `${name.padEnd(27)}${rest.map((text) => text.padStart(13)).join('')}`
const shares = ({ found, positives, alarms, negatives }: Counts) => [
  `${found}/${positives}`,
  `${alarms}/${negatives}`,
]

const percent = (n: number, of: number) => (of === 0 ? '-' : `${((100 * n) / of).toFixed(1)} %`)
const told = (counts: Counts) => [
  percent(counts.found, counts.positives),
  percent(counts.alarms, counts.negatives),
]

function printSet(set: SetName, scores: readonly CategoryScore[]): void {
  console.log(`\n${set}`)
  console.log(columns(['', 'seen: found', 'alarms', 'unseen: found', 'alarms']))
  const first = firstSight[set]
  for (const score of scores) {
    const counts = first?.[score.category]
    const unseen = counts === undefined ? ['-', '-'] : shares(counts)
    console.log(columns([score.category, ...shares(score), ...unseen]))
  }
  const all = totals(scores)
  const unseen = sumOf(Object.values(first ?? {}))
  console.log(columns(['all', ...shares(all), ...shares(unseen)]))
  console.log(columns(['', ...told(all), ...told(unseen)]))
}

const wholeSystem = ({ learned, rules }: Validated) => learned || rules === true

/** What unseen wording gets in each category, of the learned part alone and of both parts. */
function printValidation(side: Side, validated: readonly Validated[]): void {
  console.log(`\n${side}: unseen wording, by category`)
  console.log(columns(['', 'learned: cv', 'alarms', 'rules: first', 'alarms', 'both', 'alarms']))
  const categories = [...new Set(validated.map(({ category }) => category))]
  const line = (name: string, part: readonly Validated[], shown: (counts: Counts) => string[]) => {
    const recorded = part.filter(({ rules }) => rules !== undefined)
    const columnsOf = [
      count(part, ({ learned }) => learned),
      count(recorded, ({ rules }) => rules === true),
      count(recorded, wholeSystem),
    ]
    console.log(columns([name, ...columnsOf.flatMap(shown)]))
  }
  for (const category of categories)
    line(
      category,
      validated.filter((row) => row.category === category),
      shares,
    )
  line('all', validated, shares)
  line('', validated, told)
}

function sumOf(counts: readonly Counts[]): Counts {
  const sum = (pick: (count: Counts) => number) => counts.reduce((n, count) => n + pick(count), 0)
  return {
    found: sum(({ found }) => found),
    positives: sum(({ positives }) => positives),
    alarms: sum(({ alarms }) => alarms),
    negatives: sum(({ negatives }) => negatives),
  }
}

/** Median and 99th percentile of one judgement, us, each text timed by itself after a warm-up. */
function cost(work: (text: string) => unknown, texts: readonly string[]) {
  const samples: number[] = []
  for (let pass = 0; pass < 12; pass++) {
    for (const text of texts) {
      const before = performance.now()
      work(text)
      if (pass >= 2) samples.push(1000 * (performance.now() - before))
    }
  }
  samples.sort((a, b) => a - b)
  const at = (share: number) => samples[Math.floor(samples.length * share)] ?? Number.NaN
  return { medianUs: at(0.5), p99Us: at(0.99) }
}

const beforeWarm = performance.now()
warmDetectors()
const warmMs = performance.now() - beforeWarm

const textsOf = (side: LabelledRow['side']) =>
  [...rows.values()]
    .flat()
    .filter((row) => row.side === side)
    .map(({ text }) => text)
const agentStates = { states: ['pre_rpc', 'third_party', 'ceased'] } as const
const costs = {
  'caller turn': cost(
    (text) => detectCallerIntents(text, { consumerName: consumer }),
    textsOf('caller'),
  ),
  'agent sentence': cost((text) => checkAgentText(text, agentStates), textsOf('agent')),
  literals: cost(literalsIn, textsOf('agent')),
  redaction: cost(redact, textsOf('caller')),
}
const validated = { caller: crossValidate('caller'), agent: crossValidate('agent') }
const scored = sets.map((set) => ({ set, scores: scoreRows(rows.get(set) ?? [], consumer) }))

if (process.argv.includes('--json')) {
  const perSet = scored.map(({ set, scores }) => ({
    set,
    seen: totals(scores),
    unseen: sumOf(Object.values(firstSight[set] ?? {})),
    categories: scores.map(({ missed, alarmed, ...rest }) => rest),
  }))
  const validation = Object.entries(validated).flatMap(([side, all]) =>
    [...new Set(all.map(({ category }) => category))].map((category) => {
      const part = all.filter((row) => row.category === category)
      const recorded = part.filter(({ rules }) => rules !== undefined)
      return {
        side,
        category,
        learned: count(part, ({ learned }) => learned),
        rulesAtFirstSight: count(recorded, ({ rules }) => rules === true),
        both: count(recorded, wholeSystem),
      }
    }),
  )
  console.log(JSON.stringify({ sets: perSet, validation, costs, warmMs }, null, 2))
} else {
  console.log(
    'seen: rules refined and models trained on these sentences; the figure is no forecast.',
  )
  console.log(
    'unseen: the rules of their time, in the first run on sentences they were not written',
  )
  console.log('from (docs/compliance-detectors.md); recorded, not measured again.')
  for (const { set, scores } of scored) printSet(set, scores)
  console.log(
    '\nlearned: cv: the linear models alone, 5-fold cross-validation over all sets, variants',
  )
  console.log(
    'of a sentence in one fold. rules: first: the rules at the first sight of a sentence,',
  )
  console.log('where that is recorded row by row. both: found by either. Forecasts, all three.')
  printValidation('caller', validated.caller)
  printValidation('agent', validated.agent)
  console.log(`\n${columns(['cost, us', 'median', 'p99'])}`)
  for (const [name, { medianUs, p99Us }] of Object.entries(costs))
    console.log(columns([name, medianUs.toFixed(0), p99Us.toFixed(0)]))
  console.log(`compiling all patterns once: ${warmMs.toFixed(0)} ms`)
}
