import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../run/virtual-clock.js'
import { Watchdog } from './watchdog.js'

describe('a watchdog', () => {
  const setUp = () => {
    const clock = new VirtualClock()
    const barks: number[] = []
    const watchdog = new Watchdog(clock, 100, () => barks.push(clock.now()))
    const at = (time: number, what: () => void = () => {}) => {
      let there = false
      clock.alarm(time, () => {
        what()
        there = true
      })
      return clock.run(() => there)
    }
    return { watchdog, barks, at }
  }

  it('barks once its time has come', async () => {
    const { barks, at } = setUp()
    await at(500)
    expect(barks).toEqual([100])
  })

  it('is put off by every sign of life, and hurried', async () => {
    const { watchdog, barks, at } = setUp()
    await at(90, () => watchdog.give(100))
    await at(150, () => watchdog.give(300))
    await at(200, () => watchdog.give(50))
    await at(500)
    expect(barks).toEqual([250])
  })

  it('is silent after it was stopped', async () => {
    const { watchdog, barks, at } = setUp()
    await at(90, () => watchdog.stop())
    await at(500)
    expect(barks).toEqual([])
  })
})
