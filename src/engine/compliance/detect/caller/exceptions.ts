/**
 * Ways of speaking that take back whatever was found of a category, by a rule or by the learned part: of somebody else, of what is over,
 * of what could be, of what is denied. An exception of a single rule stands with the rule.
 */
import type { Normalised } from '../normalise.js'
import { compile, compileNow } from '../pattern.js'
import { sentenceAround } from '../rule.js'
import type { CallerCategory } from './category.js'

/** People whose affairs are not the caller's. A husband's or a wife's may be. */
const others =
  '(brother|sister|cousin|friend|buddy|neighbor|coworker|uncle|aunt|nephew|niece|boss|landlord|grandson|granddaughter|brother in law|sister in law|roommate)'
const theirs = `(my|our|a|the|his|her) ~1 ${others}`
const family = `(${theirs}|my ~1 (@parent|ex|son|daughter|kid))`
const company = '(store|shop|mall|company|employer|plant|factory|dealer*|hospital|airline|bank)'
const goesOn =
  '(so|but|and|though) ~1 (go ahead|go on|i (can|will) (talk|speak)|i am (free|done|home|good|fine|listening|here)|it is (okay|fine|all right)|i have (a|some|got) ~1 (minute|minutes|second|moment|time)|now is (good|fine|okay)|today is (good|fine|better)|let us do it|what is up)'
const before = '(yesterday|last (week|time|month|year|night)|earlier|the other day|used to)'

