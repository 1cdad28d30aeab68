import { normalise } from '../normalise.js'
import { type Part, RuleSet } from '../rule.js'
import { deedRules, outcomeRules, timeRules } from './claim-rules.js'

/** Words that claim what a model cannot know, and where they are. */
export interface Claim {
  readonly ruleId: string
  /** Which pattern found it, e.g. `claim.makes_appointment`. */
  readonly rule: string
  readonly start: number
  readonly end: number
}

const rules = [...deedRules, ...timeRules, ...outcomeRules]
const ruleSet = new RuleSet(rules)

/**
 * What a sentence says was done, will be done or will come of it. Unlike the violations these may be true; but only code and people know,
 * so words of a model may not claim them.
 *
 * @param part which words count
 */
export function claimsIn(text: string, part: Part = {}): Claim[] {
  const normal = normalise(text)
  const { hits } = ruleSet.judge(normal, () => true, part)
  return rules.flatMap(({ ruleId, id }, at) => {
    const hit = hits[at]
    if (hit === undefined) return []
    const start = normal.tokens[hit.from]?.start ?? 0
    const end = normal.tokens[hit.to]?.end ?? text.length
    return [{ ruleId, rule: `claim.${id}`, start, end }]
  })
}

/** Compiles the patterns now. */
export function warmClaims(): void {
  ruleSet.warm()
}
