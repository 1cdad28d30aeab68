/** Asking the model before the turn is over: earlier answers, and never other ones. */
import { describe, expect, test } from 'vitest'
import type { Agent } from '../agent/agent.js'
import { readTool, Talk, testAgent } from './talk.test-kit.js'

function greeted(agent: Partial<Agent<string[]>> = {}, policy = {}, world = {}) {
  const talk = new Talk(testAgent(agent) as Agent, policy, world).start().untilQuiet()
  return talk.wait(100)
}

const question = 'What is my balance today please'
const off = { speculation: { perTurn: 0 } }

function firstSoundAfterTurn(talk: Talk): number {
  const ended = talk.notes('turn.ended')[0]?.at ?? 0
  return (talk.played.find((span) => span.reply === 2)?.from ?? 0) - ended
}

describe('an early request', () => {
  test('is taken over when the turn ends with the words it was made for', () => {
    const talk = greeted().says(question, 1200).untilQuiet()
    talk.wait(2000).untilQuiet()
    expect(talk.commands('generate')).toHaveLength(1)
    expect(talk.notes('speculation').map(({ did }) => did)).toEqual(['started', 'adopted'])
    expect(talk.said.slice(1)).toEqual(['All right.', 'I will do that for you now.'])
  })

  test('makes the answer as much earlier as the end of the turn was waited for', () => {
    const early = greeted().says(question, 1200).wait(4000)
    const late = greeted({}, off).says(question, 1200).wait(4000)
    expect(early.said).toEqual(late.said)
    expect(early.texts).toEqual(late.texts)
    expect(firstSoundAfterTurn(late) - firstSoundAfterTurn(early)).toBeGreaterThan(50)
  })

  test('makes no sound before the turn is over, however fast the model is', () => {
    const talk = greeted({}, {}, { model: () => ({ first: 1, words: 'Yes. Of course.' }) })
    talk.says(question, 1200).wait(4000)
    const ended = talk.notes('turn.ended')[0]?.at ?? 0
    for (const { at } of talk.commands('synthesize').slice(1))
      expect(at).toBeGreaterThanOrEqual(ended)
  })

  test('is dropped unheard when the caller goes on, and the whole turn is answered once', () => {
    const model = (request: number) => ({ first: 20, words: `Answer number ${request}.` })
    const talk = greeted({}, {}, { model })
    talk.says(question, 1200).says('And also send me the last bill', 1200, 1660).wait(6000)
    expect(talk.notes('speculation').map(({ did }) => did)).toContain('dropped')
    expect(talk.commands('cancelRequest')).toHaveLength(1)
    expect(talk.said.slice(1)).toHaveLength(1)
    expect(talk.texts.filter((text) => text.startsWith('user'))).toEqual([
      `user: ${question} And also send me the last bill`,
    ])
  })

  test('runs no tool before it is taken over', () => {
    const model = (request: number) =>
      request === 1 ? { first: 1, tools: [{ id: 'c', name: 'look_up' }] } : { words: 'Found it.' }
    const talk = greeted({ tools: [readTool] }, {}, { model })
    talk.says(question, 1200).wait(3000)
    const [call] = talk.commands('callTool')
    expect(call?.at).toBe(talk.notes('turn.ended')[0]?.at)
  })

  test('is dropped when the agent answers the turn with a line of its own', () => {
    let turns = 0
    const talk = greeted({
      onCallerTurn: (state) => {
        const generate = { type: 'generate', instructions: 'x', tools: [] } as const
        const line = { type: 'say', id: 'l', text: 'No.', interruptible: true } as const
        return { state, directives: [turns++ === 0 ? generate : line] }
      },
    })
    talk.says(question, 1200).wait(4000)
    expect(talk.said.slice(1)).toEqual(['No.'])
    expect(talk.notes('speculation').map(({ did }) => did)).toEqual(['started', 'dropped'])
  })

  test('that fails is asked for again when it is needed, and not before', () => {
    const model = (request: number) =>
      request === 1 ? ({ first: 1, fails: 'UNAVAILABLE' } as const) : { words: 'Here you are.' }
    const talk = greeted({}, {}, { model }).says(question, 1200).wait(4000)
    expect(talk.commands('generate')).toHaveLength(2)
    expect(talk.said.slice(1)).toEqual(['Here you are.'])
  })

  test('is not made for words that sound unfinished, or are read out', () => {
    for (const text of ['I would like to pay for my', 'My number is four one five']) {
      const talk = greeted().says(text, 1200).wait(1700)
      expect(talk.notes('speculation')).toEqual([])
    }
  })

  test('is made no more often in vain than a call may', () => {
    const talk = greeted({}, { speculation: { perTurn: 9, perCall: 2 } })
    for (let i = 0; i < 6; i++) talk.says(`${question} number ${i}`, 1200, i * 1660)
    talk.wait(14_000)
    expect(talk.notes('speculation').filter(({ did }) => did === 'started').length).toBeLessThan(4)
  })
})
