import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadFlite } from '../../engine/voice/flite.js'
import {
  restNumber,
  startTwilioRest,
  type TwilioRest,
} from '../../server/numbers/twilio-rest.test-kit.js'
import { Carrier } from '../../server/twilio/carrier.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = '0123456789abcdef0123456789abcdef'
const phone = '+14155550199'
const prod = 'https://prod.example.com/voice'

interface Ready {
  readonly url: string
  readonly port: number
  readonly webhook: { readonly set: boolean; readonly previous: string | null }
}

/** A run of `serve` in this process. */
function serving(cwd: string, env: Record<string, string>, ...args: string[]) {
  const { context, written, signal } = testContext({ cwd, env })
  const file = join(cwd, 'ready.json')
  const ended = main(['serve', '--port', '0', '--ready-file', file, ...args], context)
  const ready = async (): Promise<Ready> => {
    const early = ended.then((code) => {
      throw new Error(`ended with ${code}: ${written.stderr}`)
    })
    const there = (async () => {
      while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10))
      return JSON.parse(readFileSync(file, 'utf8')) as Ready
    })()
    return Promise.race([there, early])
  }
  return { ended, ready, written, signal, file }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const carrierFor = ({ url }: { url: string }) =>
  new Carrier({ origin: url, publicUrl: url, authToken })

describe('voice-agent serve on this machine only', () => {
  let cwd: string
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'va-serve-'))
  })

  it('captures its calls, and gives numbers agents of their own', async () => {
    const choices = [{ key: '1', name: 'the end', says: 'Goodbye.', ends: true }]
    const own = { agent: 'keypad-menu', options: { greeting: 'Library.', choices }, language: 'en' }
    writeFileSync(join(cwd, 'routes.json'), JSON.stringify([{ to: '+15550002222', ...own }]))
    const flags = ['--tunnel', 'none', '--capture', 'calls', '--routes', 'routes.json']
    const run = serving(cwd, {}, ...flags, '--max-calls', '7')
    const ready = await run.ready()
    expect(run.written.stderr).toContain('+15550002222: keypad-menu, en')
    expect(run.written.stderr).toMatch(/calls +7 at once/)
    expect(run.written.stderr).toMatch(/!! +capture +every call is written to .*calls/)
    const phone = (await carrierFor(ready).dial()).start()
    await phone.until(() => phone.count('media') > 0)
    phone.hangUp()
    await phone.closed()
    run.signal()
    expect(await run.ended).toBe(0)
    const [name] = readdirSync(join(cwd, 'calls'))
    const { agent } = JSON.parse(readFileSync(join(cwd, 'calls', name!, 'call.json'), 'utf8'))
    expect(agent).toEqual({ name: 'keypad-menu', options: own.options })
  })

  it.each([
    [['--routes', 'nowhere.json'], 'E_NOT_FOUND'],
    [['--capture', 'package.json/calls'], 'E_CONFIG'],
  ])('refuses %j', async (flags, code) => {
    writeFileSync(join(cwd, 'package.json'), '{}')
    const run = serving(cwd, {}, '--tunnel', 'none', ...flags)
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toContain(code)
  })

  it('says what is missing, with a fix for each, when nothing is configured', async () => {
    const run = serving(cwd, {})
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toMatch(/^error E_CONFIG {2}4 settings are missing or wrong/)
    expect(run.written.stderr).toContain('NGROK_AUTHTOKEN')
    expect(run.written.stdout).toBe('')
  })

  it('holds a call with the keypad and ends it when the goodbye was heard (real time)', async () => {
    const run = serving(cwd, {}, '--tunnel', 'none')
    const ready = await run.ready()
    expect(run.written.stderr).toMatch(/!! {2}signature +not checked/)
    expect(run.written.stderr).toMatch(/ok {2}probe +leads back here/)
    const call = (await carrierFor(ready).dial()).start()
    await call.until(() => call.sentMs > 500)
    call.press('9')
    await call.until(() => call.count('clear') === 1)
    await call.closed()
    expect(call.complaints).toEqual([])
    expect(await call.after()).toContain('<Hangup')
    run.signal()
    expect(await run.ended).toBe(0)
    expect(existsSync(run.file)).toBe(false)
  })

  it('says that it does not understand words when the caller speaks (real time)', async () => {
    const run = serving(cwd, {}, '--tunnel', 'none')
    const call = (await carrierFor(await run.ready()).dial()).start()
    const flite = await loadFlite()
    const { mulaw } = await flite.speak('I would like to book a table for two.', { voice: 'rms' })
    await call.until(() => call.sentMs > 500)
    call.say(mulaw)
    await call.until(() => call.count('clear') === 1)
    const before = call.sentMs
    await call.until(() => call.sentMs > before + 2000)
    expect(run.written.stderr).toContain('turn.ended')
    expect(run.written.stderr).not.toContain('turn.unheard')
    call.hangUp()
    run.signal()
    expect(await run.ended).toBe(0)
  })

  it('hears the words of a script when the caller speaks (real time)', async () => {
    writeFileSync(join(cwd, 'demo.txt'), 'please make it the end\n')
    const run = serving(cwd, {}, '--tunnel', 'none', '--stt', 'script:demo.txt')
    const call = (await carrierFor(await run.ready()).dial()).start()
    const flite = await loadFlite()
    const { mulaw } = await flite.speak('Please make it the end.', { voice: 'rms' })
    await call.until(() => call.sentMs > 500)
    call.say(mulaw)
    await call.closed()
    expect(await call.after()).toContain('<Hangup')
    run.signal()
    expect(await run.ended).toBe(0)
  })

  it('drains: tells who is finishing, and a second signal hangs up', async () => {
    const run = serving(cwd, {}, '--tunnel', 'none', '--drain-timeout', '60')
    const call = (await carrierFor(await run.ready()).dial()).start()
    await call.until(() => call.sentMs > 200)
    run.signal()
    await call.until(() => run.written.stderr.includes('Finishing 1 call (60 s at most)'))
    expect(call.closedWith).toBeUndefined()
    run.signal()
    expect(await run.ended).toBe(0)
    await call.closed()
    expect(run.written.stderr).toMatch(/ok {2}calls +hung up/)
  })

  it('names the port that is in use and ends with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const run = serving(cwd, {}, '--tunnel', 'none', '--port', String(port))
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toContain(`error E_PORT  port ${port} is in use`)
    other.close()
  })

  it('says Ready as JSON on stdout and nothing else there', async () => {
    const run = serving(cwd, {}, '--tunnel', 'none', '--json')
    const { port } = await run.ready()
    run.signal()
    expect(await run.ended).toBe(0)
    const events = run.written.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toMatchObject([
      { v: 1, type: 'ready', port, signatures: false, probe: { httpMs: expect.any(Number) } },
      { v: 1, type: 'stopped', clean: true },
    ])
  })

  it('names a script that is not there', async () => {
    const run = serving(cwd, {}, '--tunnel', 'none', '--stt', 'script:no-such-file')
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toContain('E_NOT_FOUND')
  })
})

