import type { Millis } from '../../engine/audio/frame.js'
import type { Basis } from '../../engine/fixture/fixture.js'
import type { Check, CheckResult } from '../../engine/replay/checks/check.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import type { Job } from './job.js'

/** `skipped`: not run, because enough had failed or the run was stopped. */
export type Status = CheckResult | 'skipped'

/** An error as it travels between threads. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly fix: string
  readonly where?: string
  /** Of a bug of ours. */
  readonly stack?: string
  readonly exitCode: ExitCode
}

/** What became of one fixture. Plain data: it comes from a worker thread and goes into JSON. */
export interface Outcome {
  readonly id: string
  /** What to call it on the command line to run it again. */
  readonly name: string
  /** Of the `.call` directory, as a person in the current directory writes it. */
  readonly path: string
  readonly status: Status
  /** Length of the call. */
  readonly callMs: Millis
  /** Real time it took. */
  readonly wallMs: Millis
  readonly checks: readonly Check[]
  readonly turns: readonly TurnReport[]
  /** Why it could not be judged, first cause first; empty otherwise. */
  readonly problems: readonly Problem[]
  /** The audio around the failed checks, drawn; one picture for each group of checks that lie together. */
  readonly pictures: readonly Picture[]
  /** What was written with `-u`, in words. */
  readonly updated: readonly string[]
  /** What else is worth knowing, one line each. */
  readonly remarks: readonly string[]
  readonly measures: Measures
}

/**
 * What the caller said and what was answered, with all its times; one of the two may be missing. `...At` is call time, `...MediaAt`
 * lies in the caller's audio. What did not happen is undefined.
 */
export interface TurnReport {
  readonly turn: number | undefined
  readonly reply: number | undefined
  readonly cause: string | undefined
  /** The caller's words. */
  readonly text: string
  /** What the caller heard of the answer. */
  readonly heard: string | undefined
  readonly interruptedBy: string | undefined
  readonly basis: Basis
  readonly basisWhy: string
  readonly speechOnsetMediaAt: Millis | undefined
  readonly speechEndMediaAt: Millis | undefined
  readonly pausedAt: Millis | undefined
  readonly decidedAt: Millis | undefined
  readonly resumedAt: Millis | undefined
  readonly committedAt: Millis | undefined
  readonly finalAt: Millis | undefined
  readonly endpointAt: Millis | undefined
  readonly firstTokenAt: Millis | undefined
  readonly firstSentAt: Millis | undefined
  readonly firstHeardAt: Millis | undefined
}

/** Both lanes around the last of some checks. */
export interface Picture {
  /** Index of the check it is drawn under. */
  readonly under: number
  readonly lines: readonly string[]
}

/** Lengths of time the summary is made of, ms. */
export interface Measures {
  readonly responses: readonly Millis[]
  readonly stops: readonly Millis[]
}

/** An outcome without anything judged. */
export function unjudged(job: Job, problems: readonly Problem[], wallMs = 0): Outcome {
  return {
    ...{ id: job.id, name: job.name, path: job.path, status: 'not judged' },
    ...{ callMs: 0, wallMs, checks: [], turns: [], problems, pictures: [] },
    ...{ updated: [], remarks: [], measures: { responses: [], stops: [] } },
  }
}

/** How many there are of each. */
export interface Counts {
  readonly passed: number
  /** Those that could not be judged included: they are never taken for passes. */
  readonly failed: number
  readonly skipped: number
}

export function countOutcomes(outcomes: readonly Outcome[]): Counts {
  const of = (...wanted: readonly Status[]) =>
    outcomes.filter(({ status }) => wanted.includes(status)).length
  return { passed: of('passed'), failed: of('failed', 'not judged'), skipped: of('skipped') }
}

/** The last line of a run: what counters in CI read. */
export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A failure outweighs wrong use, wrong use outweighs what could not be judged. */
export function exitCodeOf(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some(({ status }) => status === 'failed')) return exitCodes.failed
  const problems = outcomes.filter(({ status }) => status === 'not judged')
  if (problems.length === 0) return exitCodes.ok
  const wrongUse = problems.some(({ problems }) => problems[0]?.exitCode === exitCodes.usage)
  return wrongUse ? exitCodes.usage : exitCodes.notJudged
}
