import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Fixture } from '../../engine/fixture/fixture.js'
import { readFixture } from '../../engine/fixture/read.js'
import { simulate } from '../../engine/replay/simulate.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { goodCall, packageFixtures } from './fixture-copy.test-kit.js'
import { repeatCheck } from './repeat-check.js'
import { simulator } from './simulator.js'

let fixture: Fixture
let first: Simulation

beforeAll(async () => {
  const { value } = readFixture(join(packageFixtures, `${goodCall}.call`))
  if (value === undefined) throw new Error('the fixture cannot be read')
  fixture = value
  first = await simulate(fixture, simulator())
})

describe('a second run', () => {
  it('passes when log and sound are the same', () => {
    expect(repeatCheck(fixture, first, { ...first }, 2).result).toBe('passed')
  })

  it('fails at the first line of the log that differs, and shows the place', () => {
    const entries = first.entries.map((entry) =>
      entry.event.type === 'stt.final'
        ? { ...entry, event: { ...entry.event, text: `${entry.event.text}, please` } }
        : entry,
    )
    const check = repeatCheck(fixture, first, { ...first, entries }, 2)
    expect(check.result).toBe('failed')
    expect(check.got).toMatch(/^run 2 differs from run 1 in line \d+ of the log$/)
    expect(check.detail?.[0]).toMatch(/^- .*as dialed"/)
    expect(check.detail?.[1]).toMatch(/^\+ .*as dialed, please"/)
  })

  it('fails when its log is shorter or longer', () => {
    const shorter = { ...first, entries: first.entries.slice(0, -1) }
    expect(repeatCheck(fixture, first, shorter, 2).detail?.[1]).toBe('+ nothing')
    expect(repeatCheck(fixture, shorter, first, 2).detail?.[0]).toBe('- nothing')
  })

  it('fails when the caller heard something else', () => {
    const agentAudio = first.carrier.agentAudio.slice()
    agentAudio[9000] = (agentAudio[9000] ?? 0) ^ 1
    const other = { ...first, carrier: { ...first.carrier, agentAudio } }
    expect(repeatCheck(fixture, first, other, 2)).toMatchObject({
      result: 'failed',
      got: 'run 2 has the log of run 1 and another sound at the ear',
    })
  })
})
