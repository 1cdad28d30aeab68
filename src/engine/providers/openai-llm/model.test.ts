import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../call/conversation.js'
import { refusals } from './chat-faults.test-kit.js'
import {
  type ChatAnswer,
  type ChatFault,
  type OpenAiChatServer,
  startOpenAiChatServer,
} from './openai-chat-server.test-kit.js'
import {
  eventually,
  hello,
  inShort,
  lookUp,
  shortLimits,
  type TestModel,
  testModel,
} from './openai-llm.test-kit.js'

const answers: { answer: ChatAnswer } = { answer: {} }
let server: OpenAiChatServer
const models: TestModel[] = []

beforeEach(async () => {
  answers.answer = { text: 'One two three four.' }
  server = await startOpenAiChatServer({ answer: () => answers.answer })
})

afterEach(async () => {
  for (const { llm } of models.splice(0)) llm.close?.()
  await eventually(() => server.seen.openConnections === 0)
  await server.close()
})

/** A model of the server; closed after the test, and its connections are checked to be gone. */
function model(...[changes]: [Parameters<typeof testModel>[1]?]): TestModel {
  const made = testModel(server.url, changes)
  models.push(made)
  return made
}

const withFallback = () => model({ fallbackModel: 'second' })
const askedModels = () => server.seen.requests.map(({ body }) => body.model)

describe('an answer', () => {
  it('comes word by word, with what it cost at the end', async () => {
    const got = await model().ask()
    expect(got).toEqual([
      ...['One ', 'two ', 'three ', 'four.'].map((text) => ({ type: 'text', text })),
      { type: 'ended', usage: { inputTokens: 20, outputTokens: 7 } },
    ])
  })

  it('comes while the server is still writing', async () => {
    const { llm } = model()
    server.faults.next('stall-half')
    const signal = new AbortController().signal
    const parts = llm.generate(hello, { tools: [], signal })[Symbol.asyncIterator]()
    expect((await parts.next()).value).toEqual({ type: 'text', text: 'One ' })
  })

  it('has its tool calls joined from their pieces, side by side', async () => {
    answers.answer = {
      text: 'Let me look.',
      toolCalls: [
        { name: 'look_up', input: { account: '1234' } },
        { name: 'look_up', input: '' },
      ],
    }
    const got = await model().ask(hello, { tools: [lookUp] })
    expect(inShort(got)).toBe('Let me look.[look_up {"account":"1234"}][look_up {}] (20/7)')
    const ids = got.flatMap((part) => (part.type === 'toolCall' ? [part.call.id] : []))
    expect(new Set(ids).size).toBe(2)
  })

  it('goes on after its tools, with their results in place', async () => {
    const { ask } = model()
    const call = { id: 'c1', name: 'look_up', input: '{}' }
    const messages: readonly Message[] = [
      ...hello,
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', id: 'c1', output: 'nothing' },
    ]
    expect(inShort(await ask(messages, { tools: [lookUp] }))).toBe('One two three four. (40/7)')
  })

  it('uses the connection of the answer before', async () => {
    const { ask } = model()
    for (let i = 0; i < 3; i++) await ask()
    expect(server.seen.requests.map(({ connection }) => connection)).toEqual([1, 1, 1])
  })

  it('uses it too when its reader stopped at the end, as the engine does', async () => {
    const { llm } = model()
    for (let i = 0; i < 2; i++) {
      const scope = new AbortController()
      for await (const part of llm.generate(hello, { tools: [], signal: scope.signal }))
        if (part.type === 'ended') break
      scope.abort()
    }
    expect(server.seen.requests.map(({ connection }) => connection)).toEqual([1, 1])
  })
})

