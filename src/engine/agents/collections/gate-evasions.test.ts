/** Ways in which a model could get words or numbers past the gate by how it writes them. */
import { describe, expect, it } from 'vitest'
import { detectors } from '../../compliance/detectors.js'
import type { Standing } from '../../compliance/standing.js'
import { checkUtterance } from '../../compliance/utterance.js'
import { account, options, policy } from './talk.test-kit.js'

const standing: Standing = {
  ...{ company: options.company, callback: options.callback, account, policy },
  ...{ verified: true, noticeHeard: true, modelMayTalk: true, circumstances: [], lines: [] },
  ...{ agreedCents: [], agreedDates: [] },
}
const verdictOf = (text: string) =>
  checkUtterance(standing, { text, before: '', source: 'model', at: 0 }, detectors).verdict

describe('the gate', () => {
  it.each([
    ['no name of the money', ['Can you pay fifty today?', 'You could do forty.', 'It was twenty.']],
    ['a small amount for another', ['You owe 55.', 'Just give me thirty a month.']],
    ['a time that is none', ['It is 12:84.', 'It comes to 98:50.']],
    ['another currency', ['You owe £30.', 'You owe 30 euros.', 'You owe 45 pounds.']],
    ['other digits', ['You owe ５５.', 'You owe ٥٠ dollars.', 'You owe ⁵⁰ today.', 'You owe ④⓪.']],
    ['Roman digits', ['You owe XL dollars.', 'You owe Ⅼ today.']],
    ['dozens', ['It is a dozen dollars.', 'It is two dozen.', 'Some bucks will do.']],
    ['parts of it', ['We can take half off.', 'Pay half of it.', 'You owe twice the balance.']],
    [
      'a slot that is made another number',
      [
        'The balance is {{balance}}00.',
        'The balance is -{{balance}}.',
        'You owe ${{account_tail}}.',
        'You owe {{account_tail}} dollars.',
        'You owe double {{balance}}.',
        'It is half of {{balance}}.',
        'It is {{balance}}.5 today.',
      ],
    ],
  ])('lets no number through by %s', (_, sentences) => {
    for (const text of sentences) expect(verdictOf(text), text).toBe('block')
  })

  it.each([
    ['signs nobody sees', 'We will s\u200bue you.'],
    ['a soft hyphen', 'We will g\u00adarnish you.'],
    ['letters of another script', 'We will \u0455ue you.'],
    ['letters in another form', 'We will 𝐬𝐮𝐞 you.'],
    ['hyphens', 'We will s-u-e you.'],
    ['spaces', 'We will s u e you.'],
    ['dots', 'We will s.u.e. you.'],
    ['markup', '<say-as interpret-as="characters">sue</say-as>'],
    ['brackets', 'We will [su][e] you.'],
  ])('lets no word through by %s', (_, text) => {
    expect(verdictOf(text)).toBe('block')
  })

  it('judges nothing that is longer than its rules read', () => {
    expect(verdictOf(`${'That is fine. '.repeat(300)}We will sue you.`)).toBe('block')
  })

  it.each([
    'You have two options.',
    'I have one or two questions.',
    'That takes two or three days.',
    'Please press 2 for a person.',
    'The balance is {{balance}}.',
    'It was {{balance}}, as of {{as_of}}.',
    "That is {{first_name}}'s account.",
    'You can settle it for {{settlement}}.',
    'You can call {{callback}} at 9 a.m. or 3 p.m. on a weekday.',
    'That’s fine… take your time.',
    'You can think it over 24/7.',
    'José, that is no problem.',
  ])('lets plain words and counts through: %s', (text) => {
    expect(verdictOf(text)).toBe('say')
  })

  it('lets no debt word of a fixed line of the settings through once a call is locked', () => {
    const sentence = {
      text: 'One moment, about your payment.',
      before: '',
      source: 'engine',
      at: 0,
    } as const
    expect(checkUtterance(standing, sentence, detectors).verdict).toBe('say')
    expect(checkUtterance({ ...standing, lock: 'cease' }, sentence, detectors).verdict).toBe(
      'block',
    )
  })
})
