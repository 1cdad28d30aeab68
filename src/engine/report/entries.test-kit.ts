/** Arbitrary logs: not calls that could happen, but everything a log must be able to hold. */
import fc from 'fast-check'
import { type AudioFrame, silence } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import type { CallEvent, Happening } from '../call/event.js'
import type { Entry } from './entry.js'

const id = fc.nat({ max: 9 })
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
/** Times as clocks give them: whole, of a sample, of a microsecond, and any. */
const ms = fc.oneof(
  fc.nat({ max: 5000 }),
  fc.nat({ max: 5000 }).map((samples) => samples / 8),
  fc.nat({ max: 5_000_000 }).map((microseconds) => microseconds / 1000),
  fc.double({ min: 0, max: 5000, noNaN: true }).map((value) => value + 0),
)
const sound = fc
  .oneof(fc.constant(160), fc.nat({ max: 200 }))
  .map((bytes) => new Uint8Array(bytes).fill(0x55))
const frame: fc.Arbitrary<AudioFrame> = fc.record({ mulaw: sound, mediaAt: ms })

const listening: fc.Arbitrary<Command> = fc.oneof(
  frame.map((frame) => ({ type: 'scoreSpeech', frame }) as const),
  fc.record({ type: fc.constant('transcribe' as const), segment: id, frame }),
)
const score: fc.Arbitrary<Happening> = fc.record({
  type: fc.constant('vad.scored' as const),
  probability: fc.nat({ max: 10_000 }).map((share) => share / 10_000),
  level: fc.integer({ min: -96, max: 0 }),
  upTo: ms,
})
const heard: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    event: fc.record({ at: ms, type: fc.constant('transport.audio' as const), frame }),
    commands: fc.array(listening, { maxLength: 3 }),
  }),
  fc.tuple(ms, frame).map(([at, frame]) => ({
    event: { at, type: 'transport.audio' as const, frame },
    commands: [{ type: 'scoreSpeech' as const, frame }],
  })),
  fc.tuple(ms, score, fc.array(listening, { maxLength: 2 })).map(([at, event, commands]) => ({
    event: { at, ...event },
    commands,
  })),
)

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role: fc.constantFrom('system' as const, 'user' as const), text }),
  fc.record({ role: fc.constant('assistant' as const), text, cutOff: fc.constant(true as const) }),
)
const command: fc.Arbitrary<Command> = fc.oneof(
  listening,
  fc.record({
    ...{ type: fc.constant('generate' as const), reply: id, request: id },
    messages: fc.array(message, { maxLength: 6 }),
    tools: fc.array(text, { maxLength: 2 }),
  }),
  fc.record({
    ...{ type: fc.constant('play' as const), reply: id, mulaw: sound },
    mark: fc.record({ epoch: id, endMs: ms }),
  }),
  fc.record({
    type: fc.constant('note' as const),
    note: fc.record({ kind: fc.constant('speech.started' as const), segment: id, mediaAt: ms }),
  }),
  fc.constant({ type: 'clear' } as const),
)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ type: fc.constant('stt.final' as const), segment: id, text }),
  fc.record({
    ...{ type: fc.constant('tts.audio' as const), reply: id, sentence: id, mulaw: sound },
    level: fc.integer({ min: -96, max: 0 }),
    words: fc.array(fc.record({ text, from: ms, to: ms }), { maxLength: 2 }),
  }),
  fc.constant({ type: 'timer.due', timer: 'pump' } as const),
  frame.map((frame) => ({ type: 'transport.audio', frame }) as const),
  score,
)
const acted: fc.Arbitrary<Entry> = fc
  .tuple(ms, happening, fc.array(command, { maxLength: 4 }), fc.option(text, { freq: 9 }))
  .map(([at, happening, commands, fault]) => ({
    event: { at, ...happening },
    commands,
    ...(fault === null ? {} : { fault }),
  }))

/** Times that grow by what was drawn. */
const oneAfterAnother = (entries: readonly Entry[]): readonly Entry[] => {
  let at = 0
  return entries.map((entry) => {
    at = Math.round((at + entry.event.at / 50) * 1000) / 1000
    return { ...entry, event: { ...entry.event, at } as CallEvent }
  })
}

export const heardEntries = fc.array(heard, { minLength: 1, maxLength: 40 })
export const anyEntries = fc
  .tuple(fc.array(fc.oneof(heard, acted), { minLength: 1, maxLength: 40 }), fc.boolean())
  .map(([entries, real]) => (real ? oneAfterAnother(entries) : entries))

/** The same log with silence in place of sound, as it comes back from a file. */
export function withoutSound(entries: readonly Entry[]): readonly Entry[] {
  const silent = (value: unknown): unknown => {
    if (value instanceof Uint8Array) return silence(0, value.length / 8).mulaw
    if (Array.isArray(value)) return value.map(silent)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, silent(field)]))
  }
  return silent(entries) as readonly Entry[]
}
