import type { Expectations } from '../../engine/fixture/expect.js'
import type { Fixture } from '../../engine/fixture/fixture.js'
import { readExpectations } from '../../engine/fixture/read-expect.js'
import { type CallFacts, callFacts } from '../../engine/replay/call-facts.js'
import type { Check } from '../../engine/replay/checks/check.js'
import { goldenCheck, makeGoldens } from '../../engine/replay/golden.js'
import { watchClaims } from '../../engine/replay/heard-invariant.js'
import { type Violation, watchInvariants } from '../../engine/replay/invariants.js'
import { judge } from '../../engine/replay/judge.js'
import type { OpenLiveParts } from '../../engine/replay/live-parts.js'
import { simulate } from '../../engine/replay/simulate.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { readGolden, updateGoldens } from './golden-files.js'
import type { Job } from './job.js'
import { liveRemark } from './live-remark.js'
import { measuresOf } from './measures-of.js'
import { drawFailures } from './pictures.js'
import { problemOf } from './problem.js'
import { repeatCheck } from './repeat-check.js'
import type { Findings, FixtureRun } from './run-job.js'
import { simulator } from './simulator.js'
import { turnReports } from './turn-reports.js'

/** A call that was run and watched. */
interface Watched {
  readonly simulation: Simulation
  readonly facts: CallFacts
  readonly violations: readonly Violation[]
}

/**
 * Runs the call, judges it by its expectations and compares it with its goldens. With `repeat` it is run again; the first run that
 * does not pass is what counts.
 */
export const judgeFixture: FixtureRun = async (fixture, job, _, live) => {
  const { value: expectations, problems } = readExpectations(fixture.path, fixture.manifest)
  if (expectations === undefined) {
    return { status: 'not judged', callMs: 0, checks: [], problems: problems.map(problemOf) }
  }
  const first = await runWatched(fixture, live)
  let found = findings(fixture, expectations, job, first, [])
  for (let run = 2; run <= job.repeat && found.status === 'passed'; run++) {
    const next = await runWatched(fixture, live)
    const same = job.assertSame
      ? [repeatCheck(fixture, first.simulation, next.simulation, run)]
      : []
    found = findings(fixture, expectations, job, next, same)
  }
  return live ? { ...found, remarks: [liveRemark] } : found
}

function findings(
  fixture: Fixture,
  expectations: Expectations,
  job: Job,
  watched: Watched,
  same: readonly Check[],
): Findings {
  const { simulation, facts, violations } = watched
  // No golden holds what a service says today.
  const names = job.live ? [] : expectations.golden.map(({ value }) => value)
  const goldens = makeGoldens(names, fixture, simulation, facts)
  const usable = simulation.offTape.length === 0 && simulation.fault === undefined
  const updated = job.update && usable ? updateGoldens(fixture.path, goldens) : []
  const further = [
    ...goldens.map((golden) =>
      goldenCheck(golden, readGolden(fixture.path, golden.file), job.name),
    ),
    ...same,
  ]
  const options = { strict: job.strict, further, violations }
  const verdict = judge(fixture, expectations, simulation, options, facts)
  return {
    status: verdict.result,
    callMs: simulation.callMs,
    checks: verdict.checks,
    turns: turnReports(fixture, simulation, verdict),
    problems: verdict.obstacle === undefined ? [] : [problemOf(verdict.obstacle)],
    pictures: drawFailures(verdict.checks, simulation),
    updated,
    measures: measuresOf(facts, verdict),
  }
}

async function runWatched(fixture: Fixture, live: OpenLiveParts | undefined): Promise<Watched> {
  const watch = watchInvariants()
  const claims = watchClaims()
  const simulation = await simulate(fixture, {
    ...simulator(),
    ...(live && { live }),
    observers: [watch.observe, claims.observe],
  })
  const violations = [...watch.violations, ...claims.check(simulation)]
  return { simulation, facts: callFacts(fixture, simulation), violations }
}
