/** What the tools bring: the account, that a payment was written down, and what the model reports. */
import type { ToolResult } from '../../agent/agent.js'
import { isAccount } from '../../compliance/account.js'
import { effectiveSettings, type Policy, valuesOf } from '../../compliance/policy.js'
import { dateOf } from '../../compliance/wall-time.js'
import { hearWritten } from './agreement/writing.js'
import { audit, type Draft, finish, put, say } from './draft.js'
import { hearReport } from './hear-report.js'
import { reportTool } from './report-event.js'
import { isTheirs, thirdParty } from './third-party.js'

/** Where nobody knows where the consumer lives, every place counts. */
export const everyPlace = ({ jurisdictions }: Policy): readonly string[] =>
  jurisdictions.map(({ place }) => place)

export function hearTool(d: Draft, { name, input, output }: ToolResult): Draft {
  if (name === 'record_promise' || name === 'record_plan')
    return hearWritten(d, name, parsed(output))
  if (d.state.lock !== undefined || d.state.stage === 'over') return d
  if (name === reportTool) return hearReport(d, parsed(input))
  // A model may ask for a tool that is not its own, and gets an error for it: nothing that the code waits for.
  return name === 'find_account' && !d.state.verified ? findAccount(d, parsed(output).account) : d
}

function findAccount(d: Draft, value: unknown): Draft {
  const account = isAccount(value) ? value : undefined
  const { startedAt, policy, stage } = d.state
  const noted = audit(d, 'account', { found: account !== undefined, account: account?.id ?? null })
  const today = startedAt === undefined ? '9999-12-31' : dateOf(startedAt)
  const places = account === undefined ? everyPlace(policy) : [account.place]
  const settings = valuesOf(effectiveSettings(policy, today, places))
  const known = put(noted, { account, lookedUp: true, settings })
  if (stage !== 'reference') return known
  if (account !== undefined && !isTheirs(d.state, account.name)) return thirdParty(known)
  if (account !== undefined) return say(put(known, { stage: 'zip' }), 'ask_zip')
  const tries = d.state.tries + 1
  return tries < Number(settings.verification_tries)
    ? say(put(known, { tries }), 'ask_reference')
    : finish(known, 'not_verified', 'not verified')
}

function parsed(output: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(output)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
