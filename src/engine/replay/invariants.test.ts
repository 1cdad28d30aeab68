import { describe, expect, it } from 'vitest'
import { answer } from '../call/call.js'
import type { Command, Note } from '../call/command.js'
import type { Happening } from '../call/event.js'
import { defaultPolicy } from '../call/policy.js'
import type { CallState, Segment, Spoken } from '../call/state.js'
import { watchClaims } from './heard-invariant.js'
import { watchInvariants } from './invariants.js'
import type { Simulation } from './simulation.js'

const live: CallState = { ...answer(defaultPolicy), phase: 'live', timers: { callLimit: 99_999 } }
const frame: Happening = {
  type: 'transport.audio',
  frame: { mulaw: new Uint8Array(160), mediaAt: 0 },
}

/** Feeds steps by hand: when, what happened, what was asked for, and what the state is then. */
function watching() {
  const watch = watchInvariants()
  const step = (
    at: number,
    commands: readonly Command[],
    { event = frame, state = live }: { event?: Happening; state?: CallState } = {},
  ) => watch.observe({ event: { ...event, at }, commands }, state)
  return { step, seen: () => watch.violations.map(({ id, at }) => [id, at]), watch }
}

const note = (note: Note): Command => ({ type: 'note', note })
const started = (reply: number) => note({ kind: 'reply.started', reply, cause: 'turn' })
const play = (reply: number, epoch: number): Command => {
  return { type: 'play', reply, mulaw: new Uint8Array(160), mark: { epoch, endMs: 20 } }
}
const synthesize = (reply: number): Command => {
  return { type: 'synthesize', reply, sentence: 1, text: 'Hi.', voice: 'main' }
}
const turnEnded = (text: string, segments: readonly number[] = [1]) =>
  note({ kind: 'turn.ended', turn: 1, text, by: 'silence', segments, patienceMs: 500 })
const final = (segment: number, text: string): Happening => ({ type: 'stt.final', segment, text })

function withSegments(...ids: readonly number[]): CallState {
  const segment: Segment = {
    ...{ id: 0, state: 'done', partial: '', text: '', voicedTo: 0, committedAt: 0 },
    passed: false,
  }
  return { ...live, turn: { ...live.turn, segments: ids.map((id) => ({ ...segment, id })) } }
}

