/** Everything that can go wrong with a request, on demand. */
import type { ServerResponse } from 'node:http'
import { type ChatAnswer, type Refusal, refuse } from './chat-protocol.test-kit.js'
import type { ChatStream } from './chat-stream.test-kit.js'

/** Refusals by status, with the codes of the service. `retryAfter` is in seconds. */
export const refusals = {
  invalidKey: (): Refusal => ({
    status: 401,
    error: { message: 'Incorrect API key', type: 'invalid_request_error', code: 'invalid_api_key' },
  }),
  forbidden: (): Refusal => ({
    status: 403,
    error: {
      ...{ message: 'Country not supported', type: 'request_forbidden' },
      code: 'unsupported_country_region_territory',
    },
  }),
  rateLimit: (retryAfter?: number): Refusal => ({
    status: 429,
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' },
  }),
  slowDown: (retryAfter?: number): Refusal => ({
    ...refusals.rateLimit(retryAfter),
    error: { message: 'Slow down', type: 'rate_limit_error', code: 'slow_down' },
  }),
  quota: (code = 'credit_balance_exhausted'): Refusal => ({
    status: 429,
    error: { message: 'You exceeded your current quota', type: 'insufficient_quota', code },
  }),
  serverError: (): Refusal => ({
    status: 500,
    error: { message: 'The server had an error', type: 'server_error', code: null },
  }),
  overloaded: (): Refusal => ({
    status: 503,
    error: {
      ...{ message: 'The server is overloaded', type: 'server_error' },
      code: 'server_is_overloaded',
    },
  }),
}

/** A refusal, or the name of what happens. `half`: after half of the words. */
export type ChatFault =
  | Refusal
  /** Nothing ever comes. */
  | 'stall-before-headers'
  | 'stall-after-headers'
  | 'stall-half'
  /** As `stall-half`, with comments that keep the connection alive. */
  | 'comments-half'
  /** The connection is closed. */
  | 'close-before-headers'
  | 'close-after-headers'
  | 'close-half'
  /** The response ends properly, without the end of the answer. */
  | 'end-half'
  /** An event that is no JSON. */
  | 'garbage'
  /** A web page with status 200. */
  | 'web-page'
  | 'error-in-stream'
  | 'empty'
  | 'refusal'
  | 'content-filter'
  /** The token limit is reached: in the words, or within the arguments of a tool. */
  | 'length'
  | 'truncated-tool'
  | 'no-usage'
  /** Everything comes but the end of the response. */
  | 'no-end'
  /** The connection is dead though nobody has closed it: from this request on, or from the next. */
  | 'half-open'
  | 'half-open-after'
  /** Answers, and closes the connection when the next request comes over it. */
  | 'close-after'

type Scene = (parts: {
  readonly stream: ChatStream
  readonly answer: ChatAnswer
  readonly response: ServerResponse
}) => void | Promise<void>

/** Begins, and writes the first half of the words. */
async function half(stream: ChatStream, { text = '' }: ChatAnswer): Promise<void> {
  stream.begin()
  await stream.firstToken()
  const words = text.match(/\S+\s*/g) ?? []
  await stream.words(words.slice(0, Math.ceil(words.length / 2)).join(''))
}

/** Lets what was written leave before the socket is cut. */
const cut = (response: ServerResponse) => {
  setImmediate(() => response.socket?.destroy())
}

const scenes: Readonly<Record<Extract<ChatFault, string>, Scene>> = {
  'stall-before-headers': () => {},
  'stall-after-headers': ({ stream }) => stream.begin(),
  'stall-half': ({ stream, answer }) => half(stream, answer),
  'comments-half': async ({ stream, answer, response }) => {
    await half(stream, answer)
    while (!response.destroyed) {
      stream.raw(': keep-alive\n\n')
      await stream.wait(20)
    }
  },
  'close-before-headers': ({ response }) => cut(response),
  'close-after-headers': ({ stream, response }) => {
    stream.begin()
    cut(response)
  },
  'close-half': async ({ stream, answer, response }) => {
    await half(stream, answer)
    cut(response)
  },
  'end-half': async ({ stream, answer, response }) => {
    await half(stream, answer)
    response.end()
  },
  garbage: ({ stream, response }) => {
    stream.begin()
    stream.raw('data: {"choices": [{]\n\n')
    response.end()
  },
  'web-page': ({ response }) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html>\n<title>Sign in</title>\n')
  },
  'error-in-stream': ({ stream, response }) => {
    stream.begin()
    stream.event({ error: { message: 'overloaded', type: 'server_error', code: 'server_error' } })
    response.end()
  },
  empty: ({ stream }) => {
    stream.begin()
    stream.finish('stop')
    stream.end()
  },
  refusal: async ({ stream }) => {
    stream.begin()
    for (const refusal of ['I cannot ', 'help with that.']) stream.delta({ refusal })
    stream.finish('stop')
    stream.end()
  },
  'content-filter': async ({ stream, answer }) => {
    await half(stream, answer)
    stream.finish('content_filter')
    stream.end()
  },
  length: async ({ stream, answer }) => {
    await half(stream, answer)
    stream.finish('length')
    stream.end()
  },
  'truncated-tool': async ({ stream }) => {
    stream.begin()
    await stream.toolCall(0, 'look_up', '{"account": "12')
    stream.finish('length')
    stream.end()
  },
  'no-usage': async ({ stream, answer }) => {
    stream.begin()
    await stream.words(answer.text ?? '')
    stream.finish('stop', false)
    stream.end()
  },
  'no-end': async ({ stream, answer }) => {
    stream.begin()
    await stream.words(answer.text ?? '')
    stream.finish('stop', false)
  },
  'half-open': () => {},
  'half-open-after': ({ stream, answer }) => stream.write(answer),
  'close-after': ({ stream, answer }) => stream.write(answer),
}

export async function writeFaulty(
  fault: ChatFault,
  stream: ChatStream,
  answer: ChatAnswer,
  response: ServerResponse,
): Promise<void> {
  if (typeof fault === 'object') return refuse(response, fault)
  await scenes[fault]({ stream, answer, response })
}
