import { describe, expect, it } from 'vitest'
import { silence } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { CallEvent, Word } from '../call/event.js'
import type { Entry } from '../report/entry.js'
import { heardWords, type SpokenReply, spokenReplies, wordsBut } from './heard-words.js'
import type { HeardSpan } from './simulation.js'

const synthesize = (
  sentence: number,
  text: string,
  voice: 'main' | 'backup' = 'main',
): Command => ({
  ...{ type: 'synthesize', reply: 1, sentence, text, voice },
})

const audio = (sentence: number, ms: number, words?: readonly Word[]): CallEvent => ({
  ...{ type: 'tts.audio', reply: 1, sentence, mulaw: silence(0, ms).mulaw, level: -20, at: 0 },
  ...(words && { words }),
})

const ended = (sentence: number): CallEvent => ({ type: 'tts.ended', reply: 1, sentence, at: 0 })

const entry = (event: CallEvent, ...commands: readonly Command[]): Entry => ({ event, commands })

const start: CallEvent = { type: 'transport.started', from: '', to: '', at: 0 }

const span = (fromMs: number, toMs: number, at: number): HeardSpan => ({
  ...{ reply: 1, epoch: 1, fromMs, toMs, at },
})

function spoken(...entries: readonly Entry[]): SpokenReply {
  const reply = spokenReplies(entries).get(1)
  if (reply === undefined) throw new Error('nothing was spoken')
  return reply
}

const texts = (words: readonly { readonly text: string }[]) => words.map(({ text }) => text)

describe('words on the timeline of a reply', () => {
  const two = spoken(
    entry(start, synthesize(1, 'one two'), synthesize(2, 'three four')),
    entry(
      audio(1, 1000, [
        { text: 'one', from: 0, to: 400 },
        { text: 'two', from: 500, to: 900 },
      ]),
    ),
    entry(ended(1)),
    entry(audio(2, 600)),
    entry(ended(2)),
  )

  it('lie behind each other, sentence by sentence; without times by their letters', () => {
    expect(two.sentences.map(({ from, to }) => [from, to])).toEqual([
      [0, 1000],
      [1000, 1600],
    ])
    expect(two.sentences.flatMap(({ words }) => words.map(({ to }) => Math.round(to)))).toEqual([
      400, 900, 1333, 1600,
    ])
  })

  it('are heard when the line played their end, at that time', () => {
    expect(heardWords(two, [span(0, 899, 5000)])).toEqual([
      { text: 'one', sentence: 1, endedAt: 5400 },
    ])
    expect(texts(heardWords(two, [span(0, 900, 5000)]))).toEqual(['one', 'two'])
  })

  it('count once when the agent went back and said them again', () => {
    const heard = heardWords(two, [span(0, 950, 5000), span(500, 1600, 7000)])
    expect(heard.map(({ text, endedAt }) => [text, Math.round(endedAt)])).toEqual([
      ['one', 5400],
      ['two', 5900],
      ['three', 7833],
      ['four', 8100],
    ])
  })

  it('of another reply are not this one', () => {
    expect(heardWords(two, [{ ...span(0, 1600, 0), reply: 2 }])).toEqual([])
  })

  it('can be taken without those of a sentence', () => {
    const heard = heardWords(two, [span(0, 1600, 0)])
    expect(texts(wordsBut(two, heard, 'one two'))).toEqual(['three', 'four'])
  })
})

describe('a voice that breaks off', () => {
  const gaveUp: Command = {
    type: 'note',
    note: { kind: 'fallback', part: 'tts', why: 'stalled', did: 'backup-voice' },
  }

  it('leaves what it had said, and the other voice says the rest', () => {
    const reply = spoken(
      entry(start, synthesize(1, 'one two three'), synthesize(2, 'four')),
      entry(audio(1, 600, [{ text: 'one', from: 0, to: 400 }])),
      entry(audio(1, 200, [{ text: 'two', from: 650, to: 1100 }])),
      entry(
        { type: 'timer.due', timer: 'voice', at: 0 },
        gaveUp,
        synthesize(3, 'two three', 'backup'),
        synthesize(4, 'four', 'backup'),
      ),
      entry(audio(1, 400)),
      entry(audio(3, 900)),
      entry(audio(4, 500)),
    )
    expect(reply.sentences.map(({ text, from, to }) => [text, from, to])).toEqual([
      ['one', 0, 800],
      ['two three', 800, 1700],
      ['four', 1700, 2200],
    ])
    expect(texts(heardWords(reply, [span(0, 2200, 0)]))).toEqual(['one', 'two', 'three', 'four'])
  })
})
