import { describe, expect, it } from 'vitest'
import { silence } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Entry } from './entry.js'
import { traceCall } from './trace.js'

const frameAt = (at: number, segment?: number): Entry => {
  const frame = silence(at - 60, 20)
  const commands: readonly Command[] = [
    { type: 'scoreSpeech', frame },
    ...(segment === undefined ? [] : [{ type: 'transcribe', segment, frame } as const]),
  ]
  return { event: { at, type: 'transport.audio', frame }, commands }
}
const scoreAt = (at: number, probability: number, commands: readonly Command[] = []): Entry => ({
  event: { at, type: 'vad.scored', probability, level: -40, upTo: at - 60 },
  commands,
})

describe('the trace of a call', () => {
  it('folds a run of frames and scores into one line, with counts and the highest score', () => {
    const entries = [
      frameAt(61_040),
      scoreAt(61_040, 0.02),
      frameAt(61_060),
      scoreAt(61_060, 0.417),
    ]
    expect(traceCall(entries)).toEqual(['01:01.040  . 2 frames (40 ms), 2 scores, highest 0.42'])
  })

  it('says which segment listened meanwhile', () => {
    expect(traceCall([frameAt(60, 3), frameAt(80, 3)])).toEqual([
      '00:00.060  . 2 frames (40 ms), to segment 3',
    ])
  })

  it('shows any other event with all its fields, and its commands below it, in order', () => {
    const timer: Entry = {
      event: { at: 4068.125, type: 'timer.due', timer: 'endpoint' },
      commands: [
        { type: 'note', note: { kind: 'reply.started', cause: 'turn', reply: 2, turn: 1 } },
        {
          ...{ type: 'generate', reply: 2, request: 1, tools: ['look_up'] },
          messages: [{ role: 'user', text: 'Hi.' }],
        },
        {
          ...{ type: 'play', reply: 2, mulaw: new Uint8Array(1600) },
          mark: { epoch: 2, endMs: 200 },
        },
      ],
    }
    expect(traceCall([frameAt(60), timer, frameAt(80)])).toEqual([
      '00:00.060  . 1 frame (20 ms)',
      '00:04.068  timer.due timer="endpoint"',
      '           -> note reply.started cause="turn" reply=2 turn=1',
      '           -> generate reply=2 request=1 tools=["look_up"] messages=1',
      '           -> play reply=2 ms=200 mark={epoch=2 endMs=200}',
      '00:00.080  . 1 frame (20 ms)',
    ])
  })

  it('folds the frames that a new segment begins with', () => {
    const frame = silence(0, 20)
    const started: Command = {
      type: 'note',
      note: { kind: 'speech.started', segment: 1, mediaAt: 0 },
    }
    const transcribe: Command = { type: 'transcribe', segment: 1, frame }
    const entry = scoreAt(1000, 0.9, [
      started,
      transcribe,
      transcribe,
      { type: 'clear' },
      transcribe,
    ])
    expect(traceCall([entry]).slice(1)).toEqual([
      '           -> note speech.started segment=1 mediaAt=0',
      '           -> transcribe segment=1 2 frames (40 ms)',
      '           -> clear',
      '           -> transcribe segment=1 frame={ms=20 mediaAt=0}',
    ])
  })

  it('ends with the bug that ended the call', () => {
    const entry: Entry = {
      event: { at: 5, type: 'transport.dtmf', digit: '1' },
      commands: [],
      fault: 'transport.dtmf at 5 ms: a bug',
    }
    expect(traceCall([entry])).toEqual([
      '00:00.005  transport.dtmf digit="1"',
      '           !! transport.dtmf at 5 ms: a bug',
    ])
  })
})
