import { describe, expect, it } from 'vitest'
import { elevenlabsSettings, requestUrl, socketUrl } from './settings.js'

const defaults = Object.fromEntries(
  Object.entries(elevenlabsSettings).map(([name, { form }]) => [
    name,
    form.parse(name === 'apiKey' ? 'secret' : undefined),
  ]),
) as Parameters<typeof socketUrl>[0]

describe('the settings of ElevenLabs', () => {
  it('need nothing but the key', () => {
    expect(elevenlabsSettings.apiKey.form.safeParse(undefined).success).toBe(false)
    expect(defaults).toMatchObject({ model: 'eleven_flash_v2_5', format: 'ulaw_8000', speed: 1 })
    expect(defaults.concurrency).toBeUndefined()
  })

  it.each([
    ['stability', '1.5'],
    ['speed', 'fast'],
    ['speed', ''],
    ['concurrency', '0'],
    ['concurrency', '2.5'],
    ['model', 'eleven_v3'],
    ['voice', '../voices'],
    ['baseUrl', 'api.elevenlabs.io'],
    ['baseUrl', 'file:///etc'],
    ['format', 'mp3_44100'],
    ['stallMs', '10'],
  ] as const)('refuse %s=%s in words', (name, written) => {
    const result = elevenlabsSettings[name].form.safeParse(written)
    expect(result.error?.issues[0]?.message).toMatch(/^(is not|does not)/)
  })

  it.each([
    ['https://api.elevenlabs.io', 'wss://api.elevenlabs.io/v1/', 'https://api.elevenlabs.io'],
    ['http://127.0.0.1:8080/', 'ws://127.0.0.1:8080/v1/', 'http://127.0.0.1:8080'],
    ['wss://eu.example.com/a', 'wss://eu.example.com/a/v1/', 'https://eu.example.com/a'],
  ])('lead from %s to sockets and requests', (baseUrl, socket, request) => {
    const url = String(socketUrl({ ...defaults, baseUrl }))
    expect(url.startsWith(`${socket}text-to-speech/JBFqnCBsd6RMkjVDRZzb/multi-stream-input?`)).toBe(
      true,
    )
    expect(url).not.toContain('secret')
    expect(requestUrl({ ...defaults, baseUrl })).toBe(request)
  })
})
