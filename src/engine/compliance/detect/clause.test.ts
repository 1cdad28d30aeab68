import { describe, expect, it } from 'vitest'
import { checkAgentText } from './agent/check-agent-text.js'
import { ownClause } from './clause.js'

/** The clause of the last word. */
const clauseOf = (sentence: string) => {
  const text = ` ${sentence} `
  return text.slice(ownClause(text, text.trimEnd().lastIndexOf(' ') + 1)).trim()
}

describe('the clause a word stands in', () => {
  it.each([
    ['if you do not pay , you will be arrested', 'you will be arrested'],
    ['if you do not pay you will be arrested', 'you will be arrested'],
    ['you never paid , so a warrant is issued', 'a warrant is issued'],
    ['without a payment , the account goes to court', 'the account goes to court'],
    ['since you have not paid , we will not sue', 'we will not sue'],
  ])('begins behind a condition with a "not": %s', (sentence, clause) => {
    expect(clauseOf(sentence)).toBe(clause)
  })

  it.each([
    'you can not be arrested',
    'i can not say whether you will be sued',
    'i do not know if you will be sued',
    'if you pay today , you will be fine',
    'nobody said that you will be arrested',
  ])('is the whole sentence otherwise: %s', (sentence) => {
    expect(clauseOf(sentence)).toBe(sentence)
  })

  it('takes its own "not" only for a denial', () => {
    expect(checkAgentText('If you do not pay, you will be arrested.')).not.toEqual([])
    expect(checkAgentText('If you do not pay, you can not be arrested for it.')).toEqual([])
  })
})
