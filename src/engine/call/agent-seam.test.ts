/** What an agent may do beside talking: have its tools run, put a blocked sentence another way, keep records. */
import { describe, expect, test } from 'vitest'
import type { Agent, BlockedSentence, Directive, Sentence, ToolResult } from '../agent/agent.js'
import { Talk, testAgent } from './talk.test-kit.js'

const line = (id: string, text: string): Directive => ({
  ...{ type: 'say', id, text },
  interruptible: true,
})
const lookUp: Directive = { type: 'callTool', name: 'account', input: '{"id":7}' }

function greeted(changes: Partial<Agent<string[]>>, world = {}) {
  const talk = new Talk(testAgent(changes) as Agent, {}, world).start().untilQuiet()
  return talk.says('It is about my bill', 1200).wait(2200)
}

describe('a tool that the agent has run', () => {
  const returned: ToolResult[] = []
  const agent: Partial<Agent<string[]>> = {
    onCallerTurn: (state) => ({ state, directives: [lookUp] }),
    onToolReturned: (state, result) => {
      returned.push(result)
      return { state, directives: [line('found', 'I have found it.')] }
    },
  }
  const answer = (talk: Talk) => {
    const call = talk.commands('callTool').at(-1)?.call
    return talk.happen({ type: 'tool.returned', id: call?.id ?? '', output: '{"owed":5}' })
  }

  test('brings its result to the agent and never to the model', () => {
    const talk = greeted(agent)
    expect(talk.commands('callTool').map(({ call }) => call.name)).toEqual(['account'])
    answer(talk).untilQuiet()
    expect(returned.at(-1)).toMatchObject({ name: 'account', output: '{"owed":5}' })
    expect(talk.said).toContain('I have found it.')
    expect(talk.texts.join()).not.toContain('owed')
  })

  test('is waited for with its line when it is slow', () => {
    const talk = greeted(agent)
    talk.wait(1500)
    expect(talk.said).toContain(talk.state.policy.lines.filler)
    answer(talk).untilQuiet()
    expect(talk.said.at(-1)).toBe('I have found it.')
  })

  test('goes on when the caller speaks, and the agent answers what came of it afterwards', () => {
    const talk = greeted({
      ...agent,
      onCallerTurn: (state, { turn }) => ({
        state,
        directives: turn === 1 ? [line('wait', 'Let me look, it takes a while.'), lookUp] : [],
      }),
    })
    talk.wait(300)
    talk.says('Are you sure about that?', 1200).wait(900)
    expect(talk.commands('cancel')).toHaveLength(1)
    expect(talk.said).not.toContain('I have found it.')
    answer(talk)
    expect(talk.said).not.toContain('I have found it.')
    talk.wait(2000).untilQuiet()
    expect(talk.said).toContain('I have found it.')
    expect(talk.texts.join()).not.toContain('owed')
  })

  test('comes back to the agent as an error when it takes too long', () => {
    const talk = greeted(agent)
    talk.wait(11_000)
    expect(returned.at(-1)?.output).toBe('{"error":"TIMEOUT"}')
  })
})

describe('a blocked sentence', () => {
  const blocked: BlockedSentence[] = []
  const agent = (attempts: number): Partial<Agent<string[]>> => ({
    check: (_, { text }) =>
      text.includes('arrest')
        ? { verdict: 'block', why: 'threat', record: { kind: 'blocked', rule: 'U03' } }
        : { verdict: 'say', record: { kind: 'allowed' } },
    onBlocked: (state, sentence) => {
      blocked.push(sentence)
      const again: Directive = { type: 'generate', instructions: 'No threats.', tools: [] }
      const rewrite = state.filter((s) => s === 'rewrite').length < attempts
      return {
        state: [...state, 'rewrite'],
        directives: rewrite ? [again] : [line('fixed', 'Let us talk about your options.')],
      }
    },
  })
  const model = (texts: readonly string[]) => ({
    model: (request: number) => ({ words: texts[request - 1] ?? '' }),
  })

  test('is put another way by the model when the agent wants that', () => {
    const talk = greeted(agent(1), model(['Hello. We will arrest you. Ha.', 'We can help you.']))
    talk.untilQuiet()
    expect(blocked.at(-1)).toMatchObject({ text: 'We will arrest you.', why: 'threat' })
    expect(talk.said.slice(1)).toEqual(['Hello.', 'We can help you.'])
    expect(talk.texts.join()).not.toContain('arrest')
  })

  test('makes room for the fixed line of the agent when the second try is no better', () => {
    const talk = greeted(agent(1), model(['We will arrest you', 'I said arrest']))
    talk.untilQuiet()
    expect(talk.said.slice(1)).toEqual(['Let us talk about your options.'])
    expect(talk.commands('generate')).toHaveLength(2)
  })

  test('leaves a record before anything takes its place, and an allowed one before its sound', () => {
    const talk = greeted(agent(0), model(['Hello. We will arrest you.']))
    talk.untilQuiet()
    const order = talk.log.flatMap(({ command }) => {
      if (command.type === 'audit') return [command.record.kind]
      return command.type === 'synthesize' ? [command.text] : []
    })
    const at = order.indexOf('Hello.')
    const fixed = 'Let us talk about your options.'
    expect(order.slice(at - 1)).toEqual(['allowed', 'Hello.', 'blocked', 'allowed', fixed])
  })
})

