import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { VoiceAgentError } from '../../engine/errors.js'
import { providerCatalog } from '../../engine/providers/catalog.js'
import type { ProviderDefinition } from '../../engine/providers/definition.js'
import { mask, readAccountConfig, readConfig, type Sources, type Switches } from './config.js'
import { settings } from './settings.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = '0123456789abcdef0123456789abcdef'
const account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken }
const everyday: Switches = { webhook: true, insecureNoSignature: false }

const read = (sources: Partial<Sources>, switches: Partial<Switches> = {}) =>
  readConfig({ flags: {}, env: {}, dotenv: {}, ...sources }, { ...everyday, ...switches })

function refusal(work: () => unknown): VoiceAgentError {
  try {
    work()
  } catch (error) {
    if (error instanceof VoiceAgentError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('the settings of the server', () => {
  it('come from flags before the environment before .env', () => {
    const local = { tunnel: 'none' }
    const env = { PORT: '2000' }
    const dotenv = { PORT: '3000' }
    expect(read({ flags: { ...local, port: '1000' }, env, dotenv }).port).toBe(1000)
    expect(read({ flags: local, env, dotenv }).port).toBe(2000)
    expect(read({ flags: local, dotenv }).port).toBe(3000)
    expect(read({ flags: local }).port).toBe(8000)
  })

  it('count as not set when they are blank, as they are in a copy of .env.example', () => {
    const env = { PORT: ' ', TWILIO_ACCOUNT_SID: '', NGROK_AUTHTOKEN: '' }
    expect(read({ flags: { tunnel: 'none' }, env, dotenv: { PORT: '3000' } }).port).toBe(3000)
  })

  it('need nothing to serve this machine only', () => {
    const config = read({ flags: { tunnel: 'none', port: '0' } })
    const local = { tunnel: 'none', checksSignatures: false, pointsNumbers: false }
    expect(config).toMatchObject({ ...local, port: 0, host: '127.0.0.1' })
  })

  it('are all named at once with a fix when nothing is configured', () => {
    const error = refusal(() => read({}))
    expect(error.code).toBe('E_CONFIG')
    expect(error.exitCode).toBe(2)
    for (const name of ['a public address', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER']) {
      expect(error.message).toContain(name)
    }
    expect(error.message.match(/fix: /g)).toHaveLength(4)
    expect(error.message).toContain('TWILIO_ACCOUNT_SID')
    expect(error.message).toContain('--tunnel none')
  })

  it('are reported with place, value and hint, wrong and missing ones together', () => {
    const flags = { port: '99999', tunnel: 'ngrok' }
    const env = { TWILIO_ACCOUNT_SID: 'AC123', MAX_CALLS: '0' }
    const { message } = refusal(() => read({ flags, env, dotenv: { DRAIN_TIMEOUT: 'soon' } }))
    expect(message).toContain('--port is "99999", which is not a port')
    expect(message).toContain('TWILIO_ACCOUNT_SID is "AC123"')
    expect(message).toContain('MAX_CALLS is "0"')
    expect(message).toContain('DRAIN_TIMEOUT in .env is "soon"')
    expect(message).toContain('NGROK_AUTHTOKEN is not set')
  })

  it('never show a secret', () => {
    const env = {
      ...account,
      STREAM_SECRET: 'too-short-pass',
      NGROK_AUTHTOKEN: 'not a token of ngrok',
    }
    const { message } = refusal(() => read({ flags: { tunnel: 'ngrok' }, env }))
    expect(message).toContain('STREAM_SECRET is to***ss')
    expect(message).not.toContain('too-short-pass')
    expect(message).not.toContain('not a token of ngrok')
    expect(mask('short')).toBe('***')
  })

  it('choose the tunnel by what there is', () => {
    const numbers = { ...account, TWILIO_PHONE_NUMBER: '+1 415 555 0199' }
    const ngrok = { ...numbers, NGROK_AUTHTOKEN: 'a'.repeat(40) }
    const address = { ...ngrok, PUBLIC_HOST: 'voice.example.com' }
    expect(read({ env: ngrok }).tunnel).toBe('ngrok')
    expect(read({ env: address })).toMatchObject({
      tunnel: 'public-url',
      publicUrl: 'https://voice.example.com',
    })
    expect(read({ env: address, flags: { tunnel: 'ngrok' } }).tunnel).toBe('ngrok')
    expect(read({ env: address, flags: { tunnel: 'none' } }).tunnel).toBe('none')
    const flags = { tunnel: 'none', publicUrl: 'https://other.example.com/' }
    expect(read({ env: address, flags })).toMatchObject({
      tunnel: 'public-url',
      publicUrl: 'https://other.example.com',
    })
  })

  it('take numbers as people write them and refuse what is none', () => {
    const env = { ...account, PUBLIC_HOST: 'voice.example.com' }
    const numbers = '+1 (415) 555-0199,+44 20 7946 0000'
    expect(read({ env, flags: { numbers } }).numbers).toEqual(['+14155550199', '+442079460000'])
    const { message } = refusal(() => read({ env, flags: { numbers: '4155550199' } }))
    expect(message).toContain('--number is "4155550199"')
  })

  it('leave the account alone when the number is left alone', () => {
    const env = { PUBLIC_HOST: 'voice.example.com', TWILIO_AUTH_TOKEN: authToken }
    expect(read({ env }, { webhook: false })).toMatchObject({
      pointsNumbers: false,
      checksSignatures: true,
    })
  })

  it('do not let a server without signatures listen beyond this machine', () => {
    const flags = { tunnel: 'none', host: '0.0.0.0' }
    expect(refusal(() => read({ flags })).message).toContain('no TWILIO_AUTH_TOKEN')
    expect(read({ flags, env: account }).checksSignatures).toBe(true)
    const insecure = { insecureNoSignature: true }
    expect(refusal(() => read({ flags, env: account }, insecure)).message).toContain(
      '--insecure-no-signature',
    )
    expect(read({ flags: { tunnel: 'none' }, env: account }, insecure).checksSignatures).toBe(false)
  })

  it.each([
    ['http://voice.example.com', 'is not https'],
    ['https://voice.example.com/?a=1', 'has a query'],
    ['https://user:pass@voice.example.com', 'has a query, a fragment or a password'],
    ['https://', 'is not an address'],
  ])('refuse %s as a public address', (publicUrl, why) => {
    expect(refusal(() => read({ env: account, flags: { publicUrl } })).message).toContain(why)
  })

  it('refuse a number that cannot reach this machine', () => {
    const flags = { tunnel: 'none', numbers: '+14155550199' }
    expect(refusal(() => read({ flags, env: account })).message).toContain('cannot reach')
  })

  it('need an account for the commands about numbers, by token or by key', () => {
    const sources = { flags: {}, dotenv: {} }
    const key = { TWILIO_API_KEY: `SK${'0'.repeat(32)}`, TWILIO_ACCOUNT_SID: accountSid }
    expect(refusal(() => readAccountConfig({ ...sources, env: {} })).message).toContain(
      'TWILIO_ACCOUNT_SID',
    )
    expect(refusal(() => readAccountConfig({ ...sources, env: key })).message).toContain(
      'TWILIO_API_SECRET',
    )
    const env = { ...key, TWILIO_API_SECRET: 'secret of the key' }
    expect(readAccountConfig({ ...sources, env }).apiSecret).toBe('secret of the key')
  })
})

describe('.env.example', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')

  it('names every variable there is and no other', async () => {
    const definitions = await Promise.all(
      Object.values(providerCatalog).flatMap((kind) =>
        Object.values(kind).map((load): Promise<ProviderDefinition> => load()),
      ),
    )
    const known = new Set([
      ...Object.values(settings).flatMap(({ variable }) => variable ?? []),
      ...definitions.flatMap((each) => Object.values(each.settings).map((s) => s.variable)),
    ])
    expect(Object.keys(parseEnv(text)).sort()).toEqual([...known].sort())
  })

  it('can be copied as it is', () => {
    expect(read({ flags: { tunnel: 'none' }, dotenv: parseEnv(text) })).toMatchObject({
      port: 8000,
    })
  })
})
