import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifiedTalk } from '../../engine/agents/collections/talk.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { openAuditFile } from './audit-file.js'
import { auditDirectory } from './read-audit.js'

let cwd = ''
let records = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bad-records-'))
  records = join(cwd, auditDirectory)
  mkdirSync(records, { recursive: true })
})
afterEach(() => rmSync(cwd, { recursive: true }))

async function run(...args: string[]) {
  const { context, written } = testContext({ cwd })
  const code = await main(['audit', ...args], context)
  return { code, ...written }
}

const nothing = [
  ['an empty file', ''],
  ['a text', 'not a record\n'],
  ['JSON of something else', '{"a":1}\n'],
] as const

describe('a file that is no record of a call', () => {
  it.each(nothing)('has no page: %s', async (_, text) => {
    writeFileSync(join(cwd, 'file.jsonl'), text)
    const { code, stdout, stderr } = await run('show', 'file.jsonl')
    expect(stderr).toMatch(/^error E_AUDIT {2}the file tells of no call.*\n.*\n {2}fix: /)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  it.each(nothing)('is not called altered: %s', async (_, text) => {
    writeFileSync(join(cwd, 'file.jsonl'), text)
    const { code, stdout } = await run('verify', 'file.jsonl')
    expect(stdout).toMatch(/^unknown .*file\.jsonl: no record of a call, or its beginning/)
    expect(code).toBe(1)
  })
})

describe('a directory in place of a record', () => {
  it.each(['show', 'verify'])('is refused by audit %s, which names the files', async (command) => {
    const { code, stderr } = await run(command, `${auditDirectory}/`)
    expect(stderr).toContain('is a directory, and a record is a file')
    expect(stderr).toContain(`fix: name the files in it: ${auditDirectory}/*.audit.jsonl`)
    expect(code).toBe(2)
  })

  it('of the name of a record is passed over', async () => {
    mkdirSync(join(records, 'CA1-1.audit.jsonl'))
    expect((await run('show', 'CA1')).stderr).toContain('there is no record "CA1"')
    const { code, stdout } = await run('purge')
    expect(stdout).toBe(`there are no records in ${records}\n`)
    expect(code).toBe(0)
  })
})

describe('audit purge', () => {
  it('wants a directory', async () => {
    writeFileSync(join(cwd, 'file'), '')
    const { code, stderr } = await run('purge', 'file')
    expect(stderr).toMatch(
      /^error E_NOT_FOUND {2}.*file is no directory\n {2}fix: name a directory/,
    )
    expect(code).toBe(2)
    expect((await run('purge', 'nowhere')).stderr).toContain('there is no directory')
  })

  it('says that nothing is there, and as data gives an empty list', async () => {
    expect((await run('purge')).stdout).toBe(`there are no records in ${records}\n`)
    expect((await run('purge', '--json')).stdout).toBe('[]\n')
  })
})

describe('the page of a record that is not whole', () => {
  it.each([
    ['altered', 'DO NOT RELY ON THIS PAGE: the record was altered.', 1],
    ['open', 'THIS PAGE MAY BE INCOMPLETE: the record was never closed.', 0],
  ])('says so before everything else: %s', async (_, why, extra) => {
    const file = openAuditFile(records, 'CA1-1')
    for (const record of verifiedTalk().records) file.write(record)
    if (extra > 0) appendFileSync(file.path, '{}\n')
    const { code, stdout } = await run('show', 'CA1')
    expect(stdout.split('\n')[0]).toBe(why)
    expect(code).toBe(1)
  })
})