describe('what is wrong with an answer', () => {
  const { rateLimit, slowDown, quota, invalidKey, forbidden, overloaded, serverError } = refusals
  it.each<[ChatFault, string]>([
    [invalidKey(), ' !REFUSED'],
    [forbidden(), ' !REFUSED'],
    [quota(), ' !QUOTA'],
    [quota('project_spend_limit_exceeded'), ' !QUOTA'],
    [rateLimit(), ' !RATE_LIMITED'],
    [rateLimit(30), ' !RATE_LIMITED'],
    [slowDown(), ' !RATE_LIMITED'],
    [serverError(), ' !UNAVAILABLE'],
    [overloaded(), ' !UNAVAILABLE'],
    ['stall-before-headers', ' !TIMEOUT'],
    ['stall-after-headers', ' !TIMEOUT'],
    ['stall-half', 'One two  !TIMEOUT'],
    ['comments-half', 'One two  !TIMEOUT'],
    ['close-before-headers', ' !UNAVAILABLE'],
    ['close-after-headers', ' !UNAVAILABLE'],
    ['close-half', 'One two  !UNAVAILABLE'],
    ['end-half', 'One two  !BAD_RESPONSE'],
    ['garbage', ' !BAD_RESPONSE'],
    ['web-page', ' !BAD_RESPONSE'],
    ['error-in-stream', ' !UNAVAILABLE'],
    ['empty', ' !BAD_RESPONSE'],
    ['content-filter', 'One two  !REFUSED'],
    ['truncated-tool', ' !BAD_RESPONSE'],
    ['half-open', ' !TIMEOUT'],
  ])(
    'tells the engine (%o: %s), once, without words of anybody in the log',
    async (fault, said) => {
      const { ask, logged } = model()
      server.faults.next(fault)
      expect(inShort(await ask())).toBe(said)
      expect(server.seen.requests).toHaveLength(1)
      expect(logged).toMatchObject([
        { provider: 'openai', model: 'first', code: said.split('!')[1] },
      ])
      expect(JSON.stringify(logged)).not.toMatch(/friend|brief|One|Incorrect/)
    },
  )

  it.each<[ChatFault, string]>([
    ['refusal', 'I cannot help with that. (20/7)'],
    ['length', 'One two  (20/7)'],
    ['no-usage', 'One two three four. (0/0)'],
    ['no-end', 'One two three four. (0/0)'],
  ])('does not hurt it (%s: %s)', async (fault, said) => {
    const { ask, logged, alarms } = model()
    server.faults.next(fault)
    expect(inShort(await ask())).toBe(said)
    expect(logged).toEqual([])
    await eventually(() => alarms.size === 0)
  })

  it('gives a tool call only if all its input came', async () => {
    answers.answer = { toolCalls: [{ name: 'look_up', input: '{"account": ' }] }
    expect(inShort(await model().ask())).toBe(' !BAD_RESPONSE')
  })

  it('finds out that nobody listens there', async () => {
    const gone = createTcpServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const { ask, logged } = testModel(`http://127.0.0.1:${port}/v1`)
    expect(inShort(await ask())).toBe(' !UNAVAILABLE')
    expect(logged).toMatchObject([{ reason: 'ECONNREFUSED' }])
  })

  it('finds out that an encrypted connection does not come about', async () => {
    const silent = createTcpServer()
    const sockets = new Set<{ destroy(): void }>()
    silent.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const limits = { ...shortLimits, connectMs: 60, patienceMs: 5000 }
    const { ask } = testModel(`https://127.0.0.1:${port}/v1`, { limits })
    expect(inShort(await ask())).toBe(' !TIMEOUT')
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => silent.close(resolve))
  })
})

