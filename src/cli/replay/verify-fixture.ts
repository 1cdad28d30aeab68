import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { agents } from '../../engine/agent/catalog.js'
import type { Fixture } from '../../engine/fixture/fixture.js'
import { type Check, clockTime } from '../../engine/replay/checks/check.js'
import { simulate } from '../../engine/replay/simulate.js'
import { type Difference, verifyLog } from '../../engine/replay/verify.js'
import { logLines } from './log-lines.js'
import type { FixtureRun } from './run-job.js'
import { showDifference } from './show-difference.js'
import { simulator } from './simulator.js'

const logFile = 'log.jsonl'

/**
 * Feeds the events of the fixture's log to the engine's `step` alone; it must ask for what it asked for then. A fixture without a
 * log has its call run once, and that log is verified.
 */
export const verifyFixture: FixtureRun = async (fixture) => {
  const recorded = join(fixture.path, logFile)
  const lines = existsSync(recorded)
    ? readFileSync(recorded, 'utf8').split('\n')
    : await freshLog(fixture)
  const found = verifyLog(lines, agents)
  const remarks = existsSync(recorded) ? [`the ${logFile} of the fixture`] : []
  if (found.same) {
    const got = `${found.events} events, ${found.commands} commands, all the same`
    const check: Check = { ...about, result: 'passed', got, where: logFile }
    return { status: 'passed', callMs: found.callMs, checks: [check], remarks }
  }
  return { status: 'failed', callMs: 0, checks: [differs(found.difference)], remarks }
}

const about = { name: 'verify', wanted: 'every event leads to the commands of the log' }

async function freshLog(fixture: Fixture): Promise<readonly string[]> {
  return logLines(fixture, await simulate(fixture, simulator()))
}

function differs({ at, line, event, command, wanted, got }: Difference): Check {
  return {
    ...about,
    result: 'failed',
    got: `command ${command} of the event at ${clockTime(at)} is another`,
    at,
    why: `the event: ${event.length > 200 ? `${event.slice(0, 200)}...` : event}`,
    where: `${logFile}:${line}`,
    detail: showDifference(wanted, got),
  }
}
