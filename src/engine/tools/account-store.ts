/**
 * The tools of the collections agent on this machine: accounts in a JSON file, promises appended to another. A desk that has a system of its
 * own gives the agent tools of its own instead.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CollectionsOptions } from '../agents/collections/options.js'
import { type Account, accountProblem } from '../compliance/account.js'
import { VoiceAgentError } from '../errors.js'
import { ProviderFailure, type ToolRunner } from '../providers/provider.js'

/** @throws VoiceAgentError E_ACCOUNTS when the file of accounts is missing or an account cannot be used */
export function accountStore(options: CollectionsOptions, cwd: string): ToolRunner {
  const accounts = readAccounts(options.accounts, cwd)
  const promises = resolve(cwd, options.promises ?? 'promises.jsonl')
  return {
    async run({ name, input }) {
      const asked = parsed(input)
      if (name === 'find_account') return JSON.stringify({ account: find(accounts, asked) ?? null })
      const { key, account, cents, date, every, instalments } = asked
      if (name === 'record_promise')
        return writeOnce(promises, `${account}-${date}`, { key, account, cents, date })
      if (name === 'record_plan')
        return writeOnce(promises, `${account}-plan`, { key, account, every, instalments })
      // What comes of it is decided by the agent.
      if (name === 'report_event') return JSON.stringify({ noted: true })
      throw new ProviderFailure('BAD_RESPONSE', `there is no tool ${name}`)
    },
  }
}

/** An account by a phone number of its own, or by its id. Two with the same number: neither, for nobody knows which. */
function find(
  accounts: readonly Account[],
  { phone, reference }: Readonly<Record<string, unknown>>,
): Account | undefined {
  const same = (a: string, b: unknown) =>
    typeof b === 'string' && tail(a) === tail(b) && tail(b) !== ''
  const found = accounts.filter(({ phones, id }) =>
    reference === undefined
      ? phones.some((one) => same(one, phone))
      : digits(id) === digits(String(reference)),
  )
  return found.length === 1 ? found[0] : undefined
}

const digits = (text: string) => text.replace(/\D/g, '')
const tail = (text: string) => digits(text).slice(-10)

function readAccounts(path: string | undefined, cwd: string): readonly Account[] {
  if (path === undefined) {
    const fix = 'give the agent the option accounts: a JSON file with a list of accounts'
    throw new VoiceAgentError('E_ACCOUNTS', 'the agent collections has no accounts', fix)
  }
  const where = resolve(cwd, path)
  const refuse = (what: string) =>
    new VoiceAgentError('E_ACCOUNTS', what, 'see docs/agents.md for what an account needs', where)
  const read = readList(where, refuse)
  read.forEach((account, i) => {
    const problem = accountProblem(account)
    if (problem !== undefined) throw refuse(`account ${i + 1} cannot be used: ${problem}`)
  })
  return read as readonly Account[]
}

function readList(where: string, refuse: (what: string) => VoiceAgentError): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(where, 'utf8'))
  } catch (error) {
    throw refuse(`the accounts cannot be read: ${error instanceof Error ? error.message : ''}`)
  }
  if (!Array.isArray(value)) throw refuse('the accounts are no list')
  return value
}

/** What has this key already is not written again, and the answer is as the first time: an id names the same payments. */
function writeOnce(path: string, id: string, row: Readonly<Record<string, unknown>>): string {
  const isKept = row.key !== undefined && written(path).some(({ key }) => key === row.key)
  if (!isKept) append(path, row)
  return JSON.stringify({ written: true, id })
}

/** What was written so far. A line that broke off says nothing. */
function written(path: string): readonly Readonly<Record<string, unknown>>[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8').split('\n').map(rowOf)
}

function rowOf(line: string): Readonly<Record<string, unknown>> {
  try {
    return parsed(line)
  } catch {
    return {}
  }
}

function append(path: string, row: object): void {
  const file = openSync(path, 'a', 0o600)
  try {
    writeSync(file, `${JSON.stringify(row)}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function parsed(input: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(input)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
