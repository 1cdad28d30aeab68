import type { RuleSource } from '../rule.js'

/** What a sentence of the agent can do wrong. */
export const violationCategories = [
  'threat',
  'legal_action',
  'arrest_criminal',
  'amount_misrep',
  'false_urgency',
  'third_party_disclosure',
  'missing_mini_miranda',
  'harassment',
  'after_cease',
  'represented_consumer',
  'inconvenient_time',
  'impersonation',
  'credit_misrep',
  'discourage_dispute',
  'unauthorized_fees',
  'sensitive_third_party',
  'recording_notice',
  'deny_ai',
  'card_by_voice',
  'time_barred',
  'protected_status',
  'payment_authorization',
  'voicemail_content',
  'deceptive_pretext',
] as const

export type ViolationCategory = (typeof violationCategories)[number]

/** What a call can be in when a sentence is said; several at once are normal. */
export const callStates = [
  'pre_rpc',
  'third_party',
  'post_rpc_pre_mm',
  'post_mm',
  'ceased',
  'represented',
  'disputed',
  'validation_period',
  'time_barred',
  'servicemember',
  'bankruptcy',
  'deceased',
  'out_of_hours',
  'driving',
  'inconvenient_place',
  'workplace_prohibited',
  'time_restricted',
  'voicemail',
  'asked_ai',
  'recording_refused',
  'pre_recording_notice',
] as const

export type CallState = (typeof callStates)[number]

/** What the account allows. What is not said is taken the strict way: fees are not allowed, no suit is intended. */
export interface AgentFacts {
  /** What is owed, whole cents. Unknown: amounts are not judged here. */
  readonly balanceCents?: number
  /** The lowest settlement the policy allows, whole cents. */
  readonly settlementFloorCents?: number
  readonly feesAllowed?: boolean
  readonly interestAccruing?: boolean
  readonly suitIntended?: boolean
  readonly furnishing?: boolean
  /** The full notice was heard in an earlier call: "this is from a debt collector" is enough now. */
  readonly subsequent?: boolean
  /** The caller said yes to exactly this payment. */
  readonly paymentAuthorized?: boolean
}

export interface AgentContext {
  readonly states?: readonly CallState[]
  readonly facts?: AgentFacts
}

export interface Violation {
  readonly category: ViolationCategory
  /** Rule of the compliance table: `U02`, `I04`, `V01`. */
  readonly ruleId: string
  /** Which pattern found it, e.g. `legal_action.will_sue`; `legal_action.learned`: none, the linear model. */
  readonly rule: string
  /** The agent's own words: `text.slice(start, end)`. */
  readonly words: string
  readonly start: number
  readonly end: number
  /** For a learned finding the pieces that weighed most, the heaviest first. */
  readonly carriers?: readonly string[]
}

export interface AgentRuleSource extends RuleSource {
  readonly category: ViolationCategory
  readonly ruleId: string
  /** Applies while the call is in one of these; always, if not said. */
  readonly states?: readonly CallState[]
  /** A fact that, when true, makes the sentence lawful. */
  readonly allowedBy?:
    | 'feesAllowed'
    | 'interestAccruing'
    | 'suitIntended'
    | 'furnishing'
    | 'paymentAuthorized'
}