describe('voice-agent serve with a number', () => {
  let cwd: string
  let rest: TwilioRest
  let env: Record<string, string>
  const number = () => rest.numbers[0]!
  // The public address of these tests is a name that nobody serves, as behind a proxy that cannot be reached from here.
  const away = ['--public-url', 'https://here.example.com', '--no-probe', '--number', phone]

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'va-serve-'))
    const logins = { [accountSid]: authToken }
    rest = await startTwilioRest({ accountSid, logins }, [restNumber(phone, { voice_url: prod })])
    env = {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: rest.url,
    }
  })
  afterEach(() => rest.close())

  it('refuses a number in use, names the ways out and changes nothing', async () => {
    const run = serving(cwd, env, ...away)
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toContain(`error E_WEBHOOK_IN_USE  ${phone} already has`)
    for (const way of [prod, '--take-over', '--no-webhook', 'voice-agent numbers']) {
      expect(run.written.stderr).toContain(way)
    }
    expect(number().voice_url).toBe(prod)
    expect(rest.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  })

  it('takes it over when told to, says that the address was not probed, and puts it back', async () => {
    const run = serving(cwd, env, ...away, '--take-over')
    const { webhook } = await run.ready()
    expect(webhook).toMatchObject({ set: true, previous: prod })
    expect(run.written.stderr).toMatch(/!! {2}probe +https:\/\/here\.example\.com was not asked/)
    expect(number().voice_url).toBe('https://here.example.com/voice')
    run.signal()
    expect(await run.ended).toBe(0)
    expect(number().voice_url).toBe(prod)
    expect(run.written.stderr).toContain(`${phone} is back on ${prod}`)
  })

  it('does not touch the number when the public address does not lead here', async () => {
    const elsewhere = ['--public-url', 'https://127.0.0.1:1', '--number', phone, '--take-over']
    const run = serving(cwd, env, ...elsewhere)
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toContain('error E_PROBE  https://127.0.0.1:1')
    expect(rest.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  })

  it('holds a signed call through its public address and refuses an unsigned one (real time)', async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const args = ['--port', String(port), '--public-url', url, '--number', phone, '--take-over']
    const run = serving(cwd, env, ...args)
    await run.ready()
    expect(run.written.stderr).toMatch(/ok {2}probe +leads back here/)
    const carrier = new Carrier({ origin: url, publicUrl: url, authToken, to: phone })
    expect(await carrier.post('/voice', carrier.callForm(`CA${'1'.repeat(32)}`), '')).toMatchObject(
      {
        status: 403,
      },
    )
    expect(number().voice_url).toBe(`${url}/voice`)
    const call = (await carrier.dial()).start()
    rest.liveCalls.add(call.callSid)
    await call.until(() => call.sentMs > 500)
    run.signal()
    await call.until(() => run.written.stderr.includes('Finishing 1 call'))
    call.press('9')
    await call.closed()
    expect(await run.ended).toBe(0)
    expect(run.written.stderr).toMatch(/ok {2}calls +1 finished/)
    expect(number().voice_url).toBe(prod)
    expect(run.written.stderr).not.toContain('+15550001111')
  })

  it('hangs up at the second signal and puts the number back all the same (real time)', async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const args = ['--port', String(port), '--public-url', url, '--number', phone, '--take-over']
    const run = serving(cwd, env, ...args)
    await run.ready()
    const call = (await new Carrier({ origin: url, publicUrl: url, authToken }).dial()).start()
    await call.until(() => call.sentMs > 200)
    run.signal()
    run.signal()
    expect(await run.ended).toBe(0)
    await call.closed()
    expect(number().voice_url).toBe(prod)
  })

  it('prints the URL to set and leaves the number alone with --no-webhook', async () => {
    const run = serving(cwd, env, ...away, '--no-webhook')
    await run.ready()
    expect(run.written.stdout).toContain('POST https://here.example.com/voice')
    expect(rest.requests).toEqual([])
    run.signal()
    expect(await run.ended).toBe(0)
  })

  it('leaves the number alone that somebody else changed meanwhile, and says so', async () => {
    const run = serving(cwd, env, ...away, '--take-over')
    await run.ready()
    number().voice_url = 'https://else.example.com/voice'
    run.signal()
    expect(await run.ended).toBe(0)
    expect(number().voice_url).toBe('https://else.example.com/voice')
    expect(run.written.stderr).toContain(
      'changed by somebody else to https://else.example.com/voice',
    )
  })

  it('keeps the record and ends with 1 when the number cannot be put back', async () => {
    const run = serving(cwd, env, ...away, '--take-over')
    await run.ready()
    rest.failWith = 503
    run.signal()
    expect(await run.ended).toBe(1)
    expect(run.written.stderr).toContain('the next start puts')
    rest.failWith = undefined
    expect(number().voice_url).toBe('https://here.example.com/voice')
    const again = serving(cwd, env, '--tunnel', 'none')
    await again.ready()
    expect(again.written.stderr).toContain(`${phone} is back on ${prod}`)
    expect(number().voice_url).toBe(prod)
    again.signal()
    expect(await again.ended).toBe(0)
  })

  it.each([
    ['a wrong token', { TWILIO_AUTH_TOKEN: 'wrong-wrong-wrong-wrong' }, phone, 'E_TWILIO_AUTH'],
    ['an unknown number', {}, '+14155550000', 'E_NUMBER_UNKNOWN'],
    [
      'an API that is not there',
      { TWILIO_API_BASE_URL: 'http://127.0.0.1:1' },
      phone,
      'E_TWILIO_UNREACHABLE',
    ],
  ])('has its own message for %s', async (_, changes, wanted, code) => {
    const args = ['--public-url', 'https://here.example.com', '--no-probe', '--number', wanted]
    const run = serving(cwd, { ...env, ...changes }, ...args)
    expect(await run.ended).toBe(2)
    expect(run.written.stderr).toMatch(new RegExp(`^error ${code} `, 'm'))
    expect(run.written.stderr).not.toContain('    at ')
  })

  it('reads its settings from .env too', async () => {
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    writeFileSync(join(cwd, '.env'), lines.join('\n'))
    const { context, written } = testContext({ cwd, env: {} })
    expect(await main(['numbers', '--json'], context)).toBe(0)
    expect(JSON.parse(written.stdout)).toMatchObject({
      v: 1,
      numbers: [{ number: phone, inUse: true, voiceUrl: prod, previous: null }],
    })
  })
})

