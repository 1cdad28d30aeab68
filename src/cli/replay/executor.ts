import { Worker } from 'node:worker_threads'
import { messageOf } from '../../engine/errors.js'
import type { OpenLiveParts } from '../../engine/replay/live-parts.js'
import { exitCodes } from '../exit-codes.js'
import type { Job, OnProgress } from './job.js'
import { type Outcome, type Problem, unjudged } from './outcome.js'

/** Runs one job at a time. */
export interface Executor {
  /** Never rejects: what goes wrong is that fixture's outcome. */
  run(job: Job, onProgress: OnProgress): Promise<Outcome>
  /** Stops whatever it does at once; a job under way is never settled. */
  stop(): void
}

/** What a worker thread sends back. */
export type Reply =
  | { readonly type: 'progress'; readonly text: string }
  | { readonly type: 'outcome'; readonly outcome: Outcome }

/** Runs jobs in this thread; with `live`, by services instead of the tape. */
export function executorHere(live?: OpenLiveParts): Executor {
  return {
    run: async (job, onProgress) => {
      const { runJob } = await import('./run-job.js')
      return runJob(job, onProgress, live)
    },
    stop: () => {},
  }
}

/**
 * Runs jobs in a thread of its own. When the thread dies, that is the outcome of the fixture it was running; the next job gets a
 * new thread.
 *
 * @param open makes the thread; it answers each `Job` with `Reply`s
 */
export function executorInThread(open: () => Worker = openWorker): Executor {
  let thread: Worker | undefined
  return {
    run: (job, onProgress) => {
      thread ??= open()
      const used = thread
      return ask(used, job, onProgress).catch((problem: Problem) => {
        if (thread === used) thread = undefined
        return crashed(job, problem)
      })
    },
    stop: () => {
      void thread?.terminate()
      thread = undefined
    },
  }
}

function openWorker(): Worker {
  return new Worker(new URL('./worker.js', import.meta.url))
}

/** Resolves with the outcome; rejects with a `Problem` when the thread ends before. */
function ask(thread: Worker, job: Job, onProgress: OnProgress): Promise<Outcome> {
  const listening = new AbortController()
  return new Promise<Outcome>((resolve, reject) => {
    const listen = (event: string, listener: (value: unknown) => void) => {
      thread.on(event, listener)
      listening.signal.addEventListener('abort', () => thread.off(event, listener))
    }
    listen('message', (value) => {
      const reply = value as Reply
      if (reply.type === 'progress') onProgress(reply.text)
      else resolve(reply.outcome)
    })
    listen('error', (error) => reject(crash(messageOf(error))))
    listen('exit', (code) => reject(crash(`it ended with code ${String(code)}`)))
    thread.postMessage(job)
  }).finally(() => listening.abort())
}

function crash(reason: string): Problem {
  return {
    code: 'E_FIXTURE_CRASHED',
    message: `the thread that replayed it died: ${reason}`,
    fix: 'run it alone with -j 1 to see where; if it is a bug of ours, please report it',
    exitCode: exitCodes.notJudged,
  }
}

const crashed = (job: Job, problem: Problem): Outcome => unjudged(job, [problem])
