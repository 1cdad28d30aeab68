import { describe, expect, it } from 'vitest'
import { RealClock } from '../../run/real-clock.js'
import type { LanguageModelPart } from '../provider.js'
import { startOpenAiChatServer } from './openai-chat-server.test-kit.js'
import { openAiLlm } from './openai-llm.js'
import { hello } from './openai-llm.test-kit.js'

type Variable = keyof ReturnType<typeof valuesOf>

/** The settings as parsed from what was written. */
function valuesOf(written: Readonly<Record<string, string>> = {}) {
  const { settings } = openAiLlm
  const value = <S extends keyof typeof settings>(name: S) =>
    settings[name].form.parse(written[settings[name].variable])
  return {
    apiKey: value('apiKey') as string | undefined,
    baseUrl: value('baseUrl') as string,
    model: value('model') as string,
    fallbackModel: value('fallbackModel') as string | undefined,
    reasoningEffort: value('reasoningEffort') as 'none' | 'omit',
    serviceTier: value('serviceTier') as 'priority' | undefined,
    maxTokens: value('maxTokens') as number,
  }
}

const deps = { log: { warn: () => {} }, cwd: '/' }

describe('the settings of openai', () => {
  it('need only a key', () => {
    expect(valuesOf({ OPENAI_API_KEY: 'k' })).toEqual({
      ...{ apiKey: 'k', baseUrl: 'https://api.openai.com/v1', model: 'gpt-5.6-luna' },
      ...{ fallbackModel: undefined, reasoningEffort: 'none', serviceTier: undefined },
      maxTokens: 800,
    })
    const { description } = openAiLlm.create(valuesOf({ OPENAI_API_KEY: 'k' }), deps)
    expect(description).toBe('openai gpt-5.6-luna')
  })

  it('say so when the key is missing', () => {
    expect(() => openAiLlm.create(valuesOf(), deps)).toThrow(
      expect.objectContaining({
        code: 'E_CONFIG',
        fix: expect.stringContaining('OPENAI_BASE_URL'),
      }),
    )
  })

  it.each<[string, string, Variable]>([
    ['OPENAI_BASE_URL', 'ollama', 'baseUrl'],
    ['OPENAI_REASONING_EFFORT', 'much', 'reasoningEffort'],
    ['OPENAI_SERVICE_TIER', 'first', 'serviceTier'],
    ['OPENAI_MAX_TOKENS', '15', 'maxTokens'],
  ])('refuse a wrong %s', (variable, text, name) => {
    const { form } = openAiLlm.settings[name]
    expect(openAiLlm.settings[name].variable).toBe(variable)
    expect(form.safeParse(text).success).toBe(false)
  })
})

describe('a model of the catalog', () => {
  it.each([
    ['with a key', 'k', 'Bearer k'],
    ['without one, at a server that needs none', undefined, undefined],
  ])('answers %s', async (_, key, authorization) => {
    const server = await startOpenAiChatServer(key === undefined ? {} : { apiKey: key })
    const written = { OPENAI_BASE_URL: `${server.url}/`, OPENAI_REASONING_EFFORT: 'omit' }
    const source = openAiLlm.create(
      valuesOf({ ...written, ...(key !== undefined && { OPENAI_API_KEY: key }) }),
      deps,
    )
    const llm = source.forCall({ clock: new RealClock(), log: deps.log })
    llm.warm?.()
    const { signal } = new AbortController()
    const parts: LanguageModelPart[] = []
    for await (const part of llm.generate(hello, { tools: [], signal })) parts.push(part)
    llm.close?.()
    await server.close()
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
    expect(text).toBe('I heard: hello over there my dear friend')
    const [request] = server.seen.requests
    expect(request?.headers.authorization).toBe(authorization)
    expect(request?.body).not.toHaveProperty('reasoning_effort')
    expect(source.description).toMatch(/^openai gpt-5\.6-luna at 127\.0\.0\.1:\d+$/)
  })
})
