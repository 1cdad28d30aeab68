import type { Check } from '../../engine/replay/checks/check.js'
import { percentile } from '../../engine/replay/percentile.js'
import type { Colours } from '../output/colour.js'
import type { Printer } from '../output/printer.js'
import { hang, showLength } from '../output/wrap.js'
import { countLine, countOutcomes, type Outcome } from '../replay/outcome.js'
import { failureText } from './failure-text.js'
import type { Reporter, RunEnd, RunStart } from './reporter.js'

export interface ListOptions {
  /** Where the lines go: stdout, or stderr when a machine reads that. */
  readonly print: (text: string) => void
  readonly colours: Colours
  readonly printer: Pick<Printer, 'quiet' | 'verbose'>
  /** False when another reporter tells about the failures. */
  readonly details: boolean
}

/**
 * One line for each fixture as it is done, then the failures, the times, what to do next, and as the very last line
 * `N passed, N failed`.
 */
export function listReporter({ print, colours, printer, details }: ListOptions): Reporter {
  let nameWidth = 0
  const say = (lines: readonly string[]) => {
    if (lines.length > 0) print(lines.join('\n'))
  }
  return {
    begin: (run) => {
      nameWidth = run.nameWidth
      if (!printer.quiet) say([header(run), ''])
    },
    outcome: (outcome) => {
      if (outcome.status === 'skipped' || (printer.quiet && outcome.status === 'passed')) return
      say([row(outcome, nameWidth, colours), ...rowDetails(outcome, printer.verbose)])
    },
    end: (run) => {
      const failed = run.outcomes.filter(needsExplanation)
      if (details && failed.length > 0) {
        say(failed.flatMap((outcome, i) => ['', ...failureText(outcome, i + 1, colours)]))
      }
      if (!printer.quiet) say(['', ...summary(run), ...hints(run)])
      print(countLine(countOutcomes(run.outcomes)))
    },
  }
}

export const needsExplanation = ({ status }: Outcome): boolean =>
  status === 'failed' || status === 'not judged'

function header({ mode, fixtures, workers }: RunStart): string {
  const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
  const what = mode === 'judge' ? 'replay' : `replay --${mode}`
  return `${what}  ${many(fixtures, 'fixture')}  ${many(workers, 'worker')}  clock virtual  network off`
}

const marks = { passed: 'ok', failed: 'x', 'not judged': '!', skipped: '--' } as const

function row(outcome: Outcome, nameWidth: number, colours: Colours): string {
  const { status, name, callMs, wallMs } = outcome
  const paint = { passed: 'green', failed: 'red', 'not judged': 'yellow', skipped: 'dim' } as const
  const mark = colours[paint[status]](marks[status].padEnd(3))
  const head = `  ${mark} ${name.padEnd(nameWidth)}`
  const length = callMs > 0 ? showLength(callMs, 1) : ''
  return `${head}  ${length.padStart(10)}  ${showLength(wallMs).padStart(8)}  ${tally(outcome)}`.trimEnd()
}

/** `8/8`, with what could not be judged and what does not rest on the recording named. */
function tally({ status, checks, problems, turns }: Outcome): string {
  const [problem] = problems
  if (status === 'not judged') return `could not judge${problem ? `: ${problem.code}` : ''}`
  const judged = checks.filter(({ result }) => result !== 'not judged')
  const passed = judged.filter(({ result }) => result === 'passed').length
  const open = checks.length - judged.length
  const resting = (wanted: string) => turns.filter(({ basis }) => basis === wanted).length
  const notes = [
    [open, 'not judged'],
    [resting('derived'), 'derived'],
    [resting('live'), 'live'],
    [resting('substituted'), 'substituted'],
  ] as const
  const some = notes.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return [`${passed}/${judged.length}`, ...some].join(', ')
}

/** What was written and remarked; with -v every check, and always those nothing could be said about. */
function rowDetails(outcome: Outcome, verbose: boolean): readonly string[] {
  const { checks, updated, remarks, status } = outcome
  const open = checks.filter(({ result }) => verbose || result === 'not judged')
  return [
    ...(verbose ? checks : status === 'passed' ? open : []).flatMap(checkLine),
    ...updated.map((line) => `        ${line}`),
    ...(needsExplanation(outcome) ? [] : remarks.flatMap((remark) => hang('        ', remark))),
  ]
}

function checkLine({ result, name, got, why }: Check): readonly string[] {
  const mark = { passed: 'ok', failed: 'x', 'not judged': '--' }[result]
  const rest = result === 'not judged' ? `not judged: ${why ?? ''}` : got
  return hang(`        ${mark.padEnd(3)}`, `${name}  ${rest}`)
}

function summary(run: RunEnd): readonly string[] {
  const { outcomes, wallMs, mode } = run
  const callMs = outcomes.reduce((sum, outcome) => sum + outcome.callMs, 0)
  const responses = outcomes.flatMap(({ measures }) => measures.responses)
  const stops = outcomes.flatMap(({ measures }) => measures.stops)
  const seconds = (ms: number) => showLength(ms)
  const whole = (ms: number) => `${Math.round(ms)} ms`
  return [
    ...spread('response', responses, seconds, 'speech to answer at the ear'),
    ...spread('barge-in stop', stops, whole, 'speech to silence at the ear'),
    ...(responses.length + stops.length > 0 ? [''] : []),
    mode === 'sweep' || callMs === 0
      ? `done in ${showLength(wallMs, 1)}`
      : `${showLength(callMs, 1)} of calls in ${showLength(wallMs, 1)}`,
    ...notRun(run),
  ]
}

function notRun({ outcomes, interrupted }: RunEnd): readonly string[] {
  const { skipped } = countOutcomes(outcomes)
  if (skipped === 0) return []
  return [`${skipped} not run: ${interrupted ? 'stopped by you' : 'enough had failed'}`]
}

function spread(
  name: string,
  values: readonly number[],
  show: (ms: number) => string,
  what: string,
): readonly string[] {
  const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)]
  if (p50 === undefined || p95 === undefined) return []
  const times = `p50 ${show(p50)}`.padEnd(13) + `p95 ${show(p95)}`.padEnd(13)
  return [`  ${name.padEnd(15)}${times}${values.length} x ${what}`]
}

function hints({ outcomes, mode }: RunEnd): readonly string[] {
  const bad = outcomes.filter(needsExplanation)
  if (bad.length === 0) return []
  const unjudged = bad.filter(({ status }) => status === 'not judged').length
  const flag = mode === 'judge' ? '' : ` --${mode}`
  const failed = bad.find(({ status }) => status === 'failed')
  const golden = bad.find(({ checks }) =>
    checks.some(({ name, result }) => result === 'failed' && name.startsWith('golden ')),
  )
  return [
    ...(unjudged > 0 ? [`of the failed, ${unjudged} could not be judged`] : []),
    `  again, only these      voice-agent replay --last-failed${flag}`,
    ...(failed ? [`  one, step by step      voice-agent replay ${failed.name} --trace`] : []),
    ...(golden ? [`  accept new goldens     voice-agent replay ${golden.name} -u`] : []),
  ]
}
