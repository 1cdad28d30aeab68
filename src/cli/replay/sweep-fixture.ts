import { type Check, clockTime } from '../../engine/replay/checks/check.js'
import { type Sweep, type SweepSlot, sweep } from '../../engine/replay/sweep.js'
import type { Findings, FixtureRun } from './run-job.js'
import { simulator } from './simulator.js'

/** Failing slots that are shown one by one. */
const mostShown = 20

/** Moves the interruption over the whole reply; the invariants must hold wherever it lands. */
export const sweepFixture: FixtureRun = async (fixture, job, onProgress) => {
  const found = await sweep(fixture, {
    ...simulator(),
    progress: (done, of) => {
      onProgress(`${job.name}  slot ${done} of ${of}`)
      return true
    },
  })
  return sweepFindings(found)
}

/** What a sweep found, as the outcome of its fixture. */
export function sweepFindings(found: Sweep): Findings {
  const failed = found.failing.slice(0, mostShown).map((slot) => slotCheck(found, slot))
  return {
    status: found.slots.length === 0 ? 'not judged' : failed.length > 0 ? 'failed' : 'passed',
    callMs: 0,
    checks: failed.length > 0 ? failed : [held(found)],
    remarks: [summary(found), ...more(found)],
  }
}

function held({ segment, slots }: Sweep): Check {
  const name = `sweep ${segment}`
  const wanted = 'the invariants hold in every slot'
  return { name, result: 'passed', wanted, got: `${slots.length} slots`, where: 'engine' }
}

function slotCheck({ segment }: Sweep, { at, violations, fault }: SweepSlot): Check {
  const kinds = [...new Set(violations.map(({ id }) => id))]
  const texts = violations.map((violation) => `${violation.text} (${clockTime(violation.at)})`)
  return {
    name: `sweep ${segment} at ${clockTime(at)}: ${fault === undefined ? kinds.join(', ') : 'fault'}`,
    result: 'failed',
    wanted: 'the invariants hold in every slot',
    got: fault ?? texts.join('; '),
    at,
    why: 'a bug in voice-agent: please report it',
    where: 'engine',
  }
}

function summary({ segment, slots, from, to, reply, failing }: Sweep): string {
  const count = (wanted: SweepSlot['outcome']) =>
    slots.filter(({ outcome }) => outcome === wanted).length
  return (
    `${slots.length} slots of 20 ms: ${segment} over reply ${reply} (${clockTime(from)} to ` +
    `${clockTime(to)}): ${count('interrupted')} interrupted, ${count('resumed')} resumed, ` +
    `${count('heard')} heard out; ${failing.length} failing`
  )
}

function more({ failing, slots }: Sweep): readonly string[] {
  const offTape = slots.filter((slot) => slot.offTape > 0).length
  return [
    ...(failing.length > mostShown ? [`${failing.length - mostShown} more failing slots`] : []),
    ...(offTape > 0 ? [`${offTape} slots asked for what is not on the tape`] : []),
  ]
}