describe('what the check is told', () => {
  const told: Sentence[] = []
  const listening = (changes: Partial<Agent<string[]>> = {}): Partial<Agent<string[]>> => ({
    check: (_, sentence) => {
      told.push(sentence)
      if (sentence.text.includes('arrest')) return { verdict: 'block', why: 'threat' }
      return sentence.text.includes('{{name}}')
        ? { verdict: 'replace', text: sentence.text.replace('{{name}}', 'Dana'), why: 'a slot' }
        : { verdict: 'say' }
    },
    ...changes,
  })
  const model = (...texts: readonly string[]) => ({
    model: (request: number) => ({ words: texts[request - 1] ?? '' }),
  })
  const heardBy = (run: () => unknown) => {
    told.length = 0
    run()
    return told
      .filter(({ source }) => source === 'model')
      .map(({ before, text }) => `${before}|${text}`)
  }

  test('is what the model said before in this reply, as it goes to the voice', () => {
    const pairs = heardBy(() =>
      greeted(listening(), model('Hi, {{name}}. We can help. Is that fine?')).untilQuiet(),
    )
    expect(pairs).toEqual([
      '|Hi, {{name}}.',
      'Hi, Dana.|We can help.',
      'Hi, Dana. We can help.|Is that fine?',
    ])
  })

  test('is nothing of what was blocked, and what was said before the block stays', () => {
    const pairs = heardBy(() =>
      greeted(
        listening({
          onBlocked: (state, blocked) => {
            expect(blocked).toMatchObject({ text: 'We will arrest you.', before: 'Well then.' })
            const again: Directive = { type: 'generate', instructions: 'No threats.', tools: [] }
            return { state, directives: [again] }
          },
        }),
        model('Well then. We will arrest you. Ha.', 'Let us go on.'),
      ).untilQuiet(),
    )
    expect(pairs).toEqual([
      '|Well then.',
      'Well then.|We will arrest you.',
      'Well then.|Let us go on.',
    ])
  })

  test('begins anew after the caller has spoken, and fixed lines have nothing before them', () => {
    const pairs = heardBy(() => {
      const talk = greeted(listening(), model('We can help.', 'Sure we can.')).untilQuiet()
      talk.says('Really, can you do that?', 1200).wait(2500).untilQuiet()
    })
    expect(pairs).toEqual(['|We can help.', '|Sure we can.'])
    expect(told.filter(({ source }) => source !== 'model').map(({ before }) => before)).toEqual([
      '',
    ])
  })

  test('is a first clause, or the whole sentence if the agent wants that', () => {
    const words = 'If you do not mind it, we can begin. Shall we?'
    const clauses = heardBy(() => greeted(listening(), model(words)).untilQuiet())
    expect(clauses[0]).toBe('|If you do not mind it,')
    const whole = listening({ wholeSentences: true })
    const sentences = heardBy(() => greeted(whole, model(words)).untilQuiet())
    expect(sentences[0]).toBe('|If you do not mind it, we can begin.')
  })
})

describe('an audit record that was not written', () => {
  test('ends the call with the goodbye, and nothing else is decided or recorded', () => {
    const talk = greeted({
      check: () => ({ verdict: 'say', record: { kind: 'allowed' } }),
      onHeard: (state) => ({ state, directives: [{ type: 'audit', record: { kind: 'heard' } }] }),
    })
    talk.wait(600)
    const before = talk.commands('audit').length
    talk.happen({ type: 'audit.failed' })
    talk.says('Hello? What is going on there?', 900).wait(12_000)
    expect(talk.commands('audit')).toHaveLength(before)
    expect(talk.said.at(-1)).toBe(talk.state.policy.lines.goodbye)
    expect(talk.commands('hangUp')).toMatchObject([{ why: 'an audit record could not be written' }])
  })
})

describe('what the caller said', () => {
  test('is kept in the words the agent chooses', () => {
    const talk = greeted({
      onCallerTurn: (state) => ({ state, directives: [], heardAs: 'It is about [REDACTED]' }),
    })
    talk.wait(1000)
    expect(talk.texts.at(-1)).toBe('user: It is about [REDACTED]')
  })
})
