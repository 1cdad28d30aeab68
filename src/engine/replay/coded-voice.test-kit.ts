/**
 * A voice whose sound says which word it is: every ms of a word carries the word's number. So what came out at the caller's ear can be
 * read back, word by word, from the bytes the carrier played, whatever the engine believes of it.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { SpeechPart, TextToSpeech } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import { scriptedStream } from './scripted-stream.js'

/** One word that the voice was asked for. */
export interface CodedWord {
  readonly word: string
  /** The text it was asked for in, numbered in the order of asking. */
  readonly text: number
}

export interface CodedVoice {
  readonly tts: TextToSpeech
  /** Everything that was to be synthesized, in order. */
  readonly texts: readonly string[]
  /** The words of which any ms sounded, in order. */
  heardIn(mulaw: Uint8Array): readonly CodedWord[]
}

const wordMs: Millis = 40
const firstMs: Millis = 60
/** Audio comes so much faster than it sounds. */
const speed = 8

/** Quiet codes of mu-law around four digits of the word's number. */
const frame = (index: number): readonly number[] => [
  0xd5,
  ...[12, 8, 4, 0].map((shift) => 0xe0 | ((index >> shift) & 0xf)),
  ...[0xd5, 0xda, 0xd5],
]

export function codedVoice(clock: Clock): CodedVoice {
  const words: CodedWord[] = []
  const texts: string[] = []
  const soundOf = (text: string) => {
    texts.push(text)
    const spoken = text.split(/\s+/).filter((word) => word !== '')
    return spoken.map((word, i) => {
      words.push({ word, text: texts.length - 1 })
      const mulaw = new Uint8Array(wordMs * MULAW_BYTES_PER_MS)
      for (let ms = 0; ms < wordMs; ms++)
        mulaw.set(frame(words.length - 1), ms * MULAW_BYTES_PER_MS)
      const from = i * wordMs
      return { mulaw, words: [{ text: word, from, to: from + wordMs }], from }
    })
  }
  const tts: TextToSpeech = {
    open({ signal }) {
      const out = scriptedStream<SpeechPart>(clock, signal)
      let busyUntil = 0
      return {
        write(id, text) {
          const begin = Math.max(clock.now() + firstMs, busyUntil)
          const sound = soundOf(text)
          for (const { from, ...piece } of sound)
            out.at(Math.round(begin + from / speed), { type: 'audio', id, ...piece })
          busyUntil = Math.round(begin + (sound.length * wordMs) / speed)
          out.at(busyUntil, { type: 'ended', id })
        },
        end: () => out.endAt(Math.max(clock.now(), busyUntil)),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
  return { tts, texts, heardIn: (mulaw) => heard(words, mulaw) }
}

/** @throws Error when a sound is none of the voice's: then nothing can be said about what was heard */
function heard(words: readonly CodedWord[], mulaw: Uint8Array): readonly CodedWord[] {
  const found: CodedWord[] = []
  for (let at = 0; at + 8 <= mulaw.length; at += 8) {
    const bytes = mulaw.subarray(at, at + 8)
    if (bytes.every((byte) => byte === MULAW_SILENCE)) continue
    const index = bytes.subarray(1, 5).reduce((number, byte) => number * 16 + (byte & 0xf), 0)
    const word = words[index]
    if (word === undefined || frame(index).some((byte, i) => byte !== bytes[i]))
      throw new Error(`at ${at / 8} ms there sounds what nobody was asked to say`)
    if (found.at(-1) !== word) found.push(word)
  }
  return found
}
