/** What a rule said, in the form it is kept: enough to ask the same rule again. */
import type { AuditRecord } from '../call/command.js'
import type { Policy } from './policy.js'

export interface Finding {
  /** `P01`, `U04`. */
  readonly rule: string
  readonly verdict: 'allow' | 'block'
  readonly why: string
  readonly citation: string
  readonly policy: string
  readonly policyVersion: string
  readonly policySha256: string
  /** What the rule looked at, `name=value`, redacted. */
  readonly inputs: readonly string[]
}

type PolicyName = Pick<Policy, 'name' | 'version' | 'sha256'>

export function finding(
  policy: PolicyName,
  found: Pick<Finding, 'rule' | 'verdict' | 'why' | 'citation' | 'inputs'>,
): Finding {
  return {
    ...found,
    policy: policy.name,
    policyVersion: policy.version,
    policySha256: policy.sha256,
  }
}

/** The record of a finding; `at` is ms since the call began. */
export function recordOf(kind: string, found: Finding, at: number): AuditRecord {
  return { kind, at, ...found }
}
