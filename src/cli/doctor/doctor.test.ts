import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startElevenLabsServer } from '../../engine/providers/elevenlabs/elevenlabs-server.test-kit.js'
import { startOpenAiChatServer } from '../../engine/providers/openai-llm/openai-chat-server.test-kit.js'
import { restNumber, startTwilioRest } from '../../server/numbers/twilio-rest.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { startLocalServices } from '../stack/local-services.test-kit.js'
import { answersOf } from './check.js'
import { packageChecks } from './package-checks.js'
import { nodeCheck } from './system-checks.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = '0123456789abcdef0123456789abcdef'
const openAiKey = 'sk-a-key-of-the-test-9f'
const closers: (() => unknown)[] = []
let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'voice-agent-doctor-'))
  closers.push(() => rmSync(cwd, { recursive: true, force: true }))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function doctor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { context, written } = testContext({ cwd, env })
  const code = await main(['doctor', ...args], context)
  return { code, ...written }
}

interface Shown {
  readonly name: string
  readonly status: string
  readonly detail: string
  readonly fix?: string
  readonly ms?: number
}

async function checks(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await doctor([...args, '--json'], env)
  const found: readonly Shown[] = JSON.parse(stdout).checks
  return { stdout, of: (name: string) => found.find((check) => check.name === name), found }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('doctor', () => {
  it('answers first, and says how to fix what stands in the way of serve', async () => {
    const { code, stdout } = await doctor(['--only', 'settings,project,system'], { PORT: '0' })
    expect(stdout).toMatch(
      /Can you run \.\.\. \(as far as settings, project, system tell\)\n {2}replay {3}yes\n {2}talk {5}yes, .*\n {2}serve {4}no, 4 things to fix\n/,
    )
    const fails = stdout.match(/^ {2}FAIL/gm) ?? []
    expect(fails).toHaveLength(4)
    expect(stdout.match(/^ {2}FAIL .*\n( {8,}.*\n)*? {8}fix: /gm)).toHaveLength(4)
    expect(stdout).toContain('TWILIO_AUTH_TOKEN')
    expect(code).toBe(3)
  })

  it.each([
    ['replay', 0],
    ['talk', 0],
    ['serve', 3],
  ])('--for %s exits %i without keys', async (purpose, code) => {
    const only = ['--only', 'settings', '--only', 'project']
    expect((await doctor(['--for', purpose, ...only])).code).toBe(code)
  })

  it('says where a key comes from and which one is ignored, and shows none', async () => {
    writeFileSync(join(cwd, '.env'), 'OPENAI_API_KEY=sk-the-one-in-the-file\nTTS=offline\n')
    const { of, stdout } = await checks(['--only', 'services,settings'], {
      OPENAI_API_KEY: openAiKey,
    })
    expect(of('OPENAI_API_KEY')?.detail).toBe(
      'sk***9f from the shell (another one in .env is ignored); not tried',
    )
    expect(of('--llm')?.detail).toContain('there is OPENAI_API_KEY in the shell')
    expect(of('--tts')?.detail).toContain('TTS in .env says so')
    expect(stdout).not.toContain(openAiKey)
    expect(stdout).not.toContain('sk-the-one-in-the-file')
  })

  it('finds a port in use, a wrong provider and an old node', async () => {
    const port = new URL(await listen(createServer())).port
    const { of } = await checks(['--only', 'system,settings'], { PORT: port, LLM: 'opnai' })
    expect(of('port')).toMatchObject({ status: 'FAIL', detail: `${port} is in use` })
    expect(of('port')?.fix).toContain('--port 0')
    expect(of('setting')?.detail).toContain('no language model named "opnai"')
    expect(nodeCheck('20.18.3').status).toBe('FAIL')
    expect(nodeCheck('20.19.0').status).toBe('ok')
    expect(nodeCheck('22.1.0').status).toBe('ok')
  })

  it('tries keys with --live, and tells those that are not accepted', async () => {
    const openAi = await startOpenAiChatServer({ apiKey: openAiKey, models: ['model-a'] })
    const twilio = await startTwilioRest({ accountSid, logins: { [accountSid]: authToken } }, [
      restNumber('+15550100'),
    ])
    closers.push(openAi.close, twilio.close)
    const elevenLabs = await listen(
      createServer(({ url, headers }, response) => {
        const known = url === '/v1/user' && headers['xi-api-key'] === 'key-of-elevenlabs'
        const subscription = { character_count: 40, character_limit: 100 }
        response.writeHead(known ? 200 : 401).end(JSON.stringify(known ? { subscription } : {}))
      }),
    )
    const env = {
      ...{ OPENAI_API_KEY: openAiKey, OPENAI_BASE_URL: openAi.url, OPENAI_MODEL: 'model-b' },
      ...{ ELEVENLABS_API_KEY: 'key-of-elevenlabs', ELEVENLABS_BASE_URL: elevenLabs },
      ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken },
      ...{ TWILIO_API_BASE_URL: twilio.url, TWILIO_PHONE_NUMBER: '+15550100' },
    }
    const good = await checks(['--live', '--only', 'services'], env)
    expect(good.of('OPENAI_API_KEY')).toMatchObject({ status: 'warn', ms: expect.any(Number) })
    expect(good.of('OPENAI_API_KEY')?.detail).toContain('model-b is not among its 1 models')
    expect(good.of('ELEVENLABS_API_KEY')?.detail).toContain('60 characters left')
    expect(good.of('TWILIO_AUTH_TOKEN')).toMatchObject({ status: 'ok' })
    expect(twilio.requests).toHaveLength(1)
    const wrong = {
      OPENAI_API_KEY: 'sk-wrong-wrong-wrong',
      ELEVENLABS_API_KEY: 'wrong-wrong-wrong',
    }
    const changed = { ...wrong, TWILIO_AUTH_TOKEN: 'f'.repeat(32) }
    const bad = await checks(['--live', '--only', 'services'], { ...env, ...changed })
    for (const name of Object.keys(changed)) {
      expect(bad.of(name)).toMatchObject({ status: 'FAIL', fix: expect.any(String) })
    }
    for (const secret of Object.values(changed)) expect(bad.stdout).not.toContain(secret)
    expect(openAi.seen.modelLists).toHaveLength(1)
  })

  it('says what a native package is for that is missing or does not load', async () => {
    const broken = join(cwd, 'node_modules', 'naudiodon')
    mkdirSync(broken, { recursive: true })
    writeFileSync(join(broken, 'index.js'), "throw new Error('built for another node')")
    const found = await packageChecks('silent', cwd)
    expect(found).toMatchObject([
      {
        ...{ name: 'naudiodon', status: 'warn', affects: ['talk'] },
        detail: expect.stringMatching(/^installed, but does not load: built for another node/),
        fix: 'npm rebuild naudiodon --ignore-scripts=false',
      },
      { name: 'sherpa-onnx-node', status: 'skip', fix: 'npm install sherpa-onnx-node' },
      { name: '@ngrok/ngrok', status: 'warn', affects: ['serve'] },
    ])
  })

  it('counts a package that was asked for by name as something to fix', async () => {
    const chosen = (await packageChecks('sherpa', cwd)).find(({ name }) =>
      name.startsWith('sherpa'),
    )
    expect(chosen).toMatchObject({
      ...{ status: 'FAIL', affects: ['talk', 'serve'], fix: 'npm install sherpa-onnx-node' },
      detail: 'not installed: speech-to-text without a service (--stt sherpa)',
    })
    expect(answersOf(chosen ? [chosen] : []).map(({ toFix }) => toFix)).toEqual([0, 1, 1])
  })

  it('asks nobody without --live', async () => {
    const openAi = await startOpenAiChatServer()
    closers.push(openAi.close)
    await doctor([], { OPENAI_API_KEY: openAiKey, OPENAI_BASE_URL: openAi.url })
    expect(openAi.seen.connections).toBe(0)
  }, 60_000)

  it('probes the model and the voice through the adapters of calls', async () => {
    const openAi = await startOpenAiChatServer({ apiKey: openAiKey, firstTokenMs: 50 })
    const voice = await startElevenLabsServer({ apiKey: 'key-of-elevenlabs' })
    closers.push(openAi.close, voice.close)
    const env = {
      ...{ OPENAI_API_KEY: openAiKey, OPENAI_BASE_URL: openAi.url },
      ...{ ELEVENLABS_API_KEY: 'key-of-elevenlabs', ELEVENLABS_BASE_URL: voice.url },
    }
    const probe = ['--probe', 'llm-first-token,reasoning-effort,tts-first-audio']
    const { of, found } = await checks(['--live', '--only', 'probes', ...probe], env)
    expect(found.map(({ status }) => status)).not.toContain('FAIL')
    expect(of('llm-first-token')?.ms).toBeGreaterThanOrEqual(49)
    expect(openAi.seen.requests).toHaveLength(6)
    expect(openAi.seen.requests[0]?.body.tools).toHaveLength(1)
    const efforts = found.filter(({ name }) => name === 'reasoning-effort')
    expect(efforts.map(({ detail }) => detail)).toEqual(
      ['none', 'minimal', 'low'].map((effort) => `${effort}: accepted`),
    )
    expect(of('tts-first-audio')?.detail).toMatch(/as ulaw_8000: \d+ ms of speech/)
  }, 60_000)

  it('probes speech-to-text in both formats, and tells the one that the service does not keep', async () => {
    const services = await startLocalServices({
      stt: { transcribe: () => 'A table.', answerMs: 60 },
    })
    closers.push(services.close)
    const probe = ['--live', '--only', 'probes', '--probe', 'stt-final']
    const both = await checks(probe, services.env)
    expect(both.found.map(({ status }) => status)).toEqual(['ok', 'ok'])
    expect(both.found.map(({ detail }) => detail)).toEqual(
      ['pcm24', 'pcmu'].map((each) => `openai gpt-realtime-whisper as ${each}: heard "A table."`),
    )
    for (const { ms } of both.found) expect(ms).toBeGreaterThanOrEqual(59)
    const { sessions } = services.stt.seen
    const formats = sessions.map(({ updates }) => updates.at(-1)?.audio?.input?.format?.type)
    expect(formats).toEqual(['audio/pcm', 'audio/pcmu'])
    services.stt.faults.handshake.push(...Array<'wrong-format'>(9).fill('wrong-format'))
    const neither = await checks(probe, { ...services.env, OPENAI_STT_FORMAT: 'pcmu' })
    expect(neither.found.map(({ status }) => status)).toEqual(['warn', 'warn'])
    expect(neither.found[0]?.detail).toContain('BAD_RESPONSE')
    expect(neither.found[0]?.fix).toContain('OPENAI_STT_FORMAT to another format than pcmu')
    expect(services.connections()).toBe(0)
  }, 60_000)

  it('needs no words from what hears none', async () => {
    const { of } = await checks(['--live', '--only', 'probes', '--probe', 'stt-final'])
    expect(of('stt-final')).toMatchObject({ status: 'skip', detail: 'silent hears no words' })
  })

  it.each([
    [['--only', 'servces'], 'did you mean services'],
    [['--for', 'call'], '--for does not know "call"'],
    [['--live', '--probe', 'foo'], '--probe does not know "foo"'],
    [['--probe', 'llm-first-token'], 'needs --live'],
    [['--live', '--only', 'probes'], 'measures nothing without --probe'],
  ])('refuses %j', async (args, said) => {
    const { code, stderr } = await doctor(args)
    expect(stderr).toContain('error E_USAGE')
    expect(stderr).toContain(said)
    expect(code).toBe(2)
  })
})
