import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { silence } from '../audio/frame.js'
import { defaultPolicy } from '../call/policy.js'
import { anyEntries, heardEntries, withoutSound } from './entries.test-kit.js'
import type { Entry } from './entry.js'
import { type LogHeader, LogWriter, readLog } from './log-format.js'
import { isListening, packRow, unpackRow } from './packed-row.js'

const header: LogHeader = {
  callId: 'c1',
  creator: 'voice-agent 0.1.0',
  policy: defaultPolicy,
  agent: { name: 'plain', options: { greeting: 'Hello.' } },
}

function write(entries: readonly Entry[]): readonly string[] {
  const lines: string[] = []
  const writer = new LogWriter(header, (line) => lines.push(line))
  for (const entry of entries) writer.write(entry)
  writer.flush()
  return lines
}

const frameEntry = (i: number): Entry => {
  const frame = silence(20 * i, 20)
  const at = 20 * i + 60
  return {
    event: { at, type: 'transport.audio', frame },
    commands: [{ type: 'scoreSpeech', frame }],
  }
}
const scoreEntry = (i: number): Entry => ({
  event: { at: 20 * i + 60, type: 'vad.scored', probability: 0.0123, level: -45, upTo: 32 * i },
  commands: [],
})
const timer: Entry = { event: { at: 500, type: 'timer.due', timer: 'pump' }, commands: [] }

describe('a packed row', () => {
  it('gives back every frame, score and command, in order', () => {
    fc.assert(
      fc.property(heardEntries, (entries) => {
        const listening = entries.filter(isListening)
        const at = listening[0]?.event.at ?? 0
        expect(unpackRow(at, packRow(at, listening))).toEqual(withoutSound(entries))
      }),
    )
  })

  it('costs a few characters for a frame that was only scored', () => {
    const entries = Array.from({ length: 50 }, (_, i) => frameEntry(i)).filter(isListening)
    expect(packRow(60, entries)).toBe(`a0@0${' a20'.repeat(49)}`)
  })

  it.each([
    '',
    'a',
    'a20',
    'v0,1',
    'v0,0.5,-3',
    'a0@0 x',
    'a0@0>q',
    'a0@0>t',
    'a0@0>s@',
    'v0,1,2^3>s',
  ])('is refused when a word makes no sense: %j', (row) => {
    expect(unpackRow(0, row)).toBeUndefined()
  })
})

describe('the log of a call', () => {
  it('gives back everything but sound, in order', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const log = readLog(write(entries), 'log.jsonl')
        expect(log.entries).toEqual(withoutSound(entries))
        expect(log.header).toEqual(header)
        expect(write(log.entries)).toEqual(write(entries))
      }),
      { numRuns: 300 },
    )
  })

  it('packs a second of listening into one line, and never over anything else', () => {
    const listening = Array.from({ length: 120 }, (_, i) => [frameEntry(i), scoreEntry(i)]).flat()
    const entries = [...listening.slice(0, 60), timer, ...listening.slice(60)]
    const lines = write(entries).slice(1)
    const kinds = lines.map((line) => ('packed' in JSON.parse(line) ? 'packed' : 'entry'))
    expect(kinds).toEqual(['packed', 'entry', 'packed', 'packed'])
    expect(readLog(write(entries), 'x').entries).toEqual(entries)
  })

  it('names only the messages that the request before did not have', () => {
    const messages = ['system', 'user', 'assistant', 'user'].map((role, i) => ({
      ...{ role: role as 'system' | 'user', text: `message ${i}` },
    }))
    const ask = (request: number, count: number): Entry => ({
      event: { at: request, type: 'timer.due', timer: 'endpoint' },
      commands: [
        { type: 'generate', reply: 1, request, messages: messages.slice(0, count), tools: [] },
      ],
    })
    const lines = write([ask(1, 2), ask(2, 4), ask(3, 1)])
    const logged = lines.slice(1).map((line) => JSON.parse(line).commands[0])
    expect(logged.map(({ count, added }) => [count, added.length])).toEqual([
      [2, 2],
      [4, 2],
      [1, 0],
    ])
  })

  it('says which line an entry came from', () => {
    const log = readLog(write([frameEntry(0), frameEntry(1), timer, frameEntry(2)]), 'x')
    expect(log.lines).toEqual([2, 2, 3, 4])
  })
})

describe('a log that cannot be read', () => {
  const [first = '', ...rest] = write([timer])
  const changed = (change: object) => JSON.stringify({ ...JSON.parse(first), ...change })
  const event = (event: object, commands: unknown = []) => JSON.stringify({ event, commands })
  it.each([
    ['E_LOG_BROKEN', 'holds no event', [], 'log.jsonl'],
    ['E_LOG_BROKEN', 'holds no event', [first], 'log.jsonl'],
    ['E_LOG_BROKEN', 'begin with its header', rest, 'log.jsonl:1'],
    ['E_LOG_BROKEN', 'policy and the agent', [changed({ agent: 'plain' })], 'log.jsonl:1'],
    ['E_FORMAT_NEWER', 'log/2', [changed({ format: 'voice-agent.log/2' })], 'log.jsonl:1'],
    ['E_FORMAT_UNKNOWN', 'tape/1', [changed({ format: 'voice-agent.tape/1' })], 'log.jsonl:1'],
    ['E_LOG_BROKEN', 'not a JSON object', [first, '{"event":{"at":1'], 'log.jsonl:2'],
    ['E_LOG_BROKEN', 'no event', [first, '{}'], 'log.jsonl:2'],
    ['E_LOG_BROKEN', '"vad.scord"', [first, event({ at: 1, type: 'vad.scord' })], 'log.jsonl:2'],
    ['E_LOG_BROKEN', 'without a time', [first, event({ type: 'timer.due' })], 'log.jsonl:2'],
    [
      'E_LOG_BROKEN',
      'a transport.mark without a mark.endMs',
      [first, event({ at: 1, type: 'transport.mark', mark: { epoch: 1 } })],
      'log.jsonl:2',
    ],
    [
      'E_LOG_BROKEN',
      'commands that cannot be read',
      [first, ...rest, event({ at: 1, type: 'control.interrupt' }, [{ type: 'scoreSpeech' }])],
      'log.jsonl:3',
    ],
    ['E_LOG_BROKEN', 'packed row', [first, '{"packed":"a20 b20","at":4}'], 'log.jsonl:2'],
  ])('is refused with %s: %s', (code, message, lines, where) => {
    expect(() => readLog(lines, 'log.jsonl')).toThrow(
      expect.objectContaining({ code, where, message: expect.stringContaining(message) }),
    )
  })
})
