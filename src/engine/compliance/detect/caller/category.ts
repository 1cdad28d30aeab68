import type { RuleSource } from '../rule.js'

/**
 * What a caller can say that changes what the agent may do, the most urgent first: when one turn holds several, the first decides
 * what happens next.
 */
export const callerCategories = [
  'self_harm',
  'minor_answer',
  'cease_contact',
  'attorney_represented',
  'bankruptcy',
  'deceased',
  'wrong_number',
  'refuse_recording',
  'identity_theft',
  'dispute',
  'servicemember',
  'legal_threat_or_complaint',
  'driving',
  'workplace',
  'inconvenient_time',
  'voicemail_greeting',
  'screening_or_hold',
  'third_party_answer',
  'ask_human',
  'ask_ai',
  'spanish',
  'abusive',
  'request_validation',
  'refuse_to_pay',
  'hardship',
  'callback_request',
  'promise_to_pay',
  'pay_now',
] as const

export type CallerCategory = (typeof callerCategories)[number]

export interface CallerRule extends RuleSource {
  /**
   * The words say it in so many words, and hold against what is known of the caller; those of other rules let one infer it.
   */
  readonly outright?: true
}
