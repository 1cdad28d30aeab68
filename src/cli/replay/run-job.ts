/** One fixture from its directory to its outcome: read, run, judge. Works in any thread. */
import { performance } from 'node:perf_hooks'
import type { Fixture } from '../../engine/fixture/fixture.js'
import { readFixture } from '../../engine/fixture/read.js'
import type { OpenLiveParts } from '../../engine/replay/live-parts.js'
import type { Job, OnProgress } from './job.js'
import { type Outcome, unjudged } from './outcome.js'
import { problemOf } from './problem.js'

/** What a run found out about a fixture; what it does not say is as in an outcome without anything judged. */
export type Findings = Pick<Outcome, 'status' | 'callMs' | 'checks'> & Partial<Outcome>

/** Does to a fixture what the job's mode says. */
export type FixtureRun = (
  fixture: Fixture,
  job: Job,
  onProgress: OnProgress,
  live?: OpenLiveParts,
) => Promise<Findings>

const runs: Readonly<Record<Job['mode'], () => Promise<FixtureRun>>> = {
  judge: async () => (await import('./judge-fixture.js')).judgeFixture,
  verify: async () => (await import('./verify-fixture.js')).verifyFixture,
  sweep: async () => (await import('./sweep-fixture.js')).sweepFixture,
}

/** Runs one job; never rejects. What is wrong with the fixture, and a bug of ours, is its outcome. */
export async function runJob(
  job: Job,
  onProgress: OnProgress,
  live?: OpenLiveParts,
): Promise<Outcome> {
  const begun = performance.now()
  const wallMs = () => Math.round(performance.now() - begun)
  try {
    const { value: fixture, problems } = readFixture(job.directory)
    if (fixture === undefined) return unjudged(job, problems.map(problemOf), wallMs())
    const run = await runs[job.mode]()
    const findings = await run(fixture, job, onProgress, live)
    return { ...unjudged(job, []), wallMs: wallMs(), ...findings }
  } catch (error) {
    return unjudged(job, [problemOf(error)], wallMs())
  }
}
