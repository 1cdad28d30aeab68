import { describe, expect, it } from 'vitest'
import { agents, makeAgent } from './catalog.js'

const choices = [
  { key: '1', name: 'opening hours', says: 'We open at nine.' },
  { key: '2', name: 'a person', says: 'One moment.', transfer: '+15550003333' },
  { key: '*', name: 'the end', says: 'Goodbye.', ends: true },
]
const menu = 'For opening hours, press 1. For a person, press 2. For the end, press star.'

describe('the agent for the keypad', () => {
  const agent = makeAgent(agents, 'keypad-menu', { greeting: 'Hello.', choices })
  const answerTo = (text: string, digits = '') =>
    agent.onCallerTurn(undefined, { turn: 1, text, digits, at: 0 }).directives
  const said = (text: string, digits = '') => {
    const [first] = answerTo(text, digits)
    return first?.type === 'say' ? first.text : undefined
  }

  it('opens with the greeting and every choice', () => {
    const call = { from: '', to: '', parameters: {} }
    expect(agent.onCallStarted(undefined, call).directives).toMatchObject([
      { type: 'say', text: `Hello. ${menu}`, interruptible: true },
    ])
  })

  it('acts on a key: says, says and connects, says and ends', () => {
    expect(answerTo('', '1')).toMatchObject([{ text: 'We open at nine.' }])
    expect(answerTo('', '2')).toMatchObject([
      { text: 'One moment.' },
      { type: 'transfer', to: '+15550003333' },
    ])
    expect(answerTo('', '*')).toMatchObject([{ text: 'Goodbye.' }, { type: 'end' }])
  })

  it('goes by the last of several keys', () => {
    expect(said('', '91')).toBe('We open at nine.')
  })

  it('acts on a choice that was said, when words arrive', () => {
    expect(said('Tell me your opening hours, please.')).toBe('We open at nine.')
  })

  it('prefers the key to words said with it', () => {
    expect(said('opening hours', '*')).toBe('Goodbye.')
  })

  it('says that it does not understand words when speech came without any, and offers the keys', () => {
    expect(said('[speech]')).toBe(
      `I can hear you, but I do not understand words here. Please use the keys. ${menu}`,
    )
  })

  it('offers the choices again after a key or words that mean none of them', () => {
    expect(said('', '7')).toBe(`There is no such choice. ${menu}`)
    expect(said('a pizza')).toBe(`I heard: a pizza. That is not one of the choices. ${menu}`)
  })

  it.each([
    [[{ key: '12', name: 'x', says: 'y' }]],
    [[{ key: '1', name: 'x' }]],
    [[{ key: '1', name: 'x', says: 'y', ends: 'yes' }]],
  ])('refuses choices that are none: %j', (wrong) => {
    expect(() => makeAgent(agents, 'keypad-menu', { greeting: '', choices: wrong })).toThrow(
      /choices/,
    )
  })
})
