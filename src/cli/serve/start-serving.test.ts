import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config/config.js'
import { openLog } from '../../server/log.js'
import {
  restNumber,
  startTwilioRest,
  type TwilioRest,
} from '../../server/numbers/twilio-rest.test-kit.js'
import type { Tunnel, TunnelEvents } from '../../server/tunnel/tunnel.js'
import { Carrier, newSid } from '../../server/twilio/carrier.test-kit.js'
import type { Context } from '../context.js'
import { testContext } from '../context.test-kit.js'
import type { KeyInput } from '../output/keys.js'
import { openPrinter } from '../output/printer.js'
import { chooseStack } from '../stack/choose-stack.js'
import { linesOn } from './lines.js'
import type { Closer, Run } from './run.js'
import { startServing } from './start-serving.js'
import { stopSignals } from './stop-signals.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = '0123456789abcdef0123456789abcdef'
const phone = '+14155550199'
const prod = 'https://prod.example.com/voice'

/** A terminal whose person answers with one key. */
function terminal(key: string) {
  const said: string[] = []
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  keys.write(key)
  const streams: Partial<Context> = {
    stderr: { isTTY: true, write: (text) => void said.push(text) },
    stdin: keys as unknown as KeyInput,
  }
  return { said, streams }
}

describe('the start of a server', () => {
  let rest: TwilioRest
  const closers: Closer[] = []
  const number = () => rest.numbers[0]!

  beforeEach(async () => {
    const logins = { [accountSid]: authToken }
    rest = await startTwilioRest({ accountSid, logins }, [restNumber(phone, { voice_url: prod })])
  })
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
    await rest.close()
  })

  async function runWith(changes: Partial<Context>, takeOver: boolean) {
    const cwd = mkdtempSync(join(tmpdir(), 'va-start-'))
    const { context, written, signal } = testContext({ cwd, ...changes })
    const env = {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: rest.url,
      TWILIO_PHONE_NUMBER: phone,
      PUBLIC_HOST: 'here.example.com',
      PORT: '0',
    }
    const printer = openPrinter(context, {})
    const silent = { level: 'silent', pretty: false, colour: false, callers: false }
    const { choice } = await chooseStack({ flags: {}, env, dotenv: {} }, cwd)
    const run: Run = {
      stack: choice!,
      ...{ context, printer, lines: linesOn(printer), stop: stopSignals(context) },
      flags: { probe: false, webhook: true, takeOver },
      config: readConfig(
        { flags: {}, env, dotenv: {} },
        { webhook: true, insecureNoSignature: false },
      ),
      log: openLog({ ...silent, write: () => {} }),
      atEnd: (close) => void closers.unshift(close),
    }
    return { run, written, signal }
  }

  it('lets number and signatures follow a tunnel that comes back at another address', async () => {
    let events: TunnelEvents | undefined
    const tunnel: Tunnel = {
      name: 'of the test',
      open: async (_, told) => {
        events = told
        return { url: 'https://first.example.com', close: async () => {} }
      },
    }
    const { run, written } = await runWith({}, true)
    const { port } = await startServing(run, tunnel)
    const origin = `http://127.0.0.1:${port}`
    const ringing = async (publicUrl: string) => {
      const carrier = new Carrier({ origin, publicUrl, authToken })
      return (await carrier.post('/voice', carrier.callForm(newSid('CA')))).status
    }
    const readyz = async () => (await fetch(`${origin}/readyz`)).status
    expect(await ringing('https://first.example.com')).toBe(200)
    expect(number().voice_url).toBe('https://first.example.com/voice')
    events?.lost()
    expect(await readyz()).toBe(503)
    events?.moved('https://second.example.com')
    expect(await readyz()).toBe(200)
    expect(await ringing('https://first.example.com')).toBe(403)
    expect(await ringing('https://second.example.com')).toBe(200)
    while (!written.stderr.includes('follows to')) await new Promise(setImmediate)
    expect(number().voice_url).toBe('https://second.example.com/voice')
    for (const close of closers.splice(0)) await close()
    expect(number().voice_url).toBe(prod)
  })

  it('takes over a number in use after a yes at the terminal', async () => {
    const { said, streams } = terminal('y')
    await startServing((await runWith(streams, false)).run)
    expect(said.join('')).toContain(`already has a voice webhook: ${prod}`)
    expect(said.join('')).toContain('Change it? [y/N] y')
    expect(number().voice_url).toBe('https://here.example.com/voice')
  })

  it.each([['\r'], ['\u0003']])('leaves a number in use alone after %j', async (key) => {
    const { streams } = terminal(key)
    await expect(startServing((await runWith(streams, false)).run)).rejects.toMatchObject({
      code: 'E_WEBHOOK_IN_USE',
    })
    expect(number().voice_url).toBe(prod)
  })
})
