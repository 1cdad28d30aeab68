import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { talk } from '../../engine/agents/collections/talk.test-kit.js'
import { policyWith } from '../../engine/compliance/policies.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { openAuditFile } from './audit-file.js'
import { auditDirectory } from './read-audit.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'purge-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(...args: string[]) {
  const { context, written } = testContext({ cwd })
  const code = await main(['audit', 'purge', ...args], context)
  return { code, ...written }
}

const years = (count: number) => new Date(Date.now() - count * 365.25 * 86_400_000).toISOString()

interface Old {
  readonly ago: number
  readonly retention?: number
  readonly says?: string
  readonly close?: boolean
}

/** The record of a call that began so many years ago. */
function keep(name: string, { ago, retention = 5, says = 'goodbye', close = true }: Old): string {
  const policy = policyWith({ retention_years: retention })
  const call = talk({ policy, call: { startedAt: years(ago) } })
  call.say(says)
  const file = openAuditFile(join(cwd, auditDirectory), name)
  for (const record of call.records) file.write(record)
  if (close) file.close()
  return file.path
}

const left = () =>
  readdirSync(join(cwd, auditDirectory))
    .map((name) => name.split('.')[0])
    .toSorted()

describe('purging records', () => {
  it('deletes those older than their own policy keeps them, to the day', async () => {
    keep('old', { ago: 5.02 })
    keep('young', { ago: 4.98 })
    keep('longer', { ago: 6, retention: 7 })
    keep('shorter', { ago: 4, retention: 3 })
    const { code, stdout } = await run()
    expect(code).toBe(0)
    expect(left()).toEqual(['longer', 'young'])
    expect(stdout).toContain('2 deleted, 2 kept')
    expect(stdout).toMatch(/deleted {2}.*old\.audit\.jsonl: it was kept until \d{4}-\d\d-\d\d/)
  })

  it('only says so with --dry-run', async () => {
    keep('old', { ago: 9 })
    const { stdout } = await run('--dry-run')
    expect(stdout).toContain('1 would be deleted, 0 kept')
    expect(left()).toEqual(['old'])
    const { stdout: data } = await run(auditDirectory, '--dry-run', '--json')
    expect(JSON.parse(data)).toMatchObject([{ purge: true }])
    expect(left()).toEqual(['old'])
  })

  it.each([
    ['a dispute', "I don't owe this"],
    ['an attorney', 'I have a lawyer'],
    ['a complaint', "I'm going to sue you"],
    ['bankruptcy', 'I filed for bankruptcy'],
    ['identity theft', 'somebody stole my identity and opened this account'],
  ])('leaves what tells of %s', async (_, says) => {
    keep('held', { ago: 9, says })
    expect((await run()).stdout).toContain('it is held')
    expect(left()).toEqual(['held'])
  })

  it('leaves what was altered, was not closed, has no day, and what is no record', async () => {
    const path = keep('altered', { ago: 9 })
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('goodbye', 'go0dbye').replace('"a', '"b'),
    )
    keep('open', { ago: 9, close: false })
    const bare = openAuditFile(join(cwd, auditDirectory), 'bare')
    bare.close()
    writeFileSync(join(cwd, auditDirectory, 'notes.txt'), 'mine')
    expect((await run()).stdout).toContain('0 deleted, 3 kept')
    expect(left()).toEqual(['altered', 'bare', 'notes', 'open'])
  })

  it('says when there is no such directory', async () => {
    const { code, stderr } = await run('nowhere')
    expect(code).toBe(2)
    expect(stderr).toContain('E_NOT_FOUND')
  })
})
