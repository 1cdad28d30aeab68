import { callerWeights } from '../learned/caller-weights.js'
import { learnedFindings } from '../learned/learned-findings.js'
import { LinearModel } from '../learned/linear-model.js'
import { type Normalised, normalise } from '../normalise.js'
import { type Hit, RuleSet } from '../rule.js'
import { type CallerCategory, callerCategories } from './category.js'
import { isTakenBack, warmExceptions } from './exceptions.js'
import { callerRules } from './rules/caller-rules.js'
import { spanishHit, warmSpanish } from './spanish.js'

/** What is known when a caller's turn is judged. */
export interface CallerContext {
  /** The consumer's name, so that "there's no Dana here" is about the consumer. */
  readonly consumerName?: string
  /** What the agent has just asked about with yes or no ("are you driving?"): a bare yes then says it. */
  readonly asked?: CallerCategory
}

/** One thing the caller said that may change what the agent may do. */
export interface CallerFinding {
  readonly category: CallerCategory
  /** Which rule found it, e.g. `cease_contact.stop_calling`; `cease_contact.learned`: none, the linear model. */
  readonly rule: string
  /** The caller's own words that triggered it: `text.slice(start, end)`. */
  readonly words: string
  /** UTF-16 index in the text. */
  readonly start: number
  readonly end: number
  /** Said in so many words, by the rule's own standing (`CallerRule`); false: only inferred. */
  readonly outright: boolean
  /** For a learned finding the pieces that weighed most, the heaviest first. */
  readonly carriers?: readonly string[]
}

/** All rules, the most urgent category first. */
const rules = callerCategories.flatMap((category) =>
  (category === 'spanish' ? [] : callerRules[category]).map((rule) => ({ ...rule, category })),
)
const ruleSet = new RuleSet(rules, (at, normal, hit) => {
  const rule = rules[at]
  return rule !== undefined && rule.outright !== true && isTakenBack(rule.category, normal, hit)
})
const model = new LinearModel(callerWeights)

const bareYes =
  /^ (?:yes|si|yes i am|yes it is|i am|correct|right|uh huh|sure am|claro|asi es)(?: ,)?(?: sir| maam)? (?:[.] )?$/

/**
 * What a caller's turn says, the most urgent first (`callerCategories`), at most one finding for each rule. An empty list means
 * that no rule holds, not that the turn is harmless.
 */
export function detectCallerIntents(text: string, context: CallerContext = {}): CallerFinding[] {
  const normal = normalise(text, context.consumerName)
  const { hits, excepted } = ruleSet.judge(normal)
  const found = rules.flatMap(({ category, id, outright = false }, at) => {
    const hit = hits[at]
    return hit === undefined ? [] : [{ ...finding(category, id, normal, text, hit), outright }]
  })
  const spanish = spanishHit(normal)
  if (spanish !== undefined && !isTakenBack('spanish', normal, spanish))
    found.push(finding('spanish', spanish.id, normal, text, spanish))
  const whole = { from: 0, to: normal.tokens.length - 1 }
  if (context.asked !== undefined && bareYes.test(normal.text))
    found.push(finding(context.asked, 'answered_yes', normal, text, whole))
  found.push(...learned(normal, text, found, excepted))
  return found.sort((a, b) => urgency(a) - urgency(b))
}

/** What the model finds beside the rules; where a rule saw its words and took them back, the model has no say. */
function learned(
  normal: Normalised,
  text: string,
  found: readonly CallerFinding[],
  excepted: ReadonlySet<number>,
): CallerFinding[] {
  const silent = new Set<string>(found.map(({ category }) => category))
  for (const at of excepted) silent.add(rules[at]?.category ?? '')
  return learnedFindings(model, normal, text, silent).flatMap(({ category: name, ...rest }) => {
    const category = callerCategories.find((known) => known === name)
    const from = normal.tokens.findIndex(({ start }) => start >= rest.start)
    const to = normal.tokens.findLastIndex(({ end }) => end <= rest.end)
    return category === undefined || isTakenBack(category, normal, { from, to })
      ? []
      : [{ category, rule: `${category}.learned`, outright: false, ...rest }]
  })
}

const urgency = ({ category }: CallerFinding) => callerCategories.indexOf(category)

function finding(
  category: CallerCategory,
  id: string,
  { tokens }: Normalised,
  text: string,
  { from, to }: Hit,
): CallerFinding {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to]?.end ?? text.length
  const words = text.slice(start, end)
  return { category, rule: `${category}.${id}`, words, start, end, outright: false }
}

/** Compiles all patterns for callers, so that the first turn of a process does not wait for it. */
export function warmCallerRules(): void {
  ruleSet.warm()
  warmSpanish()
  warmExceptions()
  model.warm()
}
