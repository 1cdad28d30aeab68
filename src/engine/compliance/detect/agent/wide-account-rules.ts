import type { AgentRuleSource } from './violation.js'

const lastPayment = '(payment|payments|it|that|the (payment|full amount|balance|whole amount))'

/** Families of wording for what an agent does with a card, a bank account and a credit record, in any order of their parts. */
export const wideAccountRules: readonly AgentRuleSource[] = [
  {
    id: 'trades_on_credit',
    category: 'credit_misrep',
    ruleId: 'U08',
    affirmed: true,
    any: [
      '(score|fico|credit|rating) ~4 (back (over|above|up|to|in)|over|above|in the|into the) ~2 (seven|eight|7*|8*|six|6*|high) ~1 (hundred|hundreds|range)?',
      '(get|bring|put|push) your ~1 (score|fico|credit|rating) ~2 (back|up|over|above|higher)',
      '(wipe|wiped|wiping|erase|erased|remove|removed|scrub|scrubbed|clear|cleared|clean up|cleaned up|delete|deleted|take care of) ~5 (late|missed|bad|old|negative|other) ~1 (marks|mark|payments|payment|accounts|items|collections|debts|entries)',
      '(late|bad|old|negative|missed) ~1 (marks|mark|payments|items|entries) ~6 (wiped|erased|removed|scrubbed|cleared|cleaned|deleted|gone)',
      '(your|the|those) other ~2 (collections|debts|accounts|marks|creditors) ~3 (removed|wiped|erased|deleted|cleared|off your)',
      '(follow|haunt|stick to|stay with|stay on) ~1 your credit ~4',
      '(leave|leaving|left|keep|keeping|kept) (out|off) ~4 disput*',
    ],
    unless: [
      '(not|never|can not|unable) ~4 (promise|guarantee|say|know|predict|tell|affect|remove|erase|wipe|delete)',
      '(not|never) able to',
      '(ask|asked) (whether|if|about)',
    ],
  },
  {
    id: 'hides_a_dispute',
    category: 'credit_misrep',
    ruleId: 'U08',
    any: [
      '(bureau|bureaus|agencies|equifax|experian|transunion) ~2 not ~2 (told|know|hear|be told|be informed|find out) ~4 disput*',
      '(not|never) ~2 (tell|mention|inform|note|say|flag) ~4 (bureau|bureaus|agencies|equifax|experian|transunion) ~4 disput*',
      '(report|list|show|treat) ~3 (regular|ordinary|normal|undisputed|plain|usual) (debt|account|balance|collection)',
      '(whatever you say|no matter what you say|disput* or not) ~6 (report|bureau*|undisputed)',
      '(report|bureau*) ~4 (undisputed|as though|as if) ~4',
    ],
  },
  {
    id: 'told_the_bureaus',
    category: 'credit_misrep',
    ruleId: 'U08',
    allowedBy: 'furnishing',
    affirmed: true,
    any: [
      '(told|notified|informed|alerted|contacted|let) ~3 (bureau|bureaus|credit agencies|equifax|experian|transunion) ~3',
      '(bureaus|bureau|equifax|experian|transunion) ~2 (have|has|already|been) ~2 (heard|know|been told|been notified|got)',
    ],
  },
  {
    id: 'asks_for_card_parts',
    category: 'card_by_voice',
    ruleId: 'U18',
    affirmed: true,
    any: [
      '(when|what (month|date|year)) ~3 (visa|mastercard|amex|discover|card|debit) ~2 (expire|expires|run out|runs out|good through|end)',
      '(repeat|say|read|give me|catch|missed|miss|get|hear) ~5 (of the|the|that) ~1 (card number|number on the card|card s number) ~4',
      '(first|last|middle) ~2 (part|half|digits|group|numbers|four) of (the|your) (card|card number|number on) ~6 (repeat|again|say|read|catch|get)',
      '(not|did not) ~1 (catch|get|hear) ~6 (card number|card|cvv|security code)',
      '(repeat|read|say) (that|it|this|them|those) back ~3 @num ~1 @num ~1 @num',
      '(type|key|punch|enter|write|put) ~3 (card|number|digits|it) ~3 (while|as) you (read|say|tell|give)',
      '(have|got) @num @num @num ~2 (so far|go on|what comes next|and then|keep going|next)',
      '(routing|account) number ~4 (bottom|check|checkbook|routing|read|say|again)',
      '(month|date|year) ~2 (card|visa|mastercard) ~1 (expires|runs out|expire|run out)',
    ],
    unless: [
      '(keypad|key pad|touch tone|dial pad|text|link|website|portal|online|secure|last four) ',
      '(you|please|just|can|to) (type|press|enter) ',
      '(never|do not|please do not|not) ~2 (say|read|tell|give|speak|share) ',
      '(reference|confirmation|case|phone|callback|zip) (number|code)',
    ],
  },
  {
    id: 'moves_money_unasked',
    category: 'payment_authorization',
    ruleId: 'Y01',
    allowedBy: 'paymentAuthorized',
    affirmed: true,
    any: [
      '(i am|we are|i m|we re|am just|we will|i will|i ll|we ll|we will just) ~3 (taking|drafting|debiting|withdrawing|pulling|charging|running|submitting|processing|sending|deducting|moving|posting|draft|debit|withdraw|pull|deduct) ~8 (checking|savings|bank|card|account|it (now|in|through|anyway)|the (payment|full|balance)|payment|dollars|@num (dollars|out)|now (whether|anyway)|unless you|while we)',
      '(i am|i m|we are) (submitting|running|processing|sending|charging|drafting) (it|that|this) ~8',
      '(keep|continue|go on|start|begin) (drafting|debiting|charging|withdrawing|pulling|taking|running) ~8',
      '(counting|taking|treating|marking|calling|reading|count|take|treat) (that|it|this) ~2 (as|a) ~1 (a )?(yes|okay|agreement|authorization|permission)',
      '(i heard|that sounded like|sounds like|close enough to) ~2 (a )?(maybe|yes|okay|good enough) ~6 (so|counting|submitting|running|put*)',
      'you (agreed|said|okayed|authorized|approved|wanted) ~3 (to )?~3 but (i|we) ~2 (charged|ran|took|pulled|processed|made|submitted|billed|debited|put) ~6',
      `(i|we|i have|we have) ~2 (moved|changed|bumped|pushed) (your|the) ${lastPayment} ~4 (without|for you|already|instead)`,
      '(did not|never) (say no|object|refuse|stop me) so ~4 (scheduled|set up|done|running|going|processed|charged|submitted)',
      '(no|not) need (to|for you to) (sign|agree|authorize|say yes|approve) ~3',
      '(unless|until) you (call|tell me|say) ~3 (stop|no|not to|cancel|otherwise) ~3',
      '(tell|call|let) me (know )?later if ~3 (problem|wrong|issue)',
      'whether you ~2 (ready|agree|like it|want) ~2 or not',
    ],
    unless: [
      '(may i|do i have|can i|could i|would you|do you want|shall i|is it okay|is that okay|do you agree|do you authorize|should i|if you (agree|say|want)|once you|after you|only (if|after|when)|before i|as you asked|you authorized|you asked)',
      '(not|never|nothing|no one|nobody|will not) ~4 (charge*|process*|submit*|draft*|take|taken|debit*|run|withdraw*|pull*|count*)',
      '(read|repeat|submit* the (request|dispute|form|letter)|sending (you|it to you|the (link|letter|form)))',
      '(your file|your case|the team|colleague|supervisor)',
    ],
  },
]
