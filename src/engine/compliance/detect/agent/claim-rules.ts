import type { RuleSource } from '../rule.js'

/** A claim that only code or a person may make, and the rule of the compliance table that it breaks. */
export interface ClaimRule extends RuleSource {
  readonly ruleId: string
}

const done =
  '(charged|processed|scheduled|booked|posted|applied|deducted|debited|withdrawn|withdrew|received|ran|submitted|enrolled|signed|updated|closed|approved|canceled|cancelled|reduced|lowered|waived|credited|refunded|transferred|settled|extended|arranged|cleared|confirmed|accepted|activated|reversed|billed|declined|taken|drawn)'
const sent = '(sent|emailed|mailed|texted|forwarded|issued)'
const noted = '(noted|recorded|marked|entered|logged|registered|put down|wrote down|written down)'
const thing =
  '(payment|payments|card|cards|account|money|plan|plans|arrangement|arrangements|installment*|transaction|promise|autopay|receipt|deposit|check|transfer|balance|charge|agreement|draft|debit|order|settlement)'
const help = '(now|just|already|all|successfully|officially|been|being|also|finally)'

/** Where the words ask, wish or set a condition they claim nothing. */
const open = [
  '^ (has|have|had|did|does|do|was|were|is|are|would|could|can|may|shall|should|will|how|when|what|which|where)',
  '(if|once|until|before|unless|whether|when|after|as soon as|until after|in case|only) ~7 (charged|processed|scheduled|booked|posted|applied|received|set up|enrolled|settled|approved|confirmed|accepted|paid|cleared|closed|done|went|goes|complete*|in place|sent|mailed|received|took|taken|billed|posted|came|come)',
  '(see|tell|know|check|sure|ask|remember) ~3 (whether|if|when) ',
  '(you|he|she) (said|say|told|mentioned|mention|think|thought|believe|asked|already|have already|wrote)',
  '(would|could|might|may|can) be',
]

/** Money moved, plans made and papers sent: code does these after a line of its own was answered, and says so itself. */
export const deedRules: readonly ClaimRule[] = [
  {
    id: 'claims_deed',
    ruleId: 'Y01',
    affirmed: true,
    any: [
      `(i|we|have|just|already|ahead) =2 ${done} =3 (${thing}|it|that|this|you|everything|@num)`,
      `(i|we) =2 (have|had|just|already) =1 ${help}? =1 ${sent} =3`,
      `(i|we|have|just|already) =2 ${noted} =2 (as )?(your |the |a )?=1 (${thing}|paid|settled|closed|resolved)`,
      `(have|just|already) =1 put =2 (through|${thing}|it) ~2`,
      `(i|we) =1 (have|got|have got) =2 (that|it|this|you|everything|${thing}) =2 (scheduled|booked|set|set up|processed|approved|confirmed|arranged|enrolled|in place|taken care of|down for|through)`,
      `(i|we) =2 (have|just|already) =2 (took|taken|pulled|collected|got|gotten) =2 (the|your|a|that|it|@num) =3 (from|out|off|${thing})`,
      '(bank|creditor|bluestone|lender|card|they) =1 (took|has taken|received|got|accepted|declined|rejected|approved|posted|returned) =2 (your |the |that |a )?(payment|payments|money|card|charge|it|plan)',
      '(i|we|have|just|already) =1 (told|notified|informed|let) =2 (creditor|bank|bluestone|lender|bureau*|them)',
      `(i|we|have) =1 (made|changed|switched|moved|fixed|updated|adjusted) =2 (change|changes|switch|update|adjustment|correction|${thing}|it|that|this)`,
      `(i|we) =1 (just|already|have just|have already|went ahead and|have gone ahead and) =2 (set|put|took|taken|did|done|made|sent|ran|run|entered|placed|started|added|moved|switched|changed|stopped|removed|deleted) =1 (it|that|this|you|your|the|them|everything) ~3`,
    ],
    unless: [...open, 'as disputed ', '(dispute|complaint) ', 'note of '],
  },
  {
    id: 'claims_done',
    ruleId: 'Y01',
    affirmed: true,
    any: [
      `(${thing}|it|that|this|everything) =1 (is|was|were|are|has been|have been|had been|got|gets|has|s|s been) =1 ${help}? =1 ${help}? (${done}|in place|set up|all set|complete|completed|on its way|paid off|paid in full|pending|taken out|withdrawn|drawn|sent out|taken care of|in effect|active)`,
      `(payment|payments|plan|arrangement|promise|agreement|transaction) =1 (is|was|has been|has|s) =1 (recorded|noted|logged|entered|in the system|on file)`,
      `(${thing}|it|that) =1 ${help}? (went through|goes through|cleared|came through|came in|posted|came out|arrived)`,
      `(that|it|this) (is|s|was) =1 ${help}? done`,
      '(receipt|confirmation) (is|was|has been|s) =1 (in|on|sent|waiting|with) ~1 (your|the|its|it)',
      '(you are|you re) =1 (now |already |officially )?(all set|all signed|all booked|enrolled|signed up|booked|scheduled|approved|registered|set up|on the plan|paid up|paid off|good to go|confirmed|locked in)',
      'you (have|ve) been =1 (enrolled|signed up|approved|registered|scheduled|set up|charged|billed|accepted|placed)',
      '(consider|call) (it|that|this) (done|paid|settled|booked|handled)',
      `${thing} =1 (s|is) =1 (on (its|it is|the) way|in the mail|under way|underway)`,
    ],
    unless: [...open, '(due date|letter|notice|offer) ', '(nothing|no payment|no charge) '],
  },
]

