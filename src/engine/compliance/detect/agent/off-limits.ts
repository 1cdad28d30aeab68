/**
 * Topics that the model is told to leave alone: courts, the police, credit, other people, pressure of time. The other rules know ways of
 * threatening; nobody can list them all, and a threat that nobody thought of still has to name what it threatens with. So here the topic
 * is enough. What takes it back is only what a lawful sentence does with it: to deny it, to leave it to somebody else, to answer about
 * the caller's own matters.
 */
import type { Normalised } from '../normalise.js'
import { type Hit, RuleSet } from '../rule.js'
import type { AgentContext, AgentRuleSource } from './violation.js'

/** Left to somebody else, heard of from somebody else, or said in sympathy. */
const leftAlone = [
  '(if|whoever|anyone|anybody|somebody|someone|a caller) ~4 (told|tells|said|says|threaten*|claim*|called|calls)',
  '(you asked|you mentioned|you said|you told|you are worried|you were worried|you heard|i hear|i heard|questions|question|wonder if|wondering)',
  '(you|feel) (are)? ~1 (free|welcome) to',
  '(you|anyone) ~1 (can|may|could|might|would need to|should) ~2 (ask|get|file|report|check|talk|speak|consult|send|contact|reach|write|give|see|want)',
  '(not|never|nobody|no one|nothing|cannot) ~3 (say|know|promise|predict|tell|report|reported|see|advise|talk|speak|remove|comment|discuss|guarantee|contact|share|involved|part|visit|sue|garnish|file|filed)',
  '(not able to|not allowed to|not have any power to|nothing to do with|not anything to do with)',
  '(nobody|no one|nothing) ~12 (contact|tell|call|visit|about)',
  'not ~1 (saying|telling|suggesting)',
  '(right|better) (people|place|ones) to ask',
  '(off the table|too old (for|to)|time has passed|up to the)',
  '(you have|you|you ever) ~1 (been|get|got|gets) ~1 (served|court papers|papers|letters)',
  '(your) credit report is',
  '(report|reports|reported|bureau|bureaus) ~9 (disputed|disputing|dispute)',
  '(sorry|condolences|my best|i hope|take care of (your|the)|thank you|thanks)',
  '(what is|may i have|do you have|could i have|can i have|who is|the name of) ~2 your ~3 (lawyer|attorney)',
  'your (own )?(lawyer|attorney) ~1 (can|may|could|will|s)',
  '(a|an|your) (lawyer|attorney) (can|could|may|might|would)',
  '(attorney general|police report|identity theft|annualcreditreport|consumer financial)',
]

