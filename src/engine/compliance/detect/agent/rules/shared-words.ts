/** Words that rules of several categories have in common. */

export const we =
  '(i|we|they|our (office|firm|attorneys|attorney|lawyers|legal team|legal department|client|company)|the (creditor|bank|client|lender|lawyers|attorneys|legal department)|someone|somebody|people)'

export const denies = [
  '(do|does|did|can|could|would|will|is|are|am|was) not ~3 (threat*|sue|suing|suit|lawsuit|legal|court|judgment|garnish*|record|arrest*|jail|police|criminal)',
  '(no|not any|without any|any record of a) ~2 (lawsuit|judgment|legal action|suit|warrant|criminal|garnish*|plan* to sue)',
  '(nobody|no one|not) ~5 (jail|arrest*|sued|prison|court|garnish*|police|crime)',
  '(asked|ask|wonder*|question|said|mention*|worried|afraid|heard) ~3 (whether|if|about) ',
  '(not a crime|not criminal|not a criminal|civil matter|not illegal|victim of)',
  '(can not|not able to|not allowed to) (advise|give|say|tell|speak|discuss|answer|comment|predict|know)',
  '(talk|speak|consult|check|contact|ask) ~3 (a|an|your own|your) (lawyer|attorney|legal aid)',
  '(someone|somebody|anyone|anybody|whoever|caller|callers|collector) ~3 (said|says|told|tells|claim*|threaten*) ~14 (not ~3 (us|here|ours)|(was|is|were) (lying|wrong|mistaken|a scam*))',
  '(police|sheriff|court|courts|law) ((has|have|had) nothing to do|(is|are) not (part|involved|interested|coming))',
  '<!(not )off the table',
  '(if you (ever )?(were|are|have been|received|have|get|already)) ~4 (sued|served|lawsuit|court|attorney|lawyer|victim|papers)',
]

export const money = [
  '(debt|debts|owe|owes|owed|owing|balance|pay|pays|paid|paying|payment|payments|payoff|settle|settlement|settling|settled|amount|dollars|bucks|discount|installment*|arrangement|arrangements|payment plan|overdue|past due|collect|collecting|money|bill|bills|offer|offers|deal|interest|fee|fees|afford|resolve|resolution|take care of (it|this)|clear this|on the (account|balance)|your account)',
]

export const denied = [
  '(not|never|no|nobody|no one|cannot) ~6 (sue*|suing|suit|lawsuit|court|legal|judgment|garnish*|arrest*|jail|police|warrant|criminal|wages|lien|served|summons|filed)',
  '(asked|ask|wonder*|question|said|mention*|worried|afraid|heard) ~3 (whether|if|about) ',
  '(legal advice|advise you|your own (lawyer|attorney)|a lawyer could|question for a lawyer|speak with (a|an|your))',
  '(someone|somebody|anyone|anybody|whoever|caller|callers|collector) ~3 (said|says|told|tells|claim*|threaten*) ~14 (not ~3 (us|here|ours)|(was|is|were) (lying|wrong|mistaken|a scam*))',
  '(if you (ever )?(were|are|have been|received|have|get|got|already)) ~5 (sued|served|lawsuit|court|attorney|lawyer|victim|papers)',
  '(identity theft|police report|report it|sorry to hear|trouble with|on (active )?duty)',
]
