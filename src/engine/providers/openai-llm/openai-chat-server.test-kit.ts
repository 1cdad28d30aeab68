/**
 * OpenAI's Chat Completions over real sockets: `/v1/chat/completions` with streaming, and `/v1/models`. It refuses what the service
 * refuses (unknown keys, models and fields, tool calls without results), writes words at a pace, and breaks in the ways in which the service
 * breaks when a test asks for it. It can share a server with others, since it takes only its own paths.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type ChatFault, refusals, writeFaulty } from './chat-faults.test-kit.js'
import { type ChatAnswer, type ChatRequest, problemWith, refuse } from './chat-protocol.test-kit.js'
import { ChatStream } from './chat-stream.test-kit.js'

export type { ChatFault } from './chat-faults.test-kit.js'
export type { ChatAnswer, ChatRequest } from './chat-protocol.test-kit.js'

export interface OpenAiChatOptions {
  /** What the model says. By default it repeats the caller's last words: `I heard: ...`. */
  readonly answer?: (request: ChatRequest) => ChatAnswer
  /** From the request to the first word, ms. */
  readonly firstTokenMs?: number
  /** 0: all at once. */
  readonly wordsPerSecond?: number
  /** Who may ask; by default anybody, with or without a key. */
  readonly apiKey?: string
  /** Names of the models there are; by default every name is one. */
  readonly models?: readonly string[]
}

/** How a request ended: the response was written whole, or the other side closed before it was. */
export type ChatEnd = 'finished' | 'closed' | 'broken'

export interface SeenRequest {
  readonly body: ChatRequest
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Number of the connection, from 1. */
  readonly connection: number
  /** `performance.now()` at each piece that was written. */
  readonly writtenAt: readonly number[]
  readonly ended: Promise<ChatEnd>
}

export interface ChatFaults {
  /** For the next requests, one each; undefined lets one pass. */
  next(...faults: readonly (ChatFault | undefined)[]): void
  /** For every request that has none of its own, until it is undefined again. */
  always: ChatFault | undefined
  /** For every request to a model. */
  readonly ofModel: Map<string, ChatFault>
}

export interface OpenAiChat {
  readonly faults: ChatFaults
  readonly seen: {
    readonly requests: readonly SeenRequest[]
    /** Requests for the list of models, by the number of their connection. */
    readonly modelLists: readonly number[]
    /** Connections that are open now. */
    readonly openConnections: number
    /** Connections there ever were. */
    readonly connections: number
  }
}

export interface OpenAiChatServer extends OpenAiChat {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string
  close(): Promise<void>
}

export async function startOpenAiChatServer(
  options: OpenAiChatOptions = {},
): Promise<OpenAiChatServer> {
  const server = createServer()
  const chat = attachOpenAiChat(server, options)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isOurs(request)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...chat,
    url: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers the paths of Chat Completions on a server that is somebody else's; all other requests are left alone. */
export function attachOpenAiChat(server: Server, options: OpenAiChatOptions = {}): OpenAiChat {
  const world = new World(options)
  server.on('connection', (socket) => world.connected(socket))
  server.on('request', (request, response) => {
    if (isOurs(request)) void world.take(request, response)
  })
  return world
}

const pathOf = ({ url = '/' }: IncomingMessage) => new URL(url, 'http://openai').pathname
const isOurs = (request: IncomingMessage) =>
  /^\/v1\/(chat\/completions|models(\/.*)?)$/.test(pathOf(request))

class World implements OpenAiChat {
  readonly #options: OpenAiChatOptions
  readonly #numbers = new WeakMap<Socket, number>()
  /** Connections that take everything in and never answer again. */
  readonly #dead = new WeakSet<Socket>()
  /** Connections that are closed when the next request comes. */
  readonly #closing = new WeakSet<Socket>()
  readonly #queue: (ChatFault | undefined)[] = []
  readonly faults: ChatFaults
  readonly seen = {
    requests: [] as SeenRequest[],
    modelLists: [] as number[],
    ...{ openConnections: 0, connections: 0 },
  }

  constructor(options: OpenAiChatOptions) {
    this.#options = options
    const queue = this.#queue
    this.faults = {
      next: (...faults) => queue.push(...faults),
      always: undefined,
      ofModel: new Map(),
    }
  }

  connected(socket: Socket): void {
    const { seen } = this
    seen.connections++
    seen.openConnections++
    this.#numbers.set(socket, seen.connections)
    socket.on('close', () => seen.openConnections--)
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request
    const connection = this.#numbers.get(socket) ?? 0
    const text = await bodyOf(request).catch(() => undefined)
    if (text === undefined || this.#dead.has(socket)) return
    if (this.#closing.has(socket)) return void socket.destroy()
    if (!this.#isKnown(request)) return refuse(response, refusals.invalidKey())
    if (pathOf(request) !== '/v1/chat/completions') {
      this.seen.modelLists.push(connection)
      return this.#listModels(response)
    }
    const body = parsed(text)
    const problem = problemWith(body, this.#options.models)
    if (problem) return refuse(response, problem)
    await this.#complete(body as ChatRequest, request, response, connection)
  }

  async #complete(
    body: ChatRequest,
    { headers, socket }: IncomingMessage,
    response: ServerResponse,
    connection: number,
  ): Promise<void> {
    const writtenAt: number[] = []
    const ended = new Promise<ChatEnd>((resolve) => {
      response.on('finish', () => resolve(response.statusCode < 400 ? 'finished' : 'broken'))
      response.on('close', () => resolve('closed'))
    })
    this.seen.requests.push({ body, headers, connection, writtenAt, ended })
    const fault = this.#faultFor(body.model)
    const { firstTokenMs = 0, wordsPerSecond = 0, answer = repeat } = this.#options
    const stream = new ChatStream(response, body, { firstTokenMs, wordsPerSecond, writtenAt })
    if (fault === undefined) return stream.write(answer(body))
    if (fault === 'half-open' || fault === 'half-open-after') this.#dead.add(socket)
    if (fault === 'close-after') this.#closing.add(socket)
    if (fault === 'half-open') return
    await writeFaulty(fault, stream, answer(body), response)
  }

  #faultFor(model: string): ChatFault | undefined {
    if (this.#queue.length > 0) return this.#queue.shift()
    return this.faults.ofModel.get(model) ?? this.faults.always
  }

  #isKnown({ headers }: IncomingMessage): boolean {
    const { apiKey } = this.#options
    return apiKey === undefined || headers.authorization === `Bearer ${apiKey}`
  }

  #listModels(response: ServerResponse): void {
    const data = (this.#options.models ?? []).map((id) => ({ id, object: 'model' }))
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ object: 'list', data }))
  }
}

function repeat({ messages }: ChatRequest): ChatAnswer {
  const said = messages.findLast(({ role }) => role === 'user')?.content
  return { text: said ? `I heard: ${said}` : 'Hello, this is a test.' }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
