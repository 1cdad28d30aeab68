import { describe, expect, it } from 'vitest'
import { type Talk, verifiedTalk } from '../talk.test-kit.js'

const tasksOf = ({ records }: Talk) =>
  records.filter(({ kind }) => kind === 'task').map(({ task }) => task)

/** A talk that has come to a question, by what the caller said. */
const at = (...turns: readonly string[]): Talk => {
  const call = verifiedTalk()
  for (const turn of turns) call.say(turn)
  return call
}

const noAnswer = 'the weather is lovely here'

describe('a question that stays without an answer', () => {
  it.each([
    ['the day of a payment', ['I can pay two hundred dollars'], /on which day/i],
    ['the amount', ['I can pay on Friday'], /which amount/i],
    ['amount and day', ['I want to pay something'], /how much would you like to pay/i],
    [
      'the day of a plan',
      ['can I pay in parts', 'three payments'],
      /on which day|which day would you like/i,
    ],
    ['a promise', ['I can pay two hundred dollars on Friday'], /is that right/i],
    ['a plan', ['can I pay in parts', 'three payments', 'next Friday'], /is that right/i],
  ])('is put twice, and then a person takes over: %s', (_, turns, question) => {
    const call = at(...turns)
    expect(call.spoken.at(-1)).toMatch(question)
    call.say(noAnswer)
    expect(call.ended).toBeUndefined()
    expect(call.spoken.at(-1)).toMatch(question)
    call.say(noAnswer)
    expect(call.ended).toBeDefined()
    expect(call.spoken.at(-1)).toContain('a person')
    expect(tasksOf(call)).toContain('review_hardship')
    expect(call.records.map(({ kind }) => kind)).not.toContain('promise')
  })

  it('is put twice for a day that is too far away as well', () => {
    const call = at('can I pay in parts', 'three payments', 'on March 5th')
    expect(call.spoken.at(-1)).toMatch(/any day in the next 30 days/)
    expect(call.ended).toBeUndefined()
    call.say('on March 12th then')
    expect(call.ended).toBe('no day was named')
  })

  it('connects to a person where one can be reached', () => {
    const call = verifiedTalk({ options: { handoff: '+12175550199' } })
    for (const turn of ['I can pay two hundred dollars', noAnswer, noAnswer]) call.say(turn)
    expect(call.transferredTo).toBe('+12175550199')
  })

  it('is counted anew once something was answered', () => {
    const call = at('I want to pay something', noAnswer, 'two hundred dollars', noAnswer)
    expect(call.ended).toBeUndefined()
    call.say('on Friday')
    expect(call.spoken.at(-1)).toMatch(/is that right/i)
    call.say(noAnswer)
    call.say('yes')
    expect(call.ended).toBe('promise')
  })
})