const when =
  '(@day|today|week|month|hour|hours|minutes|minute|days|weeks|midnight|noon|soon|shortly|right away|(at|around|by|in|within|before|after) ~1 @num|oclock|end of|holiday*)'
const us =
  '(i|we|someone|somebody|colleague|colleagues|representative|rep|person|agent|manager|supervisor|specialist|team|they|office|department)'
const reach =
  '<!(the |a |this |that |your |our |to )(call|calling|ring|phone|contact|reach|follow up|be in touch|get back|try|text|email|write|check in|check back|call back|be calling|have)'

/** Times and days that nobody has given the model: when somebody calls, when the office is open, what is due when. */
export const timeRules: readonly ClaimRule[] = [
  {
    id: 'makes_appointment',
    ruleId: 'U15',
    affirmed: true,
    any: [
      `${us} =1 (will|shall|can|could|am going to|are going to|is going to|ll) =3 ${reach} ~6 ${when}`,
      `(let me|allow me to) =1 ${reach} ~4 ${when}`,
      `you (will|should|can expect to|are going to) =1 (hear|get|receive|have|see) ~5 (tomorrow|today|tonight|@day|soon|shortly|((by|in|within|on|before|until|this|next) ~2 ${when}))`,
      `(letter|notice|form|copy|paperwork|statement|email|package|documents|it) (will|should) =1 (arrive|be there|come|reach|get|go out|be sent) ~5 ${when}`,
      `(expect|look for|watch for) ~1 (a|our|the|it|my) ~2 (call|letter|it|email|message)? ~3 ${when}`,
    ],
    unless: [
      '^ (would|could|shall|should|do|does|did|is|which|what|when|how|can|may)',
      '(if you|when you|would you|whenever you|unless you) ~3 (prefer|like|want|wish|rather|ask)',
      '(you) (said|told|asked|mentioned)',
    ],
  },
  {
    id: 'names_hours',
    ruleId: 'U15',
    affirmed: true,
    any: [
      `(office|offices|we|lines|line|department|desk|team|branch|phones|center|doors) =1 (is|are|will be|s|re) =1 (open|closed|available|here|staffed) ~2 (until|from|at|on|till|through|between|@day|weekdays|weekday|every|all|around|day|seven|24*|@num|over|during) ~3`,
      `(office|offices|we|lines|line|department|desk|team|branch|phones|center) =1 (open|opens|close|closes|shut|shuts) ~3 ${when}`,
      `(hours|opening times|business hours) =1 (are|is|run|go) ~4 (@num|${when}|to|from)`,
      '(open|available|here) (around the clock|24*|all day|every day|day and night|seven days|weekends|saturdays|sundays)',
    ],
    unless: ['^ (would|could|shall|should|do|does|did|which|what|when|how|can|may)'],
  },
  {
    id: 'names_due_day',
    ruleId: 'U04',
    affirmed: true,
    any: [
      `(due|expires|expire|expired|deadline|runs out|good (until|through|till)|valid|ends|until|lapses|in by) =2 (until|on|by|before|at|till|through|was|is|in|last|next|this|till)? =2 (@day|last (@day|week|month|year|spring|summer|fall|winter)|next (@day|week|month|year)|midnight|end of (the|this|next) (day|week|month|year)|close of business|today)`,
      '(runs|run|lasts|last|stands|holds|hold|open|goes) =1 (through|until|to|till|by) ~1 (@day|midnight|the end of|next|this)',
      '(payment|installment|draft|withdrawal|debit|charge|it) =1 (falls|comes out|goes out|lands|is set|is scheduled|will be|comes up|is coming) =2 (due )?(on|for|by|next) ~1 @day',
      '(have|got|is|are) =2 (a few|several|a couple|@num|a|some|only) ~1 (days|weeks|hours|months|day|week|month|hour) (left|to (pay|accept|decide|respond|settle|act|take))',
      '(opened|past due|fell behind|last paid|paid last|defaulted|charged off|sold|bought|stopped paying|started|closed|missed) =3 (last|in|since|on|about|back in|ago|@num|two|a) =3 (january|february|march|april|may|june|july|august|september|october|november|december|@day|years ago|year ago|months ago|month ago|weeks ago|week ago|year|month|week|summer|spring|fall|winter)',
    ],
    unless: [
      '^ (would|could|shall|should|do|does|did|is|which|what|when|how|can|may|was|are|have)',
      '(you) (said|told|asked|mentioned|think|thought|want|wanted|prefer|like|would)',
      '(would|could) ~3 (be|work|suit|do|help|pay)',
      '(no|any) ~1 (deadline|rush)',
      '(easier|better|good|fine|best|okay|works) (for|with) (you|me|us)',
    ],
  },
]

