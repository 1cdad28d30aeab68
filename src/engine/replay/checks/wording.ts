import type { Wording } from '../../fixture/expect.js'
import { normaliseText } from '../../fixture/normalise-text.js'
import { type Check, judged, quote, type Subject } from './check.js'

/** Whether a text has all the wording asked for. */
export function fitsWording(wording: Wording | undefined, text: string): boolean {
  return wording === undefined || wordingChecks({ name: '', line: 0 }, wording, text).every(passed)
}

/** A check for each phrase. Texts are compared as they sound. */
export function wordingChecks(
  subject: Subject,
  wording: Wording,
  text: string,
  at?: number,
): readonly Check[] {
  const sounds = normaliseText(text)
  const when = at === undefined ? {} : { at }
  const got = text === '' ? 'nothing' : quote(text)
  const check = (word: string, phrase: string, line: number, fits: boolean) =>
    judged({ name: `${subject.name} ${word}`, line }, fits, {
      wanted: `${word} ${quote(phrase)}`,
      got,
      ...when,
    })
  return [
    ...(wording.contains ?? []).map(({ value, line }) =>
      check('contains', value, line, hasPhrase(sounds, value)),
    ),
    ...(wording.equals === undefined
      ? []
      : [check('equals', wording.equals, wording.line, sounds === normaliseText(wording.equals))]),
    ...(wording.absent ?? []).map(({ value, line }) =>
      check('absent', value, line, !hasPhrase(sounds, value)),
    ),
  ]
}

/** Whether a phrase occurs in a normalised text, in whole words. A phrase without a single word occurs nowhere. */
export function hasPhrase(sounds: string, phrase: string): boolean {
  const wanted = normaliseText(phrase)
  return wanted !== '' && ` ${sounds} `.includes(` ${wanted} `)
}

const passed = (check: Check): boolean => check.result === 'passed'
