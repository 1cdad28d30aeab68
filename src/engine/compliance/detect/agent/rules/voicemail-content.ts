import { debtWords } from '../debt-lexicon.js'
import type { AgentRuleSource } from '../violation.js'

export const voicemailContent: readonly AgentRuleSource[] = [
  {
    id: 'more_than_a_callback',
    category: 'voicemail_content',
    ruleId: 'V01',
    states: ['voicemail'],
    any: [
      ...debtWords,
      '(urgent|urgently|important|immediately|immediate|serious|emergency|final|last|deadline|matter|further action|case|regarding|about|reason|file|reference|legal|confidential|attention|asap|right away|avoid|before|must|failure|consequences|personal|private|offer|save|opportunity|special|help|situation|application|verify|attorney|law|process|documents|papers|ai|automated assistant|assistant|virtual|robot|recorded)',
      '(social|date of birth|ssn|zip)',
    ],
    unless: ['(before|between|until) @num '],
  },
]
