import type { AgentRuleSource } from '../violation.js'
import { money } from './shared-words.js'

/** Not about money: the agent says that it will not speak of it. */
const lets = [
  '(will|am|do|can|shall|would|are|is) not ~4 (call|contact|ask|discuss|collect*|request|talk|speak|take|need|continue|pursue|say|pay|mention|be ask*|be call*|receive)',
  '(no|not any|no further|no more|without) ~2 (calls|call|contact|payment*|collection*|discussion|money|questions|request*|amount|details|need)',
  '(stop|stopped|stopping|end|ended|ending|ceas*|paus*|hold) ~4 (call*|contact*|collect*|ask*|payment*|communicat*|activity)',
]

export const representedConsumer: readonly AgentRuleSource[] = [
  {
    id: 'asks_past_the_lawyer',
    category: 'represented_consumer',
    ruleId: 'P06',
    states: ['represented'],
    affirmed: true,
    any: money,
    unless: lets,
  },
  {
    id: 'goes_on_past_the_lawyer',
    category: 'represented_consumer',
    ruleId: 'P06',
    states: ['represented'],
    any: [
      'without (one|a lawyer|an attorney|lawyers|attorneys)',
      '(two of us|you and (i|me)) ~3 (wrap|settle|resolve|work|handle|finish|sort|fix|clear)',
      '(one|just one|quick|last) ~1 (more )?(thing|question) ~4',
      '(not|never|no|nobody) ~3 (need|needs|have to|help|involve|necessary|use|going to help|reason to|require*|worth) ~4 (lawyer|attorney|him|her|them|one)',
      '(lawyer|attorney|lawyers|attorneys) ~5 (not|only|just|cost|costs|expensive|waste|charge*|will tell|would tell|wrong|money|slow|does not|never|fees|take|takes|drag|no need|busy|know*|away|aside|out of it)',
      '(without|instead of|around|behind|leave|skip|drop|fire|forget|rather than|between (us|you and me)|keep ~2 (out|between)) ~4 (lawyer|attorney|us|him|her|counsel|out of)',
      '(why|what) ~3 (hire|hired|need|get|got|paying|have) ~3 (lawyer|attorney|one)',
      '(can we (just|still)|let us (just|talk|handle|settle|work)|you and (me|i)|directly (with|to) you|talk (to|with) you directly|just (the two|you and|between|tell me|confirm|answer|hear)|i (still|just) need (you|to)|anyway|in the meantime|while i have you|since i have you|work (it|this|something) out|prefer to (talk|deal)|rather (talk|deal))',
      '(once|after|when) you ~2 (talk*|spok*|check*|discuss*|gone over) ~4 (with|to) (him|her|them)',
      '(call|contact|reach) you ~3 (tomorrow|later|again|back|next|instead|directly|@day|anyway)',
      '(where do you|do you) (work|bank|live|still)',
    ],
    unless: [
      '(direct|send|forward|route|address|everything|contact|speak|talk|work|deal|call|communicat*|reach|from here) ~6 (to|with|through) (your|the|his|her) ~1 (attorney|lawyer|counsel|law)',
      '(attorney|lawyer) s ~2 (name|number|phone|contact|address|email|information|firm|office)',
      '(do not|not) have to (tell|say|answer|explain)',
    ],
  },
  {
    id: 'around_the_lawyer',
    category: 'represented_consumer',
    ruleId: 'P06',
    states: ['represented'],
    any: [
      '(give|tell) me ~2 (number|amount|figure) ~3',
      'what did ~1 (your|the) (lawyer|attorney) ~2 (say|tell|advise)',
      '(leave|leaving|keep|keeping|skip|forget|drop|cut) ~2 (lawyers|lawyer|attorneys|attorney|him|her|them) ~2 (out|aside|away|of it|off)?',
      '(is|are) (he|she|they|that) ~2 (even )?(a |any )?(real|good|actual|licensed) ~1 (lawyer|attorney)',
      '(prefer|rather|like|want|need) ~2 (to )?(hear|get|have|talk|deal|know) ~3 (from|with) you',
      '(like|as) (adults|grown ups|reasonable people)',
      '(you and (i|me)|two of us|between us|ourselves|just us)',
    ],
    unless: [
      'phone number',
      '(direct|send|forward|everything|contact|speak|talk|work|deal|call|communicat*|reach) ~6 (to|with|through) (your|the|his|her) ~1 (attorney|lawyer|counsel|law)',
      '(attorney|lawyer) s? ~2 (name|number|phone|contact|address|email|information|firm|office|spell)',
    ],
  },
]
