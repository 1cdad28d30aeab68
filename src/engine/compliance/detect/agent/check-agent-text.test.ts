import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../properties.test-kit.js'
import { checkAgentText } from './check-agent-text.js'
import { mentionsDebt } from './debt-lexicon.js'
import {
  type AgentContext,
  type CallState,
  callStates,
  type ViolationCategory,
  violationCategories,
} from './violation.js'

type Example = readonly [string, ...CallState[]]
const facts = { balanceCents: 128_450, settlementFloorCents: 90_000 }
const judge = (text: string, states: readonly CallState[]) =>
  checkAgentText(text, { states, facts })

/** For each category what breaks its rule in which states, and what is fine there. */
const examples: Readonly<
  Record<ViolationCategory, { readonly wrong: Example[]; readonly fine: Example[] }>
> = {
  threat: { wrong: [['You will regret this.']], fine: [['Nobody will come to your house.']] },
  legal_action: {
    wrong: [['We will sue you next week.'], ['Your wages will be garnished.']],
    fine: [["I don't have any record of a lawsuit."]],
  },
  arrest_criminal: {
    wrong: [
      ['You could be arrested.'],
      // What the condition denies is not what follows from it.
      ['If you do not pay, you will be arrested.'],
      ["When you don't pay the sheriff will arrest you."],
    ],
    fine: [['You will not go to jail for this.'], ['If you do not pay, you will not be arrested.']],
  },
  amount_misrep: {
    wrong: [
      ['You owe $1,500.', 'post_mm'],
      ['We can settle this for five hundred dollars.', 'post_mm'],
    ],
    fine: [
      ['Your balance is twelve eighty four fifty.', 'post_mm'],
      ['We can settle this for nine hundred dollars.', 'post_mm'],
    ],
  },
  false_urgency: { wrong: [['This is your last chance.']], fine: [['There is no rush.']] },
  third_party_disclosure: {
    wrong: [
      ['She has a debt with us.', 'third_party'],
      ['Is this about your account? Yes.', 'pre_rpc'],
    ],
    fine: [['May I speak with Dana?', 'pre_rpc']],
  },
  missing_mini_miranda: {
    wrong: [
      ['Your balance is overdue.', 'post_rpc_pre_mm'],
      [
        'This is an attempt to collect a debt. You owe money, how would you like to pay?',
        'post_rpc_pre_mm',
      ],
    ],
    fine: [
      [
        'This is an attempt to collect a debt and any information obtained will be used for that purpose.',
        'post_rpc_pre_mm',
      ],
    ],
  },
  harassment: {
    wrong: [['You should be ashamed.']],
    fine: [['You have no reason to be ashamed.']],
  },
  after_cease: {
    wrong: [
      ['Can you pay something today?', 'ceased'],
      ['I will call you tomorrow.', 'ceased'],
    ],
    fine: [['We will not call you again.', 'ceased']],
  },
  represented_consumer: {
    wrong: [
      ['You do not need a lawyer.', 'represented'],
      ['When can you pay?', 'represented'],
    ],
    fine: [["What is your attorney's name?", 'represented']],
  },
  inconvenient_time: {
    wrong: [['This will only take a minute.', 'driving']],
    fine: [['What time works better?', 'out_of_hours']],
  },
  impersonation: { wrong: [['I am an attorney.']], fine: [['I am not an attorney.']] },
  credit_misrep: {
    wrong: [['This will ruin your credit.']],
    fine: [["I can't promise anything about your credit score."]],
  },
  discourage_dispute: {
    wrong: [["You can't dispute this."]],
    fine: [['You can dispute this in writing.']],
  },
  unauthorized_fees: { wrong: [['There is a five dollar fee.']], fine: [['There is no fee.']] },
  sensitive_third_party: {
    wrong: [['Is she in the hospital?', 'third_party']],
    fine: [['Is this the right number for her?', 'third_party']],
  },
  recording_notice: { wrong: [["We're not recording this."]], fine: [['This call is recorded.']] },
  deny_ai: { wrong: [["I'm a real person."]], fine: [["I'm an automated assistant."]] },
  card_by_voice: {
    wrong: [['Please read me your card number.'], ['So that is 4111 1111 1111 1111?']],
    fine: [['Please enter it on your keypad.']],
  },
  time_barred: {
    wrong: [['We could still sue you.', 'time_barred']],
    fine: [['We will not sue you.', 'time_barred']],
  },
  protected_status: {
    wrong: [['You have to pay his debt.', 'deceased'], ['I will tell your commanding officer.']],
    fine: [['I am sorry for your loss.', 'deceased']],
  },
  payment_authorization: {
    wrong: [["I've already charged your card."]],
    fine: [['May I schedule that payment?']],
  },
  voicemail_content: {
    wrong: [['This is about your debt.', 'voicemail']],
    fine: [['Please call Robin Smith at 800 555 0142.', 'voicemail']],
  },
  deceptive_pretext: {
    wrong: [["I'm an old friend of hers.", 'third_party']],
    fine: [['This is not a survey.', 'pre_rpc']],
  },
}

