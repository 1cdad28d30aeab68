import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFixture } from '../../engine/fixture/read.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { fixtureCall } from './fixture-call.js'
import { heldCall } from './talk.test-kit.js'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const caller = join(project, 'fixtures/collections-cease.call')
const agent = join(project, 'agents/collections.json')

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'talk-record-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(args: readonly string[], more: { input?: string; env?: object } = {}) {
  const stdin = Object.assign(Readable.from([more.input ?? '']), { isTTY: false })
  const { context, written } = testContext({ cwd, env: { ...more.env }, stdin: stdin as never })
  const code = await main(args, context)
  return { code, ...written }
}

const records = (directory: string) => readdirSync(join(cwd, directory))

describe('the record of a talk', () => {
  it('is kept where it is asked for, whole, and read as that of a phone call', async () => {
    const args = ['talk', '--caller', caller, '--fast', '--audio', 'off', '--audit-dir', 'kept']
    const { code, stderr } = await run(args)
    expect(code).toBe(0)
    const [file = ''] = records('kept')
    expect(stderr).toContain(`audit show reads it`)
    const path = join(cwd, 'kept', file)
    expect((await run(['audit', 'verify', path])).stdout).toMatch(/^ok /)
    const { stdout } = await run(['audit', 'show', path])
    expect(stdout).toContain('Halvorsen Services')
    expect(stdout).toContain('cease contact: "')
    expect(stdout).toContain('Do not call this number again')
  })

  it('is kept of what is typed, and by the setting of serve too', async () => {
    const input = 'this is Dana\nstop calling me\n'
    const env = { AUDIT_DIR: 'by-setting' }
    const { code } = await run(['talk', '--text', '--agent', agent], { input, env })
    expect(code).toBe(0)
    const [file = ''] = records('by-setting')
    const { stdout } = await run(['audit', 'show', join(cwd, 'by-setting', file), '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ locks: ['cease'], integrity: { state: 'whole' } })
  })

  it('is found by its name where records usually lie', async () => {
    const args = ['talk', '--caller', caller, '--fast', '--audio', 'off']
    await run([...args, '--audit-dir', '.voice-agent/audit'])
    expect((await run(['audit', 'verify', 'talk'])).stdout).toMatch(/^ok /)
  })

  it('is not kept unasked, nor of an agent that records nothing', async () => {
    await run(['talk', '--caller', caller, '--fast', '--audio', 'off'])
    expect(existsSync(join(cwd, '.voice-agent'))).toBe(false)
    const plain = ['talk', '--caller', join(project, 'fixtures/three-turns.call'), '--fast']
    const { stderr } = await run([...plain, '--audio', 'off', '--audit-dir', 'kept'])
    expect(stderr).not.toContain('audit show')
    expect(records('kept')).toEqual([])
  })

  it('is missed before the call and not in it', async () => {
    const args = [
      'talk',
      '--caller',
      caller,
      '--fast',
      '--audio',
      'off',
      '--audit-dir',
      '/dev/null/x',
    ]
    const { code, stdout, stderr } = await run(args)
    expect(code).toBe(2)
    expect(stderr).toContain('E_AUDIT')
    expect(stdout).toBe('')
  })

  it('ends the call with its goodbye when it cannot be written any more', async () => {
    const fixture = readFixture(caller).value
    const warned: string[] = []
    const { events, error } = await heldCall(fixtureCall(fixture!, true), {
      warn: (message) => void warned.push(message),
      audit: () => {
        throw new Error('the disk is full')
      },
    })
    expect(error).toBeUndefined()
    expect(warned.join()).toContain('an audit record could not be written')
    const said = events.flatMap((event) => (event.type === 'agent' ? [event.heard] : []))
    expect(said.join(' ')).toMatch(/goodbye/i)
    expect(said.join(' ')).not.toContain('Who am I speaking with')
  })
})
