import { describe, expect, it } from 'vitest'
import { until } from '../../engine/run/clock.js'
import { VirtualTimeStuck } from '../../engine/run/virtual-clock.js'
import { FastClock } from './fast-clock.js'

async function ran(clock: FastClock, work: () => Promise<void>): Promise<number> {
  let done = false
  const began = performance.now()
  const working = work().finally(() => {
    done = true
  })
  await clock.run(() => done)
  await working
  return performance.now() - began
}

describe('a clock that skips time in which nobody works', () => {
  it('jumps from alarm to alarm, in order', async () => {
    const clock = new FastClock()
    const seen: number[] = []
    const realMs = await ran(clock, async () => {
      const late = until(clock, 60_000).then(() => seen.push(clock.now()))
      await until(clock, 10_000)
      seen.push(clock.now())
      await late
    })
    expect(seen).toEqual([10_000, 60_000])
    expect(realMs).toBeLessThan(5000)
  })

  it('stands still for work that is held', async () => {
    const clock = new FastClock()
    await ran(clock, async () => {
      await clock.hold(new Promise((resolve) => setTimeout(resolve, 20)))
      expect(clock.now()).toBe(0)
    })
  })

  it('passes as real time does while somebody works, alarms included, and skips again after it', async () => {
    const clock = new FastClock()
    const realMs = await ran(clock, async () => {
      const done = clock.work()
      await until(clock, 30)
      done()
      done()
      await until(clock, 100_000)
      expect(clock.now()).toBe(100_000)
    })
    expect(realMs).toBeGreaterThanOrEqual(29)
  })

  it('hears of an alarm that is set while real time passes', async () => {
    const clock = new FastClock()
    await ran(clock, async () => {
      const done = clock.work()
      await new Promise((resolve) => setTimeout(resolve, 5))
      await until(clock, clock.now() + 5)
      done()
    })
    expect(clock.now()).toBeLessThan(5000)
  })

  it('says so when nobody waits for anything', async () => {
    await expect(new FastClock().run(() => false)).rejects.toThrow(VirtualTimeStuck)
  })
})
