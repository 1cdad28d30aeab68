/** What the tools bring: the account, that a payment was written down, and what the model reports. */
import type { ToolResult } from '../../agent/agent.js'
import { isAccount } from '../../compliance/account.js'
import { effectiveSettings, type Policy, valuesOf } from '../../compliance/policy.js'
import { dateOf } from '../../compliance/wall-time.js'
import { audit, type Draft, finish, put, say, task } from './draft.js'
import { hearReport } from './hear-report.js'
import { planWritten, sendTerms } from './plan-stages.js'
import { reportTool } from './report-event.js'
import { isTheirs, thirdParty } from './third-party.js'

/** Where nobody knows where the consumer lives, every place counts. */
export const everyPlace = ({ jurisdictions }: Policy): readonly string[] =>
  jurisdictions.map(({ place }) => place)

export function hearTool(d: Draft, { name, input, output }: ToolResult): Draft {
  if (d.state.lock !== undefined || d.state.stage === 'over')
    return hearLate(d, name, parsed(output))
  if (name === reportTool) return hearReport(d, parsed(input))
  if (!isAwaited(d, name)) return d
  const result = parsed(output)
  if (name === 'record_promise') {
    const { date = '' } = d.state.promise
    if (result.written !== true)
      return finish(audit(d, 'promise.lost', {}), 'not_written', 'promise not written')
    const written = audit(d, 'promise.written', { id: String(result.id ?? '') })
    return finish(sendTerms(written, 'send_promise_in_writing', [date]), 'promised', 'promise')
  }
  if (name === 'record_plan') return planWritten(d, result)
  if (name !== 'find_account') return d
  return findAccount(d, result.account)
}

/** A model may ask for a tool that is not its own, and gets an error for it: nothing that the code waits for. */
function isAwaited({ state: { stage, verified } }: Draft, name: string): boolean {
  return name === 'find_account' ? !verified : stage === 'writing'
}

/** The call has gone on to its end, but what the caller had agreed to may have been written down all the same. */
function hearLate(d: Draft, name: string, result: Readonly<Record<string, unknown>>): Draft {
  if (name !== 'record_promise' && name !== 'record_plan') return d
  const kind = name === 'record_promise' ? 'promise' : 'plan'
  if (result.written !== true) return audit(d, `${kind}.lost`, {})
  const noted = audit(d, `${kind}.written`, { id: String(result.id ?? '') })
  return task(noted, `review_${kind}`, 1)
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