/** What the agent may be asked about and may deny or defer. */
const topics: readonly AgentRuleSource[] = [
  {
    id: 'speaks_of_courts',
    category: 'legal_action',
    ruleId: 'U02',
    allowedBy: 'suitIntended',
    affirmed: true,
    any: [
      '(court|courts|courtroom|courthouse|judge|judges|lawsuit|lawsuits|litigat*|garnish*|lien|liens|levy|levied|bailiff*|subpoena*|summons|repossess*)',
      '(sue|sues|sued|suing)',
      '(lawyers|legal team|legal department|our attorneys|our lawyer|our attorney|process server|process servers|served)',
      '(legal) (action|steps|proceedings|consequences|measures|remedies|options|trouble)',
      '(freeze|frozen|attach*|seiz*|take|taking|taken|deduct*) ~5 (paycheck|paychecks|wages|salary|bank|checking|savings|house|home|car|property)',
    ],
    unless: leftAlone,
  },
  {
    id: 'speaks_of_loss',
    category: 'legal_action',
    ruleId: 'U02',
    any: ['(lose|loses|losing) ~1 (your|their) ~1 (car|cars|house|houses|home|homes|savings|kids)'],
    unless: [...leftAlone, '(not|never|nobody|no one) ~1 (lose|loses|losing)'],
  },
  {
    id: 'speaks_of_crime',
    category: 'arrest_criminal',
    ruleId: 'U03',
    affirmed: true,
    any: [
      '(police|cop|cops|sheriff|sheriffs|marshal|marshals|arrest*|jail*|prison*|behind bars|handcuff*|cuffs|felony|felonies|prosecut*|warrant|warrants|district attorney|law enforcement|detained|in custody)',
      '(crime|crimes|criminal|criminals|fraud|fraudulent|theft|stealing|larceny)',
    ],
    unless: leftAlone,
  },
  {
    id: 'speaks_of_credit',
    category: 'credit_misrep',
    ruleId: 'U08',
    allowedBy: 'furnishing',
    affirmed: true,
    any: [
      'credit (score|scores|report|reports|history|rating|record|file|bureau|bureaus|standing)',
      '(your|the) (score|fico|rating)',
      '(bureau|bureaus|fico)',
      'your credit !(card|union|account)',
      '(clean|better) (report|file)',
      '(fix|fixes|help|helps|hurt|hurts|hurting|ruin*|repair*|rebuild*|damage*|drag*|improve*|clean*|scrub*) ~3 (credit|score|rating|history|record)',
      '(mortgage|apartment|car loan) ~6 (get|approve*|qualif*|rent|denied|deny)',
    ],
    unless: leftAlone,
  },
  {
    id: 'speaks_of_other_people',
    category: 'threat',
    ruleId: 'U01',
    affirmed: true,
    any: [
      'your (boss|employer|manager|neighbor*|family|wife|husband|spouse|kids|children|mother|father|mom|dad|parents|coworker*|friends|landlord|church|relatives|in laws|supervisor|pastor)',
      '(folks|people|everyone|everybody|others|somebody) ~1 (at|in|from) ~1 (church|work|town|the office|your street|school|the neighborhood)',
    ],
    unless: [
      ...leftAlone,
      '(helping|help|with you|there with|speak for you|on the account|authorized|joint|power of attorney)',
    ],
  },
  {
    id: 'speaks_for_others',
    category: 'impersonation',
    ruleId: 'U07',
    affirmed: true,
    any: [
      '(i am|we are|i work|we work|calling) ~1 (with|for|from|at) ~1 (county|city|state|federal|government|treasury|irs|courthouse|bank|credit union)',
      'as your (bank|lender|creditor|card company|attorney|lawyer)',
    ],
    unless: leftAlone,
  },
  {
    id: 'speaks_as_human',
    category: 'deny_ai',
    ruleId: 'U16',
    affirmed: true,
    any: [
      '(being|as) ~1 human ~1 (myself|being)?',
      '(human|person) (myself|like you|just like you)',
    ],
    unless: ['(to|with|by|from|for) a (human|person)', '(like|want|need|prefer) ~4 (human|person)'],
  },
  {
    id: 'says_nobody_listens',
    category: 'recording_notice',
    ruleId: 'U17',
    any: [
      '(nothing|not anything|none of) ~5 (kept|recorded|taped|saved|stored|written down)',
      '(nobody|no one|not anyone) ~4 (hear|hears|hearing|listen|listens|listening|know|knows) ~1 (this|it|us|in|about|$)',
      '(between you and me|between us|off the record)',
    ],
    unless: [
      'nothing more',
      '(card|cards) ~4 (kept|saved|stored)',
      '(kept|saved|stored) ~4 (card|cards)',
    ],
  },
  {
    id: 'presses_for_time',
    category: 'false_urgency',
    ruleId: 'U05',
    affirmed: true,
    any: [
      '(last chance|final (chance|notice|offer|warning|opportunity|call)|as final as|too late|before it is too|running out|runs out|run out|disappear*|vanish*|slip* away|expires|expire|expiring|urgent*|immediately|deadline)',
      '(only|just) ~2 (few|two|three|five|ten|couple) ~2 (minutes|hours|days)',
      '(before|until) ~3 (changes|change) ~2 (mind|minds)',
      '(closes|closing|closed|gone|ends|over) ~2 (today|tonight|tomorrow|soon|midnight|by five|at five)',
    ],
    unless: [...leftAlone, '(link|page|code|session) ~2 expire*', 'last day (you|that works)'],
  },
]

const ruleSet = new RuleSet(topics)

/** Topics that a sentence brings up, unless it denies them or leaves them to others. */
export function offLimits(
  normal: Normalised,
  { facts }: AgentContext,
): readonly { readonly rule: AgentRuleSource; readonly hit: Hit }[] {
  const { hits } = ruleSet.judge(normal, (at) => {
    const allowedBy = topics[at]?.allowedBy
    return allowedBy === undefined || facts?.[allowedBy] !== true
  })
  return topics.flatMap((rule, at) => {
    const hit = hits[at]
    return hit === undefined ? [] : [{ rule, hit }]
  })
}

/** Compiles the patterns, so that the first sentence of a process does not wait for it. */
export function warmOffLimits(): void {
  ruleSet.warm()
}
