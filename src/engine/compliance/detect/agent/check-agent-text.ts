import { agentWeights } from '../learned/agent-weights.js'
import { learnedFindings } from '../learned/learned-findings.js'
import { LinearModel } from '../learned/linear-model.js'
import { type Normalised, normalise } from '../normalise.js'
import { type Hit, type Part, RuleSet } from '../rule.js'
import { sensitiveIn } from '../sensitive.js'
import { amountsOutOfPlace, amountViolations, warmAmounts } from './amounts.js'
import { noticeGiven } from './notice.js'
import { offLimits, warmOffLimits } from './off-limits.js'
import { agentRules } from './rules/agent-rules.js'
import type { AgentContext, AgentRuleSource, CallState, Violation } from './violation.js'

const ruleSet = new RuleSet(agentRules)
const model = new LinearModel(agentWeights)

/**
 * What is wrong with a sentence of the agent in the states the call is in, at most one finding for each rule. Rules that name no
 * state hold in every one; each further state only adds rules. An empty list means that no rule objects.
 *
 * @param part which words count; across a place only rules are asked, as a sum over several sentences means little
 */
export function checkAgentText(
  text: string,
  context: AgentContext = {},
  part: Part = {},
): Violation[] {
  const normal = normalise(text)
  const notice = noticeGiven(normal, context.facts)
  const wanted = (at: number) => {
    const rule = agentRules[at]
    if (rule === undefined || (notice && rule.category === 'missing_mini_miranda')) return false
    return applies(rule, context.states ?? [], context)
  }
  const { hits, excepted } = ruleSet.judge(normal, wanted, part)
  const found = agentRules.flatMap((rule, at) => {
    const hit = hits[at]
    return hit === undefined ? [] : [violation(rule, normal, text, hit)]
  })
  if (part.across === true) return found
  const spoken = agentRules.filter((_, at) => hits[at] !== undefined || excepted.has(at))
  const silent = spoken.filter(({ states }) => states === undefined)
  const categories = silent.map(({ category }) => category)
  if (notice) categories.push('missing_mini_miranda')
  const all = [
    ...found,
    ...offLimits(normal, context).map(({ rule, hit }) => violation(rule, normal, text, hit)),
    ...learned(normal, text, context, new Set(categories)),
    ...amountViolations(text, normal, context),
    ...amountsOutOfPlace(text, context),
    ...cardViolations(text),
  ]
  return all.filter(({ end }) => end > (part.after ?? 0))
}

/**
 * What the model finds beside the rules, under the states and facts of the rules of its category. Where a rule of every state has
 * spoken or has taken its words back, it has no say; rules of some states do not silence it, or a further state would allow more.
 */
function learned(
  normal: Normalised,
  text: string,
  context: AgentContext,
  silent: ReadonlySet<string>,
): Violation[] {
  return learnedFindings(model, normal, text, silent).flatMap(({ category, ...rest }) => {
    const rule = ruleInForce(category, context)
    if (rule === undefined) return []
    return [
      {
        category: rule.category,
        ruleId: rule.ruleId,
        rule: `${rule.category}.learned`,
        ...rest,
      },
    ]
  })
}

/** A rule of the category that holds in the context; none where no state calls for it, or where a fact allows what it forbids. */
export function ruleInForce(category: string, context: AgentContext): AgentRuleSource | undefined {
  const ofCategory = agentRules.filter((rule) => rule.category === category)
  if (ofCategory.some(({ allowedBy }) => isTrue(context, allowedBy))) return undefined
  return ofCategory.find((rule) => applies(rule, context.states ?? [], context))
}

function isTrue({ facts }: AgentContext, fact: AgentRuleSource['allowedBy']): boolean {
  return fact !== undefined && facts?.[fact] === true
}

/** A card number or code that the agent itself says. */
function cardViolations(text: string): Violation[] {
  return sensitiveIn(text)
    .filter(({ kind }) => kind !== 'ssn')
    .map(({ kind, start, end }) => ({
      category: 'card_by_voice',
      ruleId: 'U18',
      rule: `card_by_voice.says_${kind}`,
      words: text.slice(start, end),
      start,
      end,
    }))
}

function applies(
  { states, allowedBy }: AgentRuleSource,
  held: readonly CallState[],
  context: AgentContext,
): boolean {
  if (isTrue(context, allowedBy)) return false
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

/** Compiles all patterns for the agent, so that the first sentence of a process does not wait for it. */
export function warmAgentRules(): void {
  ruleSet.warm()
  warmOffLimits()
  warmAmounts()
  model.warm()
}
