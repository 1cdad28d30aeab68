/** Log entries written by hand, short enough to read. */
import { silence } from '../audio/frame.js'
import type { Command, Note } from '../call/command.js'
import type { Happening, Timer } from '../call/event.js'
import type { Entry } from './entry.js'

export function at(time: number, event: Happening, ...commands: readonly Command[]): Entry {
  return { event: { at: time, ...event }, commands }
}

export const note = (note: Note): Command => ({ type: 'note', note })
export const due = (timer: Timer): Happening => ({ type: 'timer.due', timer })
export const score = (probability: number): Happening => ({
  ...{ type: 'vad.scored', probability, level: -30, upTo: 0 },
})
export const mark = (endMs: number): Happening => ({
  ...{ type: 'transport.mark', mark: { epoch: 1, endMs } },
})
export const final = (segment: number, text: string): Happening => ({
  ...{ type: 'stt.final', segment, text },
})
export const play = (reply: number, ms: number): Command => ({
  ...{ type: 'play', reply, mulaw: silence(0, ms).mulaw, mark: { epoch: 1, endMs: ms } },
})
export const speak = (reply: number): Command => ({
  ...{ type: 'synthesize', reply, sentence: reply, text: '', voice: 'main' },
})
const ask = (reply: number): Command => ({
  ...{ type: 'generate', reply, request: reply, messages: [], tools: [] },
})
const words = (reply: number, text: string): Happening => ({
  ...{ type: 'llm.text', reply, request: reply, text },
})
export const voice = (reply: number): Happening => ({
  ...{ type: 'tts.audio', reply, sentence: reply, mulaw: silence(0, 20).mulaw, level: -20 },
})
/** A frame that ends 60 ms before it arrives. */
export const frame = (time: number): Entry =>
  at(time, { type: 'transport.audio', frame: silence(time - 80, 20) })

export const started = (segment: number, mediaAt: number): Command =>
  note({ kind: 'speech.started', segment, mediaAt })
export const stopped = (segment: number, mediaAt: number): readonly Command[] => [
  note({ kind: 'speech.stopped', segment, mediaAt, voicedMs: 500 }),
  { type: 'commitSpeech', segment },
]
export const turnEnded = (turn: number, text: string, segments: readonly number[]): Command =>
  note({ kind: 'turn.ended', turn, text, by: 'silence', segments, patienceMs: 700 })
export const begun = (reply: number, turn?: number): Command =>
  note(
    turn === undefined
      ? { kind: 'reply.started', reply, cause: 'opening' }
      : { kind: 'reply.started', reply, cause: 'turn', turn },
  )
export const heard = (reply: number, text: string): Command =>
  note({ kind: 'reply.heard', reply, text, evidence: 'mark' })

/** A greeting, a question and its answer. */
export const exchange: readonly Entry[] = [
  at(0, { type: 'transport.started', from: '', to: '' }, begun(1), speak(1)),
  frame(80),
  at(120, voice(1), play(1, 1000)),
  at(1320, mark(1000), heard(1, 'Hello, who is this?')),
  at(2100, score(0.9), started(1, 2000)),
  at(2900, score(0.1), ...stopped(1, 2600)),
  at(3050, final(1, 'It is Jordan.')),
  at(3360, due('endpoint'), turnEnded(1, 'It is Jordan.', [1]), begun(2, 1), ask(2)),
  at(3700, words(2, 'Thank you, ')),
  at(3760, words(2, 'Jordan. '), speak(2)),
  at(3900, voice(2), play(2, 200), play(2, 200)),
  at(4600, mark(400), heard(2, 'Thank you, Jordan.')),
]
