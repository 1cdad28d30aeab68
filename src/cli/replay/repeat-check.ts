import type { Fixture } from '../../engine/fixture/fixture.js'
import type { Check } from '../../engine/replay/checks/check.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { logLines } from './log-lines.js'
import { showDifference } from './show-difference.js'

/** The check that a run left the same log as the first one and the same sound at the ear, byte for byte. */
export function repeatCheck(
  fixture: Fixture,
  first: Simulation,
  next: Simulation,
  run: number,
): Check {
  const about = { name: 'assert-same', wanted: 'the log of every run is the same', where: 'engine' }
  const before = logLines(fixture, first)
  const now = logLines(fixture, next)
  const index = before.findIndex((line, i) => line !== now[i])
  const differs = index < 0 && now.length > before.length ? before.length : index
  if (differs >= 0) {
    const detail = showDifference(before[differs], now[differs])
    const got = `run ${run} differs from run 1 in line ${differs + 1} of the log`
    return { ...about, result: 'failed', got, why: bug, detail }
  }
  if (sameSound(first, next)) return { ...about, result: 'passed', got: `${run} times the same` }
  const got = `run ${run} has the log of run 1 and another sound at the ear`
  return { ...about, result: 'failed', got, why: bug }
}

const bug = 'something in the engine depends on more than its events: a bug'

function sameSound({ carrier: a }: Simulation, { carrier: b }: Simulation): boolean {
  return Buffer.compare(a.agentAudio, b.agentAudio) === 0
}
