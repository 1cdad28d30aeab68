import { describe, expect, it } from 'vitest'
import type { Executor } from './executor.js'
import type { Job } from './job.js'
import { type Outcome, type Status, unjudged } from './outcome.js'
import { runJobs } from './pool.js'

const job = (id: string): Job => ({
  ...{ id, name: id, directory: `/${id}`, path: id, mode: 'judge', strict: false },
  ...{ repeat: 1, assertSame: false, update: false, ci: false, live: false },
})

const outcome = (job: Job, status: Status): Outcome => ({ ...unjudged(job, []), status })

/** Jobs that a test finishes by hand, in whatever order. */
function byHand() {
  const running = new Map<string, (status: Status) => void>()
  let stopped = 0
  const open = (): Executor => ({
    run: (job) =>
      new Promise((resolve) => {
        running.set(job.id, (status) => resolve(outcome(job, status)))
      }),
    stop: () => {
      stopped++
    },
  })
  const finish = async (id: string, status: Status = 'passed') => {
    const done = running.get(id)
    if (done === undefined) throw new Error(`${id} does not run`)
    running.delete(id)
    done(status)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { open, finish, running, stopped: () => stopped }
}

function start(ids: string, changes: { workers?: number; maxFailures?: number } = {}) {
  const told: string[] = []
  const stop = new AbortController()
  const hand = byHand()
  const all = runJobs([...ids].map(job), {
    ...{ workers: 2, maxFailures: Number.POSITIVE_INFINITY, ...changes },
    open: hand.open,
    signal: stop.signal,
    onOutcome: ({ id, status }) => told.push(`${id} ${status}`),
    onProgress: () => {},
  })
  return { ...hand, told, all, stop: () => stop.abort() }
}

describe('the pool', () => {
  it('tells the outcomes in the order of the jobs, whatever finishes first', async () => {
    const { finish, told, all } = start('abc')
    await finish('b')
    await finish('c')
    expect(told).toEqual([])
    await finish('a')
    expect(told).toEqual(['a passed', 'b passed', 'c passed'])
    expect((await all).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('runs as many at once as there are workers, and never more than jobs', async () => {
    const two = start('abcd')
    expect([...two.running.keys()]).toEqual(['a', 'b'])
    await two.finish('a')
    expect([...two.running.keys()]).toEqual(['b', 'c'])
    const { running, finish, all, stopped } = start('a', { workers: 8 })
    expect(running.size).toBe(1)
    await finish('a')
    await all
    expect(stopped()).toBe(1)
  })

  it('skips what lies behind the last failure allowed, even what has already run', async () => {
    const { finish, told, all } = start('abcd', { maxFailures: 1 })
    await finish('b', 'not judged')
    await finish('c')
    await finish('a', 'failed')
    await finish('d')
    await all
    expect(told).toEqual(['a failed', 'b skipped', 'c skipped', 'd skipped'])
  })

  it('stops at once when it is told to, and skips what was not done', async () => {
    const { finish, told, all, stop, stopped } = start('abcd')
    await finish('a')
    stop()
    const outcomes = await all
    expect(outcomes.map(({ status }) => status)).toEqual(['passed', ...Array(3).fill('skipped')])
    expect(stopped()).toBe(2)
    await finish('b')
    expect(told).toHaveLength(4)
  })
})
