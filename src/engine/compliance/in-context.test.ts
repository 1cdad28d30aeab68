import { describe, expect, it } from 'vitest'
import {
  asOneNumber,
  asOneSentence,
  saidBefore,
  saysSomething,
  sentenceWith,
  spans,
} from './in-context.js'

describe('a sentence in its context', () => {
  it('is joined with words that ended no sentence, and only with them', () => {
    expect(sentenceWith('Well then. If you', 'pay us.')).toMatchObject({
      text: 'If you pay us.',
      at: 7,
    })
    expect(sentenceWith('Well then.', 'Pay us.')).toMatchObject({ text: 'Pay us.', at: 0 })
    expect(sentenceWith('He said "no."', 'Pay us.')).toMatchObject({ text: 'Pay us.', at: 0 })
    expect(sentenceWith('', 'Pay us.')).toMatchObject({ text: 'Pay us.', at: 0 })
  })

  it('goes on from the sentences before as if they had not ended, place for place', () => {
    const both = asOneSentence('We may come... Yes!', 'With him.')
    expect(both.text).toBe('We may come,,, Yes, With him.')
    expect(both.said).toBe('We may come... Yes! With him.')
    expect(saidBefore(both)).toBe('We may come... Yes!')
  })

  it('goes on from a number without the mark behind it', () => {
    expect(asOneNumber('It is $1,', '200.').text).toBe('It is $1  200.')
    expect(asOneNumber('It is {{balance}}.', 'times two').text).toBe('It is {{balance}}  times two')
  })

  it('looks back at no more than the last words', () => {
    const long = `${'One word after another. '.repeat(40)}The end is here.`
    const { text, at } = asOneSentence(long, 'And on.')
    expect(text.endsWith('The end is here, And on.')).toBe(true)
    expect(at).toBeLessThan(150)
  })

  it('is spanned by what has words of both', () => {
    const both = asOneSentence('One two.', 'Three.')
    expect(spans(both, { start: 4, end: both.text.length })).toBe(true)
    expect(spans(both, { start: 0, end: 7 })).toBe(false)
    expect(spans(both, { start: both.at, end: both.text.length })).toBe(false)
  })

  it('says something when it has a word that not every sentence begins with', () => {
    expect(saysSomething('With the sheriff')).toBe(true)
    expect(saysSomething('Since you are')).toBe(false)
  })
})