const exceptions: Readonly<Partial<Record<CallerCategory, readonly string[]>>> = {
  self_harm: [
    '(hurt|cut|burned) ~2 (falling|fell|slipping|slipped|at work|on the job|playing|working|lifting|cooking|moving)',
    '(be|is|was) the death of (me|us)',
  ],
  minor_answer: [
    '(my|our) (@child|twins|boys|girls) ~4 (answer*|picked|pick*|got (to|the))',
    '(i am|i m) =1 (twenty|thirty|forty|fifty|sixty|seventy|eighty|18|19|20*|30*|40*|50*|60*|70*)',
    '(when|back when|since) i was (a|in|young|little|@num)',
    '(raising|raise) (my|our|a|two|three)',
  ],
  cease_contact: [
    'i (told|asked) (the|my|another|that) ~1 (other|old|last|hospital|bank|company|collector|store)',
    `${family} ~1 (told|asked|said) ~4 (but|and) ~2 i`,
    'not (want|asking|telling) you to (stop|quit)',
    '(if|when|once|after) i ~1 (pay|settle|make) ~6 (stop|end|quit)',
    '(stop|cancel) (the|my|that) ~2 (payment|payments|autopay|charge|withdrawal|letter*)',
    'you can (keep|still) (call|calling|text|texting)',
  ],
  attorney_represented: [
    `${family} ~1 (is|was|works|work|worked|studies|used) ~3 @lawyer !(and @he ~1 (represent*|handl*|took|helping))`,
    `${family} ~2 (says|said|told|thinks|keeps) ~5 (get|need|hire|see|find|should) ~3 @lawyer`,
    '(rather|instead of|hope|without) ~5 @lawyer',
    '(was|were) (going|about) to (hire|get|call|see|find) ~2 @lawyer',
    '@lawyer ~3 but ~1 (changed my mind|let (him|her) go|fired|rather|i did not)',
    '(divorce|custody|injury|accident|immigration|criminal|closing) @lawyer',
  ],
  bankruptcy: [
    `${family} ~2 (went|filed|did|had|is|was|declared|are|got) ~3 (bankrupt*|chapter)`,
    `${family} ~2 (told|says|said|keeps|thinks) ~5 (bankrupt*|chapter)`,
    `(${company}|they) ~4 (went|filed|into|declared|is) ~3 (bankrupt*|chapter)`,
    '(stay|staying|keep|keeping|keeps) ~2 out of bankruptcy',
    '(would|could|will|does|can) bankruptcy',
    '(decided|thought|looked|voted|talked) ~3 (against|about|out of|into) ~2 (bankrupt*|it)',
    '(trying|tried|want|hope|hoping|rather) ~1 not ~4 bankrupt*',
  ],
  deceased: [
    `${theirs} ~2 (died|passed|dead|gone) ~8 (i (am|was|have|had|fell|need|got|can|could)|we (had|were|are)|me !(of))`,
    'my (grandp*|grandm*|nana|granny) ~2 (died|passed|left)',
    '(so|since|and|then|after|because) ~3 (i|we) ~2 (fell|am|have been|was|been|got|had to|am on|live) ~3 (behind|short|late|out of|off work|on one|one income|alone|paying|grieving|a mess|by myself|broke)',
    'since my ~2 (died|passed)',
    '(just me|only me) (paying|left|now)',
    '(inherit*|left me) ~3 (money|house|home|estate|savings|something|insurance|some)',
    '(funeral|burial|cremation) ~2 (cost|costs|bill|bills|expenses|wiped|took|ate|set)',
    '(owner|boss|man|lady|guy|doctor|dealer) (of|who (sold|owned|ran|hired|fixed)) ~6 (died|passed|dead)',
    '(nearly|almost) ~1 (died|passed)',
    'my (phone|battery|car|truck|dog|cat|computer) ~4 (died|dead|passed)',
    '(i am|this is) theconsumer !(s)',
  ],
  wrong_number: [
    '(this|that) (one|number) (is|s) ~1 (right|correct|good|fine|the right)',
    '(did|do|have|maybe|think) i ~2 wrong',
    '(i|we) ~1 (had|gave|wrote|dialed|have|put|typed|entered) ~4 wrong',
    '(the )?wrong (zip|year|date|day|amount|card|name|code|button|line of)',
    '<!(not)(is|are|have|got|calling|reached|called) =1 (right|correct) (person|number|party|one|lady|guy|man|woman)',
  ],
  refuse_recording: [
    '(do|does|did) not (mind|care|bother me)',
    'i am (fine|okay|good|happy) ~1 (with|if) ~3 (record*|tape)',
    '(record|tape) (it|me|away|this|all) ~2 (nothing|fine|okay|i have|sure|go)',
    '<!(not)(want|like|glad|prefer) =2 (it|this|everything) ~1 recorded',
  ],
  identity_theft: [
    '(this|this one|it|that one|this account|the account) =1 (is|was) =1 (mine|ours) (though|$)',
    'i =1 (opened|signed for|applied for|bought|took out|remember*|ran up|made) (it|this|that|the|buying|opening)',
    'i (let|told|allowed|asked|gave) (my|him|her|them) ~5 (use|to|permission|it|card)',
    '(with|had|has) (my|our) (permission|okay|blessing)',
    `${family} ~2 (had|got|has|was|identity|s) ~4 (stolen|identity|theft|hacked|victim)`,
    '(got|gave) it back',
    '(so|that is why) ~1 i am ~1 (careful|cautious|worried|asking)',
    '(thought|figured|worried|assumed) ~4 (fraud|theft|scam|stolen) ~4 but',
  ],
  dispute: [
    'not ~1 (saying|arguing|disputing|doubting|denying|disagree*|question*)',
    '(if|even if) ~4 (wrong|off|incorrect|mistake) ~4 (i would|would i)',
    '(know|admit|agree|accept) ~1 (that )?i owe',
    `(${family}|@spouse) ~1 (said|says|told|thinks|wants) ~2 (i|me) ~1 (should|to|need|ought|have to|call)`,
    'owe ~2 (lot of|many|several|other|everybody|everyone|plenty) ',
  ],
  servicemember: [
    '(wanted|tried|thought|meant|hoped) ~2 (to )?(enlist|join|sign up)',
    `(my|our) (ex|@parent|son|daughter|${others}) ~2 (is|was|s|served|got|wants|joined)`,
    'surplus|army navy store|old navy|navy federal|salvation army',
  ],
  legal_threat_or_complaint: [
    '(not|never|no) ~4 (sue|suing|court|complain*|complaint*|report|threaten*|judge)',
    '(will|are|can|could|would|do) (you|this|it|they) ~4 (sue|court|garnish|judge)',
    `(${theirs}|my ex) ~3 (suing|sued|sue|court|complain*)`,
  ],
  driving: [
    '(will|going to) be driving ~2 @day',
    '(was|were) driving ~4 (but|and|then)',
    '(just|have|already) ~1 (parked|pulled over|stopped|got home|drove)',
    '(my )?(@kin|she|he) (is|s)? ~1 (driving|at the wheel|behind the wheel)',
    goesOn,
  ],
  workplace: [
    goesOn,
    '(work|working) from home',
    '(home|off|back) from work',
    `${before} ~4 (work|job)`,
  ],
  inconvenient_time: [
    goesOn,
    `${before} ~4 (bad|busy|asleep|eating|time)`,
    '(was|were) ~1 (eating|asleep|sleeping|busy|driving|in a meeting) ~2 but',
    'not ~1 busy !(but)',
  ],
  spanish: [
    `(my|our|the|his|her) ~1 (@kin|letter|teacher|mail|channel|family) ~2 (speak*|in|talk*|only) ~2 (spanish|espanol)`,
    '(learned|took|studied|learning|had) ~2 spanish',
  ],
  hardship: [
    '(i|we) can (easily )?afford',
    '(used to|was once|got laid off once|back then) ~4 (but|now|$)',
    `${theirs} ~3 (lost|laid off|fired|disab*|unemploy*|broke|sick)`,
    'money is not (the|a) (issue|problem)',
  ],
  callback_request: [
    '(no|not|do not) ~1 (need|bother|have) ~3 (call*|ring*|phone)',
    '(returning|return) your call',
    'you ~2 (said|promised|were supposed) ~4 (call|back)',
  ],
  refuse_to_pay: [
    '(not|never) ~1 (say|said|saying|mean|meant) ~5 (pay*|not)',
    `(${family}|@spouse|insurance) ~2 (will not|not|refus*|never) ~2 pay*`,
    'pay* ~2 late',
    'not ~3 pay* ~3 (until|til|before|by (card|phone|check))',
  ],
  pay_now: [
    '(already )?paid ~3 (yesterday|already|this morning|last)',
    '(what|how much) would ',
    '(can|could|may) i pay ~1 later',
  ],
  request_validation: [
    '<!(never|not)(have|got|received|here is) =1 (the|your|my|a) (statement|letter|proof|bill|notice) ~3 (here|front|mail|already|thanks|$)',
    '(do not|not) ~2 (need|have to) ~4 (send|proof|anything)',
  ],
  third_party_answer: [
    goesOn,
    '(sleeping|asleep) so i',
    '(tell|told) (him|her) i (said|say) (hi|hello)',
  ],
  ask_ai: [`(my|the|your) ~1 (bank|phone|job|work|store) ~3 (robot|machine|computer|bot)`],
  ask_human: [`(the|that|a) ~1 (person|agent|rep|lady|man|representative) (i|who|at|we) ~2`],
}

