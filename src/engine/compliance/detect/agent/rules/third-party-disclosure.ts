import { debtWords } from '../debt-lexicon.js'
import type { AgentRuleSource } from '../violation.js'

export const thirdPartyDisclosure: readonly AgentRuleSource[] = [
  {
    id: 'debt_before_verification',
    category: 'third_party_disclosure',
    ruleId: 'I01',
    states: ['pre_rpc', 'third_party'],
    any: [
      ...debtWords,
      '(regarding|about) (her|his|your|the|a) ~2 (past due|file|case|obligation|matter with|situation with|card|purchase|loan)',
      '(serious|urgent|important|legal|financial|time sensitive|pending) ~2 (matter|issue|problem|case|trouble|situation|obligation)',
      '(in trouble|behind on|her obligations|his obligations|financial|case number|file number)',
    ],
    unless: ['personal business matter ', 'call collect'],
  },
  {
    id: 'tells_third_party',
    category: 'third_party_disclosure',
    ruleId: 'I03',
    states: ['third_party'],
    any: [
      '(tell|let|remind|warn|ask|have) ~1 (her|him|them|theconsumer) ~6 (serious|urgent|important|trouble|late|behind|before|avoid|resolve|owes|respond|matter of|case|legal|deadline|quickly)',
      '(are you|is she|is he) ~2 (her|his) ~2 (husband|wife|spouse) ~6 (responsib*|help|also|jointly)',
      '(help|cover|contribute|take care) ~3 (her|him|out|for her|for him|this)',
    ],
  },
  {
    id: 'hints_at_debt',
    category: 'third_party_disclosure',
    ruleId: 'I01',
    states: ['pre_rpc', 'third_party'],
    any: [
      '(behind|late|fell behind|falling behind|months late|in arrears|in the red) ~3 (with|on|at)? ~3',
      '(bluestone|her bank|his bank|the bank|her finances|his finances)',
      '(stopped|quit|avoid*|dodg*|ignor*) ~3 (answering|paying|our|us|me|calls)',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~6 (health|finances)',
      '(on behalf of|calling from|am with|late (call|hour|in the)|behind (the|a) ~1 (wheel|counter|desk)) ',
      '(too|it is|sorry (it is|to call)) ~2 late',
      '(running|a little|call) late',
    ],
  },
]
