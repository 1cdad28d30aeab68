import { notJudged } from './check.js'
import type { SectionCheck } from './evidence.js'

/** `rules`: they are judged by agents that know them; the agent of this fixture knows none. */
export const ruleChecks: SectionCheck = ({ expectations }) =>
  expectations.rules.map(({ name, line }) =>
    notJudged({ name: `rule ${name}`, line }, 'the rule is kept', 'the agent has no rules'),
  )
