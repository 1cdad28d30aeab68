import { describe, expect, it } from 'vitest'
import type { TimedNote } from './call-facts.js'
import { testFixture } from './fixture.test-kit.js'
import { differingLines, goldenCheck, makeGoldens } from './golden.js'
import type { Simulation } from './simulation.js'

const fixture = testFixture({})

function timelineOf(...notes: readonly TimedNote[]): string {
  const facts = { notes, commands: [], sounds: [], keys: [], replies: new Map(), turns: [] }
  const simulation = { entries: [] } as unknown as Simulation
  const [golden] = makeGoldens(['timeline'], fixture, simulation, facts)
  return new TextDecoder().decode(golden?.content)
}

describe('the golden timeline', () => {
  it('has a decision on every line, its times rounded to 10 ms', () => {
    const stopped: TimedNote = {
      kind: 'speech.stopped',
      segment: 3,
      mediaAt: 1234.5,
      voicedMs: 1006,
      at: 2004.9,
    }
    expect(timelineOf(stopped, { ...stopped, segment: 4 })).toBe(
      '{"at":2000,"kind":"speech.stopped","segment":3,"mediaAt":1230,"voicedMs":1010}\n' +
        '{"at":2000,"kind":"speech.stopped","segment":4,"mediaAt":1230,"voicedMs":1010}\n',
    )
  })
})

describe('a golden that differs', () => {
  const text = (content: string) => new TextEncoder().encode(content)

  it('fails with the lines before and now, and the line above them', () => {
    const golden = {
      name: 'timeline',
      file: 'golden/timeline.jsonl',
      content: text('a\nB\nc\n'),
    } as const
    expect(goldenCheck(golden, text('a\nb\nc\n'), 'x')).toMatchObject({
      result: 'failed',
      got: '1 line less, 1 line more',
      detail: ['  a', '- b', '+ B'],
      where: 'golden/timeline.jsonl',
    })
    expect(goldenCheck(golden, golden.content, 'x').result).toBe('passed')
    expect(goldenCheck(golden, undefined, 'x').result).toBe('failed')
  })

  it.each([
    [['a'], ['a', 'b'], ['  a', '+ b']],
    [['a', 'b'], ['b'], ['- a']],
    [['a', 'a'], ['a'], ['  a', '- a']],
    [[], ['a'], ['+ a']],
  ])('shows %j becoming %j', (before, now, shown) => {
    expect(differingLines(before, now)).toEqual(shown)
  })

  it('shows no more lines than anybody reads', () => {
    const many = Array.from({ length: 100 }, (_, i) => `line ${i}`)
    expect(differingLines([], many)).toHaveLength(15)
    expect(differingLines([], many).at(-1)).toBe('  ... 86 more lines')
  })
})