/** What will come of it, which nobody can promise. */
export const outcomeRules: readonly ClaimRule[] = [
  {
    id: 'promises_record',
    ruleId: 'U08',
    affirmed: true,
    any: [
      '(fix|fixes|repair|repairs|clear|clears|clean|cleans|restore|restores|improve|improves|rebuild|rebuilds|raise|boost|helps|help|protect|save|saves) ~2 (credit|score|name|record|report|file|rating)',
      '(remove|removes|delete|deletes|take|takes|erase|erases|wipe|wipes|get|gets|clear|pull|pulls) ~2 (it|this|that|them|account|everything|item*|debt|mark)? =2 (off|from) =1 (the|your|every|any) ~1 (credit|report|reports|record|records|file|bureau*|history)',
      '(score|credit|rating) =1 (will|would|goes|is going to|should) =2 (up|improve|rise|recover|jump|better|higher|climb|go up|fine|shine)',
      '(never|not|nowhere) =1 (show|shows|appear|appears|be seen|come) ~1 (up )?~1 (anywhere|again|on|in)',
      '(make sure|see to it|ensure|guarantee) ~3 (never|not|no) ~2 (show|appear|report*|come)',
    ],
    unless: [
      '(can not|not able to|unable to|do not|does not|will not|never|no one can|nobody can|not) ~4 (remove|delete|fix|repair|clear|say|promise|know|help|improve|change|affect|erase)',
      '^ (would|could|do|does|did|is|which|what|when|how|can|may|shall|will)',
      '(how|whether) ',
      '(ask|dispute|contact|write) ~3 (bureau*|agency)',
    ],
  },
  {
    id: 'promises_peace',
    ruleId: 'U15',
    any: [
      '(never|will not|not) =1 (hear|be bothered|get bothered|get (another|any|any more|more) calls|see|receive) ~2 (from|of)? ~1 (us|again|anymore|any more|me|anyone)',
      '(never|will not|not) =1 be (contacted|called|asked|bothered|reached|chased) ~3 (again|anymore|any more|ever)',
      '(nobody|no one|never|no collector|no creditor) =1 (will|would|is going to|can) =1 (ever )?(call|contact|bother|sue|chase|come|touch|ask|trouble) =1 (after )?(you|for it|this) ~3 (again|anymore|any more|ever|about)',
      '(we|i|they) (will|would) (never|not) (call|contact|bother|trouble|chase) you (again|anymore|any more|ever)',
      '(never|will not|not) =1 (have to|need to|going to have to) ~1 (worry|think|hear) ~2 (about|of|this)',
      '(it|this|that|everything|debt|problem|account|all|whole thing|balance) =2 (will|would|just|simply|s|is going to|can|all|ll) =1 (go|goes|be|get|gets|just go|simply go) (away|gone|over|behind you|forgotten|erased|wiped|deleted|history|cleared|resolved|dropped) ~2',
      '(it|this|that|everything|debt|problem|account|all|all this|all of this|all of it) =1 (goes|vanishes|disappears|ends|stops) ~1 (away|forever|for good|here|there|now|completely|$)',
      '(free and clear|clean slate|slate clean|off the hook|good as new|clear your name|fresh start|debt free|home free|in the clear|gone for good|behind you)',
      '(calls|letters|collection|contact|phone calls) =1 (will|would|is going to|are going to) =1 (stop|end|cease)',
      '(make|makes) =2 (disappear|go away|vanish)',
      '(stop|stops|end|ends|solve|solves|fix|fixes|settles|resolves) (everything|all of (it|this|that)|all this|your problems|your troubles)',
    ],
    unless: [
      '(can not|not able to|unable to|do not know|no guarantee|not promise|not say|not sure)',
      '^ (would|could|do|does|did|is|which|what|when|how|can|may)',
      '(not|never) ~2 (go|goes|make|solve|vanish|disappear) ~2 (away|disappear|vanish|everything)',
      'not asked? ~2 to pay ',
      '(if|when|once) you ~4 (ask|asked|tell|dispute|want|write|wish|say)',
    ],
  },
  {
    id: 'promises_outcome',
    ruleId: 'U15',
    affirmed: true,
    any: [
      '(i|we) =2 (guarantee|promise|assure|swear|can promise|ensure|vow) =1 (that|you|it|they|nobody|no one|this|your|everything|we|i will|he|she)',
      '(i|we) =1 (can|will|could|am going to|are going to) =1 (make sure|make certain|see to it|take care that) =1 (that )?(it|they|you|this|that|nobody|no one|your|the|he|she)',
      '(they|manager|supervisor|boss|creditor|bank|he|she|bluestone|loan|application|request|offer|lender|company|team|you) =2 (will|would|ll|is going to|are going to|is sure to|are sure to|is bound to) =3 (accept|approve|agree|say yes|forgive|qualify|be approved|be accepted|go for it|take it|waive|drop it|drop this|write off|get approved|be fine|go along|let it go)',
      '(talk|get|convince|persuade) (them|him|her|the bank|the creditor|bluestone|my manager|my supervisor) =1 (into|to|down)',
      '(guaranteed|certain|sure|bound) to (be|get|qualify|accept|approve|work|say)',
      '(will|would|definitely|surely|certainly) (definitely|surely|certainly|absolutely|qualify) ~1 (qualify|be|get|accept|approve|agree|work)?',
      '(we|i|they) =1 (will|can|could|would|are going to|am going to) =1 (delete|erase|zero out|wipe|close) =2 (account|debt|balance|file|record)',
      '(get|have) =1 (that|it|this|you|everything|the rest|some of it) =1 (approved|waived|forgiven|removed|deleted|reduced|lowered|erased|cleared|dropped|canceled|cancelled|written off)',
      '(we|i|they) =1 (will|can|would|could|are going to|am going to|ll|d|might|may) =1 (forgive|waive|write off|erase|drop|wipe out|discharge|excuse|knock|cancel|cut|lower|reduce|bring down|shave|slash|take) =3 (debt|balance|rest|remainder|account|some|most|part|half|interest|fees|amount|all|total|percent|third|quarter)',
    ],
    unless: [
      '(can not|not able to|unable to|do not know|no guarantee|not promise|not say|not sure|whether|have to approve|has to approve|would have to)',
      '^ (would|could|do|does|did|is|which|what|when|how|can|may|shall|will)',
      '(if|when|how|what) you ~4 (guarantee|promise|qualify)',
      'ask ~3 (if|whether|for)',
    ],
  },
]
