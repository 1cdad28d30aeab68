/**
 * Prints `N passed, N failed` (and `, N skipped`) from vitest's JSON report: `node scripts/ci-summary.mjs report.json`.
 * Exits 1 when anything failed. A report that is missing, unreadable or without a single test is a failure, and so is
 * a run that failed outside of its tests: a file that could not be loaded, an error nobody caught.
 */
import { readFileSync } from 'node:fs'

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

const report = read(process.argv[2])
const statuses = report.testResults.flatMap((file) => file.assertionResults.map((t) => t.status))
const passed = statuses.filter((status) => status === 'passed').length
const counted = statuses.filter((status) => status === 'failed').length
const broken = brokenFiles(report.testResults)
const skipped = statuses.length - passed - counted
const healthy = report.success === true && passed > 0
const failed = Math.max(counted + broken, healthy ? 0 : 1)

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 ? 1 : 0
