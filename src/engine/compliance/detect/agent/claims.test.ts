import { describe, expect, it } from 'vitest'
import { claimsIn } from './claims.js'

const rulesOf = (text: string) => claimsIn(text).map(({ rule }) => rule)

describe('what a sentence claims', () => {
  it.each([
    ['claim.claims_done', ['Your payment has been processed.', "You're all set.", "That's done."]],
    ['claim.claims_deed', ["I've charged your card.", 'I just set that up for you.']],
    [
      'claim.makes_appointment',
      ["I'll call you back Tuesday at five.", 'You will hear from us by Monday.'],
    ],
    ['claim.names_hours', ['Our office opens at nine.', 'We are open on Saturdays.']],
    ['claim.names_due_day', ['Your payment is due on Friday.', 'The offer runs through Sunday.']],
    ['claim.promises_record', ['This will fix your credit.', "We'll remove it from your report."]],
    ['claim.promises_peace', ["You'll never hear from us again.", 'The calls will stop.']],
    ['claim.promises_outcome', ['I guarantee they will accept it.', "They'll forgive the rest."]],
  ])('is found: %s', (rule, texts) => {
    for (const text of texts) expect(rulesOf(text), text).toContain(rule)
  })

  it.each([
    'Has your payment been processed?',
    'Once you agree, the plan is set up.',
    'I have not charged your card.',
    'You said you already sent a payment.',
    "I've recorded your dispute.",
    'This call is recorded.',
    'Would Tuesday be better?',
    'A person can call you back tomorrow if you prefer.',
    'There is no deadline today.',
    "I can't promise any effect on your credit.",
    'If you ask us to, the calls will stop.',
    "I don't know whether they will accept it.",
    'I promise to be brief.',
  ])('is not: %s', (text) => {
    expect(rulesOf(text)).toEqual([])
  })

  it('points at the words, and leaves out what ended before the new ones', () => {
    const text = 'Okay. Your payment went through.'
    const [claim] = claimsIn(text)
    expect(text.slice(claim?.start, claim?.end)).toBe('payment went through')
    expect(claimsIn(`${text} Fine.`, { after: text.length })).toEqual([])
  })
})