describe('the invariants of a call', () => {
  it('hold for a call in which everything is in order', () => {
    const { step, seen } = watching()
    step(0, [started(1), synthesize(1), play(1, 1)])
    step(1000, [{ type: 'clear' }])
    step(1500, [{ type: 'cancel', reply: 1 }])
    step(2000, [], { event: final(1, 'Wait.'), state: withSegments(1) })
    step(2500, [turnEnded('Wait.'), started(2), synthesize(2)])
    step(4000, [play(2, 3)])
    step(60_000, [])
    expect(seen()).toEqual([])
  })

  it('want no audio of an epoch that a clear has ended', () => {
    const { step, seen } = watching()
    step(0, [started(1), play(1, 4)])
    step(100, [{ type: 'clear' }, play(1, 4)])
    step(200, [play(1, 5)])
    expect(seen()).toEqual([['old-epoch', 100]])
  })

  it('want nothing of a reply after its cancel', () => {
    const { step, seen } = watching()
    step(0, [started(1), play(1, 1)])
    step(100, [{ type: 'clear' }, { type: 'cancel', reply: 1 }])
    step(200, [synthesize(1)])
    step(300, [play(1, 2)])
    expect(seen()).toEqual([
      ['cancelled-reply', 200],
      ['cancelled-reply', 300],
    ])
  })

  it('want one reply at a time: the one started last', () => {
    const { step, seen } = watching()
    step(0, [started(1), synthesize(1), started(2), synthesize(2)])
    step(100, [play(1, 1)])
    expect(seen()).toEqual([['one-reply', 100]])
  })

  it('want every word of the caller in a turn or in a note', () => {
    const { step, seen, watch } = watching()
    step(0, [], { event: final(1, 'Yes.'), state: withSegments(1) })
    step(100, [], { event: final(2, 'I can.'), state: withSegments(1, 2) })
    step(200, [turnEnded('Yes, I can!', [1, 2])])
    step(300, [], { event: final(3, 'Gone'), state: withSegments() })
    step(400, [], { event: final(4, 'uh huh'), state: withSegments(4) })
    step(500, [note({ kind: 'words.ignored', segment: 4, text: 'uh huh', why: 'backchannel' })])
    step(600, [], { event: final(5, 'left out'), state: withSegments(5) })
    step(700, [turnEnded('something else', [5])])
    expect(seen().filter(([id]) => id === 'word-lost')).toEqual([
      ['word-lost', 300],
      ['word-lost', 700],
    ])
    expect(watch.violations[0]?.text).toContain('"gone" of segment 3')
  })

  it('want a note for a final that comes a second time', () => {
    const { step, seen } = watching()
    const state = withSegments(1)
    step(0, [], { event: final(1, 'Yes.'), state })
    const ignored = note({ kind: 'words.ignored', segment: 1, text: 'Yes.', why: 'duplicate' })
    step(100, [ignored], { event: final(1, 'Yes.'), state })
    expect(seen()).toEqual([])
    step(200, [], { event: final(1, 'Yes.'), state })
    step(300, [], { event: final(1, 'Yes.'), state })
    expect(seen()).toEqual([['word-lost', 300]])
  })

  it('want a sound for the caller within 5 s after their turn', () => {
    const { step, seen } = watching()
    step(1000, [turnEnded('Yes.')])
    step(6000, [])
    expect(seen()).toEqual([])
    step(6001, [])
    step(6020, [])
    expect(seen()).toEqual([['unanswered', 6001]])
  })

  it('take a sound, a hang-up or the end of the call for an answer', () => {
    for (const answered of [
      { commands: [started(1), play(1, 1)], state: live },
      { commands: [{ type: 'hangUp', why: 'done' } as const], state: live },
      { commands: [], state: { ...live, phase: 'ended', timers: {} } as const },
    ]) {
      const { step, seen } = watching()
      step(1000, [turnEnded('Yes.')])
      step(3000, answered.commands, { state: answered.state })
      step(9000, [])
      expect(seen()).toEqual([])
    }
  })

  it('want no answer to a sound without words while the agent goes on, but one when nobody speaks', () => {
    const unheard = note({ kind: 'turn.unheard', turn: 1, segments: [1] })
    const { step, seen } = watching()
    step(1000, [unheard], { state: { ...live, reply: { cause: 'opening' } as CallState['reply'] } })
    step(7000, [unheard])
    step(12_500, [])
    expect(seen()).toEqual([['unanswered', 12_500]])
  })

  it('give a caller who goes on before the answer the time to finish', () => {
    const times = { since: 0, sentFrom: 0, voicedMs: 0, voicedTo: 0 }
    const speaking = { ...times, segment: 2, kind: 'speaking' } as const
    const { step, seen } = watching()
    step(1000, [turnEnded('Yes.')])
    step(5000, [], { state: { ...live, speech: speaking } })
    step(7000, [])
    expect(seen()).toEqual([])
    step(15_001, [])
    expect(seen()).toEqual([['unanswered', 15_001]])
  })

  it('want a timer armed as long as the call is not over', () => {
    const { step, seen } = watching()
    step(0, [], { state: { ...live, timers: {} } })
    step(20, [], { state: { ...live, timers: {} } })
    step(40, [], { state: { ...live, phase: 'ended', timers: {} } })
    step(60, [], { state: { ...live, phase: 'ringing', timers: {} } })
    expect(seen()).toEqual([['wedged', 0]])
  })

  it('want an agent that has the floor to do something within 20 s', () => {
    const { step, seen } = watching()
    const reply = { id: 1, cause: 'turn' } as NonNullable<CallState['reply']>
    step(0, [started(1), synthesize(1)], { state: { ...live, reply } })
    step(19_000, [play(1, 1)], { state: { ...live, reply } })
    step(39_000, [], { state: { ...live, reply } })
    expect(seen()).toEqual([])
    step(39_020, [], { state: { ...live, reply } })
    step(39_040, [], { state: { ...live, reply } })
    expect(seen()).toEqual([['wedged', 39_020]])
  })

  it('can be watched one by one', () => {
    const watch = watchInvariants(['one-reply'])
    const state = { ...live, timers: {} }
    watch.observe({ event: { ...frame, at: 0 }, commands: [started(2), play(1, 1)] }, state)
    expect(watch.violations.map(({ id }) => id)).toEqual(['one-reply'])
  })
})