describe('another attempt', () => {
  it.each<ChatFault>([
    refusals.serverError(),
    refusals.rateLimit(60),
    'stall-before-headers',
    'stall-after-headers',
    'garbage',
    'empty',
    'close-after-headers',
  ])('is made with the second model before the first word (%o)', async (fault) => {
    const { ask, logged } = withFallback()
    server.faults.ofModel.set('first', fault)
    expect(inShort(await ask())).toBe('One two three four. (20/7)')
    expect(askedModels()).toEqual(['first', 'second'])
    expect(logged).toHaveLength(1)
  })

  it('is made with the second model when there is no first', async () => {
    await server.close()
    server = await startOpenAiChatServer({ models: ['second'] })
    expect(inShort(await withFallback().ask())).toMatch(/^I heard: hello/)
  })

  it.each<[ChatFault, string]>([
    [refusals.quota(), ' !QUOTA'],
    [refusals.invalidKey(), ' !REFUSED'],
    [refusals.forbidden(), ' !REFUSED'],
    ['close-half', 'One two  !UNAVAILABLE'],
    ['stall-half', 'One two  !TIMEOUT'],
  ])('is not made when it cannot help or comes too late (%o)', async (fault, said) => {
    server.faults.ofModel.set('first', fault)
    expect(inShort(await withFallback().ask())).toBe(said)
    expect(askedModels()).toEqual(['first'])
  })

  it('is the last, whatever comes of it', async () => {
    server.faults.always = refusals.serverError()
    expect(inShort(await withFallback().ask())).toBe(' !UNAVAILABLE')
    expect(askedModels()).toEqual(['first', 'second'])
  })

  it('waits as long as the service asks, if the caller would', async () => {
    server.faults.next(refusals.rateLimit(0.1))
    const from = performance.now()
    expect(inShort(await model().ask())).toBe('One two three four. (20/7)')
    expect(performance.now() - from).toBeGreaterThanOrEqual(100)
    expect(askedModels()).toEqual(['first', 'first'])
  })

  it('is given up when its wait is cancelled', async () => {
    server.faults.always = refusals.rateLimit(0.3)
    const scope = new AbortController()
    const { ask, logged, alarms } = model()
    const asked = ask(hello, { signal: scope.signal })
    await eventually(() => logged.length === 1)
    scope.abort()
    expect(await asked).toEqual([])
    await eventually(() => alarms.size === 0)
    expect(server.seen.requests).toHaveLength(1)
  })
})

describe('cancelling', () => {
  it.each<ChatFault>(['stall-before-headers', 'stall-after-headers', 'stall-half'])(
    'closes the stream, which the server sees at once (%s)',
    async (fault) => {
      const limits = { ...shortLimits, patienceMs: 20_000, gapMs: 20_000 }
      const { ask, logged, alarms } = model({ limits })
      server.faults.next(fault)
      const scope = new AbortController()
      const asked = ask(hello, { signal: scope.signal })
      await eventually(() => server.seen.requests.length === 1)
      const from = performance.now()
      scope.abort()
      await asked
      expect(await server.seen.requests[0]?.ended).toBe('closed')
      expect(performance.now() - from).toBeLessThan(1000)
      await eventually(() => server.seen.openConnections === 0 && alarms.size === 0)
      expect(logged).toEqual([])
    },
  )

  it('sends nothing when it came first', async () => {
    const { ask } = model()
    expect(await ask(hello, { signal: AbortSignal.abort() })).toEqual([])
    await ask()
    expect(server.seen.requests).toHaveLength(1)
  })

  it('is done to all when the call is over', async () => {
    const limits = { ...shortLimits, patienceMs: 20_000 }
    const { ask, llm } = model({ limits })
    server.faults.always = 'stall-after-headers'
    const asked = [ask(), ask()]
    await eventually(() => server.seen.requests.length === 2)
    llm.close?.()
    expect((await Promise.all(asked)).map(inShort)).toEqual([' !UNAVAILABLE', ' !UNAVAILABLE'])
    await eventually(() => server.seen.openConnections === 0)
  })
})

describe('connections', () => {
  it('are opened ahead, once, and used by the first answer', async () => {
    const { llm, ask } = model()
    llm.warm?.()
    llm.warm?.()
    await eventually(() => server.seen.modelLists.length > 0)
    await eventually(() => server.seen.openConnections === 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await ask()
    expect(server.seen.modelLists).toEqual([1])
    expect(server.seen.requests.map(({ connection }) => connection)).toEqual([1])
  })

  it('that cannot be opened ahead are no error', async () => {
    const { llm, ask, logged } = testModel('http://127.0.0.1:1/v1')
    llm.warm?.()
    expect(inShort(await ask())).toBe(' !UNAVAILABLE')
    expect(logged).toHaveLength(1)
  })

  it('that the service had closed are replaced without a word', async () => {
    const { ask, logged } = model()
    server.faults.next('close-after')
    await ask()
    expect(inShort(await ask())).toBe('One two three four. (20/7)')
    expect(server.seen.connections).toBe(2)
    expect(logged).toEqual([])
  })

  it('that died in silence cost one attempt', async () => {
    const { ask } = withFallback()
    server.faults.next('half-open-after')
    await ask()
    expect(inShort(await ask())).toBe('One two three four. (20/7)')
    expect(server.seen.connections).toBe(2)
  })
})
