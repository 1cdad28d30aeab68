import { describe, expect, it } from 'vitest'
import { ProviderFailure } from '../providers/provider.js'
import { VirtualClock } from '../run/virtual-clock.js'
import { collect, passUntil } from './fixture.test-kit.js'
import { scriptedStream } from './scripted-stream.js'

interface Part {
  readonly text: string
}

function stream() {
  const clock = new VirtualClock()
  const controller = new AbortController()
  return { clock, controller, out: scriptedStream<Part>(clock, controller.signal) }
}

describe('a scripted stream', () => {
  it('gives parts at their times, in order of time and then of asking', async () => {
    const { clock, out } = stream()
    const got = collect(clock, out)
    out.at(30, { text: 'c' })
    out.at(10, { text: 'a' })
    out.at(10, { text: 'b' })
    out.endAt(40)
    await passUntil(clock, 100)
    expect(got.parts.map(({ text, cameAt }) => [text, cameAt])).toEqual([
      ['a', 10],
      ['b', 10],
      ['c', 30],
    ])
    expect(got.outcome).toBe('over')
  })

  it('throws its failure at its time, after everything before it', async () => {
    const { clock, out } = stream()
    const got = collect(clock, out)
    out.at(10, { text: 'a' })
    out.failAt(20, new ProviderFailure('QUOTA', 'no'))
    out.at(30, { text: 'late' })
    await passUntil(clock, 100)
    expect([got.parts.map(({ text }) => text), got.outcome]).toEqual([['a'], 'QUOTA'])
  })

  it('ends at once and without an error when aborted', async () => {
    const { clock, out, controller } = stream()
    const got = collect(clock, out)
    out.at(50, { text: 'a' })
    clock.alarm(20, () => controller.abort())
    await passUntil(clock, 100)
    expect([got.parts, got.outcome]).toEqual([[], 'over'])
  })

  it('is over from the start when it was aborted before', async () => {
    const clock = new VirtualClock()
    const got = collect(clock, scriptedStream<Part>(clock, AbortSignal.abort()))
    await passUntil(clock, 1)
    expect(got.outcome).toBe('over')
  })

  it('forgets what it is told to, and nothing else', async () => {
    const { clock, out } = stream()
    const got = collect(clock, out)
    out.at(10, { text: 'a' })
    out.at(20, { text: 'b' })
    out.forget(({ text }) => text === 'a')
    await passUntil(clock, 100)
    expect(got.parts.map(({ text }) => text)).toEqual(['b'])
  })
})
