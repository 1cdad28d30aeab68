import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RealClock } from './real-clock.js'

describe('real time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('counts milliseconds from when the clock was made, to the microsecond', () => {
    vi.advanceTimersByTime(5000)
    const clock = new RealClock()
    vi.advanceTimersByTime(20.1234567)
    expect(clock.now()).toBe(Math.round(clock.now() * 1000) / 1000)
    expect(clock.now()).toBeCloseTo(20.123, 0)
  })

  it('never rings an alarm before its time, though timers count whole milliseconds', () => {
    const clock = new RealClock()
    const rang: number[] = []
    clock.alarm(10.4, () => rang.push(clock.now()))
    vi.advanceTimersByTime(10)
    expect(rang).toEqual([])
    vi.advanceTimersByTime(1)
    expect(rang).toEqual([11])
  })

  it('rings an alarm for the past soon, but not at once', () => {
    const clock = new RealClock()
    vi.advanceTimersByTime(100)
    let rang = false
    clock.alarm(50, () => {
      rang = true
    })
    expect(rang).toBe(false)
    vi.advanceTimersByTime(1)
    expect(rang).toBe(true)
  })

  it('does not ring a disarmed alarm', () => {
    const clock = new RealClock()
    let rang = false
    const disarm = clock.alarm(10, () => {
      rang = true
    })
    disarm()
    vi.advanceTimersByTime(100)
    expect(rang).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits longer than one timer can', () => {
    const clock = new RealClock()
    const month = 31 * 24 * 3_600_000
    let rangAt = 0
    clock.alarm(month, () => {
      rangAt = clock.now()
    })
    vi.advanceTimersByTime(month - 1)
    expect(rangAt).toBe(0)
    vi.advanceTimersByTime(1)
    expect(rangAt).toBe(month)
  })

  it('does not hold time for work', async () => {
    const work = Promise.resolve('done')
    expect(await new RealClock().hold(work)).toBe('done')
  })
})
