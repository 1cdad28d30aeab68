import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { VoiceAgentError } from '../../errors.js'
import { openAiHttpStt, openAiStt, sessionUrl } from './definition.js'

const read = (settings: typeof openAiStt.settings, written: Readonly<Record<string, string>>) => {
  const entries = Object.entries(settings)
  const form = z.object(Object.fromEntries(entries.map(([name, { form }]) => [name, form])))
  const texts = entries.map(([name, { variable }]) => [name, written[variable]])
  return form.parse(Object.fromEntries(texts)) as Parameters<typeof openAiStt.create>[0]
}
const deps = { log: { warn() {} }, cwd: '/' }
const key = { OPENAI_API_KEY: 'sk-test' }

describe('the settings of OpenAI speech-to-text', () => {
  it('need only a key', () => {
    const values = read(openAiStt.settings, key)
    expect(values).toMatchObject({
      ...{ baseUrl: 'https://api.openai.com/v1', model: 'gpt-realtime-whisper', language: 'en' },
      ...{
        format: 'pcm24',
        fallback: true,
        filter: true,
        keywords: [],
        httpModel: 'gpt-transcribe',
      },
    })
    expect(openAiStt.create(values, deps).description).toBe('openai gpt-realtime-whisper')
    expect(() => read(openAiStt.settings, {})).toThrow(/apiKey/)
  })

  it('are read as people write them', () => {
    const written = {
      ...{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1/', OPENAI_STT_LANGUAGE: 'auto' },
      ...{ OPENAI_STT_KEYWORDS: 'Acme, refund,, ', OPENAI_STT_FALLBACK: 'off' },
      ...{ OPENAI_STT_NOISE_REDUCTION: 'near_field' },
    }
    expect(read(openAiStt.settings, { ...key, ...written })).toMatchObject({
      ...{ baseUrl: 'http://127.0.0.1:9/v1', language: undefined, fallback: false },
      ...{ keywords: ['Acme', 'refund'], noiseReduction: 'near_field' },
    })
  })

  it.each([
    [{ OPENAI_BASE_URL: 'ftp://x' }],
    [{ OPENAI_STT_LANGUAGE: 'english' }],
    [{ OPENAI_STT_FORMAT: 'g711_ulaw' }],
    [{ OPENAI_STT_FALLBACK: 'maybe' }],
    [{ OPENAI_STT_MODEL: 'two words' }],
    [{ OPENAI_API_KEY: 'sk-test\n' }],
  ])('refuse %j', (written: Readonly<Record<string, string>>) => {
    expect(() => read(openAiStt.settings, { ...key, ...written })).toThrow()
  })

  it.each([
    ['https://api.openai.com/v1', 'wss://api.openai.com/v1/realtime?intent=transcription'],
    ['http://127.0.0.1:9/v1', 'ws://127.0.0.1:9/v1/realtime?intent=transcription'],
  ])('lead from %s to a socket', (baseUrl, socket) => {
    expect(sessionUrl(baseUrl)).toBe(socket)
  })

  it('refuse a delay for a model that has none', () => {
    const delay = { ...key, OPENAI_STT_DELAY: 'low' }
    const create = (model: string) => () =>
      openAiStt.create(read(openAiStt.settings, { ...delay, OPENAI_STT_MODEL: model }), deps)
    expect(create('gpt-4o-transcribe')).toThrow(VoiceAgentError)
    expect(create('gpt-4o-transcribe')).toThrow('OPENAI_STT_DELAY')
    expect(create('gpt-live-transcribe')).not.toThrow()
  })

  it('are fewer for requests over HTTP', () => {
    expect(Object.keys(openAiHttpStt.settings)).not.toContain('format')
    const values = read(openAiStt.settings, { ...key, OPENAI_STT_HTTP_MODEL: 'whisper-1' })
    expect(openAiHttpStt.create(values, deps).description).toBe('openai whisper-1 over HTTP')
  })
})
