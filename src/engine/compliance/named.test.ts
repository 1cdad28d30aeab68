import { describe, expect, it } from 'vitest'
import { wronglyNamed } from './named.js'

const known = {
  company: 'Halvorsen Services',
  account: { name: 'Dana Whitlock', creditor: 'Bluestone Bank' },
} as Parameters<typeof wronglyNamed>[1]
const rulesOf = (text: string, at = 0) =>
  wronglyNamed({ text, said: text, at }, known).map(({ rule }) => rule)

describe('a name that this call does not know', () => {
  it.each([
    'Hello Robert.',
    'thanks, linda.',
    'Zelda, can you hear me? Okay, Zelda.',
    'Mr. Whitfield, one moment.',
    'Am I speaking with Thomas?',
    'Is that fine with you, Priya?',
    'Robert, let me explain.',
  ])('is found where a person is addressed: %s', (text) => {
    expect(rulesOf(text)).toEqual(['name.wrong_person'])
  })

  it.each([
    'This is about your Chase account.',
    'your wells fargo card',
    'We call on behalf of Northern Lights.',
    "We're Redwood Recovery.",
    'You owe this to Acme Lending.',
    'The bank, Barclays, asked us.',
  ])('is found where a company is owed or calls: %s', (text) => {
    expect(rulesOf(text)).toContain('name.wrong_company')
  })

  it.each([
    'Hello Dana, thanks, Dana.',
    'Ms. Whitlock, one moment.',
    'Okay, Monday is fine, thank you.',
    'Sure, I can do that.',
    'However, it is up to you.',
    'We call on behalf of Bluestone Bank.',
    'This is Halvorsen Services.',
    'Your April statement, please.',
    'I can chase that up, and you may discover more.',
    'We take Visa, Mastercard and Discover.',
    'The Consumer Financial Protection Bureau can help.',
  ])('is not any other word: %s', (text) => {
    expect(rulesOf(text)).toEqual([])
  })

  it('counts only where new words complete it', () => {
    expect(rulesOf('Thank you, Robert.', 'Thank you, '.length)).toEqual(['name.wrong_person'])
    expect(rulesOf('Thank you, Robert. Fine.', 'Thank you, Robert. '.length)).toEqual([])
  })
})
