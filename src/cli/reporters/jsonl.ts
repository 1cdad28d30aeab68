import { outcomeJson, runTotals } from './json.js'
import type { Reporter } from './reporter.js'

/** One line of JSON for each fixture as it is done, and one for the run at the end. */
export function jsonlReporter(print: (line: string) => void): Reporter {
  const line = (type: string, value: object) => print(JSON.stringify({ v: 1, type, ...value }))
  return {
    outcome: (outcome) => line('replay.fixture', outcomeJson(outcome)),
    end: (run) => line('replay.end', runTotals(run)),
  }
}
