import { describe, expect, it } from 'vitest'
import { normalise } from '../normalise.js'
import { offLimits } from './off-limits.js'
import type { AgentFacts } from './violation.js'

const found = (text: string, facts: AgentFacts = {}) =>
  offLimits(normalise(text), { facts }).map(({ rule }) => rule.id)

describe('a topic that is off limits', () => {
  it.each([
    ['speaks_of_courts', 'The next people you hear from may be in a courtroom.'],
    ['speaks_of_courts', 'It would be a pity if your bank had to freeze your checking.'],
    ['speaks_of_crime', 'Small sums have put bigger men behind bars.'],
    ['speaks_of_credit', 'That does wonders for your score.'],
    ['speaks_of_other_people', 'Your boss would surely like to hear about it.'],
    ['speaks_of_other_people', 'What will the people at your church think?'],
    ['speaks_for_others', 'I work with the county, and there is a file here.'],
    ['speaks_as_human', 'Being human myself, I know how that feels.'],
    ['says_nobody_listens', 'Nothing you tell me gets kept.'],
    ['presses_for_time', 'Tomorrow this option vanishes.'],
  ])('is %s, however it is put: %s', (rule, text) => {
    expect(found(text)).toContain(rule)
  })

  it.each([
    'We are not going to sue you.',
    'I cannot say what a payment does to your credit score.',
    'You can ask a lawyer about that.',
    'If someone told you that the police would come, it was not us.',
    'You asked about court, and I have no answer to that.',
    'I am sorry about your mother.',
    'The police have nothing to do with this.',
    'There is no deadline.',
    'I can have a person call you.',
    'The link expires in an hour.',
  ])('may be denied, deferred or met with sympathy: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  it('is none where a fact makes it lawful', () => {
    const text = 'The bureaus get a report each month.'
    expect(found(text)).toContain('speaks_of_credit')
    expect(found(text, { furnishing: true })).toEqual([])
  })
})
