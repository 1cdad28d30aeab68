/**
 * Whether a call may be placed: every rule is asked, and every one must allow it. What is missing, expired or throws blocks.
 */
import { type Finding, finding } from './finding.js'
import { effectiveSettings } from './policy.js'
import { consentRules } from './pre-call/consent-rules.js'
import type { Judged, PreCallContext, PreCallRule } from './pre-call/context.js'
import { frequencyRules } from './pre-call/frequency-rules.js'
import { statusRules } from './pre-call/status-rules.js'
import { timeRules } from './pre-call/time-rules.js'
import { dateOf } from './wall-time.js'

export interface PreCallVerdict {
  readonly allow: boolean
  /** One a rule, in the order of their ids. */
  readonly findings: readonly Finding[]
}

const rules: readonly PreCallRule[] = [
  ...timeRules,
  ...statusRules,
  ...frequencyRules,
  ...consentRules,
].toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** Judges a dial. Never throws: a rule that does blocks. */
export function preCall(context: PreCallContext): PreCallVerdict {
  const { account, policy, now } = context
  const places = account === undefined ? [] : [account.place]
  const settings = effectiveSettings(policy, dateOf(now), places)
  const judged: Judged = { ...context, settings }
  const findings = rules.map((rule) => ask(rule, judged))
  return { allow: findings.every(({ verdict }) => verdict === 'allow'), findings }
}

function ask(rule: PreCallRule, context: Judged): Finding {
  const { id, citation } = rule
  try {
    const why = rule.judge(context)
    const inputs = rule.inputs(context)
    const verdict = why === undefined ? 'allow' : 'block'
    return finding(context.policy, { rule: id, verdict, why: why ?? 'kept', citation, inputs })
  } catch {
    const why = 'the rule could not be judged'
    return finding(context.policy, { rule: id, verdict: 'block', why, citation, inputs: [] })
  }
}
