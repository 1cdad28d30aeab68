import { expect, it } from 'vitest'
import { agentRules } from './detect/agent/rules/agent-rules.js'
import { ruleCitations } from './rule-citations.js'

it('names a law for every rule that a sentence can break', () => {
  const without = agentRules.filter(({ ruleId }) => ruleCitations[ruleId] === undefined)
  expect(without.map(({ id }) => id)).toEqual([])
})