const compiled = new Map<CallerCategory, RegExp>()

function exceptionOf(category: CallerCategory): RegExp | undefined {
  const known = compiled.get(category)
  const patterns = exceptions[category]
  if (known !== undefined || patterns === undefined) return known
  const expression = compile(patterns)
  compiled.set(category, expression)
  return expression
}

/** What is said of a condition is not said to be so. An order is meant with one, too, and so is danger to life. */
const statements: ReadonlySet<CallerCategory> = new Set([
  ...([
    'attorney_represented',
    'bankruptcy',
    'deceased',
    'wrong_number',
    'identity_theft',
  ] as const),
  ...(['dispute', 'servicemember', 'hardship', 'refuse_to_pay', 'driving', 'workplace'] as const),
])
const conditions: ReadonlySet<string> = new Set(['if', 'whether', 'unless', 'suppose'])
const endsCondition: ReadonlySet<string> = new Set(', . ? but because so then since and'.split(' '))
/** How many words a condition reaches. */
const reach = 7

function isConditional({ tokens }: Normalised, from: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - reach); at--) {
    const word = tokens[at]?.word ?? ''
    if (conditions.has(word)) return true
    if (endsCondition.has(word)) return false
  }
  return false
}

/** Whether what was found at a token is taken back by how it is said. */
export function isTakenBack(category: CallerCategory, normal: Normalised, from: number): boolean {
  if (statements.has(category) && isConditional(normal, from)) return true
  return exceptionOf(category)?.test(sentenceAround(normal, normal.offsets[from] ?? 0)) === true
}

export function warmExceptions(): void {
  for (const category of Object.keys(exceptions)) {
    const expression = exceptionOf(category as CallerCategory)
    if (expression !== undefined) compileNow(expression)
  }
}
