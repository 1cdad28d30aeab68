/** The requests that Chat Completions takes, and its refusals of all others. */
import type { ServerResponse } from 'node:http'

export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool'
  readonly content?: string | null
  readonly tool_calls?: readonly {
    readonly id: string
    readonly type: 'function'
    readonly function: { readonly name: string; readonly arguments: string }
  }[]
  readonly tool_call_id?: string
}

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly stream: true
  readonly stream_options?: { readonly include_usage?: boolean }
  readonly tools?: readonly {
    readonly type: 'function'
    readonly function: { readonly name: string; readonly parameters: object }
  }[]
  readonly [field: string]: unknown
}

/** What the model says and does. Tool inputs are objects, or text as the model wrote it. */
export interface ChatAnswer {
  readonly text?: string
  readonly toolCalls?: readonly { readonly name: string; readonly input: object | string }[]
}

const known: ReadonlySet<string> = new Set([
  ...['model', 'messages', 'stream', 'stream_options', 'tools', 'tool_choice'],
  ...['max_tokens', 'max_completion_tokens', 'reasoning_effort', 'service_tier'],
  ...['prompt_cache_key', 'temperature', 'top_p', 'parallel_tool_calls', 'user'],
])
const roles: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant', 'tool'])

/** Why the service would not take this; undefined if it would. */
export function problemWith(body: unknown, models: readonly string[] = []): Refusal | undefined {
  if (typeof body !== 'object' || body === null) return invalid('We could not parse the JSON body')
  const { model, messages, stream } = body as Partial<Record<keyof ChatRequest, unknown>>
  const unknown = Object.keys(body).find((field) => !known.has(field))
  if (unknown) return invalid(`Unrecognized request argument supplied: ${unknown}`, unknown)
  if (typeof model !== 'string') return invalid('you must provide a model parameter', 'model')
  if (models.length > 0 && !models.includes(model))
    return { status: 404, error: { ...noModel(model), type: 'invalid_request_error' } }
  if (!Array.isArray(messages) || messages.length === 0)
    return invalid("Missing required parameter: 'messages'", 'messages')
  if (stream !== true) return invalid('this server only streams', 'stream')
  return problemWithMessages(messages as readonly ChatMessage[])
}

const noModel = (model: string) => ({
  message: `The model '${model}' does not exist or you do not have access to it.`,
  code: 'model_not_found',
})

function problemWithMessages(messages: readonly ChatMessage[]): Refusal | undefined {
  let open: readonly string[] = []
  for (const message of messages) {
    const problem = problemWithMessage(message, open)
    if (problem) return problem
    open =
      message.role === 'tool'
        ? open.filter((id) => id !== message.tool_call_id)
        : (message.tool_calls?.map(({ id }) => id) ?? [])
  }
  return open.length > 0 ? invalid(`tool_call_ids without a response: ${open}`) : undefined
}

/** @param open tool calls that have no result yet */
function problemWithMessage(
  { role, content, tool_calls, tool_call_id = '' }: ChatMessage,
  open: readonly string[],
): Refusal | undefined {
  if (!roles.has(role)) return invalid(`Invalid role: ${role}`, 'messages')
  if (role === 'tool')
    return open.includes(tool_call_id)
      ? undefined
      : invalid("messages with role 'tool' must follow a message with 'tool_calls'")
  if (open.length > 0)
    return invalid("An assistant message with 'tool_calls' must be followed by tool messages")
  return typeof content === 'string' || (role === 'assistant' && tool_calls?.length)
    ? undefined
    : invalid('Invalid value for content: expected a string, got null', 'messages')
}

function invalid(message: string, param: string | null = null): Refusal {
  return { status: 400, error: { message, type: 'invalid_request_error', code: null, param } }
}

/** An answer with a status and OpenAI's form of an error. */
export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly error: {
    readonly message: string
    readonly type: string
    readonly code: string | null
    readonly param?: string | null
  }
}

export function refuse(response: ServerResponse, { status, headers, error }: Refusal): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers })
    .end(JSON.stringify({ error: { param: null, ...error } }))
}
