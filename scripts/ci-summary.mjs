/**
 * The end of a CI run: `node scripts/ci-summary.mjs report.json tests.log [name of a failed step...]`.
 *
 * When the tests failed, repeats what their log tells about failures (an error that nobody caught stands only there).
 * Names the failed steps and the number of skipped tests, then prints `N passed, N failed` from vitest's JSON report as its last
 * line; exits 1 when anything failed. A report that is missing, unreadable or without a passing test counts as a
 * failure, and so does a step `tests` that failed outside of every test: an error that nobody caught.
 */
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { success: false, testResults: [] }
  }
}

/** Test files that failed without a failing test in them: they never got as far as running one. */
function brokenFiles(files) {
  return files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
}

/** What the log tells from its first failure on, without colours: at most 120 lines. */
function failuresIn(logPath) {
  try {
    const lines = stripVTControlCharacters(readFileSync(logPath, 'utf8')).split('\n')
    const start = lines.findIndex((line) => /^⎯+ (Failed|Unhandled)/.test(line.trim()))
    return lines.slice(start === -1 ? -40 : start).slice(0, 120)
  } catch {
    return []
  }
}

const [path, logPath, ...failedSteps] = process.argv.slice(2)
const report = read(path)
const statuses = report.testResults.flatMap((file) => file.assertionResults.map((t) => t.status))
const count = (wanted) => statuses.filter((status) => status === wanted).length
const passed = count('passed')
const skipped = statuses.length - passed - count('failed')
const healthy = report.success === true && passed > 0 && !failedSteps.includes('tests')
const failed = Math.max(count('failed') + brokenFiles(report.testResults), healthy ? 0 : 1)

if (failed > 0) for (const line of failuresIn(logPath)) console.log(line)
for (const step of failedSteps) console.log(`failed: ${step}`)
if (skipped > 0) console.log(`skipped: ${skipped}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || failedSteps.length > 0 ? 1 : 0
