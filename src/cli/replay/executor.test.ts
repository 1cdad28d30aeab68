import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { executorInThread } from './executor.js'
import type { Job } from './job.js'

const job = (id: string): Job => ({
  ...{ id, name: id, directory: `/${id}`, path: id, mode: 'judge', strict: false },
  ...{ repeat: 1, assertSame: false, update: false, ci: false, live: false },
})

/** A thread that dies as the job's name says, or answers. */
const thread = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id }) => {
  if (id === 'throws') throw new Error('out of luck')
  if (id === 'exits') process.exit(7)
  parentPort.postMessage({ type: 'progress', text: 'half' })
  parentPort.postMessage({ type: 'outcome', outcome: { id, status: 'passed' } })
})`

describe('an executor in a thread', () => {
  it('makes the death of its thread the outcome of that fixture, and goes on in a new one', async () => {
    let threads = 0
    const executor = executorInThread(() => {
      threads++
      return new Worker(thread, { eval: true })
    })
    const told: string[] = []
    const run = (id: string) => executor.run(job(id), (text) => told.push(text))
    expect((await run('good')).status).toBe('passed')
    const thrown = await run('throws')
    expect(thrown.status).toBe('not judged')
    expect(thrown.problems[0]).toMatchObject({ code: 'E_FIXTURE_CRASHED', exitCode: 3 })
    expect(thrown.problems[0]?.message).toContain('out of luck')
    expect((await run('exits')).problems[0]?.message).toContain('code 7')
    expect((await run('good')).status).toBe('passed')
    expect((await run('good')).status).toBe('passed')
    expect(told).toEqual(['half', 'half', 'half'])
    expect(threads).toBe(3)
    executor.stop()
  })
})
