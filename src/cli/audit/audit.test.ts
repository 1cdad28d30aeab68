import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  account,
  type Talk,
  talk,
  verifiedTalk,
} from '../../engine/agents/collections/talk.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { openAuditFile } from './audit-file.js'
import { auditDirectory } from './read-audit.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'audit-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(...args: string[]) {
  const { context, written } = testContext({ cwd })
  const code = await main(args, context)
  return { code, ...written }
}

/** A call in which most things happen that an officer looks for. */
function eventful(): Talk {
  const call = verifiedTalk({
    account: { ...account, validation_notice: 'due' },
    cuts: { notice: 1 },
  })
  call.say('what')
  call.say('how does this work')
  call.model('We will have you arrested.')
  call.say('my card is 4111 1111 1111 1111')
  call.say('stop calling me')
  return call
}

function keep(call: Talk, close = true): string {
  const file = openAuditFile(join(cwd, auditDirectory), 'CA1-20261127160000000')
  for (const record of call.records) file.write(record)
  if (close) file.close()
  return file.path
}

describe('the record of a call on the disk', () => {
  it('is whole, by the name of the call or of the file', async () => {
    const path = keep(eventful())
    for (const name of ['CA1', path]) {
      const { code, stdout } = await run('audit', 'verify', name)
      expect(stdout).toMatch(/^ok /)
      expect(code).toBe(0)
    }
  })

  it('names the line whose words were altered, and exits with 1', async () => {
    const path = keep(eventful())
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[6] = (lines[6] ?? '').replace('"at":', '"at": ')
    writeFileSync(path, lines.join('\n'))
    const { code, stdout } = await run('audit', 'verify', path)
    expect(stdout).toContain('.audit.jsonl:7: ')
    expect(code).toBe(1)
    expect((await run('audit', 'show', path)).stdout).toContain('ALTERED at line 7')
  })

  it('is not whole when the call broke off', async () => {
    keep(eventful(), false)
    const { code, stdout } = await run('audit', 'verify', 'CA1')
    expect(stdout).toMatch(/^open .*never closed/)
    expect(code).toBe(1)
  })

  it('is never written over, and takes nothing once it is closed', () => {
    const path = keep(eventful())
    expect(() => keep(eventful())).toThrow('EEXIST')
    expect(readFileSync(path, 'utf8').split('\n').length).toBeGreaterThan(10)
    const file = openAuditFile(cwd, 'CA2')
    file.close()
    expect(() => file.write({ kind: 'late' })).toThrow('closed')
  })

  it('reads as a page to somebody who reads no code', async () => {
    keep(eventful())
    const { stdout } = await run('audit', 'show', 'CA1')
    expect(stdout).toContain(
      '2026-11-27 at 10:00 where the consumer is (America/Chicago); 2026-11-27T16:00:00Z',
    )
    expect(stdout).toContain('zip code matched, birth year matched; verified at 00:')
    expect(stdout).toMatch(/Notice of debt collection \(mini-Miranda\): cut off by the caller/)
    expect(stdout).toMatch(/Notice of debt collection \(mini-Miranda\): heard in full/)
    expect(stdout).toContain('cease contact: "stop calling')
    expect(stdout).toMatch(
      /"We will have you arrested\."\n\s+U03: .*\n\s+then: the model was asked/,
    )
    expect(stdout).toContain('by 2026-11-28  Do not call this number again')
    expect(stdout).toContain('by 2026-12-02  Send the validation notice')
    expect(stdout).toContain('Kept until  2031-11-')
    expect(stdout).toContain("the caller's turn 6: words removed")
    expect(stdout).toMatch(/us-collections 1\.0\.0 \([0-9a-f]{12}\)/)
    expect(stdout).not.toContain('4111')
  })

  it('shows a plan with each payment, what is to be written before it, and when to call', async () => {
    const planned = verifiedTalk()
    planned.say('in two parts from december fourth')
    planned.say('yes')
    keep(planned)
    const { stdout } = await run('audit', 'show', 'CA1')
    expect(stdout).toContain(
      'Plan\n  2 payments, one every month, written down\n  $642.25 on 2026-12-04\n  $642.25 on 2027-01-04\n',
    )
    expect(stdout).toMatch(
      /by 2026-11-30 {2}Write before anything is taken.*: the payment of 2026-12-04/,
    )
    rmSync(join(cwd, auditDirectory), { recursive: true })
    const later = talk()
    later.say('call me back tomorrow at three')
    keep(later)
    const page = (await run('audit', 'show', 'CA1')).stdout
    expect(page).toContain('Wants to be called\n  2026-11-28 at 15:00, America/Chicago')
    expect(page).toContain(
      'Call back when the caller asked for it, within hours: 15:00 America/Chicago',
    )
  })

  it('shows who took the phone, and what was kept in their own words', async () => {
    const call = verifiedTalk()
    call.say("hi this is Mark, what's this about")
    call.say('try her on Sunday')
    keep(call)
    const { stdout } = await run('audit', 'show', 'CA1')
    expect(stdout).toMatch(/gave a name that is not the consumer's: "mark"\n/)
    expect(stdout).toMatch(/kept in their own words for a person: "try her on Sunday"\n/)
    rmSync(join(cwd, auditDirectory), { recursive: true })
    const driving = verifiedTalk()
    driving.say("I'm driving")
    driving.say('whenever you feel like it')
    keep(driving)
    expect((await run('audit', 'show', 'CA1')).stdout).toContain('"whenever you feel like it"')
  })

  it('says in words why a sentence was not let through', async () => {
    const call = verifiedTalk()
    call.say('how does this work')
    call.model('You have kids.')
    call.model('It would be a shame.')
    call.model('We will call your')
    keep(call)
    const { stdout } = await run('audit', 'show', 'CA1')
    expect(stdout).toContain('threat: "kids. It would be a shame", begun in the words before it\n')
    expect(stdout).toContain('it broke off, so that it could not be judged\n')
  })

  it('says the same as data', async () => {
    keep(eventful())
    const { stdout } = await run('audit', 'show', 'CA1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ outcome: 'cease', locks: ['cease'], integrity: { state: 'whole' } },
    })
  })

  it('says when there is none', async () => {
    const { code, stderr } = await run('audit', 'show', 'CA9')
    expect(stderr).toContain('E_NOT_FOUND')
    expect(code).toBe(2)
  })
})
