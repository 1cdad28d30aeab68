import { describe, expect, it } from 'vitest'
import type { Entry } from './entry.js'
import {
  at,
  begun,
  due,
  exchange,
  final,
  heard,
  mark,
  note,
  play,
  speak,
} from './small-log.test-kit.js'
import { transcribeCall } from './transcript.js'
import { toVtt } from './vtt.js'

const rates = { wireMs: 50, earMs: 150 }
const textOf = (entries: readonly Entry[]) => toVtt(transcribeCall(entries, rates), 'a <call>')

describe('the transcript of a call', () => {
  it('has what each side said, with the times at which it was spoken and heard', () => {
    expect(transcribeCall(exchange, rates)).toEqual([
      {
        ...{ who: 'agent', reply: 1, text: 'Hello, who is this?' },
        ...{ from: 320, to: 1320, cutBy: undefined },
      },
      { who: 'caller', turn: 1, text: 'It is Jordan.', from: 2060, to: 2660 },
      {
        ...{ who: 'agent', reply: 2, text: 'Thank you, Jordan.' },
        ...{ from: 4100, to: 4500, cutBy: undefined },
      },
    ])
  })

  it('has only what was heard of a reply that was cut, up to where its sound ended', () => {
    const cut = [
      ...exchange.slice(0, 3),
      at(
        700,
        due('pause'),
        { type: 'clear' },
        note({ kind: 'agent.interrupted', reply: 1, by: 'duration', heard: 'Hello,' }),
      ),
    ]
    const next = [
      at(800, due('endpoint'), begun(2), speak(2), play(2, 200)),
      at(1300, mark(200), heard(2, 'Yes?')),
    ]
    expect(transcribeCall([...cut, ...next], rates)).toEqual([
      { who: 'agent', reply: 1, text: 'Hello,', from: 320, to: 900, cutBy: 'duration' },
      { who: 'agent', reply: 2, text: 'Yes?', from: 1000, to: 1200, cutBy: undefined },
    ])
  })

  it('leaves out a reply of which nothing was heard', () => {
    const unheard = [
      at(0, { type: 'transport.started', from: '', to: '' }, begun(1), speak(1), play(1, 500)),
      at(
        10,
        { type: 'transport.dtmf', digit: '1' },
        { type: 'clear' },
        note({ kind: 'agent.interrupted', reply: 1, by: 'keypad', heard: '' }),
      ),
    ]
    expect(transcribeCall(unheard, rates)).toEqual([])
  })

  it('keeps words that were no turn, but not what a service said twice', () => {
    const ignored = (text: string, why: 'backchannel' | 'duplicate') =>
      note({ kind: 'words.ignored', segment: 1, text, why })
    const entries = [
      ...exchange,
      at(4700, final(1, 'Uh-huh.'), ignored('Uh-huh.', 'backchannel')),
      at(4800, final(1, 'Uh-huh.'), ignored('Uh-huh.', 'duplicate')),
    ]
    const kept = transcribeCall(entries, rates).filter((item) => 'ignored' in item)
    expect(kept).toEqual([
      { who: 'caller', text: 'Uh-huh.', ignored: 'backchannel', from: 2060, to: 2660 },
    ])
  })
})

describe('a transcript as WebVTT', () => {
  it('has a cue for each side, and notes for tools', () => {
    const call = { id: 'x', name: 'look_up', input: '{}' }
    const entries = [
      ...exchange,
      at(4650, due('endpoint'), { type: 'callTool', reply: 2, call }),
      at(4738, { type: 'tool.returned', id: 'x', output: '{}' }),
    ]
    expect(textOf(entries)).toBe(
      `WEBVTT - a &lt;call&gt;

NOTE format voice-agent.transcript/1

t0
00:00:00.320 --> 00:00:01.320
<v Agent>Hello, who is this?

t1
00:00:02.060 --> 00:00:02.660
<v Caller>It is Jordan.

t2
00:00:04.100 --> 00:00:04.500
<v Agent>Thank you, Jordan.

NOTE tool look_up ok 88 ms
`,
    )
  })

  it('marks what was cut, ignored or not understood', () => {
    const times = { from: 0, to: 100 }
    const vtt = toVtt(
      [
        { who: 'agent', reply: 1, text: 'Well, a', cutBy: 'words', ...times },
        { who: 'caller', text: 'mhm', ignored: 'backchannel', ...times },
        { who: 'caller', turn: 1, unheard: true, ...times },
      ],
      'x',
    )
    expect(vtt.match(/<v.*/g)).toEqual([
      '<v.cut Agent>Well, a',
      '<v.backchannel Caller>mhm',
      '<v.unheard Caller>(not understood)',
    ])
  })

  it('lets no words break a cue, and no cue end before it begins', () => {
    const said = 'a --> b\n\nt9 <b>& c'
    const item = { who: 'caller', turn: 1, text: said, from: 3_599_999.6, to: 3_599_999.6 } as const
    expect(toVtt([item], 'x')).toContain(
      't0\n01:00:00.000 --> 01:00:00.001\n<v Caller>a --&gt; b t9 &lt;b&gt;&amp; c\n',
    )
  })
})
