/**
 * Accounts in a JSON file, and the promises callers make in another: enough for one desk and for trying out. A team with a system of its
 * own gives the agent other tools.
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Account, accountProblem } from '../compliance/account.js'
import { VoiceAgentError } from '../errors.js'
import { ProviderFailure, type ToolRunner } from '../providers/provider.js'

export interface AccountFiles {
  /** A JSON list of accounts. */
  readonly accounts: string
  /** Where promises are appended, one JSON line each. Without it next to the accounts, as `promises.jsonl`. */
  readonly promises?: string | undefined
}

/**
 * The tools `find_account` and `record_promise` over these files. The accounts are read now, so that a mistake in them is told at the start.
 *
 * @throws VoiceAgentError E_ACCOUNTS
 */
export function jsonAccounts({ accounts, promises }: AccountFiles, directory: string): ToolRunner {
  const path = resolve(directory, accounts)
  const known = readAccounts(path)
  const promised = resolve(directory, promises ?? join(path, '..', 'promises.jsonl'))
  const tools: Readonly<Record<string, (input: Input) => string>> = {
    find_account: (input) => JSON.stringify({ account: find(known, input) ?? null }),
    record_promise: (input) => {
      appendFileSync(promised, `${JSON.stringify(input)}\n`, { mode: 0o600 })
      return JSON.stringify({ recorded: true })
    },
  }
  return {
    async run({ name, input }) {
      const tool = Object.hasOwn(tools, name) ? tools[name] : undefined
      if (tool === undefined) throw new ProviderFailure('REFUSED', `there is no tool ${name}`)
      try {
        return tool(inputOf(input))
      } catch (cause) {
        throw new ProviderFailure('UNAVAILABLE', `${name} failed`, { cause })
      }
    },
  }
}

type Input = Readonly<Record<string, unknown>>

function inputOf(text: string): Input {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** By phone only when the number belongs to one account: two of them are two people's business. */
function find(accounts: readonly Account[], { phone, reference }: Input): Account | undefined {
  const found = accounts.filter(({ id, phones }) =>
    typeof reference === 'string' && reference !== ''
      ? id === reference
      : typeof phone === 'string' && phones.some((one) => digits(one) === digits(phone)),
  )
  return found.length === 1 ? found[0] : undefined
}

const digits = (number: string) => number.replace(/\D/g, '')

function readAccounts(path: string): readonly Account[] {
  const refuse = (what: string) =>
    new VoiceAgentError('E_ACCOUNTS', `the accounts ${what}`, 'see docs/agents.md', path)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw refuse(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(value)) throw refuse('are not a list')
  return value.map((one, index) => {
    const problem = accountProblem(one)
    if (problem !== undefined) throw refuse(`cannot be used: number ${index + 1}: ${problem}`)
    return one as Account
  })
}
