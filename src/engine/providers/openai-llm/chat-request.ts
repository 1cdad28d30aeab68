/**
 * The body of a request. What is the same from turn to turn (instructions, then tools in the agent's order) stands first and unchanged,
 * because the service keeps what it has read of an equal beginning and is quicker with it.
 */
import { createHash } from 'node:crypto'
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionTool,
} from 'openai/resources/chat/completions'
import type { ToolSpec } from '../../agent/agent.js'
import type { Message } from '../../call/conversation.js'
import { chatMessages } from './chat-messages.js'

export type ReasoningEffort = NonNullable<ChatCompletionCreateParamsStreaming['reasoning_effort']>
export type ServiceTier = NonNullable<ChatCompletionCreateParamsStreaming['service_tier']>

export interface ChatRequestOptions {
  /** OpenAI itself, which knows fields that servers of the same protocol may refuse. */
  readonly official: boolean
  /** Undefined: the field is left out. */
  readonly reasoningEffort: ReasoningEffort | undefined
  readonly serviceTier: ServiceTier | undefined
  readonly maxTokens: number
}

export type ChatBody = Omit<ChatCompletionCreateParamsStreaming, 'model'>

export function chatBody(
  messages: readonly Message[],
  tools: readonly ToolSpec[],
  options: ChatRequestOptions,
): ChatBody {
  const { official, reasoningEffort, serviceTier, maxTokens } = options
  return {
    ...(tools.length > 0 && { tools: tools.map(chatTool) }),
    messages: chatMessages(messages),
    stream: true,
    stream_options: { include_usage: true, ...(official && { include_obfuscation: false }) },
    ...(official ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(reasoningEffort && { reasoning_effort: reasoningEffort }),
    ...(serviceTier && { service_tier: serviceTier }),
    ...(official && { prompt_cache_key: cacheKey(messages, tools) }),
  }
}

function chatTool({ name, description, schema }: ToolSpec): ChatCompletionTool {
  return {
    type: 'function',
    function: { name, description, parameters: schema as Record<string, unknown> },
  }
}

/** The same for all requests that begin alike: those with the same instructions and tools. Tells nothing about either. */
function cacheKey(messages: readonly Message[], tools: readonly ToolSpec[]): string {
  const instructions = messages.find((message) => message.role === 'system')
  const beginning = JSON.stringify([instructions, tools.map(chatTool)])
  return `voice-agent-${createHash('sha256').update(beginning).digest('hex').slice(0, 24)}`
}
