import type { AgentRuleSource } from '../violation.js'

export const timeBarred: readonly AgentRuleSource[] = [
  {
    id: 'revives_old_debt',
    category: 'time_barred',
    ruleId: 'U12',
    states: ['time_barred'],
    any: [
      '(sue|sued|suing|suit|lawsuit|court|legal action|judgment|garnish*|judge|litigat*|legally|enforce*|lawyer*|attorneys|levy|lien) ~2',
      '(small|little|good faith|token|partial|any|few|ten|five|twenty|@num|dollar) ~4 (payment|pay|dollars|bucks|something|good faith) ~8',
      '(keep|restart|renew|reset|revive|refresh|reactivate|keeps|start|bring) ~5 (alive|account|clock|debt|active|current|good standing|over|open|statute)',
      '(confirm|admit|acknowledge|agree|say|state|sign|verify|tell me) ~6 (debt|yours|owe|owes|owed|your account|it is yours|this account|balance|still)',
      '(is|this is|that is|so this is) ~4 (your debt|yours|your account)',
      '(still|do) ~2 (owe|owed|responsible|liable|legally|collect* it in|obligated|enforceable|have to pay|valid)',
      '(statute|limitations|too old|age of|old debt*) ~6 (not matter|does not apply|not apply|never|no such|forget|not a thing|ignore|still|do not)',
      '(no|not) ~2 (statute|time limit|limit on|expiration)',
    ],
    unless: [
      '(a|an|your) (lawyer|attorney) (could|can|may|might) ~1 (advise|help|tell|explain|answer|$)',
      '(not|cannot) ~2 (tell|advise|say|speak|answer|give)',
      '(law limits|limits how long|time (has|that) passed|too old to (sue|be sued))',
      '(not|never|no|can not|cannot) ~5 (sue|sued|suing|suit|court|lawsuit|legal action|judgment)',
      '(because of the age|due to the age|because it is old) ',
      '(speak|talk|consult|check|ask) ~3 (attorney|lawyer|legal aid)',
      '<!(not )off the table',
      '(could|may|might|can) ~3 (restart|renew|revive) ~6 (state|clock|limit*)',
      '(not ask*|will not ask*|do not have to|not required) ',
    ],
  },
  {
    id: 'legal_force',
    category: 'time_barred',
    ruleId: 'U12',
    states: ['time_barred'],
    any: [
      '(obligat*|liable|responsible|bound|on the hook|required) ~4 (law|legally|still|remain*|forever|always|to pay)',
      '(no such thing|not|never|does not|do not) ~5 (too old|expire*|limit|limits|statute|age|old debt*|run out|go away|count with)',
      '(limit|limits|statute|time limit|law|rule*) ~3 (not|does not|do not|never) ~3 (count|apply|matter|bind|affect|concern|cover)',
      '(old or not|no matter how old|however old|regardless of age|even if it is old|age ~2 not matter)',
    ],
    unless: [
      '(not|never|can not) ~4 (sue|sued|suing|obligat*|liable|required|have to pay)',
      '(limits how long|time (has|that) passed|advise|lawyer|attorney)',
    ],
  },
]
