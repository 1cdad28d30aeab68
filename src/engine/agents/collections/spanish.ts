/** A caller who speaks Spanish: a person who does takes over, now or by calling back. */
import { add, audit, type Draft, finish, put, say, task } from './draft.js'
import type { LineName } from './lines/lines.js'
import { type Answer, type Said, wordsOf } from './said.js'

const spoken = ({ options }: Draft): boolean => options.spanishVoice === 'yes'

/** The line for a caller who speaks Spanish, where the voice does too. */
export function inSpanish(d: Draft, { events }: Said, line: LineName, spanish: LineName): LineName {
  return events.includes('spanish') && spoken(d) ? spanish : line
}

export function beginSpanish(d: Draft): Draft {
  const { handoffSpanish: to } = d.options
  if (to !== undefined) {
    const over = audit(put(d, { stage: 'over' }), 'outcome', {
      outcome: 'the caller speaks Spanish',
    })
    return add(say(over, spoken(d) ? 'spanish' : 'english_transfer', false), {
      type: 'transfer',
      to,
    })
  }
  if (!spoken(d)) return callBack(d, 'english_only')
  return say(put(d, { stage: 'spanish', lines: [], askedTwice: false }), 'spanish_offer')
}

function callBack(d: Draft, line: LineName): Draft {
  return finish(task(d, 'call_back_in_spanish', 1), line, 'the caller speaks Spanish')
}

/** An answer that is neither is asked for once more; then a person calls, who can be told no. */
export const spanish: Answer = (d, said) => {
  const { text, digits } = said
  if (/\b(?:no|nunca|not|bye|goodbye|adi[oó]s)(?![\p{L}])/iu.test(text) || digits.startsWith('2'))
    return finish(d, 'spanish_close', 'the caller speaks Spanish')
  const noted = audit(d, 'noted', { words: wordsOf(said) })
  if (
    /(?:^|[^\p{L}])(?:s[ií]|yes|claro|ok(?:ay)?|bueno|de acuerdo|por favor)(?![\p{L}])/iu.test(
      text,
    ) ||
    digits.startsWith('1') ||
    d.state.askedTwice
  )
    return callBack(noted, 'spanish_noted')
  return say(put(d, { askedTwice: true }), 'spanish_offer')
}
