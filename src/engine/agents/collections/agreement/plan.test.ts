import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectors } from '../../../compliance/detectors.js'
import { effectiveSettings, valuesOf } from '../../../compliance/policy.js'
import { readOffer } from '../reading/offer.js'
import { account, policy, talk, verifiedTalk } from '../talk.test-kit.js'
import { mostPayments, type Parts, partsOf, planFrom } from './plan.js'

const settings = valuesOf(effectiveSettings(policy, '2026-11-27', ['US-IL']))
const intervals = ['week', 'two_weeks', 'month'] as const

describe('the parts of a plan', () => {
  it('are the balance to the cent, each at most what was named, and none is nothing', () => {
    const terms = fc.oneof(
      fc.record({ count: fc.integer({ min: 2, max: 60 }), every: fc.constantFrom(...intervals) }),
      fc.record({ cents: fc.integer({ min: 2000, max: 300_000 }) }),
    )
    fc.assert(
      fc.property(terms, fc.integer({ min: 1, max: 200_000 }), (terms, balance_cents) => {
        const parts = partsOf(terms, { ...account, balance_cents }) as Parts
        const { instalments } = planFrom(parts, '2026-12-31')
        expect(instalments.reduce((sum, { cents }) => sum + cents, 0)).toBe(balance_cents)
        expect(instalments).toHaveLength(parts.count)
        for (const { cents } of instalments) {
          expect(cents).toBeGreaterThan(0)
          expect(cents).toBeLessThanOrEqual(parts.cents)
        }
      }),
    )
  })

  it('fall on the same day of each month, or on its last', () => {
    const dates = (every: Parts['every']) =>
      planFrom({ count: 4, cents: 1, lastCents: 1, every }, '2027-01-31').instalments.map(
        ({ date }) => date,
      )
    expect(dates('month')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'])
    expect(dates('two_weeks')).toEqual(['2027-01-31', '2027-02-14', '2027-02-28', '2027-03-14'])
    expect(dates('week').at(-1)).toBe('2027-02-21')
  })

  it('are at most what the policy and the amounts approved for the account allow', () => {
    expect(mostPayments(account, settings)).toBe(12)
    expect(mostPayments({ ...account, instalment_cents: [32_113, 21_409] }, settings)).toBe(6)
    expect(mostPayments(account, { ...settings, plan_within_days: 90 })).toBe(2)
    expect(mostPayments(account, { ...settings, plan_within_days: 90 }, 'week')).toBe(9)
    expect(mostPayments(account, { ...settings, plan_instalments: 1 })).toBe(1)
    expect(mostPayments(account, { ...settings, plan_instalments: 'many' })).toBe(1)
  })
})

const planOf = (text: string) => {
  const { plan, every } = readOffer(text, '2026-11-27', account, detectors)
  return plan && { ...plan, every }
}

describe('what callers say of a plan', () => {
  it.each([
    ['can I pay that in three parts', { count: 3 }],
    ['fifty a month', { cents: 5000, every: 'month' }],
    ['I could do two hundred dollars every two weeks', { cents: 20_000, every: 'two_weeks' }],
    ['a hundred bucks a week', { cents: 10_000, every: 'week' }],
    ['split it into four', { count: 4 }],
    ['over six months please', { count: 6, every: 'month' }],
    ['over six months, every two weeks', { count: 13, every: 'two_weeks' }],
    ['in half', { count: 2 }],
    ['three equal payments', { count: 3 }],
    ['five payments of two hundred fifty dollars', { count: 5, cents: 25_000 }],
    ['can we do a payment plan', {}],
    ['do you take installments', {}],
    ['can I pay a little at a time', {}],
    ['I need to spread it out', {}],
    ['can I make three payments', { count: 3 }],
    ['can I pay it over time', {}],
  ])('"%s" asks for one', (text, terms) => {
    const { counts = [], cents = [], every } = planOf(text) ?? {}
    const read = { count: counts[0], cents: cents[0], every }
    expect(planOf(text)).toBeDefined()
    expect(JSON.parse(JSON.stringify(read))).toEqual(terms)
  })

  it.each([
    'I plan to pay on friday',
    'I can pay one hundred dollars on december fourth',
    'I want to pay the full amount today',
    "I don't want a plan",
    'no plan, I will pay it all',
    'you call me every day',
    'my rent is due this month',
    'how much is it',
    'I told you three times',
    'you called me five times a week',
    'I already made three payments',
    'I only make two hundred a week',
    'I am working over time',
    'I was sending fifty a month',
  ])('"%s" does not', (text) => {
    expect(planOf(text)).toBeUndefined()
  })
})

/** What was said last; what was read out with the question for a yes. */
function told({ spoken }: { readonly spoken: readonly string[] }): string {
  const last = spoken.at(-1) ?? ''
  return last.includes('Say yes') ? `${spoken.at(-2)} ${last}` : last
}

describe('a payment in parts', () => {
  it('is agreed on by count, day and yes, and its terms are to be sent before each payment', () => {
    const call = verifiedTalk()
    call.say('can I pay that in three parts')
    expect(told(call)).toBe(
      'That is 3 payments of $428.17, one each month, the last one a few cents less. On which day would you like to make the first payment?',
    )
    call.say('the fourth of december')
    expect(told(call)).toBe(
      '3 payments of $428.17, one each month. The first is on December 4, 2026, and the last, of $428.16, is on February 4, 2027. Together that is $1,284.50. Nothing is charged on this call. Is that right? Say yes, or press one.',
    )
    call.say('', '1')
    expect(call.ended).toBe('plan')
    expect(call.records).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'plan', every: 'month', totalCents: 128_450, words: 'key 1' },
        payments: ['2026-12-04 42817', '2027-01-04 42817', '2027-02-04 42816'],
      }),
    )
    const tasks = call.records.filter(({ kind }) => kind === 'task')
    expect(tasks.map(({ task, due }) => [task, due])).toEqual([
      ['send_plan_in_writing', '2026-12-02'],
      ['confirm_payment_in_writing', '2026-11-30'],
      ['confirm_payment_in_writing', '2026-12-29'],
      ['confirm_payment_in_writing', '2027-01-29'],
    ])
    expect(call.generates).toBe(0)
  })

  it('is never smaller than allowed: the least is offered, and a person looks at a no', () => {
    const offered = () => {
      const call = verifiedTalk({ account: { ...account, instalment_cents: [21_409] } })
      call.say('fifty a month')
      expect(told(call)).toContain('The smallest I can do is 6 payments of $214.09')
      return call
    }
    const refused = offered()
    refused.say('no that is too much')
    expect(refused.ended).toBe('no plan was agreed')
    expect(JSON.stringify(refused.records)).toContain('review_hardship')
    const taken = offered()
    taken.say('okay')
    expect(told(taken)).toBe('Good. On which day would you like to make the first payment?')
    taken.say('tomorrow')
    taken.say('yes')
    expect(taken.ended).toBe('plan')
  })

  it('asks one thing at a time, again when it was not understood, and then brings a person', () => {
    const call = verifiedTalk()
    call.say('can we set up a payment plan')
    expect(told(call)).toContain('How many payments')
    call.say('well you know')
    expect(told(call)).toContain('how many payments')
    call.say('hmm')
    expect(call.ended).toBe('no plan was named')
  })

  it('can be changed when it was read back', () => {
    const call = verifiedTalk()
    call.say('four payments starting on the fifth of december')
    expect(told(call)).toContain('The first is on December 5, 2026')
    call.say('no, make it the fifteenth')
    expect(told(call)).toContain('The first is on December 15, 2026')
    call.say('every two weeks')
    expect(told(call)).toContain('one every two weeks')
    call.say('no')
    expect(told(call)).toContain('What would you like to change')
    call.say('three hundred dollars a month')
    expect(told(call)).toContain('5 payments of $300, one each month')
    expect(told(call)).toContain('the last, of $84.50, is on')
    call.say('yes, thank you, goodbye')
    expect(call.ended).toBe('plan')
  })

  it.each(['next year', 'on january thirtieth', 'on march fourth'])('does not begin %s', (day) => {
    const call = verifiedTalk()
    call.say('in three parts please')
    call.say(day)
    expect(told(call)).toContain('in the next 30 days')
  })

  it('"that is too much" and "that is not right" answer what was offered, and are no dispute', () => {
    const call = verifiedTalk()
    call.say('in three parts from tomorrow')
    call.say("no that's not right")
    expect(told(call)).toContain('What would you like to change')
    call.say('that is too much for me')
    expect(told(call)).toContain('The smallest I can do is 12 payments')
    call.say('no, I do not owe this')
    expect(call.ended).toBe('dispute')
  })

  it.each([
    ['a plan', 'in three parts from tomorrow', 'plan_confirm', 'plan'],
    ['a promise', 'I want to pay all of it tomorrow', 'confirm', 'promise'],
  ])(
    'of %s that was not heard to its end is read out again before a yes counts',
    (_, text, line, outcome) => {
      const call = verifiedTalk({ cuts: { [line]: 1 } })
      call.say(text)
      const readOut = told(call)
      call.say('yes')
      expect(call.ended).toBeUndefined()
      expect(told(call)).toBe(readOut)
      call.say('yes')
      expect(call.ended).toBe(outcome)
    },
  )

  it('is read out again for somebody who asks, and so is any question, which is no try', () => {
    const call = verifiedTalk()
    call.say('in three parts from tomorrow')
    const readOut = told(call)
    call.say('sorry, what was that?')
    expect(told(call)).toBe(readOut)
    expect(call.spoken.join(' ')).not.toContain('did not get that')
    const early = talk()
    early.say('this is Dana')
    for (let i = 0; i < 5; i++) early.say('can you repeat that')
    expect(told(early)).toContain('zip code')
    expect(early.state.tries).toBe(0)
  })

  it('gives way to paying everything', () => {
    const call = verifiedTalk()
    call.say('can I pay in installments')
    call.say('you know what, I will pay it in full today')
    expect(told(call)).toContain('One payment of $1,284.50 on November 27, 2026')
  })

  it.each([
    ['the policy has expired', { call: { startedAt: '2028-11-27T16:00:00Z' } }],
    ['the debt may be too old', { account: { ...account, time_barred: null } }],
  ])('is for a person when %s', (_, given) => {
    const call = verifiedTalk(given)
    call.say('can I pay in three parts')
    expect(call.ended).toBe('a plan needs a person')
    call.say('what are my options')
    expect(call.spoken.join(' ')).not.toContain('in parts')
  })

  it('is for a person, and so is a part, when the debt may be too old; all of it is not', () => {
    const old = { account: { ...account, time_barred: null } }
    const part = verifiedTalk(old)
    part.say('I can pay one hundred dollars tomorrow')
    expect(part.ended).toBe('part of an old debt')
    const whole = verifiedTalk(old)
    whole.say('I will pay all of it tomorrow')
    expect(told(whole)).toContain('One payment of $1,284.50')
  })

  it('was not agreed when it could not be written down', () => {
    const call = verifiedTalk({ written: false })
    call.say('in three parts from tomorrow')
    call.say('yes')
    expect(told(call)).toContain('nothing was agreed')
    expect(call.ended).toBe('plan not written')
  })
})