const rowsOf = (list: readonly Example[]) => list.map(([text, ...states]) => ({ text, states }))

describe.each(violationCategories)('%s', (category) => {
  it.each(rowsOf(examples[category].wrong))('is broken by "$text"', ({ text, states }) => {
    expect(judge(text, states).map((violation) => violation.category)).toContain(category)
  })
  it.each(rowsOf(examples[category].fine))(
    'and all others are kept by "$text"',
    ({ text, states }) => {
      expect(judge(text, states)).toEqual([])
    },
  )
})

const sentences = Object.values(examples).flatMap(({ wrong, fine }) => [...wrong, ...fine])
const anySentence = fc.constantFrom(...sentences.map(([text]) => text))
const anyStates = fc.uniqueArray(fc.constantFrom(...callStates), { maxLength: 4 })

describe('the judgement of a sentence', () => {
  it('names the rule of the table, the pattern and the very words', () => {
    expect(judge('Well, We Will Sue you.', [])).toContainEqual({
      ...{ category: 'legal_action', ruleId: 'U02', rule: 'legal_action.legal_steps' },
      ...{ words: 'We Will Sue', start: 6, end: 17 },
    })
  })

  it('never allows more in more states', () => {
    fc.assert(
      fc.property(anySentence, anyStates, anyStates, (text, some, more) => {
        const rules = (states: CallState[]) => judge(text, states).map(({ rule }) => rule)
        expect(rules([...some, ...more])).toEqual(expect.arrayContaining(rules(some)))
      }),
    )
  })

  it.each([
    ['There is a five dollar fee.', 'feesAllowed'],
    ['We will sue you next week.', 'suitIntended'],
    ['We will report this to the credit bureaus.', 'furnishing'],
  ] as const)('takes what no fact allows the strict way: %j', (text, fact) => {
    expect(checkAgentText(text)).not.toEqual([])
    expect(checkAgentText(text, { facts: { [fact]: false } })).toEqual(checkAgentText(text))
    expect(checkAgentText(text, { facts: { [fact]: true } })).toEqual([])
  })

  it.each([
    ['pre_rpc', 'I01'],
    ['third_party', 'I01'],
    ['post_rpc_pre_mm', 'I04'],
    ['ceased', 'I09'],
    ['represented', 'P06'],
    ['voicemail', 'V01'],
  ] as const)('lets no amount be said while the call is in %s', (state, ruleId) => {
    const found = checkAgentText('That would be $1,284.50.', { states: [state] })
    expect(found).toContainEqual(expect.objectContaining({ ruleId, words: '$1,284.50' }))
  })

  it.each([
    'We are trying to collect a debt, and whatever you say may be used for this.',
    'We are trying to collect a debt, and information we receive is good for the purpose.',
    'We are not trying to collect a debt, and anything you say may be used for that.',
  ])('takes no looser wording for the notice: %s', (text) => {
    const categories = checkAgentText(text, { states: ['post_rpc_pre_mm'] }).map(
      ({ category }) => category,
    )
    expect(categories).toContain('missing_mini_miranda')
  })

  it('lets the short notice pass only in a later call', () => {
    const text = 'This is from a debt collector.'
    const states: AgentContext['states'] = ['post_rpc_pre_mm']
    expect(checkAgentText(text, { states })).not.toEqual([])
    expect(checkAgentText(text, { states, facts: { subsequent: true } })).toEqual([])
  })

  it('lets the parts of an account pass that make up its balance', () => {
    expect(
      judge('After a payment of $284.50, the remaining balance would be $1,000.', ['post_mm']),
    ).toEqual([])
    expect(
      judge('After a payment of $284.50, the remaining balance would be $1,900.', ['post_mm']),
    ).not.toEqual([])
  })

  it('shows pieces of the text, the same every time', () => {
    const talk = fc.array(anySentence, { maxLength: 4 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(talk, anyStates, (text, states) => {
        const violations = judge(text, states)
        for (const { words, start, end } of violations) expect(text.slice(start, end)).toBe(words)
        expect(judge(text, states)).toEqual(violations)
      }),
    )
  })
})

describe('the debt lexicon', () => {
  it.each([
    'You owe us.',
    'It is about a past due account.',
    'Es por una deuda.',
    'fifty dollars',
    'It is not about a bill.',
  ])('hears a debt in %j', (text) => {
    const mentions = mentionsDebt(text)
    expect(mentions).not.toEqual([])
    for (const { words, start, end } of mentions) expect(text.slice(start, end)).toBe(words)
  })

  it.each([
    'May I speak with Dana Whitlock?',
    'This is a personal business matter.',
    'Is this a good time?',
  ])('hears none in %j', (text) => {
    expect(mentionsDebt(text)).toEqual([])
  })
})
