import type { AgentRuleSource } from '../violation.js'

export const protectedStatus: readonly AgentRuleSource[] = [
  {
    id: 'belittles_bankruptcy',
    category: 'protected_status',
    ruleId: 'B01',
    states: ['bankruptcy'],
    any: [
      '(not|never|nothing|wont) ~3 (stop|affect|matter|change|cover|cover*|protect|discharg*|apply|help|count|get rid|include*|wipe) ~5',
    ],
  },
  {
    id: 'collects_in_bankruptcy',
    category: 'protected_status',
    ruleId: 'B01',
    states: ['bankruptcy'],
    any: [
      '(paying|voluntar*) ~4',
      '(still|anyway|regardless|even so|even though|nevertheless|outside|separately|before|until|instead) ~6 (owe|pay|collect*|responsible|bill|balance|settle|payment|have to|liable|obligat*|on the hook)',
      '(pay|payment|settle|settlement|owe|collect|collecting|collect*|reaffirm*|make arrangements|take care of|balance|afford|send) ~3',
      '(dismiss*|drop|withdraw|cancel|regret|mistake|bad idea|should not have|easy way out|abuse|fraud|do not file|dont file|should not file|advise against) ~4',
    ],
    unless: [
      '(not|never|no|stop|stopped|stopping|paused|will not|no longer|any) ~4 (ask*|collect*|pay|payment*|owe|balance|discuss*|contact)',
      'note*',
    ],
  },
  {
    id: 'presses_heirs',
    category: 'protected_status',
    ruleId: 'B02',
    states: ['deceased'],
    any: [
      '(responsibility|debt|debts|bill|bills|obligation|balance) ~4 (passes|pass|falls|fall|moves|transfers|goes|comes) ~2 (to|on) (you|the family|the kids|the children)',
      '(you|family|relatives|children|spouse|son|daughter|widow|wife|husband|somebody|someone|kids|heirs|estate|your) ~3 (owe|owes|responsible|liable|pay|pays|inherit*|have to pay|must pay|should pay|need to pay|take over|obligat*|moral*|on the hook|take care of|honor|duty|cover|settle)',
      '(pay|payment|settle|settlement|owe|owed|balance|debt|account|dollars) ~3',
      '(would want|would have wanted|honor|memory|respect|good name|peace) ~6 (pay|paid|debt*|settle*|take care|bills|clear*)',
      '(prove|death certificate|proof) ~4 (or|before|first|otherwise|unless)',
    ],
    unless: [
      '(not|never|no) ~4 (responsible|liable|owe|personally|have to pay|pay|discuss*|ask*)',
      '(who|handl*|executor|administrat*) ~6 (estate|affairs) ',
    ],
  },
  {
    id: 'presses_servicemember',
    category: 'protected_status',
    ruleId: 'U21',
    any: [
      '(commanding officer|commander|your command|chain of command|your co|first sergeant|your superior*|superior officer|your unit|rank|security clearance|clearance|court martial|dishonorabl*|your branch|military police|ucmj|jag|your base|your sergeant|demot*|promotion|deployment orders|your captain|discharged)',
      '(parent|mother|father|mom|dad|husband|wife|spouse|late|brother|sister) s? ~2 (debt|debts|bill|bills) ~5 (your|you|responsib*|now|inherit*|pay)',
      '(inherit*|personally responsible|personally liable) ~5',
    ],
    unless: [
      '(not|never|no) ~5 (commander|command|officer|contact*|rank|clearance|responsible|liable|share|discuss)',
      '(which|what) (branch|unit) ',
      '(scra|servicemember*|benefit*|rights|protect*) ',
    ],
  },
  {
    id: 'presses_on_duty',
    category: 'protected_status',
    ruleId: 'B03',
    states: ['servicemember'],
    any: [
      '(not|does not|do not) ~3 (matter|apply|protect|help|cover|change|stop|excuse|count|exempt) ~4',
      '(still|anyway|regardless|even so) ~4 (owe|pay|collect|sue|have to|responsible|due)',
      '(deployment|deployed|service|serving|army|navy|military|uniform|orders) ~5 (not|no excuse|excuse|still|anyway)',
      '(default judgment|while you are (deployed|away|overseas)|before you (deploy|ship|leave))',
      '(pay|payment|settle|owe) ~4 (today|now|before you|anyway|or|first)',
    ],
    unless: ['(not|never|no) ~4 (ask*|collect*|payment*|have to|pay)', '(hold|pause|review) '],
  },
  {
    id: 'shrugs_off_bankruptcy',
    category: 'protected_status',
    ruleId: 'B01',
    states: ['bankruptcy'],
    any: [
      '(not|never|nothing|does not|will not) ~4 (touch|vanish|make this|erase|matter|stop|cover|affect|include|apply|disappear|save|help)',
      '(bankruptcy|chapter ~1 @num|filing) or (not|no)',
      '(should|could|ought to) ~3 (paid|pay|settled|worked) ~3 (instead|rather|before|us|first)?',
      '(outside|around|apart from|aside from|despite|in spite of) ~2 (the |your )?(bankruptcy|filing|chapter|court|trustee)',
      '(set|work) ~1 something (up|out)',
    ],
    unless: ['(not|never|no|stop|stopped|paused|will not) ~4 (ask*|collect*|pay|payment*|contact)'],
  },
  {
    id: 'falls_on_family',
    category: 'protected_status',
    ruleId: 'B02',
    states: ['deceased'],
    any: [
      '(falls|fall|passes|pass|goes|transfers|lands|comes) ~2 (on|to|onto) (you|the (family|kids|widow|heirs|estate|children))',
      '(widow|widower|heir|heirs|daughter|son|spouse|next of kin|family) ~5 (owe*|pay*|must|has to|have to|falls|responsible|liable|cover|settle|inherit*)',
      '(would|wanted) ~3 (want|wanted|expect) ~4 (paid|pay|clear*|settle*|taken care|square*)',
    ],
    unless: ['(not|never|no) ~4 (responsible|liable|owe|have to|personally)', 'who ~4 estate'],
  },
]
