import { describe, expect, it } from 'vitest'
import type { Agent } from '../agent/agent.js'
import {
  type TestCall,
  testAgent,
  testFixture,
  loudnessDetector as vad,
} from './fixture.test-kit.js'
import { sweep } from './sweep.js'

const sure = 'Sure, I can help.'

const call: TestCall = {
  caller: [
    { says: 'I want to pay.', start: { after: 'agent', turn: 0, ms: 400 } },
    { says: 'No wait stop.', start: { during: 'agent', turn: 1, ms: 500 }, interrupts: true },
  ],
  llm: [
    { after: 'I want to pay.', text: sure },
    { after: 'No wait stop.', text: 'Yes?' },
    { after: 'I want to pay. No wait stop.', text: 'Yes?' },
  ],
  tts: [sure, 'Yes?'],
  hangsUp: { at: 8000 },
}

describe('a sweep', () => {
  it('moves the interruption to every 20 ms of the reply and 500 ms around it, and all invariants hold', async () => {
    const found = await sweep(testFixture(call), { vad, agent: testAgent })
    expect(found.segment).toBe('s2')
    const length = found.to - found.from
    expect(length).toBeGreaterThan(1000)
    expect(found.slots.length).toBeGreaterThanOrEqual(Math.floor((length + 1000) / 20))
    expect(found.slots.every(({ at }, i) => i === 0 || at - found.slots[i - 1]!.at === 20)).toBe(
      true,
    )
    expect(found.slots[0]!.at).toBeLessThan(found.from)
    expect(found.slots.at(-1)!.at).toBeGreaterThan(found.to)
    expect(found.failing).toEqual([])
    const outcomes = new Set(found.slots.map(({ outcome }) => outcome))
    expect(outcomes).toContain('interrupted')
    expect(outcomes).toContain('heard')
  })

  it('names the slots in which something broke', async () => {
    // Breaks when it is interrupted in the second half of the reply.
    const agent: Agent = {
      ...testAgent,
      onCallerTurn(state, turn) {
        if (turn.turn === 2 && turn.text === 'No wait stop.') throw new Error('bug')
        return testAgent.onCallerTurn(state, turn)
      },
    }
    const found = await sweep(testFixture(call), { vad, agent })
    expect(found.failing.length).toBeGreaterThan(0)
    expect(found.failing.every(({ fault }) => fault?.includes('bug'))).toBe(true)
  })

  it('tells how far it is, and can be stopped', async () => {
    const told: number[] = []
    const progress = (done: number) => told.push(done) < 3
    const found = await sweep(testFixture(call), { vad, agent: testAgent, progress })
    expect(told).toEqual([1, 2, 3])
    expect(found.slots).toHaveLength(3)
  })

  it('is refused where nobody interrupts, and where there is nothing to interrupt', async () => {
    const [first] = call.caller ?? []
    const quiet = testFixture({ ...call, caller: first ? [first] : [] })
    await expect(sweep(quiet, { vad, agent: testAgent })).rejects.toMatchObject({
      code: 'E_NOTHING_TO_SWEEP',
    })
    const mute: Agent = { ...testAgent, onCallStarted: (state) => ({ state, directives: [] }) }
    const early = testFixture({
      caller: [{ says: 'Wait', start: { at: 100 }, interrupts: true }],
      maxMs: 3000,
    })
    await expect(sweep(early, { vad, agent: mute })).rejects.toMatchObject({
      code: 'E_NOTHING_TO_SWEEP',
    })
  })
})
