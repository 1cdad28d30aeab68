/**
 * `npm run bench:compliance`: recall and false alarms of the detectors on labelled sentences, what they got on wording their author
 * had not seen, and what a sentence costs. `--json` for programs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { readLabelledFile } from '../src/cli/policy/read-labelled-file.js'
import { checkAgentText } from '../src/engine/compliance/detect/agent/check-agent-text.js'
import { detectCallerIntents } from '../src/engine/compliance/detect/caller/detect-caller-intents.js'
import type { LabelledRow } from '../src/engine/compliance/detect/labelled-row.js'
import { literalsIn } from '../src/engine/compliance/detect/literals/literals.js'
import { type CategoryScore, scoreRows, totals } from '../src/engine/compliance/detect/score.js'
import { redact } from '../src/engine/compliance/detect/sensitive.js'
import { warmDetectors } from '../src/engine/compliance/detect/warm.js'

const home = join(import.meta.dirname, 'compliance')
const consumer = 'Dana Whitlock'
const sets = [
  'shared_caller',
  'shared_agent',
  'own_caller',
  'own_agent',
  'fresh_caller',
  'fresh_agent',
] as const

interface Counts {
  readonly found: number
  readonly positives: number
  readonly alarms: number
  readonly negatives: number
}
type FirstSight = Readonly<Record<(typeof sets)[number], Readonly<Record<string, Counts>>>>

const firstSight = JSON.parse(readFileSync(join(home, 'first-sight.json'), 'utf8')) as FirstSight
const rows = new Map<string, readonly LabelledRow[]>(
  sets.map((set) => [set, readLabelledFile(join(home, `${set}.jsonl`), set).map(({ row }) => row)]),
)

const columns = ([name = '', ...rest]: readonly string[]) =>
  `${name.padEnd(27)}${rest.map((text) => text.padStart(13)).join('')}`
const shares = ({ found, positives, alarms, negatives }: Counts) => [
  `${found}/${positives}`,
  `${alarms}/${negatives}`,
]

function printSet(set: (typeof sets)[number], scores: readonly CategoryScore[]): void {
  console.log(`\n${set}`)
  console.log(columns(['', 'seen: found', 'alarms', 'unseen: found', 'alarms']))
  for (const score of scores) {
    const first = firstSight[set][score.category]
    const unseen = first === undefined ? ['-', '-'] : shares(first)
    console.log(columns([score.category, ...shares(score), ...unseen]))
  }
  const all = totals(scores)
  const unseen = sumOf(Object.values(firstSight[set]))
  console.log(columns(['all', ...shares(all), ...shares(unseen)]))
  const percent = (n: number, of: number) => `${((100 * n) / of).toFixed(1)} %`
  const told = (counts: Counts) => [
    percent(counts.found, counts.positives),
    percent(counts.alarms, counts.negatives),
  ]
  console.log(columns(['', ...told(all), ...told(unseen)]))
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
const scored = sets.map((set) => ({ set, scores: scoreRows(rows.get(set) ?? [], consumer) }))

if (process.argv.includes('--json')) {
  const told = scored.map(({ set, scores }) => ({
    set,
    seen: totals(scores),
    unseen: sumOf(Object.values(firstSight[set])),
    categories: scores.map(({ missed, alarmed, ...rest }) => rest),
  }))
  console.log(JSON.stringify({ sets: told, costs, warmMs }, null, 2))
} else {
  console.log(
    'seen: the rules were written with these sentences in view; no measure of new wording.',
  )
  console.log('unseen: counts of the first run on sentences no rule had been written from')
  console.log('(docs/compliance-detectors.md); they are recorded, not measured again.')
  for (const { set, scores } of scored) printSet(set, scores)
  console.log(`\n${columns(['cost, us', 'median', 'p99'])}`)
  for (const [name, { medianUs, p99Us }] of Object.entries(costs))
    console.log(columns([name, medianUs.toFixed(0), p99Us.toFixed(0)]))
  console.log(`compiling all patterns once: ${warmMs.toFixed(0)} ms`)
}
