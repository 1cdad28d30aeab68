import type { AgentRuleSource } from '../violation.js'

export const sensitiveThirdParty: readonly AgentRuleSource[] = [
  {
    id: 'private_details',
    category: 'sensitive_third_party',
    ruleId: 'U14',
    states: ['third_party', 'pre_rpc', 'voicemail'],
    any: [
      '(rehab|hospital|hospitalized|sick|illness|medical|cancer|pregnant|pregnancy|diagnos*|surgery|treatment|therapy|counseling|addiction|drinking|drugs|disability|mental|depress*|doctor|medication|health|clinic|std|aids|hiv|divorce|divorced|separated|custody|affair|cheating|jail|prison|arrested|probation|immigration|illegal|papers|citizen*|religion|church|gay|race|broke|unemployed|fired|laid off|bankrupt*|welfare|food stamps|salary|income|paycheck|how much does (she|he) (make|earn)|employed|her boss|his boss|evicted|homeless)',
      '(social security|social|ssn|date of birth|birthday|birth date|birthdate|dob|born|mother s maiden|maiden name|driver s license|account number|last four|passport|routing|bank|pin|password|license number|tax id|credit card) ~3',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~1 (confirm|correct|comment|speak|answer|get into)',
      'sorry to hear',
      'no need to (tell|share|say|explain)',
      '(you|your) ~1 (date of birth|birthday|zip|last four|birth)',
      '(can not|not able to|not|never) ~3 (share|discuss|disclose|say|talk|give|ask)',
    ],
  },
  {
    id: 'asks_personal',
    category: 'sensitive_third_party',
    ruleId: 'U14',
    states: ['third_party'],
    any: [
      '(what|how much) (she|he|theconsumer) (makes|earns|owes|gets|brings)',
      '(does|is|did|has|will|where does|where is|when does|how much does|who does) (she|he|theconsumer|they) ~1 (still )?(work|working|employed|live with|have|married|seeing|dating|single|drive|own|rent|bank|get paid|make|earn|in|using|drinking|sick|going through|pay)',
      '(where|who) ~2 (she|he|theconsumer) ~2 (work|works|bank|banks|living with|employ*|get|gets)',
      '(her|his|theconsumer s) ~1 (employer|job|boss|salary|income|kids|children|ex|husband|wife|boyfriend|girlfriend|car|house|bank|social|birthday|date of birth|marriage|condition|health|neighbors|rent|landlord|lawyer|finances|problems|habits)',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~3 (confirm|correct|comment|talk|speak|answer|say|share|discuss)',
      'no need to (tell|share|say|explain)',
      '(right|best|better|good|correct) (number|time)',
      '(reach|call|contact) ',
      'can not (share|discuss)',
    ],
  },
  {
    id: 'prying',
    category: 'sensitive_third_party',
    ruleId: 'U14',
    states: ['third_party'],
    any: [
      '(does|did) (she|he) ~2 (drink|smoke|gamble|date|do for)',
      '(seeing|dating) (anyone|someone|anybody)',
      '(is|has|did|does|was) (she|he|theconsumer|they) ~3 (out of work|working|sick|ill|well|employed|married|single|drinking|using|recover*|pregnant|divorc*|disabled|on disability|rehab|treatment|trouble|arrest*|fired|quit)',
      '(her|his|theconsumer s) ~1 (marriage|health|condition|job|drinking|illness|pregnancy|treatment|money|car|kids|rent|boyfriend|girlfriend|ex)',
      '(out of|lost|between|looking for) ~2 (work|job|jobs)',
    ],
    unless: [
      '(can not|not able to|will not|may not) ~4',
      'no need to (tell|share|say|explain)',
      '(call|reach) (her|him) ~2 work',
    ],
  },
]
