import type { Executor } from './executor.js'
import type { Job, OnProgress } from './job.js'
import { type Outcome, unjudged } from './outcome.js'

export interface PoolOptions {
  /** How many run at once. */
  readonly workers: number
  readonly open: () => Executor
  /** Aborted: stop at once; what is not done is skipped. */
  readonly signal: AbortSignal
  /** After so many that did not pass the rest is skipped. */
  readonly maxFailures: number
  /** Called in the order of the jobs, whatever finishes first. */
  readonly onOutcome: (outcome: Outcome) => void
  readonly onProgress: (job: Job, text: string) => void
}

/**
 * Runs all jobs and returns their outcomes in the order of the jobs. With `maxFailures` the same jobs are skipped on every machine:
 * failures count in that order, and what had already run behind the last of them is thrown away.
 */
export async function runJobs(
  jobs: readonly Job[],
  options: PoolOptions,
): Promise<readonly Outcome[]> {
  const { signal } = options
  const run = newRun(jobs, options)
  const executors = Array.from({ length: Math.min(options.workers, jobs.length) }, options.open)
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await Promise.race([Promise.all(executors.map((executor) => work(run, executor))), stopped])
  } finally {
    for (const executor of executors) executor.stop()
  }
  return run.close()
}

interface Run {
  next(): { readonly job: Job; readonly done: (outcome: Outcome) => void } | undefined
  readonly progress: (job: Job) => OnProgress
  close(): readonly Outcome[]
}

async function work(run: Run, executor: Executor): Promise<void> {
  for (let task = run.next(); task !== undefined; task = run.next()) {
    task.done(await executor.run(task.job, run.progress(task.job)))
  }
}

function newRun(jobs: readonly Job[], options: PoolOptions): Run {
  const finished = new Map<number, Outcome>()
  const delivered: Outcome[] = []
  let started = 0
  let failures = 0
  let open = true
  const deliver = () => {
    for (let next = finished.get(delivered.length); next; next = finished.get(delivered.length)) {
      if (!open || failures >= options.maxFailures) return
      if (next.status !== 'passed') failures++
      delivered.push(next)
      options.onOutcome(next)
    }
  }
  return {
    next: () => {
      const job = jobs[started]
      if (job === undefined || !open || failures >= options.maxFailures) return undefined
      const index = started++
      const done = (outcome: Outcome) => {
        finished.set(index, outcome)
        deliver()
      }
      return { job, done }
    },
    progress: (job) => (text) => {
      if (open) options.onProgress(job, text)
    },
    close: () => {
      open = false
      for (const job of jobs.slice(delivered.length)) {
        const skipped: Outcome = { ...unjudged(job, []), status: 'skipped' }
        delivered.push(skipped)
        options.onOutcome(skipped)
      }
      return delivered
    },
  }
}
