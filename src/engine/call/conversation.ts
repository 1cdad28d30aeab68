/**
 * The conversation as the caller lived it: what they said, and what they heard.
 *
 * An assistant message enters only when its words were heard, so the model's context is never ahead of the caller's ears. A reply
 * is added as a whole when it is over (heard, cut off or given up), one message a tool round, each tool call with its result.
 */
import type { Millis } from '../audio/frame.js'
import type { ToolCall } from './event.js'
import { heardText } from './heard-text.js'
import type { Reply, RunningTool, Spoken } from './state.js'

export type Message =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly text: string }
  | {
      readonly role: 'assistant'
      readonly text: string
      /** The caller spoke over the rest. */
      readonly cutOff?: true
      readonly toolCalls?: readonly ToolCall[]
    }
  | { readonly role: 'tool'; readonly id: string; readonly output: string }

/** Messages of the reply being made, as the model must see them to go on after its tools: everything it has said so far. */
export function pendingMessages(reply: Reply, sentences: readonly Spoken[]): readonly Message[] {
  return rounds(reply).flatMap((tools, round) => {
    const text = sentences
      .filter((s) => s.round === round && s.kind !== 'filler')
      .map((s) => s.text)
      .join(' ')
    return roundMessages(text, tools)
  })
}

/** Messages of a reply that is over: only what was heard up to `heard` ms of its speech. */
export function heardMessages(
  reply: Reply,
  sentences: readonly Spoken[],
  heard: Millis,
  cut: boolean,
): readonly Message[] {
  const messages = rounds(reply).flatMap((tools, round) => {
    const text = heardText(sentences, heard, (s) => s.round === round && s.kind !== 'filler')
    return roundMessages(text, tools)
  })
  const last = messages.findLastIndex((message) => message.role === 'assistant')
  return messages.map((message, i) =>
    cut && i === last && message.role === 'assistant' ? { ...message, cutOff: true } : message,
  )
}

/** The message pair of a write tool that returned after its reply was over, or after its time. The id is its own: the call may stand there already. */
export function lateToolMessages(call: ToolCall, output: string): readonly Message[] {
  const id = `${call.id}-late`
  return [
    { role: 'assistant', text: '', toolCalls: [{ ...call, id }] },
    { role: 'tool', id, output },
  ]
}

const rounds = (reply: Reply) => [...reply.rounds, reply.tools]

function roundMessages(text: string, all: readonly RunningTool[]): readonly Message[] {
  const tools = all.filter(({ call }) => !call.own)
  if (text === '' && tools.length === 0) return []
  const said: Message =
    tools.length === 0
      ? { role: 'assistant', text }
      : { role: 'assistant', text, toolCalls: tools.map((tool) => tool.call) }
  const results = tools.map(
    ({ call, output }): Message => ({ role: 'tool', id: call.id, output: output ?? '' }),
  )
  return [said, ...results]
}
