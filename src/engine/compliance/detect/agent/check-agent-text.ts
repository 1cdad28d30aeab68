import { type Normalised, normalise } from '../normalise.js'
import { type Hit, hits, makeRule, type Rule } from '../rule.js'
import { accountRules } from './account-rules.js'
import { amountViolations } from './amounts.js'
import { conductRules } from './conduct-rules.js'
import { honestyRules } from './honesty-rules.js'
import { noticeGiven } from './notice.js'
import { stateRules } from './state-rules.js'
import type { AgentContext, AgentRuleSource, CallState, Violation } from './violation.js'

interface AgentRule {
  readonly source: AgentRuleSource
  readonly rule: Rule
}

const rules: readonly AgentRule[] = [
  ...conductRules,
  ...honestyRules,
  ...accountRules,
  ...stateRules,
].map((source) => ({ source, rule: makeRule(source) }))

/**
 * What is wrong with a sentence of the agent in the states the call is in, at most one finding for each rule. Rules that name no
 * state hold in every one; each further state only adds rules. An empty list means that no rule objects.
 */
export function checkAgentText(text: string, context: AgentContext = {}): Violation[] {
  const normal = normalise(text)
  const states = context.states ?? []
  const found: Violation[] = []
  for (const { source, rule } of rules) {
    if (!applies(source, states, context)) continue
    if (source.category === 'missing_mini_miranda' && noticeGiven(normal, context.facts)) continue
    const [hit] = hits(rule, normal)
    if (hit !== undefined) found.push(violation(source, normal, text, hit))
  }
  return [...found, ...amountViolations(text, normal, context)]
}

function applies(
  { states, allowedBy }: AgentRuleSource,
  held: readonly CallState[],
  { facts }: AgentContext,
): boolean {
  if (allowedBy !== undefined && facts?.[allowedBy] === true) return false
  return states === undefined || states.some((state) => held.includes(state))
}

function violation(
  { category, ruleId, id }: AgentRuleSource,
  { tokens }: Normalised,
  text: string,
  { from, to }: Hit,
): Violation {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to]?.end ?? text.length
  return { category, ruleId, rule: `${category}.${id}`, words: text.slice(start, end), start, end }
}
