import { describe, expect, it } from 'vitest'
import { ProviderFailure } from '../providers/provider.js'
import { VirtualClock } from '../run/virtual-clock.js'
import { passUntil, type TestCall, testFixture } from './fixture.test-kit.js'
import { scriptedTools } from './scripted-tools.js'
import { tapeUse } from './tape-use.js'

function tools(rows: NonNullable<TestCall['tools']>) {
  const clock = new VirtualClock()
  const use = tapeUse()
  const runner = scriptedTools({ clock, rows: testFixture({ tools: rows }).tape.tools, use })
  const controller = new AbortController()
  const run = (name: string, input: string) => {
    const result = { outcome: 'open', at: -1 }
    const settle = (outcome: string) => Object.assign(result, { outcome, at: clock.now() })
    const { signal } = controller
    runner
      .run({ id: 'c1', name, input }, { signal })
      .then(settle, (error) => settle(error instanceof ProviderFailure ? error.code : error.name))
    return result
  }
  return { clock, use, run, controller }
}

describe('scripted tools', () => {
  it('return what the tape has for the same input, whatever the order of its fields', async () => {
    const { clock, run, use } = tools([
      { input: { id: 1 }, output: 'other' },
      { input: { id: 2, deep: { a: 1, b: [1, 2] } }, delay: 80, output: { found: true } },
    ])
    const result = run('look_up', '{"deep":{"b":[1,2],"a":1},"id":2}')
    await passUntil(clock, 1000)
    expect(result).toEqual({ outcome: '{"found":true}', at: 80 })
    expect(use.answers).toMatchObject([{ part: 'tool', basis: 'recorded', key: 'c1' }])
  })

  it('answer a changed input with the next row of that tool, and say so', async () => {
    const { clock, run, use } = tools([
      { name: 'pay', input: {}, output: 'paid' },
      { input: { id: 1 }, output: 'first' },
      { input: { id: 2 }, output: 'second' },
    ])
    const results = ['{"id":9}', 'not json', '{"id":8}'].map((input) => run('look_up', input))
    await passUntil(clock, 1000)
    expect(results.map(({ outcome }) => outcome)).toEqual(['first', 'second', 'BAD_RESPONSE'])
    expect(use.answers.map(({ basis }) => basis)).toEqual(['derived', 'derived'])
    expect(use.offTape).toMatchObject([{ part: 'tool', wanted: 'look_up {"id":8}' }])
  })

  it('fail and stall as the tape did, and end when they are aborted', async () => {
    const { clock, run, controller } = tools([
      { input: 1, error: 'REFUSED', delay: 50 },
      { input: 2, stall: true },
    ])
    const [failed, stalled] = [run('look_up', '1'), run('look_up', '2')]
    await passUntil(clock, 30_000)
    expect(failed).toEqual({ outcome: 'REFUSED', at: 50 })
    expect(stalled.outcome).toBe('open')
    controller.abort()
    await passUntil(clock, 30_001)
    expect(stalled.outcome).toBe('AbortError')
  })
})
