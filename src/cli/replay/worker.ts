/** The thread behind `executorInThread`: one job after another, each answered with its outcome. */
import { parentPort } from 'node:worker_threads'
import type { Reply } from './executor.js'
import type { Job } from './job.js'
import { runJob } from './run-job.js'

parentPort?.on('message', (job: Job) => {
  const send = (reply: Reply) => parentPort?.postMessage(reply)
  // A rejection is left to kill the thread: the executor makes it the outcome of this fixture.
  void runJob(job, (text) => send({ type: 'progress', text })).then((outcome) =>
    send({ type: 'outcome', outcome }),
  )
})
