import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../run/virtual-clock.js'
import {
  collect,
  passUntil,
  type TestCall,
  type TestSegment,
  testFixture,
} from './fixture.test-kit.js'
import { scriptedStt } from './scripted-stt.js'
import type { Placement } from './simulation.js'
import { tapeUse } from './tape-use.js'

const frame = (mediaAt: number) => ({ mediaAt, mulaw: new Uint8Array(160) })

/** Speech-to-text for a caller whose segments are spoken one after another, 1 s apart, from 1000 ms on. */
function listening(caller: readonly TestSegment[], more: Partial<TestCall> = {}) {
  const clock = new VirtualClock()
  const { manifest, tape } = testFixture({ caller, ...more })
  const placements: Placement[] = []
  let free = 1000
  for (const { id: segment, from, to } of manifest.caller.segments) {
    placements.push({ segment, mediaAt: free, at: free, from, to })
    free += to - from + 1000
  }
  const use = tapeUse()
  const { segments } = manifest.caller
  const stt = scriptedStt({ clock, rows: tape.stt, segments, placements, use })
  const stream = stt.open({ signal: new AbortController().signal })
  const got = collect(clock, stream)
  /** Frames arrive as they are spoken. */
  const hear = (segment: number, from: number, to: number) => {
    for (let at = from; at < to; at += 20)
      clock.alarm(at + 20, () => stream.write(segment, frame(at)))
  }
  const commit = (segment: number, at: number) => {
    clock.alarm(at, () => stream.commit(segment))
  }
  const texts = (type: 'partial' | 'final') =>
    got.parts.flatMap((part) =>
      part.type === type ? [[part.segment, part.text, part.cameAt]] : [],
    )
  return { clock, stream, got, hear, commit, texts, use, placements }
}

const start = { at: 0 }

