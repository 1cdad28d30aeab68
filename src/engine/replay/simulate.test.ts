import { describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../errors.js'
import type { Entry } from '../report/entry.js'
import {
  greeting,
  type TestCall,
  testAgent,
  testFixture,
  loudnessDetector as vad,
} from './fixture.test-kit.js'
import { watchClaims } from './heard-invariant.js'
import { watchInvariants } from './invariants.js'
import { simulate } from './simulate.js'

const pay = 'I would like to pay my bill today please.'
const sure = 'Sure, I can help with that.'
const which = 'Which card would you like to use for it today?'

/** Greeting, a turn, an answer, an interruption, an answer to that. */
const interrupted: TestCall = {
  caller: [
    { says: pay, start: { after: 'agent', turn: 0, ms: 400 } },
    { says: 'No wait stop.', start: { during: 'agent', turn: 1, ms: 1500 }, interrupts: true },
  ],
  llm: [
    { after: pay, text: `${sure} ${which}` },
    { after: 'No wait stop.', text: 'Of course. I am listening.' },
  ],
  tts: [sure, which, 'Of course.', 'I am listening.'],
  hangsUp: { after: 'agent', turn: 2, ms: 500 },
}

const run = (call: TestCall, changes: Partial<Parameters<typeof simulate>[1]> = {}) =>
  simulate(testFixture(call), { vad, agent: testAgent, ...changes })

const notes = (entries: readonly Entry[], kind: string) =>
  entries.flatMap(({ event, commands }) =>
    commands.flatMap((c) =>
      c.type === 'note' && c.note.kind === kind ? [{ ...c.note, at: event.at }] : [],
    ),
  )

/** The log as it would be written: bytes and all. */
const written = (entries: readonly Entry[]) => JSON.stringify(entries)

describe('a simulated call', () => {
  it('goes through greeting, turn, interruption and answer as recorded', async () => {
    const call = await run(interrupted)
    expect(call.fault).toBeUndefined()
    expect(call.offTape).toEqual([])
    expect(call.ended).toBe(true)
    expect(call.conversation.map((m) => [m.role, 'text' in m ? m.text : ''])).toEqual([
      ['assistant', greeting],
      ['user', pay],
      ['assistant', expect.stringMatching(/^Sure, I can\b/)],
      ['user', 'No wait stop.'],
      ['assistant', 'Of course. I am listening.'],
    ])
    const rests = call.basis.map(({ part, reply, segment }) => [part, reply ?? segment])
    expect(rests).toEqual([
      ['tts', 1],
      ['stt', 1],
      ['llm', 2],
      ['tts', 2],
      ['tts', 2],
      ['stt', 2],
      ['llm', 3],
      ['tts', 3],
      ['tts', 3],
    ])
    expect(call.basis.every(({ basis }) => basis === 'recorded')).toBe(true)
  })

  it('knows what was truly heard, in spans that fit the sound at the ear', async () => {
    const { carrier, callMs } = await run(interrupted)
    expect(carrier.heard.map(({ reply, fromMs }) => [reply, fromMs])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
    ])
    expect(carrier.agentAudio).toHaveLength(callMs * 8)
    expect(carrier.callerAudio).toHaveLength(callMs * 8)
    for (const { at, fromMs, toMs } of carrier.heard) {
      const before = carrier.agentAudio.subarray((at - 20) * 8, at * 8)
      const sound = carrier.agentAudio.subarray(at * 8, (at + 100) * 8)
      const after = carrier.agentAudio.subarray((at + toMs - fromMs) * 8).subarray(0, 160)
      expect(before.every((code) => code === 0xff)).toBe(true)
      expect(sound.some((code) => code !== 0xff)).toBe(true)
      expect(after.every((code) => code === 0xff)).toBe(true)
    }
  })

  it('starts the caller with what was heard: after a turn, and within one', async () => {
    const { carrier } = await run(interrupted)
    const [greeted, answered] = carrier.heard
    const [first, second] = carrier.placements
    expect(first?.at).toBe((greeted?.at ?? 0) + (greeted?.toMs ?? 0) + 400)
    expect(second?.at).toBe((answered?.at ?? 0) + 1500)
  })

  it('gives the same log to the byte for the same fixture and seed, and another for another seed', async () => {
    const shaky = (seed: number): TestCall => ({
      ...interrupted,
      seed,
      line: { jitter_ms: 40, noise_dbfs: -60 },
    })
    const [first, again, other] = [await run(shaky(1)), await run(shaky(1)), await run(shaky(2))]
    expect(written(again.entries)).toBe(written(first.entries))
    expect(again.carrier).toEqual(first.carrier)
    expect(written(other.entries)).not.toBe(written(first.entries))
  })

  it('moves a segment to the time it is told, and nothing else', async () => {
    const moved = await run(interrupted, { segmentStart: { segment: 's2', at: 8300 } })
    expect(moved.carrier.placements.map(({ segment, at }) => [segment, at])).toEqual([
      ['s1', (await run(interrupted)).carrier.placements[0]?.at],
      ['s2', 8300],
    ])
  })

  it.each<[string, NonNullable<TestCall['line']>]>([
    ['a line with jitter', { jitter_ms: 60 }],
    ['a stall in mid-speech', { stalls: [{ segment: 's1', from: 800, ms: 500 }] }],
    ['a gap in mid-speech', { gaps: [{ segment: 's1', from: 800, ms: 200 }] }],
    ['a carrier that sends nothing in silence', { silence: 'nothing' }],
    ['a carrier that returns no marks', { marks: 'never' }],
    ['a long way to the carrier', { latency_ms: 150 }],
    ['the echo of the agent', { echo: { level_db: -25, delay_ms: 200 } }],
  ])('keeps all invariants over %s, and the caller is understood', async (_, line) => {
    const log = watchInvariants()
    const claims = watchClaims()
    const call = await run({ ...interrupted, line }, { observers: [log.observe, claims.observe] })
    expect([...log.violations, ...claims.check(call)]).toEqual([])
    expect(call.fault).toBeUndefined()
    const turns = notes(call.entries, 'turn.ended').map((note) => 'text' in note && note.text)
    expect(turns).toEqual([pay, 'No wait stop.'])
    expect(call.carrier).toMatchObject({ playsAfterClear: 0, playsAfterClose: 0 })
  })

  it('says which request the tape has no answer to, and the nearest row', async () => {
    const call = await run({ ...interrupted, llm: interrupted.llm?.slice(0, 1) ?? [] })
    expect(call.offTape[0]).toEqual({
      part: 'llm',
      at: expect.any(Number),
      wanted: 'no wait stop',
      nearest: 'i would like to pay my bill today please',
    })
    // The spoken fallback is not on this tape either.
    expect(new Set(call.offTape.map(({ part }) => part))).toEqual(new Set(['llm', 'tts']))
  })

  it('lets the offline voice say what is not on the tape, in no time of its own', async () => {
    const { tts: _, ...call } = interrupted
    const offlineVoice = async (text: string) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      return { mulaw: new Uint8Array(text.length * 400), words: [{ text, from: 0, to: 10 }] }
    }
    const first = await run(call, { offlineVoice })
    const again = await run(call, { offlineVoice })
    expect(written(again.entries)).toBe(written(first.entries))
    const voices = first.basis.filter(({ part }) => part === 'tts')
    expect(voices.map(({ basis }) => basis)).toEqual([
      'recorded',
      ...Array(voices.length - 1).fill('substituted'),
    ])
  })

  it('cuts a call that nobody ends, and says that it did not end by itself', async () => {
    const call = await run({ maxMs: 4000 })
    expect(call).toMatchObject({ ended: false, callMs: 4050 })
    expect(call.entries.at(-1)?.event).toMatchObject({ type: 'transport.closed', reason: 'lost' })
  })

  it('reports a bug of the engine as a fault with the event it happened at', async () => {
    const onCallerTurn = () => {
      throw new Error('broken rule')
    }
    const call = await run(interrupted, { agent: { ...testAgent, onCallerTurn } })
    expect(call.fault).toMatch(/stt\.final at \d+.* ms: broken rule/)
    expect(call.ended).toBe(false)
  })

  it('reports an observer that fails: whatever it watched was not watched', async () => {
    const failing = () => {
      throw new Error('no')
    }
    expect((await run(interrupted, { observers: [failing] })).fault).toMatch(/observer/)
  })

  it('refuses an agent and a policy that do not exist', async () => {
    const named = testFixture(interrupted)
    await expect(simulate(named, { vad })).rejects.toThrow(VoiceAgentError)
    for (const policy of [
      { bargein: {} },
      { bargeIn: { pauseAfter: 1 } },
      { bargeIn: { tailMs: '1' } },
    ])
      await expect(run({ ...interrupted, policy })).rejects.toThrow(/policy cannot use barge/i)
    await expect(run({ ...interrupted, policy: { keypad: { length: 4 } } })).resolves.toBeDefined()
  })
})
