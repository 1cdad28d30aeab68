/** The conversation as a simple mind keeps it: turn by turn, and what the agent has said and looked up. */
import type { Message } from '../../call/conversation.js'

export interface History {
  /** What the caller said, a text for each turn; the last one is to be answered. Empty if nobody has spoken. */
  readonly turns: readonly string[]
  /** What the agent said and the caller heard, oldest first. */
  readonly said: readonly string[]
  /** Results of tools that came after the caller's last words: now they are to be told. */
  readonly results: readonly string[]
  /** Tool calls there ever were; the next id is made from it. */
  readonly calls: number
  /** Turn after which the last of them was made; -1 if none was. */
  readonly calledAt: number
}

export function historyOf(messages: readonly Message[]): History {
  return messages.reduce(after, {
    turns: [],
    said: [],
    results: [],
    calls: 0,
    calledAt: -1,
    open: false,
  })
}

/** `open`: the caller's turn goes on, because the agent has not spoken since. */
type Reading = History & { readonly open: boolean }

function after(before: Reading, message: Message): Reading {
  switch (message.role) {
    case 'system':
      return before
    case 'user':
      return { ...before, turns: turnsWith(message.text, before), results: [], open: true }
    case 'tool':
      return { ...before, results: [...before.results, message.output] }
    case 'assistant':
      return afterAssistant(before, message)
  }
}

function turnsWith(text: string, { turns, open }: Reading): readonly string[] {
  return open ? [...turns.slice(0, -1), `${turns.at(-1)} ${text}`] : [...turns, text]
}

function afterAssistant(
  before: Reading,
  { text, toolCalls = [] }: Extract<Message, { role: 'assistant' }>,
): Reading {
  const { turns, said, calls, calledAt } = before
  const words = text.trim()
  return {
    ...before,
    open: false,
    said: words === '' ? said : [...said, words],
    calls: calls + toolCalls.length,
    calledAt: toolCalls.length > 0 ? turns.length - 1 : calledAt,
  }
}
