import { debtWords } from '../debt-lexicon.js'
import type { AgentRuleSource } from '../violation.js'

export const missingMiniMiranda: readonly AgentRuleSource[] = [
  {
    id: 'no_notice_yet',
    category: 'missing_mini_miranda',
    ruleId: 'I04',
    states: ['post_rpc_pre_mm'],
    any: [
      '(what|how|where|are you|do you) ~5 (employ*|income|working|job|earn|make a)',
      ...debtWords,
      '(let us|can we|ready to|how would you like to|when can you|want to) ~3 (take care|resolve|get this|handle|work something|clear|set up|go over|talk about|discuss|arrange|sort)',
      '(reason for (my|the|this) call|i am calling about|calling about|regarding your|in regards to your|about your)',
      '(verify|confirm) ~3 (employer|income|employment|where you work|bank|job)',
      '(behind|obligation|file with us)',
    ],
  },
  {
    id: 'collects_before_notice',
    category: 'missing_mini_miranda',
    ruleId: 'I04',
    states: ['post_rpc_pre_mm'],
    any: [
      '(how soon|how much|how quickly|when|what can you|what could you) ~6 (put|take care|handle|manage|do|send|spare|toward|paid|twelve|hundred|thousand)',
      '(months|weeks|days|payments) ~1 (late|behind)',
      '(next|your) ~1 (paycheck|payday|pay day|check)',
      '(hundred|thousand|dollars|bluestone|creditor|lender)',
    ],
  },
]
