import type { CallerRule } from '../category.js'

const cannotPay =
  '(can not|could not|unable|not able|not be able|afford|not have|no money|do not have)'

export const refuseToPay: readonly CallerRule[] = [
  {
    id: 'will_not_pay',
    any: [
      '(can not|could not|never) ~1 (make|force) me ~1 (to )?pay',
      '(giv*|send*|pay*) ~1 (you|y all|them) (nothing|zero|zip|nada)|get* nothing (from|out of) me|whistle for (it|your money)',
      '(no|not|never|do not) ~2 (expect|count on|hold your breath) ~4 (money|payment|dime|me)',
      'pay (you|them|that) ~2 never',
      '(no way|zero chance) ~3 (you|they|y all) ~3 (paid|pay*|money|get*)',
      '(am|will|would) just not ~2 (pay*|giv*|send*)',
      '(will|would|am|going to|gonna|shall) (not|never) ~2 (make|making|be making|sending) ~2 (payment|payments)',
      '(done|finished|through) (with )?paying',
      '(will|would|am|going to|gonna|shall) (not|never) ~2 (pay|paying|pay*|give you|giving you|giving|give|send|sending|gonna pay|going to pay|be paying) ~3',
      '(never|not ever) (pay|paying|going to pay|gonna pay|give you|see|get)',
      'not paying',
      '(refuse|refusing|declin*|unwilling) ~2 (pay*|give|send|make)',
      '(choose*|choosing|chose|decided|decide|want|plan*|intend*|intention|intending) ~2 not ~2 (pay*|send*|give)',
      '(not|no) ~2 (want to|plan to|planning to|intend to|intention of|choosing to|willing to|wish to|interested in) ~1 (pay*|send*|giv*)',
      '(you|y all|you all|you people|they) ~1 (are|will|would|wont)? ~1 (not|never) ~2 (get*|see*|getting|seeing|collect*) ~3 (dime|cent|penny|nickel|money|anything|nothing|dollar|cash|paid|from me|out of me|it)',
      '(not|no|never) ~1 (one|a|another|a single|single|red) ~1 (dime|cent|penny|nickel|dollar|red cent)',
      'no way ~2 (am i|i am|i|will i|in hell) ~3 (pay*|giv*|send*)',
      '(over my dead body|good luck (collecting|getting)|when hell freezes)',
      '(why should|why would) i ~1 (pay|give)',
      '(forget it|no) ~3 (not|never) ~2 pay*',
      '(do|does) not care ~6 (not|never) ~2 pay*',
    ],
    unless: [
      'pay ~2 (by card|by phone|the fee|the interest|extra|late fee*)',
      'not (paying|pay) ~2 (by|with|over|today|right now|tonight|this (week|month)|online|the full|extra|a fee)',
      'never not pay',
      cannotPay,
      '(afford|be able|able) to',
      '(not) (refus*|trying to avoid|saying i) ~4',
      '(never|not) ~1 (said|say|saying|told) ~5 (pay|refus*)',
      '(he|she|they|insurance|boss|employer|company|job|ex|tenant) ~2 (will|would|is|are|am) ~1 not ~2 pay*',
      'not paying (attention|for it then|rent)',
      '(until|unless|till) ',
    ],
  },
  {
    id: 'no_voy_a_pagar',
    any: [
      'no (voy|vamos|pienso|quiero|pensamos) ~1 (a )?pagar*',
      'no (les|le) (pago|pagare|voy a pagar|voy a dar)',
      '(ni un|ni un solo) (centavo|peso|dolar)',
      'me niego a pagar',
    ],
    unless: ['(porque|si) no (tengo|hay)'],
  },
]