describe('scripted speech-to-text', () => {
  it('returns what the tape has for the same audio, after its delay, mistakes included', async () => {
    const said = { says: 'I owe nothing', start, stt: { text: 'I own nothing', delay: 310 } }
    const { clock, hear, commit, texts, use } = listening([said])
    hear(1, 700, 2200)
    commit(1, 2200)
    await passUntil(clock, 4000)
    expect(texts('final')).toEqual([[1, 'I own nothing', 2510]])
    expect(use.answers).toMatchObject([{ part: 'stt', basis: 'recorded', segment: 1, at: 2200 }])
  })

  it('works out the words of other audio, with the delay of the row it overlaps', async () => {
    const said = { says: 'one two three four', start, stt: { text: 'WRONG', delay: 300 } }
    const { clock, hear, commit, texts, use } = listening([said])
    hear(1, 800, 1600)
    commit(1, 1600)
    hear(2, 1600, 2500)
    commit(2, 2500)
    await passUntil(clock, 4000)
    expect(texts('final')).toEqual([
      [1, 'one two', 1900],
      [2, 'three four', 2800],
    ])
    expect(use.answers.map(({ basis }) => basis)).toEqual(['derived', 'derived'])
  })

  it('returns every word heard exactly once, wherever commits fall and frames overlap', async () => {
    const words = 'a b c d e f g h i j'
    const cuts = fc.uniqueArray(fc.integer({ min: 50, max: 240 }), { minLength: 1, maxLength: 5 })
    const overlap = fc.integer({ min: 0, max: 15 })
    const property = fc.asyncProperty(cuts, overlap, async (frames, back) => {
      const { clock, hear, commit, texts } = listening([{ says: words, start, stt: false }])
      const ends = [...frames.toSorted((a, b) => a - b), 245].map((f) => f * 20)
      let from = 900
      ends.forEach((end, i) => {
        hear(i, Math.max(900, from - back * 20), end)
        commit(i, end + 1)
        from = end
      })
      await passUntil(clock, 9000)
      expect(
        texts('final')
          .map(([, text]) => text)
          .join(' ')
          .replace(/ +/g, ' ')
          .trim(),
      ).toBe(words)
    })
    await fc.assert(property, { numRuns: 50 })
  })

  it('does not hear what came before the first frame', async () => {
    const { clock, hear, commit, texts } = listening([{ says: 'one two three', start }])
    hear(1, 1400, 2200)
    commit(1, 2200)
    await passUntil(clock, 4000)
    expect(texts('final').map(([, text]) => text)).toEqual(['two three'])
  })

  it('gives partial results word by word, 80 ms after each word, as long as the segment is open', async () => {
    const { clock, hear, commit, texts } = listening([{ says: 'one two three', start }])
    hear(1, 900, 2000)
    commit(1, 1890)
    await passUntil(clock, 4000)
    // Words end at 1260, 1560 and 1860 ms; the last frame of a word is complete up to 20 ms later.
    expect(texts('partial')).toEqual([
      [1, 'one', 1340],
      [1, 'one two', 1640],
    ])
  })

  it('gives each partial result once, also for a word that ends where a frame does', async () => {
    const { clock, hear, commit, texts } = listening([{ says: 'one two', start }])
    // The first word ends at 1260 ms, half a ms after this frame.
    hear(1, 899.5, 2000)
    commit(1, 2000)
    await passUntil(clock, 4000)
    expect(texts('partial').map(([, text]) => text)).toEqual(['one', 'one two'])
  })

  it('gives no partial results where the service gave none', async () => {
    const { clock, hear, commit, texts } = listening([
      { says: 'one two', start, stt: { partials: false } },
    ])
    hear(1, 900, 2000)
    commit(1, 2000)
    await passUntil(clock, 4000)
    expect(texts('partial')).toEqual([])
    expect(texts('final')).toHaveLength(1)
  })

  it('finds no words in noise, after the usual delay of this tape', async () => {
    const delays = [100, 260, 900].map((delay) => ({ says: 'x', start, stt: { delay } }))
    const { clock, hear, commit, texts, use } = listening([...delays])
    hear(1, 100, 600)
    commit(1, 600)
    await passUntil(clock, 2000)
    expect(texts('final')).toEqual([[1, '', 860]])
    expect(use.answers).toMatchObject([{ basis: 'derived', why: 'no words in this audio' }])
  })

  it('may hear words in a noise if the tape did', async () => {
    const noise = { says: '', ms: 400, start, stt: { text: 'Thank you.' } }
    const { clock, hear, commit, texts, use } = listening([noise])
    hear(1, 900, 1700)
    commit(1, 1700)
    await passUntil(clock, 4000)
    expect(texts('final').map(([, text]) => text)).toEqual(['Thank you.'])
    expect(use.answers[0]?.basis).toBe('recorded')
  })

  it('forgets a segment that is dropped: its words are still there for another', async () => {
    const { clock, stream, hear, commit, texts } = listening([{ says: 'one two', start }])
    hear(1, 900, 1300)
    clock.alarm(1310, () => stream.drop(1))
    hear(2, 1000, 1800)
    commit(2, 1800)
    await passUntil(clock, 4000)
    expect(texts('final').map(([segment, text]) => [segment, text])).toEqual([[2, 'one two']])
    expect(texts('partial').every(([segment]) => segment === 2)).toBe(true)
  })

  it('repeats itself, fails and stalls as the tape did', async () => {
    const caller: TestSegment[] = [
      { says: 'one', start, stt: { times: 2, delay: 100 } },
      { says: 'two', start, stt: { error: 'UNAVAILABLE', delay: 150 } },
      { says: 'three', start, stt: { stall: true } },
    ]
    const { clock, got, hear, commit, placements } = listening(caller)
    placements.forEach(({ mediaAt, from, to }, i) => {
      hear(i, mediaAt - 100, mediaAt + to - from + 200)
      commit(i, mediaAt + to - from + 200)
    })
    await passUntil(clock, 20_000)
    const answers = got.parts.filter(({ type }) => type !== 'partial')
    expect(answers).toEqual([
      { type: 'final', segment: 0, text: 'one', cameAt: 1600 },
      { type: 'final', segment: 0, text: 'one', cameAt: 1640 },
      { type: 'failed', segment: 1, code: 'UNAVAILABLE', cameAt: 2950 },
    ])
  })

  it('takes rows of the same audio in turn, and the last again', async () => {
    const said: TestSegment = { says: 'one', start }
    const { manifest, tape } = testFixture({ caller: [said] })
    const row = tape.stt[0]!
    const rows = [
      { ...row, text: 'first' },
      { ...row, text: 'second' },
    ]
    const clock = new VirtualClock()
    const span = manifest.caller.segments[0]!
    const placements = [1000, 2000, 3000].map((mediaAt) => {
      return { segment: 's1', mediaAt, at: mediaAt, from: span.from, to: span.to }
    })
    const stt = scriptedStt({ clock, rows, segments: [span], placements, use: tapeUse() })
    const stream = stt.open({ signal: new AbortController().signal })
    const got = collect(clock, stream)
    placements.forEach(({ mediaAt }, i) => {
      for (let at = mediaAt - 100; at < mediaAt + 500; at += 20) stream.write(i, frame(at))
      stream.commit(i)
    })
    await passUntil(clock, 1000)
    const finals = got.parts.filter(({ type }) => type === 'final')
    expect(finals.map((part) => part.type === 'final' && part.text)).toEqual([
      'first',
      'second',
      'second',
    ])
  })
})
