import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'

const cwd = mkdtempSync(join(tmpdir(), 'policy-eval-'))
afterAll(() => rmSync(cwd, { recursive: true }))

async function evaluate(lines: readonly string[] | string, ...flags: string[]) {
  const { context, written } = testContext({ cwd })
  const text = typeof lines === 'string' ? lines : `${lines.join('\n')}\n`
  writeFileSync(join(cwd, 'rows.jsonl'), text)
  const code = await main(['policy', 'eval', 'rows.jsonl', ...flags], context)
  return { code, ...written }
}

const row = (text: string, label: string, category: string, note = '') =>
  JSON.stringify({ text, label, category, note })
const good = [
  row('stop calling me', 'yes', 'cease_contact'),
  '',
  row('my phone stopped', 'no', 'cease_contact'),
  row('We will sue you.', 'violation', 'legal_action'),
  row('Your balance is $1,284.50.', 'ok', 'amount_misrep', 'ctx=post_mm; balance=1284.50'),
]

describe('voice-agent policy eval', () => {
  it('prints recall and false alarms of every category and ends with 0 when all aims are reached', async () => {
    const { code, stdout, stderr } = await evaluate(good)
    expect(stdout).toMatch(/cease_contact +1\/1 +1\.00 +0\.98 +0\/1/)
    expect(stdout).toMatch(/legal_action +1\/1 +1\.00 +1\.00 +0\/0/)
    expect(stdout).toMatch(/all +2\/2 +1\.00 +0\/2/)
    expect(stdout).toContain('ok  every aim is reached')
    expect([code, stderr]).toEqual([0, ''])
  })

  it('names the line of what it misses and the words of a false alarm, and ends with 1', async () => {
    const rows = [
      '',
      row('have a nice day', 'yes', 'bankruptcy'),
      row('stop calling', 'no', 'cease_contact'),
    ]
    const { code, stdout } = await evaluate(rows)
    expect(stdout).toContain('rows.jsonl:2: missed, bankruptcy: have a nice day')
    expect(stdout).toContain('rows.jsonl:3: false alarm, cease_contact: stop calling')
    expect(stdout).toContain('cease_contact.stop_calling: "stop calling"')
    expect(code).toBe(1)
  })

  it('names the words that carried a learned finding', async () => {
    const { stdout } = await evaluate([row("i'm operating a truck right now", 'no', 'driving')])
    expect(stdout).toMatch(/driving\.learned: ".*truck.*", carried by ".*truck.*"/)
  })

  it('counts anything found in a row of none as a false alarm', async () => {
    const rows = [
      ...good,
      row('stop calling me', 'no', 'none'),
      row('what a nice day', 'no', 'none'),
      row('We will sue you.', 'ok', 'none', 'ctx=post_mm'),
    ]
    const { code, stdout } = await evaluate(rows)
    expect(stdout).toMatch(/none +0\/0 +- +- +1\/2\n/)
    expect(stdout).toMatch(/none +0\/0 +- +- +1\/1\n/)
    expect(stdout).toContain('rows.jsonl:6: false alarm, none: stop calling me')
    expect(stdout).toContain('cease_contact.stop_calling: "stop calling"')
    expect(stdout).toContain('rows.jsonl:8: false alarm, none: We will sue you.')
    expect(code).toBe(1)
  })

  it('does not let rows of none hide false alarms in those that look like a category', async () => {
    const ordinary = Array.from({ length: 99 }, () => row('what a nice day', 'no', 'none'))
    const { code } = await evaluate([...ordinary, row('stop calling', 'no', 'cease_contact')])
    expect(code).toBe(1)
    expect((await evaluate(ordinary)).code).toBe(0)
  })

  it('tells programs the same as JSON', async () => {
    const { stdout } = await evaluate([row('have a nice day', 'yes', 'bankruptcy')], '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ file: 'rows.jsonl', rows: 1, ok: false, totals: { recall: 0 } },
      categories: [{ category: 'bankruptcy', missed: [{ line: 1, text: 'have a nice day' }] }],
    })
  })

  it('looks for the name that --consumer says', async () => {
    const rows = [row("there's no Ravi here", 'yes', 'wrong_number')]
    expect((await evaluate(rows)).code).toBe(1)
    expect((await evaluate(rows, '--consumer', 'Ravi Patel')).code).toBe(0)
  })

  it.each([
    ['{', 'rows.jsonl:1', 'no JSON'],
    [`${good[0]}\n\n{"text":"x","label":"maybe"}`, 'rows.jsonl:3', 'label is "maybe"'],
    [`${good[0]}\n${row('x', 'ok', 'threat', 'ctx=moon')}`, 'rows.jsonl:2', 'ctx=moon'],
    ['\n\n', 'rows.jsonl', 'no row'],
  ])('refuses %j and says where: %s', async (text, where, problem) => {
    const { code, stdout, stderr } = await evaluate(text)
    expect(stderr).toContain('E_LABELLED_ROW')
    expect(stderr).toContain(where)
    expect(stderr).toContain(problem)
    expect([code, stdout]).toEqual([2, ''])
  })

  it('refuses a file that is not there', async () => {
    const { context, written } = testContext({ cwd })
    expect(await main(['policy', 'eval', 'nowhere.jsonl'], context)).toBe(2)
    expect(written.stderr).toContain('nowhere.jsonl is no file')
  })
})
