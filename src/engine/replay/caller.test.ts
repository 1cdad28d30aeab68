import { describe, expect, it } from 'vitest'
import { simulatedCaller } from './caller.js'
import { type AgentTurns, agentTurns, replyFacts } from './caller-hearing.js'
import { carrierPlayout } from './carrier-playout.js'
import { type TestCall, testFixture } from './fixture.test-kit.js'

/** An agent whose turns begin and end when told. */
function spokenTurns(times: readonly (readonly [number, number | undefined])[]): AgentTurns {
  let now = 0
  const past = (at: number | undefined) => (at !== undefined && at <= now ? at : undefined)
  return {
    listen: (until) => {
      now = until
    },
    beganAt: (turn) => past(times[turn]?.[0]),
    endedAt: (turn) => past(times[turn]?.[1]),
  }
}

function play(call: TestCall, turns: AgentTurns = spokenTurns([]), ms = 6000) {
  const { manifest, callerAudio } = testFixture(call)
  const caller = simulatedCaller(manifest, callerAudio, turns)
  const frames = Array.from({ length: ms / 20 }, (_, i) => caller.frame(i * 20))
  return { caller, frames, callerAudio }
}

const placed = (call: TestCall, turns?: AgentTurns) =>
  play(call, turns).caller.placements.map(({ segment, mediaAt }) => [segment, mediaAt])

describe('the simulated caller', () => {
  it('speaks at a call time, to the sample, and the bytes are those of the recording', () => {
    const { frames, callerAudio } = play({ caller: [{ says: 'Hi there', start: { at: 107.5 } }] })
    const sent = new Uint8Array(frames.length * 160).fill(0xff)
    frames.forEach(({ speech }, i) => {
      if (speech) sent.set(speech, i * 160)
    })
    const from = 107.5 * 8
    expect(sent.subarray(0, from).every((code) => code === 0xff)).toBe(true)
    expect(sent.subarray(from, from + 600 * 8)).toEqual(callerAudio.subarray(0, 600 * 8))
    expect(sent.subarray(from + 600 * 8).every((code) => code === 0xff)).toBe(true)
  })

  it('is silent between segments, without a frame made for it', () => {
    const { frames } = play({ caller: [{ says: 'Hi', start: { at: 100 } }] })
    const speaking = frames.flatMap(({ speech }, i) => (speech ? [i * 20] : []))
    expect(speaking[0]).toBe(100)
    expect(speaking).toHaveLength(300 / 20)
  })

  it('answers so long after a turn of the agent was heard to its end', () => {
    const call: TestCall = {
      caller: [{ says: 'Yes', start: { after: 'agent', turn: 1, ms: 250 } }],
    }
    expect(
      placed(
        call,
        spokenTurns([
          [0, 500],
          [1000, 1900],
        ]),
      ),
    ).toEqual([['s1', 2150]])
    expect(
      placed(
        call,
        spokenTurns([
          [0, 500],
          [1000, undefined],
        ]),
      ),
    ).toEqual([])
  })

  it('talks over the agent so long after a turn became audible', () => {
    const call: TestCall = {
      caller: [{ says: 'Wait', start: { during: 'agent', turn: 0, ms: 33 } }],
    }
    expect(placed(call, spokenTurns([[700, undefined]]))).toEqual([['s1', 733]])
  })

  it('begins at once what it should have begun before it could know', () => {
    const call: TestCall = {
      caller: [{ says: 'Wait', start: { after: 'agent', turn: 0, ms: -500 } }],
    }
    expect(placed(call, spokenTurns([[0, 1010]]))).toEqual([['s1', 1000]])
  })

  it('goes on after another segment, and lets a segment wait that comes due in the middle of one', () => {
    const call: TestCall = {
      caller: [
        { id: 'first', says: 'One two three', start: { at: 500 } },
        { id: 'early', says: 'Now', start: { at: 600 } },
        { id: 'then', says: 'Four', start: { after: 'caller', segment: 'first', ms: 100 } },
      ],
    }
    // 'first' sounds for 900 ms; 'early' was due first, then 'then', which was due 100 ms after 'first'.
    expect(placed(call)).toEqual([
      ['first', 500],
      ['early', 1400],
      ['then', 1700],
    ])
  })

  it('takes the segment that is due first, whatever their order in the manifest', () => {
    const call: TestCall = {
      caller: [
        { id: 'late', says: 'One', start: { at: 2000 } },
        { id: 'soon', says: 'Two', start: { at: 1000 } },
      ],
    }
    expect(placed(call).map(([segment]) => segment)).toEqual(['soon', 'late'])
  })

  it('presses keys and hangs up at their times', () => {
    const { frames } = play(
      {
        keys: [
          { digit: '2', start: { after: 'agent', turn: 0, ms: 15 } },
          { digit: '1', start: { at: 205 } },
        ],
        hangsUp: { at: 333 },
      },
      spokenTurns([[0, 200]]),
    )
    expect(frames.flatMap(({ keys }) => keys)).toEqual([
      { digit: '1', at: 205 },
      { digit: '2', at: 215 },
    ])
    expect(frames.findIndex(({ hungUpAt }) => hungUpAt !== undefined)).toBe(16)
    expect(frames[16]?.hungUpAt).toBe(333)
  })
})

