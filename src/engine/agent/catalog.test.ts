import { describe, expect, it } from 'vitest'
import { agents, makeAgent } from './catalog.js'

const base = { greeting: 'Hello.', instructions: 'Be kind.' }
const turn = (text: string) => ({ turn: 1, text, digits: '', at: 0 })
const line = (text: string) => ({ text, before: '', source: 'line', at: 0 }) as const

describe('the catalog of agents', () => {
  it('makes an agent by its name', () => {
    expect(makeAgent(agents, 'plain', base).name).toBe('plain')
    expect(makeAgent(agents, 'blocking', { ...base, blocks: ['price'] }).name).toBe('blocking')
  })

  it.each([
    ['E_AGENT_UNKNOWN', 'plian', base, 'there is no agent named "plian"', 'did you mean plain?'],
    [
      'E_AGENT_OPTION',
      'plain',
      { ...base, gretting: 'Hi' },
      'has no option "gretting"',
      'greeting',
    ],
    [
      'E_AGENT_OPTION',
      'plain',
      { ...base, toString: 'x' },
      'has no option "toString"',
      'use one of',
    ],
    ['E_AGENT_OPTION', 'plain', { greeting: 'Hello.' }, 'needs instructions', 'give it text'],
    ['E_AGENT_OPTION', 'plain', { ...base, greeting: 7 }, 'cannot use greeting: 7', 'give it text'],
    ['E_AGENT_OPTION', 'plain', { ...base, goodbyeWords: 'bye' }, 'goodbyeWords: "bye"', 'a list'],
    ['E_AGENT_OPTION', 'plain', { ...base, tools: [{ name: 'x' }] }, 'tools', 'effect'],
    ['E_AGENT_OPTION', 'blocking', { ...base, replaces: [{}] }, 'replaces', 'words and by'],
  ])('refuses with %s to make %s of %j', (code, name, options, message, fix) => {
    const make = () => makeAgent(agents, name, options, 'call.json:3')
    expect(make).toThrow(message)
    expect(make).toThrow(
      expect.objectContaining({ code, where: 'call.json:3', fix: expect.stringContaining(fix) }),
    )
  })
})

describe('the plain agent', () => {
  const tool = { name: 'look_up', description: '', schema: {}, effect: 'read' }
  const agent = makeAgent(agents, 'plain', {
    ...{ ...base, tools: [tool], goodbyeWords: ['bye', 'that is all'], goodbye: 'So long.' },
  })

  it('opens with its greeting', () => {
    const { directives } = agent.onCallStarted(undefined, { from: '', to: '', parameters: {} })
    const say = { type: 'say', id: 'greeting', text: 'Hello.', interruptible: true }
    expect(directives).toEqual([say])
  })

  it('lets the model answer the caller, with all its tools', () => {
    expect(agent.onCallerTurn(undefined, turn('What is bytecode?')).directives).toEqual([
      { type: 'generate', instructions: 'Be kind.', tools: ['look_up'] },
    ])
  })

  it.each(['Bye!', 'No, that is  all.', 'OK, BYE'])('says goodbye and ends after %j', (text) => {
    expect(agent.onCallerTurn(undefined, turn(text)).directives).toEqual([
      { type: 'say', id: 'goodbye', text: 'So long.', interruptible: true },
      { type: 'end', why: 'the caller said goodbye' },
    ])
  })
})

describe('the blocking agent', () => {
  const agent = makeAgent(agents, 'blocking', {
    ...base,
    blocks: ['secret'],
    replaces: [{ words: 'four hundred', by: 'I cannot name the amount.' }],
    uninterruptible: ['greeting'],
  })

  it('blocks, replaces or passes a sentence by its words', () => {
    expect(agent.check(undefined, line('It is a secret, sir.'))).toMatchObject({ verdict: 'block' })
    expect(agent.check(undefined, line('You owe four hundred dollars.'))).toMatchObject({
      verdict: 'replace',
      text: 'I cannot name the amount.',
    })
    expect(agent.check(undefined, line('The secretary has fourteen hundred.'))).toEqual({
      verdict: 'say',
    })
  })

  it('leaves the fixed lines of the policy alone', () => {
    const sentence = { text: 'A secret.', before: '', source: 'engine', at: 0 } as const
    expect(agent.check(undefined, sentence)).toEqual({ verdict: 'say' })
  })

  it('has lines that the caller cannot stop', () => {
    const call = { from: '', to: '', parameters: {} }
    expect(agent.onCallStarted(undefined, call).directives).toMatchObject([
      { id: 'greeting', interruptible: false },
    ])
  })
})