describe('the ways to go on', () => {
  it('are told by code, from the account and the policy', () => {
    const call = verifiedTalk({ account: { ...account, instalment_cents: [21_409] } })
    call.say('what are my options?')
    expect(told(call)).toBe(
      'You can pay the full $1,284.50. One payment of $900 settles it. You can pay in parts, up to 6 payments. If money is short, a person can look at that. And if you think it is not right, you can dispute it. What would you like to do?',
    )
    expect(call.generates).toBe(0)
    call.say('the full amount')
    expect(told(call)).toBe(
      'That is $1,284.50. On which day would you like to pay? It can be any day in the next 30 days.',
    )
  })

  it('"I want to pay the full amount today" is paying, and no dispute', () => {
    const call = verifiedTalk()
    call.say('I want to pay the full amount today')
    expect(told(call)).toContain('One payment of $1,284.50 on November 27, 2026')
    expect(JSON.stringify(call.records)).not.toContain('dispute')
    call.say('yes')
    expect(call.ended).toBe('promise')
  })

  it.each([
    ['how much do I owe', /^The balance is \$1,284\.50, as of November 1, 2026\./],
    ['what is this for', /^It is an account with Bluestone Bank, ending in 4 4 7 1\./],
    ['how do I dispute it', /in writing to P O Box 12, Springfield/],
    ['what number can I call you back on', /8 0 0 5 5 5 0 1 4 2/],
    ["um I don't know", /^You can pay the full/],
    ['I need more time', /^You can pay the full/],
    ['I guess I could pay something', /^How much would you like to pay/],
    ['two hundred', /^On which day/],
    ['can I settle it', /^That is \$900\. On which day/],
    ['three hundred on friday', /^One payment of \$300 on December 4, 2026/],
  ])('"%s" needs no model', (text, answer) => {
    const call = verifiedTalk()
    call.say(text)
    expect(told(call)).toMatch(answer)
    expect(call.generates).toBe(0)
    expect(call.ended).toBeUndefined()
  })

  it.each(['how much interest is on it', 'will you sue me', 'why do I owe that much'])(
    '"%s" is for the model',
    (text) => {
      const call = verifiedTalk()
      call.say(text)
      expect(call.generates).toBe(1)
    },
  )

  it('take what settles it for what it is', () => {
    const call = verifiedTalk()
    call.say('I would like to settle it tomorrow')
    expect(told(call)).toContain('One payment of $900 on November 28, 2026')
  })
})
