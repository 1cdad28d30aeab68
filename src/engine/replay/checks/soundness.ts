import type { Violation } from '../invariants.js'
import type { Simulation } from '../simulation.js'
import type { Check } from './check.js'

/** What holds in every call, whatever is expected of it: the engine does not fail, and keeps its promises. */
export function soundnessChecks(
  { fault, callMs }: Simulation,
  violations: readonly Violation[],
): readonly Check[] {
  const broken = violations.map(
    ({ id, at, text }): Check => ({
      ...{ name: `invariant ${id}`, result: 'failed', wanted: 'kept in every call', got: text, at },
      ...{ why: bug, where: 'engine', moments: [{ at, label: id }] },
    }),
  )
  const failed: readonly Check[] =
    fault === undefined
      ? []
      : [
          {
            ...{ name: 'engine', result: 'failed', wanted: 'no fault', got: fault, at: callMs },
            ...{ why: bug, where: 'engine' },
          },
        ]
  const checks = [...failed, ...broken]
  return checks.length > 0 ? checks : [sound]
}

const bug = 'a bug in voice-agent: please report it'

const sound: Check = {
  name: 'invariants',
  result: 'passed',
  wanted: 'kept in every call',
  got: 'kept',
  where: 'engine',
}
