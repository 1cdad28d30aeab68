import { describe, expect, it } from 'vitest'
import type { CallerSound, CallFacts, Span, TimedNote } from './call-facts.js'
import { interruption } from './interruption.js'

const started: TimedNote = { kind: 'reply.started', reply: 1, cause: 'turn', at: 900 }
const paused: TimedNote = { kind: 'agent.paused', reply: 1, heardMs: 0, at: 2200 }
const resumed: TimedNote = {
  kind: 'agent.resumed',
  reply: 1,
  fromMs: 0,
  why: 'noise',
  at: 2900,
}
const cut: TimedNote = { kind: 'agent.interrupted', reply: 1, by: 'words', heard: '', at: 2600 }

const cough: CallerSound = { segment: 'cough', from: 2000, to: 2300 }

/** Reply 1 as it sounded at the ear, and what was decided, when the caller coughs at 2000. */
function whenCoughing(
  spans: readonly Span[],
  notes: readonly TimedNote[],
  later: readonly CallerSound[] = [],
) {
  const [first, last] = [spans[0], spans.at(-1)]
  const facts: CallFacts = {
    ...{ notes, commands: [], keys: [], replies: new Map(), sounds: [cough, ...later] },
    turns:
      first && last
        ? [
            {
              ...{
                kind: 'agent',
                reply: 1,
                cause: 'turn',
                at: first.from,
                endedAt: last.to,
                spans,
              },
              ...{ says: '', heard: [], cut: false, resumed: false },
            },
          ]
        : [],
  }
  return interruption(facts, cough)
}

describe('a sound of the caller', () => {
  it('over a reply that stops: silent and stopped at the end of its sound', () => {
    const found = whenCoughing([{ from: 1000, to: 2400 }], [started, paused, cut])
    expect(found).toMatchObject({ outcome: 'interrupted', silentAt: 2400, stoppedAt: 2400 })
    expect(found.pausedMs).toBeUndefined()
  })

  it('over a reply that goes on: silent from the pause until then', () => {
    const spans = [
      { from: 1000, to: 2400 },
      { from: 3000, to: 5000 },
    ]
    const found = whenCoughing(spans, [started, paused, resumed])
    expect(found).toMatchObject({ outcome: 'resumed', silentAt: 2400, pausedMs: 600 })
  })

  it('before the reply was heard, which then is never: silent from the onset', () => {
    const found = whenCoughing([], [started, cut])
    expect(found).toMatchObject({ outcome: 'interrupted', silentAt: 2000, stoppedAt: 2000 })
  })

  it('before the reply was heard, which begins over it: stopped only when that ends', () => {
    const found = whenCoughing([{ from: 2250, to: 2700 }], [started, cut])
    expect(found).toMatchObject({ outcome: 'interrupted', silentAt: 2000, stoppedAt: 2700 })
  })

  it('into a pause of the reply: it was silent already', () => {
    const spans = [
      { from: 1000, to: 1900 },
      { from: 3000, to: 5000 },
    ]
    const found = whenCoughing(spans, [started, { ...paused, at: 1850 }, resumed])
    expect(found).toMatchObject({ silentAt: 2000, pausedMs: 1000, outcome: 'resumed' })
  })

  it('that nothing is done about is ignored, and one that is never decided leaves a pause', () => {
    expect(whenCoughing([{ from: 1000, to: 5000 }], [started]).outcome).toBe('ignored')
    expect(whenCoughing([{ from: 1000, to: 2400 }], [started, paused]).outcome).toBe('paused')
  })

  it('is not blamed for what the next one does', () => {
    const next: CallerSound = { segment: 'words', from: 2500, to: 3000 }
    expect(whenCoughing([{ from: 1000, to: 2900 }], [started, cut], [next]).outcome).toBe('ignored')
    const both = [started, paused, { ...cut, at: 3100 }]
    expect(whenCoughing([{ from: 1000, to: 2400 }], both, [next]).outcome).toBe('interrupted')
  })

  it('after the reply was over meets none', () => {
    const heard: TimedNote = { kind: 'reply.heard', reply: 1, text: '', evidence: 'mark', at: 1500 }
    for (const over of [heard, { ...cut, at: 1500 }]) {
      const found = whenCoughing([{ from: 1000, to: 1400 }], [started, over])
      expect(found.reply).toBeUndefined()
      expect(found.silentAt).toBeUndefined()
      expect(found.stoppedAt).toBeUndefined()
    }
  })
})