describe('the claims of the conversation', () => {
  const words = ['Good', 'day', 'to', 'you'].map((text, i) => {
    return { text, from: i * 300, to: i * 300 + 250 }
  })
  const sentence: Spoken = {
    ...{ id: 1, kind: 'model', text: 'Good day to you', line: '', interruptible: true, round: 0 },
    ...{ pieces: [], ms: 1200, words, ended: true, reported: false },
  }
  const speaking: CallState = {
    ...live,
    reply: { id: 1 } as NonNullable<CallState['reply']>,
    playout: { ...live.playout, sentences: [sentence] },
  }

  /** The first `heardMs` of "Good day to you" sound from 1000 ms on; the conversation claims `text` at `at`. */
  function claiming(text: string, at: number, heardMs: number, closedAt?: number) {
    const watch = watchClaims()
    watch.observe({ event: { ...frame, at: 900 }, commands: [] }, speaking)
    const conversation = [{ role: 'assistant', text, cutOff: true } as const]
    watch.observe({ event: { ...frame, at }, commands: [] }, { ...live, conversation })
    const heard = [{ reply: 1, epoch: 1, fromMs: 0, toMs: heardMs, at: 1000 }]
    const carrier = { heard, playsAfterClear: 0, playsAfterClose: 0, closedAt }
    const simulation = { entries: [], carrier, callMs: 5000 } as unknown as Simulation
    return watch.check(simulation).map(({ id, text }) => [id, text])
  }

  it('hold for words that were heard to their end by then', () => {
    expect(claiming('Good day', 1550, 600)).toEqual([])
    expect(claiming('', 1000, 0)).toEqual([])
  })

  it('are wrong about a word that was still sounding, or never did', () => {
    expect(claiming('Good day', 1549, 600)).toMatchObject([
      ['unheard-word', expect.stringContaining('"day"')],
    ])
    expect(claiming('Good day to', 3000, 600)).toMatchObject([
      ['unheard-word', expect.stringContaining('"to"')],
    ])
  })

  it('may hold what would have sounded until the engine learned that the caller had hung up', () => {
    expect(claiming('Good day', 1560, 300, 1300)).toEqual([])
    expect(claiming('Good day', 1560, 300)).toHaveLength(1)
    expect(claiming('Good day', 1560, 300, 1400)).toHaveLength(1)
    expect(claiming('Good day to', 1560, 300, 1300)).toHaveLength(1)
  })

  it('are wrong when they change the order of what was heard', () => {
    expect(claiming('day Good', 3000, 1200)).toHaveLength(1)
  })

  it('come with whether the agent was silent at the ear once it had stopped', () => {
    const line = (toMs: number) => {
      const heard = [
        { reply: 1, epoch: 1, fromMs: 0, toMs, at: 1000 },
        { reply: 2, epoch: 2, fromMs: 0, toMs: 500, at: 3050 },
      ]
      const carrier = { heard, latencyMs: 50, playsAfterClear: 0, playsAfterClose: 0 }
      const entries = [
        { event: { ...frame, at: 1500 }, commands: [{ type: 'cancel', reply: 1 }] },
        { event: { ...frame, at: 3000 }, commands: [play(2, 2)] },
      ]
      return { entries, carrier, callMs: 5000 } as unknown as Simulation
    }
    expect(watchClaims().check(line(550))).toEqual([])
    expect(watchClaims().check(line(600))).toMatchObject([{ id: 'not-silenced', at: 1500 }])
  })

  it('come with what the carrier holds against the engine', () => {
    const carrier = { heard: [], playsAfterClear: 1, playsAfterClose: 2 }
    const simulation = { entries: [], carrier, callMs: 5000 } as unknown as Simulation
    const ids = watchClaims()
      .check(simulation)
      .map(({ id }) => id)
    expect(ids).toEqual(['old-epoch', 'play-after-close'])
  })
})
