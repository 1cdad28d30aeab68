/** What the settings of the policy choose between, where a line or a step depends on them. */
import { tellsOfDebt } from '../../../compliance/pre-call/status-rules.js'
import type { CollectionsOptions } from '../options.js'
import type { CollectionsState } from '../state.js'
import type { LineName } from './lines.js'

export function openingLine({ outbound, settings }: CollectionsState): LineName {
  if (settings.ai_disclosure_first !== false) return outbound ? 'opening_outbound' : 'opening'
  return outbound ? 'opening_outbound_plain' : 'opening_plain'
}

/**
 * The notice this consumer hears. Who collects a debt of their own is no debt collector, and must not say so; whoever had the full notice
 * in writing may hear the short one, where the policy lets them: 12 CFR 1006.18(e).
 */
export function noticeLine({ policy, settings, account }: CollectionsState): LineName {
  if (policy.role === 'first_party_creditor') return 'notice_creditor'
  const first = account === undefined || account.validation_notice === 'due'
  return settings.full_notice_every_call !== false || first ? 'notice' : 'notice_short'
}

/** A message is left where the policy allows one, there is somebody to ask for, and the name of the business tells of nothing. */
export function leavesMessage(
  { settings }: CollectionsState,
  options: CollectionsOptions,
): boolean {
  const { messageContact, company } = options
  const allowed = settings.voicemail === 'limited_content_message'
  return allowed && messageContact !== undefined && !tellsOfDebt(company)
}

/** Whoever cannot be verified can still stop the calls: the second time it is done without. */
export function verifiesBeforeStopping({ settings, ...state }: CollectionsState): boolean {
  const { verified, stopAsked, lookedUp, account } = state
  if (settings.unverified_cease !== 'ask_to_verify') return false
  return !verified && !stopAsked && lookedUp && account !== undefined
}

/** Where all have to agree, a recording that was refused ends the call. */
export function endsWithoutRecording({ settings }: CollectionsState): boolean {
  return settings.all_party_recording !== false
}

/** Answers to questions about who they are, as many as the policy wants: two at least. */
export function wantsThirdFactor({ settings }: CollectionsState): boolean {
  return Number(settings.verification_factors) !== 2
}
