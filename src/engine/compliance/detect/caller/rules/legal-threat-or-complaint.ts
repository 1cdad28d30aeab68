import type { CallerRule } from '../category.js'

export const legalThreatOrComplaint: readonly CallerRule[] = [
  {
    id: 'threatens_law',
    affirmed: true,
    any: [
      '(contact*|call*|going to|tell*) ~3 (the )?(news|media|press|newspaper|tv station|congress*|senator|governor|state|authorities)',
      '(slapped|hit|served) with ~2 (lawsuit|suit|complaint)',
      '(congress*|senator|governor|state|authorities|regulator*) ~3 (hear*|letter|know|find out|get)',
      '(sue|suing|sued|lawsuit against|file suit|file a (suit|lawsuit)|press charges|filing suit) ~2 (you|y all|your|this|all of you|the company|on you|them|company|u|$)',
      '(will|going to|gonna|am|want to|plan to|have to|about to|might|can|should|ready to|could) ~2 (sue|report you|report this|take you to court|file ~3 (complaint|suit|lawsuit|report)|contact ~2 (lawyer|attorney|authorities|news|press|media|congress*|senator|governor|police|state|bureau)|get ~2 (lawyer|attorney)|lawyer up|be talking to a lawyer|own your company|hire ~2 (lawyer|attorney)|call (the )?(police|cops|authorities|news|state|my (lawyer|attorney|congress*|senator)))',
      '(cfpb|bbb|better business|better business bureau|attorney general|attorney generals|consumer (financial )?(protection|affairs)|ftc|fcc|federal trade|fdcpa|tcpa|fair debt|consumer protection|state regulator*|ombudsman|class action|small claims|banking commission*|department of (financial|consumer|insurance|banking)|dfpi)',
      '(file|filed|filing|make|making|lodge|lodging|submit|submitting|put in|register|where do i) ~4 (complaint|complaints|lawsuit|grievance|suit)',
      '(report|reporting|reported|turn|turning) ~1 (you|y all|your|this|all of you|this (call|number|company))',
      '(see|meet) you in court',
      '(take|taking|drag) ~1 (you|this|y all|your) ~2 to court',
      '(this|that|it|what you are doing|you are doing|calls) ~3 (is|are|s) ~2 (illegal|harassment|against the law|unlawful|a violation|not legal|criminal|abuse|extortion)',
      '(you|youre|y all|you all) ~4 (violating|violate|violated|breaking|broke|break) ~3 (law|laws|rights|fdcpa|act|federal)',
      '(know|aware of) my (legal )?rights',
      '(hear|hearing) from (my|our) (lawyer|attorney)',
      '(my rights|against the law|legal action|federal law|violation*) ',
      '(complaint|complain|complaining) ~2 (about|against|to|on|with|department|filed) ~2 (you|your|this|the|them|call*|company|bureau|agency|manager|state|how)',
    ],
    unless: [
      'turn* (this|it|that) (down|off|up|on)',
      '(suing|sue|sued|complain*|complaint) ~2 (my|the|our|a|his|her) ~1 (landlord|ex|boss|employer|insurance|old|neighbor|doctor|hospital|contractor|bank|him|dealer*|company i)',
      '(not|no|never) ~3 (sue|suing|complain*|legal action|report*|complaint*|threat*)',
      '(are|will|would|can|going|gonna|do|could|did) you ~4 (sue|suing|me to court|legal action|report me|garnish)',
      '(sue|sued|suing|report|take) me',
      'i (was|got|am being|am getting|have been) sued',
      '(police|credit|weather|bureau|fraud) report',
      'report (it )?(stolen|fraud)',
      '(report|reporting) (this|it) to (my|the) (bank|card|insurance)',
      '(can not|not) complain',
      '(rights) (to|now)',
    ],
  },
  {
    id: 'los_voy_a_demandar',
    any: [
      '(demandar*|demanda|denunciar*|reportar*|poner una queja|presentar una queja|queja formal)',
      '(es|esto es) (ilegal|acoso)',
    ],
    unless: ['(me van a|van a|me) demandar'],
  },
]
