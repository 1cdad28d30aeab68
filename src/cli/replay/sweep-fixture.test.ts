import { describe, expect, it } from 'vitest'
import type { Sweep, SweepSlot } from '../../engine/replay/sweep.js'
import { sweepFindings } from './sweep-fixture.js'

const good: SweepSlot = { at: 1000, outcome: 'interrupted', violations: [], offTape: 0 }
const lost: SweepSlot = {
  ...good,
  at: 1020,
  violations: [{ id: 'word-lost', at: 1500, text: '"stop" is in no turn' }],
}
const faulty: SweepSlot = { ...good, at: 1040, outcome: 'heard', offTape: 1, fault: 'boom' }

function sweepOf(...slots: readonly SweepSlot[]): Sweep {
  const failing = slots.filter(({ violations, fault }) => violations.length > 0 || fault)
  return { segment: 's2', reply: 2, from: 900, to: 5000, slots, failing }
}

describe('the outcome of a sweep', () => {
  it('passes when every slot holds, and says what became of the reply', () => {
    const { status, remarks } = sweepFindings(sweepOf(good, { ...good, outcome: 'resumed' }))
    expect(status).toBe('passed')
    expect(remarks?.join(' ')).toContain('2 slots of 20 ms')
    expect(remarks?.join(' ')).toContain('1 interrupted, 1 resumed, 0 heard out; 0 failing')
  })

  it('is no pass without a slot', () => {
    expect(sweepFindings(sweepOf()).status).toBe('not judged')
  })

  it('names every failing slot with the invariant it breaks', () => {
    const { status, checks, remarks } = sweepFindings(sweepOf(good, lost, faulty))
    expect(status).toBe('failed')
    expect(checks.map(({ name, got }) => [name, got])).toEqual([
      ['sweep s2 at 00:01.02: word-lost', '"stop" is in no turn (00:01.50)'],
      ['sweep s2 at 00:01.04: fault', 'boom'],
    ])
    expect(remarks?.join(' ')).toContain('1 slots asked for what is not on the tape')
  })

  it('shows no more failing slots than anybody reads, and says how many there are', () => {
    const { checks, remarks } = sweepFindings(sweepOf(...Array<SweepSlot>(50).fill(lost)))
    expect(checks).toHaveLength(20)
    expect(remarks?.join(' ')).toContain('30 more failing slots')
  })
})
