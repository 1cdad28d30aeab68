import type { AgentRuleSource } from '../violation.js'

export const deceptivePretext: readonly AgentRuleSource[] = [
  {
    id: 'pretends',
    category: 'deceptive_pretext',
    ruleId: 'U15',
    affirmed: true,
    any: [
      '(courier|fedex|ups|dhl|usps|post office|mail carrier|delivery company|delivery service|shipping company|flower shop|florist|hr department|new job|old job|her bank s fraud|utility company|electric company|jury duty) ~2',
      '(package|delivery|parcel|shipment|prize|won|winner|sweepstakes|lottery|gift|gift card|survey|raffle|reward|refund|unclaimed|inheritance|job offer|job application|interview|old friend|friend of|a friend|classmate|schoolmate|school reunion|reunion|went to school|cousin|relative of|family emergency|medical emergency|emergency|hospital|accident|test results|lab results|prescription|flowers|wedding|free|vacation|census|charity|voter|poll|insurance check|settlement check|money for|check for|benefits|rebate|contest|appointment reminder|doctor s office|pharmacy|school calling|child s school|her son|her daughter|good news|wallet|lost dog|tax refund|cash) ~2',
      '(verify|confirm|update) ~4 (delivery|shipping|prize|insurance policy|subscription|voter|benefits)',
      '(paquete|premio|encuesta|emergencia|amigo de|amiga de)',
    ],
    states: ['pre_rpc', 'third_party', 'voicemail'],
    unless: [
      'sorry to hear',
      '(not|never|no) ~4 (emergency|package|prize|survey|selling|free)',
      '(feel free|if this is an emergency|free to|toll free)',
      '(friend or|a friend or)',
    ],
  },
  {
    id: 'pretends_always',
    category: 'deceptive_pretext',
    ruleId: 'U15',
    affirmed: true,
    any: [
      '(package|parcel|delivery|prize|sweepstakes|lottery|survey|raffle|gift card|unclaimed (money|funds|property)|inheritance|job (offer|interview)|family emergency|medical emergency|old friend|test results|school reunion) ~4',
      '(won|winner|winning) (a|the|of|our) ~3 (prize|contest|drawing|gift|trip|cash|car)',
      '(friend of|went to school with) (hers|his|theirs|@him|yours)',
    ],
    unless: [
      '(not|never|no) ~4 (emergency|package|prize|survey)',
      '(if (this is|it is|you have)) ~3 emergency',
      '(after|end of) ~4 survey',
      'deliver* (confirmation|of (the|your) (letter|notice))',
    ],
  },
  {
    id: 'false_story',
    category: 'deceptive_pretext',
    ruleId: 'U15',
    affirmed: true,
    states: ['pre_rpc', 'third_party', 'voicemail'],
    any: [
      '(deliver|delivery|delivering|drop off) ~4',
      '(classmates|schoolmates|buddy|pal|old friend) ~2',
      '(ordered|bought|won|inherit*) ~3',
      'prize|inheritance',
      '(played|worked|served|grew up|studied) ~2 together ~3',
      '(went|studied|worked|served|grew up) ~3 (college|school|together|army|university|church)',
      '(drawing|raffle|giveaway|entered|winner|won) ~3',
      '(job|position|interview|application) ~3 (applied|for|about|offer)',
      '(check|money|refund|cash|gift) ~2 (waiting|for (her|him|them|theconsumer)|to (send|deliver)|ready)',
      '(short|quick|brief|little) (poll|survey|questionnaire|study)',
      '(found|have|picked up) (her|his|theconsumer s|your) ~2 (wallet|purse|keys|phone|dog|package|mail|license|bag)',
    ],
    unless: ['(not|never|no) ~4 (emergency|package|prize|survey|selling|free|poll)'],
  },
]
