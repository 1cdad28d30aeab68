import { percentile } from '../../engine/replay/percentile.js'
import { noColours } from '../output/colour.js'
import { showLength } from '../output/wrap.js'
import { countLine, countOutcomes, type Outcome } from '../replay/outcome.js'
import { failureText } from './failure-text.js'
import { needsExplanation } from './list.js'
import type { Reporter, RunEnd } from './reporter.js'

/**
 * What GitHub Actions understands: a folded group for each failure, an annotation at the line that failed, and a table for the
 * page of the run.
 *
 * @param print one workflow command or line of text
 * @param writeSummary Markdown for the page of the run
 */
export function githubReporter(
  print: (text: string) => void,
  writeSummary: (markdown: string) => void,
): Reporter {
  return {
    end: (run) => {
      const failed = run.outcomes.filter(needsExplanation)
      failed.forEach((outcome, i) => {
        print(`::group::x ${outcome.name}`)
        print(failureText(outcome, i + 1, noColours).join('\n'))
        print('::endgroup::')
        for (const line of annotations(outcome)) print(line)
      })
      writeSummary(stepSummary(run))
    },
  }
}

function annotations({ path, checks, problems, name }: Outcome): readonly string[] {
  return [
    ...problems.map(({ code, message, fix, where }) =>
      annotation(path, where ?? 'call.json', `${name}: ${code}`, `${message}. Fix: ${fix}`),
    ),
    ...checks
      .filter(({ result }) => result === 'failed')
      .map((check) =>
        annotation(
          path,
          check.where === 'engine' ? 'expect.yaml' : check.where,
          `${name}: ${check.name}`,
          `${check.got}, wanted ${check.wanted}`,
        ),
      ),
  ]
}

function annotation(path: string, where: string, title: string, message: string): string {
  const [file = '', line] = where.split(':')
  const place = `file=${property(`${path}/${file}`)}${line === undefined ? '' : `,line=${line}`}`
  return `::error ${place},title=${property(title)}::${data(message)}`
}

/** Workflow commands end at a line end, and their properties at `,` and `:`. */
const data = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

/** A table of all fixtures, the times, and what failed. */
export function stepSummary({ outcomes, wallMs }: RunEnd): string {
  const words = { passed: 'ok', failed: '**x**', 'not judged': '**!**', skipped: '--' } as const
  const rows = outcomes.map(({ status, name, callMs, checks }) => {
    const passed = checks.filter(({ result }) => result === 'passed').length
    const length = callMs > 0 ? showLength(callMs, 1) : ''
    return `| ${words[status]} | ${cell(name)} | ${length} | ${passed}/${checks.length} |`
  })
  const responses = outcomes.flatMap(({ measures }) => measures.responses)
  const p95 = percentile(responses, 0.95)
  const failed = outcomes
    .filter(needsExplanation)
    .flatMap(({ name, checks, problems }) => [
      ...problems.map(({ code, message }) => `- ${cell(name)}: ${code} ${cell(message)}`),
      ...checks
        .filter(({ result }) => result === 'failed')
        .map((check) => `- ${cell(name)}: ${cell(check.name)}: ${cell(check.got)}`),
    ])
  return [
    `### voice-agent replay: ${countLine(countOutcomes(outcomes))}`,
    '',
    '| | fixture | call | checks |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...failed,
    ...(failed.length > 0 ? [''] : []),
    `${p95 === undefined ? '' : `response p95 ${showLength(p95)}, `}done in ${showLength(wallMs, 1)}`,
    '',
  ].join('\n')
}

const cell = (text: string): string => text.replace(/[|\r\n]+/g, ' ').replace(/</g, '&lt;')
