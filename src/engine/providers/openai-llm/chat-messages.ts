/**
 * The conversation as Chat Completions wants it. The service refuses a tool call without its result and a result without its call, so
 * each call is followed by its result here, whatever lies between them in the conversation.
 */
import type {
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { Message } from '../../call/conversation.js'
import type { ToolCall } from '../../call/event.js'

type Assistant = Extract<Message, { role: 'assistant' }>

/** Marks words that the caller spoke over, as a book would. It is no word, so that a model that copies it is not heard to. */
const cutOffMark = '—'

/** Stands for a result that nobody has. */
const noResult = 'no result'

export function chatMessages(messages: readonly Message[]): ChatCompletionMessageParam[] {
  return messages.flatMap((message, i) => chatMessage(message, messages.slice(i + 1)))
}

function chatMessage(message: Message, later: readonly Message[]): ChatCompletionMessageParam[] {
  switch (message.role) {
    case 'system':
    case 'user':
      return [{ role: message.role, content: message.text }]
    case 'assistant':
      return assistantMessages(message, later)
    case 'tool':
      return []
  }
}

function assistantMessages(
  { text, cutOff, toolCalls = [] }: Assistant,
  later: readonly Message[],
): ChatCompletionMessageParam[] {
  const said = cutOff && text !== '' ? `${text.replace(/[.,;:\s]+$/, '')} ${cutOffMark}` : text
  if (toolCalls.length === 0) return said === '' ? [] : [{ role: 'assistant', content: said }]
  return [
    { role: 'assistant', content: said === '' ? null : said, tool_calls: toolCalls.map(chatCall) },
    ...toolCalls.map(({ id }) => ({
      ...{ role: 'tool' as const, tool_call_id: id },
      content: resultOf(id, later) ?? noResult,
    })),
  ]
}

function chatCall({ id, name, input }: ToolCall): ChatCompletionMessageFunctionToolCall {
  return { id, type: 'function', function: { name, arguments: input } }
}

function resultOf(id: string, later: readonly Message[]): string | undefined {
  const result = later.find((message) => message.role === 'tool' && message.id === id)
  return result?.role === 'tool' ? result.output : undefined
}
