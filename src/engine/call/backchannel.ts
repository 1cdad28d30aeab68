/**
 * Does what the caller says over the agent ask for the floor?
 *
 * "Uh-huh" while the agent talks means "go on"; the same word after a question is an answer. So this only names what was said; who
 * may treat it as a backchannel, and when, is `barge-in.ts`.
 */
import { wordsOf } from './words.js'

export type Overheard = 'nothing' | 'backchannel' | 'words'

/** A backchannel is at most this many words long. */
const mostWords = 3

export function overheard(text: string): Overheard {
  const words = wordsOf(text)
  if (words.length === 0) return 'nothing'
  return words.length <= mostWords && words.every((word) => backchannels.has(word))
    ? 'backchannel'
    : 'words'
}

/** Words that are not backchannels; one of them in a partial result may still be taken back. */
export function contentWords(text: string): number {
  return wordsOf(text).filter((word) => !backchannels.has(word)).length
}

/** Words that want silence now, believed as soon as a partial result shows them. */
export function asksToStop(text: string): boolean {
  return wordsOf(text).some((word) => stopWords.has(word))
}

/** What people say into a line that is still silent. */
export function isHello(text: string): boolean {
  const words = wordsOf(text)
  return words.length > 0 && words.length <= mostWords && words.every((word) => hellos.has(word))
}

const set = (words: string) => new Set(words.split(' '))

const backchannels = set(
  'uh huh uhhuh mm mmm hm hmm mhm mmhm hum ah oh yeah yea yep yes ya ok okay right sure ' +
    'alright good great fine i see got it go on cool really wow ajá aja sí si claro vale bueno ya',
)

const stopWords = set('stop wait hold no excuse sorry pardon espera espere alto')

const hellos = set('hello hi hey yes yeah hola bueno diga who is this')
