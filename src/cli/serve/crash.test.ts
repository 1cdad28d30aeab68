/**
 * What becomes of a number when its server is killed. Real processes, so that nothing can be tidied up on the way out.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  restNumber,
  startTwilioRest,
  type TwilioRest,
} from '../../server/numbers/twilio-rest.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'

const accountSid = `AC${'0'.repeat(31)}1`
const authToken = '0123456789abcdef0123456789abcdef'
const phone = '+14155550199'
const prod = 'https://prod.example.com/voice'
const args = ['serve', '--port', '0', '--public-url', 'https://here.example.com', '--no-probe']

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const program = new URL('../main.ts', import.meta.url).href

describe('a server that is killed (spawned)', () => {
  let rest: TwilioRest
  let cwd: string
  let env: Record<string, string>
  const children: ChildProcess[] = []
  const number = () => rest.numbers[0]!

  beforeEach(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'va-crash-'))
    const logins = { [accountSid]: authToken }
    rest = await startTwilioRest({ accountSid, logins }, [restNumber(phone, { voice_url: prod })])
    env = {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_API_BASE_URL: rest.url,
      TWILIO_PHONE_NUMBER: phone,
    }
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await rest.close()
  })

  async function spawned(): Promise<{ child: ChildProcess; ended: Promise<number | null> }> {
    const file = join(cwd, 'ready.json')
    const given = JSON.stringify([...args, '--take-over', '--ready-file', file])
    const code = `const { main } = await import(${JSON.stringify(program)})\nprocess.exitCode = await main(${given})`
    const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', code], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    children.push(child)
    let said = ''
    child.stderr?.on('data', (text) => {
      said += text
    })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const isGone = () => child.exitCode !== null || child.signalCode !== null
    while (!existsSync(file)) {
      if (isGone()) throw new Error(said)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return { child, ended }
  }

  it('leaves the number to the next start, which puts it back before anything else', async () => {
    const { child, ended } = await spawned()
    expect(number().voice_url).toBe('https://here.example.com/voice')
    const second = testContext({ cwd, env })
    expect(await main([...args, '--take-over'], second.context)).toBe(2)
    expect(second.written.stderr).toContain(
      `held by another voice-agent serve (process ${child.pid})`,
    )
    child.kill('SIGKILL')
    await ended
    expect(number().voice_url).toBe('https://here.example.com/voice')
    const next = testContext({ cwd, env })
    expect(await main(args, next.context)).toBe(2)
    expect(next.written.stderr).toContain(`${phone} is back on ${prod}`)
    expect(next.written.stderr).toContain('E_WEBHOOK_IN_USE')
    expect(number().voice_url).toBe(prod)
  })

  it('puts the number back itself and ends with 0 when it is asked to end', async () => {
    const { child, ended } = await spawned()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(number().voice_url).toBe(prod)
  })
})
