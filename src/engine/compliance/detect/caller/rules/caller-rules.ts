import type { CallerCategory, CallerRule } from '../category.js'
import { abusive } from './abusive.js'
import { askAi } from './ask-ai.js'
import { askHuman } from './ask-human.js'
import { attorneyRepresented } from './attorney-represented.js'
import { bankruptcy } from './bankruptcy.js'
import { callbackRequest } from './callback-request.js'
import { ceaseContact } from './cease-contact.js'
import { deceased } from './deceased.js'
import { dispute } from './dispute.js'
import { driving } from './driving.js'
import { hardship } from './hardship.js'
import { identityTheft } from './identity-theft.js'
import { inconvenientTime } from './inconvenient-time.js'
import { legalThreatOrComplaint } from './legal-threat-or-complaint.js'
import { minorAnswer } from './minor-answer.js'
import { payNow } from './pay-now.js'
import { promiseToPay } from './promise-to-pay.js'
import { refuseRecording } from './refuse-recording.js'
import { refuseToPay } from './refuse-to-pay.js'
import { requestValidation } from './request-validation.js'
import { screeningOrHold } from './screening-or-hold.js'
import { selfHarm } from './self-harm.js'
import { servicemember } from './servicemember.js'
import { thirdPartyAnswer } from './third-party-answer.js'
import { voicemailGreeting } from './voicemail-greeting.js'
import { workplace } from './workplace.js'
import { wrongNumber } from './wrong-number.js'

/** The rules of each category; words of Spanish are found otherwise. Within a category whole phrases come first, then families of wording. */
export const callerRules: Readonly<
  Record<Exclude<CallerCategory, 'spanish'>, readonly CallerRule[]>
> = {
  self_harm: selfHarm,
  minor_answer: minorAnswer,
  cease_contact: ceaseContact,
  attorney_represented: attorneyRepresented,
  bankruptcy,
  deceased,
  wrong_number: wrongNumber,
  refuse_recording: refuseRecording,
  identity_theft: identityTheft,
  dispute,
  servicemember,
  legal_threat_or_complaint: legalThreatOrComplaint,
  driving,
  workplace,
  inconvenient_time: inconvenientTime,
  voicemail_greeting: voicemailGreeting,
  screening_or_hold: screeningOrHold,
  third_party_answer: thirdPartyAnswer,
  ask_human: askHuman,
  ask_ai: askAi,
  abusive,
  request_validation: requestValidation,
  refuse_to_pay: refuseToPay,
  hardship,
  callback_request: callbackRequest,
  promise_to_pay: promiseToPay,
  pay_now: payNow,
}
