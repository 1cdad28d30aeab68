import { describe, expect, it } from 'vitest'
import { plainAgent } from '../agent/plain.js'
import { defaultPolicy } from '../call/policy.js'
import { runCall } from '../run/run-call.js'
import { smallWorld } from '../run/small-world.test-kit.js'
import { VirtualClock } from '../run/virtual-clock.js'
import type { Entry } from './entry.js'
import { callMetrics } from './metrics.js'
import {
  at,
  begun,
  due,
  exchange,
  final,
  frame,
  heard,
  mark,
  note,
  play,
  score,
  speak,
  started,
  stopped,
  turnEnded,
  voice,
} from './small-log.test-kit.js'

const rates = { wireMs: 50, earMs: 150 }

/** The agent is stopped in mid-sentence: paused by the voice, decided by the words. */
const interruption = [
  at(0, { type: 'transport.started', from: '', to: '' }, begun(1), speak(1)),
  frame(80),
  at(100, voice(1), play(1, 1000)),
  at(620, score(0.9), started(1, 500)),
  at(720, score(0.9), { type: 'clear' }, note({ kind: 'agent.paused', reply: 1, heardMs: 420 })),
  at(1400, score(0.1), ...stopped(1, 1100)),
  at(
    1550,
    final(1, 'Wait, wait.'),
    { type: 'cancel', reply: 1 },
    note({ kind: 'agent.interrupted', reply: 1, by: 'words', heard: 'Hello, this' }),
  ),
  at(1700, due('endpoint'), turnEnded(1, 'Wait, wait.', [1]), begun(2, 1), speak(2)),
  at(1900, voice(2), play(2, 200)),
  at(2400, mark(200), heard(2, 'Yes?')),
]

describe('the metrics of a call', () => {
  it('give the times of every turn', () => {
    const { turns, callMs } = callMetrics(exchange, { rates })
    expect(callMs).toBe(4600)
    expect(turns).toMatchObject([
      {
        ...{ reply: 1, cause: 'opening', text: '', speechOnset: undefined, endpointAt: undefined },
        ...{ firstSentAt: 120, firstHeardAt: 320, heard: 'Hello, who is this?' },
        latency: undefined,
      },
      {
        ...{ turn: 1, reply: 2, cause: 'turn', text: 'It is Jordan.' },
        speechOnset: { mediaAt: 2000, at: 2060 },
        speechEnd: { mediaAt: 2600, at: 2660 },
        ...{ pausedAt: undefined, decidedAt: undefined, resumedAt: undefined },
        ...{ committedAt: 2900, finalAt: 3050, endpointAt: 3360, firstTokenAt: 3700 },
        ...{ firstSentAt: 3900, firstHeardAt: 4100, heard: 'Thank you, Jordan.' },
        interruptedBy: undefined,
        latency: { totalMs: 1240, stages: { stopDetection: 240, transcript: 150, model: 340 } },
      },
    ])
  })

  it('tell when the caller paused and stopped the agent, and what had been heard', () => {
    const { turns, pauses } = callMetrics(interruption, { rates })
    expect(turns).toMatchObject([
      { reply: 1, heard: 'Hello, this', interruptedBy: 'words', firstHeardAt: 300 },
      { turn: 1, reply: 2, pausedAt: 720, decidedAt: 1550, resumedAt: undefined },
    ])
    expect(pauses).toEqual([
      {
        ...{ reply: 1, segment: 1, pausedAt: 720, resumed: undefined },
        interrupted: { at: 1550, by: 'words' },
      },
    ])
  })

  it('keep a pause that was no interruption, though it belongs to no turn', () => {
    const backchannel = [
      ...interruption.slice(0, 6),
      at(
        1550,
        final(1, 'Uh-huh.'),
        note({ kind: 'words.ignored', segment: 1, text: 'Uh-huh.', why: 'backchannel' }),
        note({ kind: 'agent.resumed', reply: 1, fromMs: 0, why: 'backchannel' }),
        play(1, 1000),
      ),
      at(2800, mark(1000), heard(1, 'Hello, this is Alex.')),
    ]
    const { turns, pauses } = callMetrics(backchannel, { rates })
    expect(turns).toMatchObject([{ reply: 1, heard: 'Hello, this is Alex.' }])
    expect(pauses).toMatchObject([
      { pausedAt: 720, resumed: { at: 1550, why: 'backchannel' }, interrupted: undefined },
    ])
  })

  it('take the truth about the ear where it is known', () => {
    const { turns } = callMetrics(exchange, {
      rates,
      firstHeardAt: (reply) => (reply === 2 ? 4222 : undefined),
    })
    expect(turns.map(({ firstHeardAt }) => firstHeardAt)).toEqual([320, 4222])
  })

  it('show a turn that nothing answered, and keys without speech', () => {
    const entries = [
      ...exchange,
      at(5000, { type: 'transport.dtmf', digit: '4' }),
      at(
        6000,
        due('keypad'),
        note({
          ...{ kind: 'turn.ended', turn: 2, text: '[keypad] 4', by: 'keypad' },
          ...{ segments: [], patienceMs: 0 },
        }),
      ),
    ]
    expect(callMetrics(entries, { rates }).turns.at(-1)).toMatchObject({
      ...{
        turn: 2,
        reply: undefined,
        text: '[keypad] 4',
        endpointAt: 6000,
        speechOnset: undefined,
      },
    })
  })
})

describe('the metrics of a call that was really held', () => {
  it('place every turn on the line, and explain every latency', async () => {
    const clock = new VirtualClock()
    const { transport, providers } = smallWorld(clock, {
      caller: [
        { from: 3000, to: 4000, text: 'What is your name, please?' },
        { from: 8000, to: 8900, text: 'Thank you very much.' },
      ],
      model: () => 'My name is Alex.',
      hangsUpAt: 14_000,
    })
    const entries: Entry[] = []
    let over = false
    void runCall({
      ...{ clock, transport, providers, policy: defaultPolicy, log: { warn: () => {} } },
      agent: plainAgent({ greeting: 'Hello.', instructions: '' }),
      observers: [(entry) => entries.push(entry)],
    }).then(() => {
      over = true
    })
    await clock.run(() => over)
    const answered = callMetrics(entries, { rates }).turns.filter(({ turn }) => turn !== undefined)
    expect(answered.map(({ text }) => text)).toEqual([
      'What is your name, please?',
      'Thank you very much.',
    ])
    for (const { speechOnset, speechEnd, latency, heard, firstSentAt } of answered) {
      expect([3000, 8000]).toContain(Math.floor((speechOnset?.mediaAt ?? 0) / 100) * 100)
      expect(heard).toBe('My name is Alex.')
      expect(latency?.totalMs).toBe((firstSentAt ?? 0) - (speechEnd?.at ?? 0))
      const { unaccounted = -1, ...explained } = latency?.stages ?? {}
      expect(unaccounted).toBe(0)
      expect(Object.values(explained).reduce((sum, ms) => sum + ms, 0)).toBe(latency?.totalMs)
      // The model was asked as soon as the words were there, and had answered when the turn was over.
      expect(explained).toMatchObject({ transcript: 150, model: 0, tools: 0 })
    }
  })
})