describe('the turns the caller hears', () => {
  const sound = (ms: number) => new Uint8Array(ms * 8)

  it('begin with the first sound of a reply and end when it is over and was played', () => {
    const playout = carrierPlayout()
    const facts = replyFacts()
    const turns = agentTurns(playout.pieces, facts)
    playout.receive(sound(500), { epoch: 1, endMs: 500 }, 100)
    facts.observe([{ type: 'play', reply: 7, mulaw: sound(500), mark: { epoch: 1, endMs: 500 } }])
    turns.listen(100)
    expect(turns.beganAt(0)).toBeUndefined()
    turns.listen(120)
    expect(turns.beganAt(0)).toBe(100)
    turns.listen(700)
    expect(turns.endedAt(0)).toBeUndefined()
    facts.observe([
      { type: 'note', note: { kind: 'reply.heard', reply: 7, text: '', evidence: 'mark' } },
    ])
    expect(turns.endedAt(0)).toBe(600)
  })

  it('end where a clear cut them, and a reply of which nothing sounded is no turn', () => {
    const playout = carrierPlayout()
    const facts = replyFacts()
    const turns = agentTurns(playout.pieces, facts)
    const play = (reply: number, at: number, epoch: number) => {
      playout.receive(sound(400), { epoch, endMs: 400 }, at)
      facts.observe([{ type: 'play', reply, mulaw: sound(400), mark: { epoch, endMs: 400 } }])
    }
    play(1, 100, 1)
    playout.clear(300)
    play(2, 320, 2)
    playout.clear(310)
    play(3, 500, 3)
    facts.observe([
      { type: 'cancel', reply: 1 },
      { type: 'cancel', reply: 2 },
    ])
    turns.listen(1000)
    expect(turns.endedAt(0)).toBe(300)
    expect(turns.beganAt(1)).toBe(500)
    expect(turns.endedAt(1)).toBeUndefined()
  })

  it('do not end while something of an over reply is still to be played', () => {
    const playout = carrierPlayout()
    const facts = replyFacts()
    const turns = agentTurns(playout.pieces, facts)
    playout.receive(sound(400), { epoch: 1, endMs: 400 }, 0)
    facts.observe([
      { type: 'play', reply: 1, mulaw: sound(400), mark: { epoch: 1, endMs: 400 } },
      { type: 'cancel', reply: 1 },
    ])
    turns.listen(200)
    expect(turns.endedAt(0)).toBeUndefined()
    turns.listen(400)
    expect(turns.endedAt(0)).toBe(400)
  })
})
