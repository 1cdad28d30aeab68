/** What is wrong only together with the sentence before: neither the voice nor the conversation gets the second, and the record tells of both. */
import { describe, expect, it } from 'vitest'
import type { Agent, Directive } from '../../agent/agent.js'
import type { AuditRecord } from '../../call/command.js'
import { Talk } from '../../call/talk.test-kit.js'
import { collectionsAgent } from './agent.js'
import { options, policy, verifiedTalk } from './talk.test-kit.js'

const generate: Directive = { type: 'generate', instructions: '', tools: [] }

/** The call of a verified caller who has heard the notice, from the moment the model has the word. */
function call(...texts: readonly string[]): Talk {
  const agent = collectionsAgent(options, policy) as Agent
  const { state } = verifiedTalk()
  const begun: Agent = { ...agent, onCallStarted: () => ({ state, directives: [generate] }) }
  const world = { model: (request: number) => ({ words: texts[request - 1] ?? '' }) }
  return new Talk(begun, {}, world).start().untilQuiet(60_000)
}

const blocksOf = (talk: Talk): readonly AuditRecord[] =>
  talk
    .commands('audit')
    .map(({ record }) => record)
    .filter(({ kind, verdict }) => kind === 'sentence' && verdict === 'block')

describe('a sentence that is wrong only with the one before it', () => {
  const first = 'I know that you have kids.'
  const second = 'It would be a shame.'
  const talk = call(`${first} ${second} Think of that.`, 'How would you like to go on?')

  it('passes without it', () => {
    expect(blocksOf(call(`Thank you. ${second}`))).toEqual([])
    expect(blocksOf(call(first))).toEqual([])
  })

  it('never reaches the voice or the conversation, and the model is asked again', () => {
    expect(talk.said).toEqual([first, 'How would you like to go on?'])
    expect(talk.texts.join()).not.toContain('shame')
    expect(talk.commands('generate')).toHaveLength(2)
    expect(JSON.stringify(talk.commands('generate')[1]?.messages.slice(1))).not.toContain('shame')
  })

  it('leaves a record with the words of both and what was said before', () => {
    expect(blocksOf(talk)).toMatchObject([
      {
        rule: 'U01',
        why: expect.stringMatching(/forbids "kids\. It would be a shame", begun before$/),
        inputs: ['source=model', `text=${second}`, `before=${first}`],
      },
    ])
  })

  it('is hinted at when the model is asked for other words', () => {
    const [, again] = talk.commands('generate')
    expect(JSON.stringify(again?.messages[0])).toContain('was not said. Say it without')
  })
})

describe('an amount that goes on from the sentence before', () => {
  it('is blocked with the number both make', () => {
    const talk = call('We could settle it for {{settlement}}. Minus a bit.', 'Shall we go on?')
    expect(talk.said).toEqual(['We could settle it for $900.', 'Shall we go on?'])
  })

  it.each([
    ['It is {{settlement}}. Two options come to mind.', 'Two options come to mind.'],
    ['It is {{balance}}. One more thing.', 'One more thing.'],
  ])('is none where something is counted: %s', (text, last) => {
    expect(call(text).said.at(-1)).toBe(last)
  })
})

describe('the first words of a reply', () => {
  it('are a whole sentence: no half of a threat is heard before the rest is judged', () => {
    const talk = call('If you do not pay this today, you will be arrested.', 'Shall we go on?')
    expect(talk.said).toEqual(['Shall we go on?'])
  })

  it('are not held up by a clause that a harmless sentence begins with', () => {
    const text = 'If you do not mind it, we can go on.'
    expect(call(text).said).toEqual([text])
  })

  it.each([
    ['ends in a comma', 'If you do not pay,'],
    ['ends in a word that nothing ends with', 'You will be contacted by'],
    ['goes on without an end', `${'You may think about it and '.repeat(10)}then`],
  ])('are not said when what comes %s', (_, text) => {
    expect(call(text, 'Shall we go on?').said).toEqual(['Shall we go on?'])
  })
})