describe('voice-agent numbers', () => {
  it('lists, sets with a way back, shows what it would do, and restores', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'va-serve-'))
    const logins = { [accountSid]: authToken }
    const rest = await startTwilioRest({ accountSid, logins }, [
      restNumber(phone, { voice_url: prod }),
    ])
    const env = {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: rest.url,
    }
    const run = async (...args: string[]) => {
      const { context, written } = testContext({ cwd, env })
      const code = await main(['numbers', ...args], context)
      return { code, ...written }
    }
    const url = 'https://new.example.com/voice'
    const current = () => rest.numbers[0]!.voice_url
    expect((await run()).stdout).toBe(`${phone.padEnd(18)}${prod}\n`)
    expect(await run('set', phone, url)).toMatchObject({ code: 2 })
    await run('set', phone, url, '--take-over', '--dry-run')
    expect(current()).toBe(prod)
    expect((await run('set', phone, url, '--take-over')).stdout).toBe(
      `${phone}  ${prod} -> ${url}\n`,
    )
    expect(current()).toBe(url)
    expect((await run()).stdout).toContain(`before us: ${prod}`)
    expect((await run('restore', '--dry-run')).stdout).toContain(`${url} -> ${prod}`)
    expect(current()).toBe(url)
    expect((await run('restore', '--json')).stdout).toContain('"outcome":"restored"')
    expect(current()).toBe(prod)
    expect((await run('restore')).stderr).toContain('Nothing to put back')
    await rest.close()
  })
})
