import type { AgentRuleSource } from '../violation.js'
import { afterCease } from './after-cease.js'
import { arrestCriminal } from './arrest-criminal.js'
import { cardByVoice } from './card-by-voice.js'
import { creditMisrep } from './credit-misrep.js'
import { deceptivePretext } from './deceptive-pretext.js'
import { denyAi } from './deny-ai.js'
import { discourageDispute } from './discourage-dispute.js'
import { falseUrgency } from './false-urgency.js'
import { harassment } from './harassment.js'
import { impersonation } from './impersonation.js'
import { inconvenientTime } from './inconvenient-time.js'
import { legalAction } from './legal-action.js'
import { missingMiniMiranda } from './missing-mini-miranda.js'
import { paymentAuthorization } from './payment-authorization.js'
import { protectedStatus } from './protected-status.js'
import { recordingNotice } from './recording-notice.js'
import { representedConsumer } from './represented-consumer.js'
import { sensitiveThirdParty } from './sensitive-third-party.js'
import { thirdPartyDisclosure } from './third-party-disclosure.js'
import { threat } from './threat.js'
import { timeBarred } from './time-barred.js'
import { unauthorizedFees } from './unauthorized-fees.js'
import { voicemailContent } from './voicemail-content.js'

/** All rules for sentences of the agent, category by category; amounts and card numbers are judged by their digits. */
export const agentRules: readonly AgentRuleSource[] = [
  ...threat,
  ...legalAction,
  ...arrestCriminal,
  ...falseUrgency,
  ...thirdPartyDisclosure,
  ...missingMiniMiranda,
  ...harassment,
  ...afterCease,
  ...representedConsumer,
  ...inconvenientTime,
  ...impersonation,
  ...creditMisrep,
  ...discourageDispute,
  ...unauthorizedFees,
  ...sensitiveThirdParty,
  ...recordingNotice,
  ...denyAi,
  ...cardByVoice,
  ...timeBarred,
  ...protectedStatus,
  ...paymentAuthorization,
  ...voicemailContent,
  ...deceptivePretext,
]
