import { clockTime } from '../../engine/replay/checks/check.js'
import { countOutcomes, type Outcome } from '../replay/outcome.js'
import type { RunEnd } from './reporter.js'

/** The run as JUnit XML: a suite with one test case for each fixture, as GitLab, Jenkins and GitHub actions read it. */
export function junitXml({ outcomes, wallMs }: RunEnd): string {
  const { failed, skipped } = countOutcomes(outcomes)
  const errors = outcomes.filter(({ status }) => status === 'not judged').length
  const totals =
    `tests="${outcomes.length}" failures="${failed - errors}" errors="${errors}" ` +
    `skipped="${skipped}" time="${seconds(wallMs)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="voice-agent replay" ${totals}>`,
    `  <testsuite name="replay" ${totals}>`,
    ...outcomes.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(outcome: Outcome): readonly string[] {
  const { name, path, wallMs } = outcome
  const open = `    <testcase name="${xml(name)}" classname="replay" file="${xml(path)}" time="${seconds(wallMs)}"`
  const inner = innerOf(outcome)
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, '    </testcase>']
}

function innerOf({ status, checks, problems }: Outcome): readonly string[] {
  if (status === 'skipped') return ['      <skipped/>']
  if (status === 'not judged') {
    return problems.map(
      ({ code, message, fix }) =>
        `      <error type="${xml(code)}" message="${xml(message)}">fix: ${xml(fix)}</error>`,
    )
  }
  const failed = checks.filter(({ result }) => result === 'failed')
  return failed.map(({ name, wanted, got, at, why, where }) => {
    const lines = [
      `wanted  ${wanted}`,
      `got     ${got}`,
      ...(at === undefined ? [] : [`when    ${clockTime(at)}`]),
      ...(why === undefined ? [] : [`why     ${why}`]),
      `where   ${where}`,
    ]
    const message = xml(`${name}: ${got}`)
    return `      <failure type="expectation" message="${message}">${xml(lines.join('\n'))}</failure>`
  })
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML, in elements and attributes. Control characters that XML 1.0 forbids become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/[&<>"']/g, (char) => entities[char] ?? char)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
