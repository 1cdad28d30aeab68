import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { account, options } from '../agents/collections/talk.test-kit.js'
import { isAccount } from '../compliance/account.js'
import { accountStore } from './account-store.js'
import { calendar } from './calendar.js'

let cwd = ''
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tools-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const signal = new AbortController().signal
const write = (value: unknown) => writeFileSync(join(cwd, 'data.json'), JSON.stringify(value))

describe('the account store', () => {
  const store = () => accountStore({ ...options, accounts: 'data.json' }, cwd)
  const find = async (input: object) => {
    const call = { id: '1', name: 'find_account', input: JSON.stringify(input) }
    return JSON.parse(await store().run(call, { signal })).account
  }

  it('finds an account by a phone number however it is written, or by its number', async () => {
    write([account])
    expect(isAccount(await find({ phone: '(217) 555-0101' }))).toBe(true)
    expect(await find({ reference: '1' })).toMatchObject({ id: 'a-1' })
    for (const input of [{ phone: '+12175550102' }, { phone: '' }, { phone: 'anonymous' }, {}])
      expect(await find(input)).toBeNull()
  })

  it('finds neither of two accounts with the same number', async () => {
    write([account, { ...account, id: 'a-2' }])
    expect(await find({ phone: '+12175550101' })).toBeNull()
  })

  it('writes a promise down', async () => {
    write([account])
    const input = JSON.stringify({ account: 'a-1', cents: 10_000, date: '2026-12-04' })
    const call = { id: '1', name: 'record_promise', input }
    expect(JSON.parse(await store().run(call, { signal }))).toMatchObject({ written: true })
    expect(JSON.parse(readFileSync(join(cwd, 'promises.jsonl'), 'utf8'))).toEqual(JSON.parse(input))
  })

  it('writes what has the same key once, and answers as the first time', async () => {
    write([account])
    const promise = (date: string) =>
      JSON.stringify({ key: `a-1: 10000 on ${date}`, account: 'a-1', cents: 10_000, date })
    const answers: string[] = []
    for (const date of ['2026-12-04', '2026-12-04', '2026-12-05', '2026-12-04']) {
      const call = { id: '1', name: 'record_promise', input: promise(date) }
      answers.push(await store().run(call, { signal }))
    }
    expect(new Set(answers).size).toBe(2)
    expect(answers[3]).toBe(answers[0])
    const kept = readFileSync(join(cwd, 'promises.jsonl'), 'utf8').trim().split('\n')
    expect(kept).toEqual([promise('2026-12-04'), promise('2026-12-05')])
  })

  it('writes a plan down', async () => {
    write([account])
    const instalments = [
      { cents: 42_817, date: '2026-12-04' },
      { cents: 42_816, date: '2027-01-04' },
    ]
    const input = JSON.stringify({ account: 'a-1', every: 'month', instalments })
    const call = { id: '1', name: 'record_plan', input }
    expect(JSON.parse(await store().run(call, { signal }))).toMatchObject({ written: true })
    expect(JSON.parse(readFileSync(join(cwd, 'promises.jsonl'), 'utf8'))).toEqual(JSON.parse(input))
  })

  it.each([
    ['no list', {}],
    ['an account without a zone', [{ ...account, zone: '' }]],
    ['half a cent in a plan', [{ ...account, instalment_cents: [100.5] }]],
    ['half a cent', [{ ...account, balance_cents: 0.5 }]],
  ])('refuses %s', (_, value) => {
    write(value)
    expect(store).toThrow(expect.objectContaining({ code: 'E_ACCOUNTS' }))
  })
})

describe('the calendar', () => {
  const run = async (name: string, input: object) => {
    const call = { id: '1', name, input: JSON.stringify(input) }
    return JSON.parse(await calendar('data.json', cwd).run(call, { signal }))
  }

  it('books a free time once, and gives it back when it is cancelled', async () => {
    write({ free: ['2026-12-04T09:30', '2026-12-05T10:00'], booked: {} })
    const booking = { time: '2026-12-04T09:30', name: 'Ann Lee' }
    expect(await run('free_times', { day: '2026-12-04' })).toEqual({ free: ['2026-12-04T09:30'] })
    expect(await run('book', booking)).toMatchObject({ booked: '2026-12-04T09:30' })
    expect(await run('book', booking)).toMatchObject({ error: expect.any(String) })
    expect(await run('cancel', { ...booking, name: 'Bob' })).toMatchObject({
      error: expect.any(String),
    })
    expect(await run('cancel', booking)).toMatchObject({ cancelled: '2026-12-04T09:30' })
    expect(await run('free_times', { day: '2026-12-04' })).toEqual({ free: ['2026-12-04T09:30'] })
  })

  it('refuses what is no calendar', () => {
    write([])
    expect(() => calendar('data.json', cwd)).toThrow(
      expect.objectContaining({ code: 'E_CALENDAR' }),
    )
  })
})
