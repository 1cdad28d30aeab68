import { describe, expect, it } from 'vitest'
import { soak } from './fault-soak.test-kit.js'

describe('many calls whose services fail at random', () => {
  it('all hear something, and leave no socket, timer, worker or listener behind', async () => {
    const report = await soak({ calls: 30, atOnce: 15, seed: 7 })
    expect(report).toMatchObject({ held: 30, mute: [], crashed: [], violations: [], left: {} })
    expect(report.faulty).toBeGreaterThan(10)
    expect(Object.keys(report.failures).length).toBeGreaterThan(3)
    expect(report.tooLong).toEqual([])
  }, 60_000)
})
