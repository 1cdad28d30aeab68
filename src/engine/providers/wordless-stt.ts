/**
 * Speech-to-text without a service: it knows that the caller has spoken, and no words. Every piece of speech becomes `[speech]`, so that
 * the agent can say that it does not understand words here, instead of asking for ever to say it again. A script may give the
 * words in its place: its first line for the first piece of the call, and so on; after the last line it is `[speech]` again.
 */
import { PartQueue } from './part-queue.js'
import type { SpeechToText, SpeechToTextPart } from './provider.js'

/** Stands for words that nobody could make out, as `[keypad]` stands before keys. */
export const unknownWords = '[speech]'

/** @param lines what the caller of every call says, a line for each piece of speech */
export function wordlessStt(lines: readonly string[] = []): SpeechToText {
  return {
    open({ signal }) {
      const out = new PartQueue<SpeechToTextPart>(signal)
      let spoken = 0
      return {
        write() {},
        commit(segment) {
          const text = lines[spoken++] ?? unknownWords
          out.push({ type: 'final', segment, text })
        },
        drop() {},
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}

/** The lines of a script; blank ones and those that begin with `#` are left out. */
export function scriptLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
