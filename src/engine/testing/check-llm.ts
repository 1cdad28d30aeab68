import type { ToolSpec } from '../agent/agent.js'
import type { Message } from '../call/conversation.js'
import type { LanguageModel, LanguageModelPart } from '../providers/provider.js'
import { all, type Check, connectionChecks, endsOnAbort, expect } from './conformance.js'

export interface LlmSubject {
  /** A model for a new call. */
  make(): LanguageModel
}

const talk: readonly Message[] = [
  { role: 'system', text: 'You answer the phone of a library. Be brief.' },
  { role: 'assistant', text: 'Hello, this is the library.' },
  { role: 'user', text: 'Hello, can you help me?' },
]
const afterTool: readonly Message[] = [
  ...talk,
  {
    role: 'assistant',
    text: 'Let me look.',
    toolCalls: [{ id: 'call_1', name: 'look_up', input: '{"what":"hours"}' }],
  },
  { role: 'tool', id: 'call_1', output: '{"hours":"nine to five"}' },
]
const tools: readonly ToolSpec[] = [
  {
    name: 'look_up',
    description: 'Looks something up.',
    schema: { type: 'object', properties: { what: { type: 'string' } } },
    effect: 'read',
  },
]

/** Checks of a language model. They ask it a few short questions. */
export function checkLlm({ make }: LlmSubject): readonly Check[] {
  const using = async (check: (llm: LanguageModel) => Promise<void>) => {
    const llm = make()
    try {
      await check(llm)
    } finally {
      llm.close?.()
    }
  }
  const ask = (llm: LanguageModel, messages: readonly Message[], specs = tools) =>
    all(llm.generate(messages, { tools: specs, signal: new AbortController().signal }))
  return [
    {
      name: 'answers, and says once that it has ended, last',
      run: () => using(async (llm) => checkAnswer(await ask(llm, talk, []))),
    },
    {
      name: 'goes on from the results of its tools',
      run: () => using(async (llm) => checkAnswer(await ask(llm, afterTool))),
    },
    {
      name: 'takes a talk in which it was cut off',
      run: () =>
        using(async (llm) => {
          const cut: Message = { role: 'assistant', text: 'We are open', cutOff: true }
          checkAnswer(await ask(llm, [...talk, cut, { role: 'user', text: 'Pardon?' }], []))
        }),
    },
    {
      name: 'answers two questions at once without mixing them',
      run: () =>
        using(async (llm) => {
          const answers = await Promise.all([ask(llm, talk, []), ask(llm, talk, [])])
          for (const parts of answers) checkAnswer(parts)
        }),
    },
    {
      name: 'stops when its signal aborts, and answers again afterwards',
      run: () =>
        using(async (llm) => {
          await endsOnAbort((signal) => llm.generate(talk, { tools: [], signal }))
          checkAnswer(await ask(llm, talk, []))
        }),
    },
    ...connectionChecks(make),
  ]
}

function checkAnswer(parts: readonly LanguageModelPart[]): void {
  const ends = parts.filter(({ type }) => type === 'ended')
  expect(ends.length === 1 && parts.at(-1)?.type === 'ended', 'one end, last', parts)
  const says = parts.some((part) => part.type === 'text' && part.text.trim() !== '')
  const calls = parts.flatMap((part) => (part.type === 'toolCall' ? [part.call] : []))
  expect(says || calls.length > 0, 'words or a tool call', parts)
  for (const { id, name, input } of calls) {
    expect(id !== '' && name !== '', 'a tool call with id and name', { id, name })
    JSON.parse(input)
  }
}
