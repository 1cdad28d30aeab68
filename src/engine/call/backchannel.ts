/**
 * Does what the caller says over the agent ask for the floor?
 *
 * "Uh-huh" while the agent talks means "go on"; the same word after a question is an answer. So this only names what was said; who
 * may treat it as a backchannel, and when, is `barge-in.ts`.
 */
import { wordSet, wordsOf } from './words.js'

export type Overheard = 'nothing' | 'backchannel' | 'words'

/** More words than this ask for the floor, whatever they are. */
const mostWords = 4

export function overheard(text: string): Overheard {
  const words = soundsOf(text).filter((word, i, all) => word !== all[i - 1])
  if (words.length === 0) return 'nothing'
  if (asksBack(text, words)) return 'words'
  return words.length <= mostWords && words.every((word) => backchannels.has(word))
    ? 'backchannel'
    : 'words'
}

/** Words that are not backchannels; one of them in a partial result may still be taken back. */
export function contentWords(text: string): number {
  return soundsOf(text).filter((word) => !backchannels.has(word)).length
}

/** Words that want silence now, believed as soon as a partial result shows them. */
export function asksToStop(text: string): boolean {
  return wordsOf(text).some((word) => stopWords.has(word))
}

/** What people say into a line that is still silent. */
export function isHello(text: string): boolean {
  const words = wordsOf(text)
  return words.length > 0 && words.length <= longestHello && words.every((word) => hellos.has(word))
}

/** "Hello, hello, who is this?" */
const longestHello = 5

/** "Uh-huh" and "mm-hmm" are one sound each. */
function soundsOf(text: string): readonly string[] {
  return wordsOf(text.toLowerCase().replace(/\b(?:uh|u?mm?)[- ]?h(?:uh|u?mm?)\b/g, 'mhm'))
}

/** "Huh?", "okay?": the caller waits for an answer. "Really?" only goes along. */
function asksBack(text: string, words: readonly string[]): boolean {
  return /\?\s*$/.test(text) && !words.every((word) => wonder.has(word))
}

const wonder = wordSet('really oh wow mhm')

const backchannels = wordSet(
  'uh huh mm mmm hm hmm mhm hum ah oh yeah yea yep yup yes ya ok okay mkay right sure alright good great fine ' +
    "nice perfect exactly absolutely definitely correct gotcha understood i see got it go on cool really wow that's " +
    'sounds makes sense of course ' +
    'ajá aja sí si claro vale bueno ya muy bien exacto entiendo perfecto correcto dale',
)

const stopWords = wordSet(
  'stop wait hold no excuse sorry pardon espera espere alto oiga disculpe perdón',
)

const hellos = wordSet(
  'hello hi hey yes yeah hola bueno diga sí who is this anyone anybody there quién habla',
)
