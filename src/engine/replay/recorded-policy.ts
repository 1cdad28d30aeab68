/**
 * The policy a recorded call ran under: the default one with the changes its manifest names. A name nobody reads is refused; a call
 * judged under another policy than it says would prove nothing.
 */
import { type CallPolicy, defaultPolicy, type PolicyChanges, policyWith } from '../call/policy.js'
import { VoiceAgentError } from '../errors.js'
import { didYouMean } from '../fixture/closest.js'
import type { Manifest } from '../fixture/manifest.js'

/** Values a policy may have and the default one does not: an example of each. */
const withoutDefault: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  keypad: { length: 4 },
}

/** @throws VoiceAgentError `E_FIXTURE_SCHEMA` for an unknown section or value, or one of the wrong type */
export function recordedPolicy({ policy }: Pick<Manifest, 'policy'>): CallPolicy {
  for (const [section, changes] of Object.entries(policy)) checkSection(section, changes)
  return policyWith(policy as PolicyChanges)
}

function checkSection(section: string, changes: Readonly<Record<string, unknown>>): void {
  const known: Readonly<Record<string, object>> = { ...defaultPolicy }
  const defaults = known[section]
  if (defaults === undefined) throw refusal(section, didYouMean(section, Object.keys(known)))
  const values: Readonly<Record<string, unknown>> = { ...defaults, ...withoutDefault[section] }
  for (const [name, value] of Object.entries(changes)) {
    const path = `${section}.${name}`
    if (!Object.hasOwn(values, name)) throw refusal(path, didYouMean(name, Object.keys(values)))
    const wanted = kindOf(values[name])
    if (kindOf(value) !== wanted) throw refusal(path, `give it ${wanted}`)
  }
}

function refusal(path: string, fix: string): VoiceAgentError {
  const message = `the policy cannot use ${path}`
  return new VoiceAgentError('E_FIXTURE_SCHEMA', message, fix, 'call.json')
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.every((v) => typeof v === 'string') ? 'texts' : 'a list'
  return typeof value === 'number' && value < 0 ? 'a negative number' : `a ${typeof value}`
}
