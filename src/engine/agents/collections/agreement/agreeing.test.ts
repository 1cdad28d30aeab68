/** What is asked about what a caller offered, and how often it may be changed. */
import { describe, expect, it } from 'vitest'
import { type Talk, verifiedTalk } from '../talk.test-kit.js'

/** A Wednesday. */
const call = { startedAt: '2026-11-25T16:00:00Z' }
const said = (...turns: readonly string[]): Talk => {
  const talk = verifiedTalk({ call })
  for (const turn of turns) talk.say(turn)
  return talk
}
const last = ({ spoken }: Talk) => spoken.slice(-2).join(' ')

describe('what may be one thing or another', () => {
  it.each([
    ['I can pay two fifty', /Is that \$250, or \$2\.50\?/],
    ['I can pay fifty or sixty dollars', /Is that \$50, or \$60\?/],
    ['I can pay fifty on next Friday', /Is that Friday, November 27, or Friday, December 4\?/],
    ['I can pay fifty dollars on Friday or Saturday', /Friday, November 27, or Saturday/],
  ])('is asked about and not guessed: "%s"', (text, question) => {
    const talk = said(text)
    expect(last(talk)).toMatch(question)
    expect(talk.ended).toBeUndefined()
  })

  it.each([
    ['two hundred and fifty', 'One payment of $250 on'],
    ['the first one', 'One payment of $250 on'],
    ['the second', 'One payment of $2.50 on'],
    ['no, three hundred', 'One payment of $300 on'],
  ])('is settled by an answer: "%s"', (answer, read) => {
    expect(last(said('I can pay two fifty tomorrow', answer))).toContain(read)
  })

  it('is settled by an answer for a day, too, and in a plan', () => {
    const day = said('I can pay fifty next Friday', 'the second one')
    expect(last(day)).toContain('One payment of $50 on December 4, 2026')
    const plan = said('in three parts', 'next Friday')
    expect(last(plan)).toContain('Is that Friday, November 27, or Friday, December 4?')
    plan.say('the later one')
    expect(last(plan)).toContain('The first is on December 4, 2026')
  })

  it('is for a person when it is said twice', () => {
    const talk = said('I can pay two fifty tomorrow', 'two fifty', 'two fifty')
    expect(talk.ended).toBe('no amount or day was named')
  })

  it('is asked about when the payments are not equal', () => {
    const talk = said('a hundred now and the rest on the fifteenth')
    expect(last(talk)).toContain('only write down equal payments')
    talk.say('three payments')
    expect(last(talk)).toContain('3 payments of $428.17')
  })
})

describe('what was read out', () => {
  it('is changed where the no says to what', () => {
    const talk = said('I can pay fifty on Friday', 'no, sixty')
    expect(last(talk)).toContain('One payment of $60 on November 27, 2026')
    talk.say('no, on Saturday')
    expect(last(talk)).toContain('One payment of $60 on November 28, 2026')
    talk.say('yes')
    expect(talk.ended).toBe('promise')
  })

  it.each([
    ['promise', ['I can pay fifty on Friday'], ['no', 'fifty on Friday']],
    ['promise', ['I can pay fifty on Friday'], ['no, sixty', 'no, fifty']],
    ['plan', ['in three parts from tomorrow'], ['no', 'every two weeks', 'no', 'every month']],
    ['plan', ['in three parts from tomorrow'], ['no', 'hmm']],
    ['plan', ['in three parts from tomorrow'], ['four payments', 'three payments']],
  ])(
    'of a %s is refused or changed a few times, and then a person takes over',
    (_, turns, more) => {
      const talk = said(...turns)
      for (let i = 0; i < 20 && talk.ended === undefined; i++) talk.say(more[i % more.length] ?? '')
      expect(talk.ended).toMatch(/agreed/)
      expect(talk.spoken.at(-1)).toContain('a person')
      expect(talk.state.corrections).toBe(4)
      expect(talk.records.map(({ kind }) => kind)).not.toContain('promise')
    },
  )

  it('may be agreed to after three changes', () => {
    const talk = said('I can pay fifty on Friday', 'no, sixty', 'no, on Saturday', 'no, seventy')
    talk.say('yes')
    expect(talk.ended).toBe('promise')
  })

  it('of a plan is changed in the part that is named', () => {
    const talk = said('four payments', 'tomorrow', 'no', 'the amount')
    expect(last(talk)).toContain('How much would you like to pay each time?')
    talk.say('five hundred')
    expect(last(talk)).toContain('3 payments of $500')
    talk.say('no')
    talk.say('the day')
    expect(last(talk)).toContain('On which day would you like to make the first payment?')
    talk.say('on Monday')
    expect(last(talk)).toContain('The first is on November 30, 2026')
    talk.say('no, four hundred')
    expect(last(talk)).toContain('4 payments of $400')
  })

  it('of a plan is read anew with another interval, which is no number of payments', () => {
    const talk = said('six payments', 'on Friday', 'no', 'every two weeks')
    expect(last(talk)).toContain('6 payments of $214.09, one every two weeks')
  })

  it('of a plan asks twice for the amount of each', () => {
    const talk = said('four payments', 'tomorrow', 'no', 'the amount', 'well', 'hmm')
    expect(talk.ended).toBe('no plan was agreed')
  })
})

describe('an offer', () => {
  it.each([
    ["I can't pay all of it, but I can pay half today", 'One payment of $642.25 on November 25'],
    ["well I don't have much, maybe twenty bucks or so", 'On which day'],
    ['how about the end of the month', 'Which amount would you like to pay?'],
    ['I could do a couple hundred', 'On which day'],
  ])('is heard although money is short or much else is said: "%s"', (text, answer) => {
    const talk = said(text)
    expect(last(talk)).toContain(answer)
    expect(talk.generates).toBe(0)
  })

  it('of the day takes the smallest plan that was offered', () => {
    const talk = said('fifty a month', 'on Friday')
    expect(last(talk)).toContain('12 payments of $107.05')
    expect(last(talk)).toContain('The first is on November 27, 2026')
  })
})
