/**
 * Ways of speaking that take back whatever was found of a category, by a rule or by the learned part: of somebody else, of what is over,
 * of what could be, of what is denied. An exception of a single rule stands with the rule.
 */
import type { Normalised } from '../normalise.js'
import { compile, compileNow } from '../pattern.js'
import type { Hit } from '../rule.js'
import { type CallerCategory, callerCategories } from './category.js'

/** People whose affairs are not the caller's. A husband's or a wife's may be. */
const others =
  '(brother|sister|cousin|friend|buddy|neighbor|coworker|uncle|aunt|nephew|niece|boss|landlord|grandson|granddaughter|brother in law|sister in law|roommate)'
const theirs = `(my|our|a|the|his|her) ~1 ${others}`
const family = `(${theirs}|my ~1 (@parent|ex|son|daughter|kid))`
const company = '(store|shop|mall|company|employer|plant|factory|dealer*|hospital|airline|bank)'
/** Up to here it was in the way; now the talk may go on. */
const goesOn =
  '~8 (so|but|and|though) ~1 (go ahead|go on|i (can|will) (talk|speak)|i am (free|done|home|good|fine|listening)|it is (okay|fine|all right)|i have (a|some|got) ~1 (minute|minutes|second|moment|time)|now is (good|fine|okay)|today is (good|fine|better)|let us do it|what is up)'
const before = '(yesterday|last (week|time|month|year|night)|earlier|the other day|used to)'
const died = '(died|passed|dead|gone|lost|buried|bury)'

const exceptions: Readonly<Partial<Record<CallerCategory, readonly string[]>>> = {
  self_harm: [
    '(hurt|cut|burned) ~2 (falling|fell|slipping|slipped|at work|on the job|playing|working|lifting|cooking|moving)',
    '(be|is|was) the death of (me|us)',
  ],
  minor_answer: [
    '(my|our) (@child|twins|boys|girls) ~4 (answer*|picked|pick*|got (to|the))',
    '(when|back when|since) i was ~1 (a|in|young|little|@num) ~3',
    '(raising|raise) (my|our|a|two|three) ~4',
  ],
  cease_contact: [
    'i (told|asked) (the|my|another|that) ~3 to (stop|quit|leave)',
    '(not|never|nobody|no one) ~1 (want|asking|telling|asked|told) you to (stop|quit)',
    '(if|when|once|after) i ~1 (pay|settle|make) ~4 will ~3 (stop|end|quit)',
    '(stop|cancel) (the|my|that) ~2 (payment|payments|autopay|charge|withdrawal|letter*)',
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
    '(told|telling|tells) (me|us) ~1 to ~3 bankrupt*',
    '(close|near) to bankruptcy',
    '(decided|thought|looked|talked) ~3 (against|about|out of|into) ~2 bankrupt*',
    'bankrupt* ~3 decided against',
    '(trying|tried|want|hope|hoping|rather) ~1 not ~4 bankrupt*',
  ],
  deceased: [
    `(my|our|a|the|his|her) ~1 (friend|buddy|neighbor|coworker|boss|landlord) ~2 ${died}`,
    `${theirs} ~2 ${died} ~8 (i (am|was|have|had|fell|need|got) !(his|her)|we (had|were|are)|me !(of))`,
    `my (grandp*|grandm*|nana|granny) ~2 (${died}|left)`,
    `${died} ~8 (so|since|and|then|after|because) ~3 (i|we) ~3 (behind|short|late|out of|off work|on one|one income|alone|grieving|a mess|by myself|broke)`,
    'since my ~2 (died|passed)',
    `${died} ~8 (just me|only me) (paying|left|now)`,
    `${died} ~6 (inherit*|left me) ~3 (money|house|home|estate|savings|something|insurance|some)`,
    `${died} ~6 i inherited`,
    '(funeral|burial|cremation) ~2 (cost|costs|bill|bills|expenses|wiped|took|ate|set)',
    `(owner|boss|man|lady|guy|doctor|dealer) (of|who (sold|owned|ran|hired|fixed)) ~6 ${died}`,
    '(nearly|almost) ~1 (died|passed)',
    'my (phone|battery|car|truck|dog|cat|computer) ~4 (died|dead|passed)',
  ],
  wrong_number: [
    '(wrong|old) (number|line|phone|one) ~6 (this|that) (one|number) is ~1 (right|correct|good|fine|the right)',
    '(did|do|have|maybe|think) i ~2 wrong',
    '(i|we) ~1 (gave|wrote|dialed|have|put|typed|entered) ~4 wrong',
    'i had the wrong number for',
    '(wrong|bad) (time|moment|zip|year|date|day|amount|card|name|code|button|line of)',
    '<!(not)(is|are|have|got|calling|reached|called) =1 (right|correct) (person|number|party|one|lady|guy|man|woman) !(but)',
  ],
  refuse_recording: [
    'not (mind|care|bother me) ~3 record*',
    '(record|tape) ~4 not (mind|care|bother me)',
    'i am (fine|okay|good|happy) ~1 (with|if) ~3 (record*|tape)',
    '^ (sure|fine)? (record|tape) (it|me|away|this|all) ~2 (nothing|fine|i have|sure|i do not)',
    '<!(not)(want|like|glad|prefer) =2 (it|this|everything) ~1 recorded',
  ],
  identity_theft: [
    '~8 but ~2 (this|this one|it|that one|this account|the account) =1 (is|was) =1 (mine|ours) (though|$)',
    'i =1 (opened|signed for|applied for|bought|took out|remember*|ran up|made) (it|this|that|the|buying|opening) ~4',
    'i (let|told|allowed|asked|gave) (my|him|her|them) ~3 (use|to use|permission|my card|the card) ~3',
    '~6 (with|had|has) (my|our) (permission|okay|blessing)',
    `${family} ~2 (had|got|has|was|identity|s) ~4 (stolen|identity|theft|hacked|victim)`,
    '(stolen|lost|took|taken) ~4 (got|gave) it back',
    '(stolen|theft|fraud|hacked) ~6 (so|that is why) ~1 i am ~1 (careful|cautious|worried|asking)',
    '(thought|figured|worried|assumed) ~4 (fraud|theft|scam|stolen) ~4 but',
  ],
  dispute: [
    'not ~1 (saying|arguing|disputing|doubting|denying|disagree*|question*) ~4',
    '(if|even if) ~4 (wrong|off|incorrect|mistake) ~4 (i would|would i)',
    `(${family}|@spouse) ~1 (said|says|told|thinks|wants) ~2 (i|me) ~1 (should|to|need|ought|have to|call)`,
    'owe ~2 (lot of|many|several|other|everybody|everyone|plenty) ',
    'not ~2 right (now|away)',
  ],
  servicemember: [
    '(wanted|tried|thought|meant|hoped) ~2 (to )?(enlist|join|sign up) ~4',
    `(my|our) (ex|@parent|son|daughter|${others}) ~2 (is|was|s|served|got|wants|joined) ~4`,
    '(army|navy) ~1 (surplus|navy store|store|federal)|old navy|salvation army',
  ],
  legal_threat_or_complaint: [
    '(not|never|no) ~4 (sue|suing|court|complain*|complaint*|report|threaten*|judge)',
    '(will|are|can|could|would|do) (you|this|it|they) ~4 (sue|court|garnish|judge)',
    `(${theirs}|my ex) ~3 (suing|sued|sue|court|complain*)`,
  ],
  driving: [
    '(will|going to) be driving ~2 @day',
    '(was|were) driving ~4 (but|and|then) ~2 (parked|pulled over|home|stopped|here)',
    '(just|have|already) ~1 (parked|pulled over|stopped|got home|drove)',
    '(in the car|on the (road|highway))? ~4 (my )?(@kin|she|he) (is|s)? ~1 (driving|at the wheel|behind the wheel)',
    goesOn,
  ],
  workplace: [
    goesOn,
    '(work|working) from home',
    '(home|off|back) from work',
    `${before} ~4 (work|job)`,
    '(have|are|were) you (folks|guys|people)',
  ],
  inconvenient_time: [
    goesOn,
    `${before} ~4 (bad|busy|asleep|eating) ~1`,
    '(was|were) ~1 (eating|asleep|sleeping|busy|driving|in a meeting) ~2 but',
    'not ~1 busy !(but)',
  ],
  voicemail_greeting: ['(leave|left) ~3 (next time|last time|yesterday)'],
  spanish: [
    `(my|our|the|his|her) ~1 (@kin|letter|teacher|mail|channel|family) ~2 (speak*|in|talk*|only) ~2 (spanish|espanol)`,
    '(learned|took|studied|learning|had) ~2 spanish',
  ],
  hardship: [
    '(i|we) can (easily )?afford (it|that|this)',
    '(used to be|was once) *',
    `${theirs} ~3 (lost|laid off|fired|disab*|unemploy*|broke|sick|evict*|foreclos*)`,
    'money is not (the|a) (issue|problem)',
  ],
  callback_request: [
    '(no|not|do not) ~1 (need|bother|have) ~3 (call*|ring*|phone)',
    '(returning|return) your call',
    'you ~2 (said|promised|were supposed) ~4 (call|back) ~1 and',
  ],
  promise_to_pay: [
    'can not (do|pay|make|send|get) (it|that|this|anything) ~1 (by|on|until|before)',
  ],
  refuse_to_pay: [
    '(not|never) ~1 (say|said|saying|mean|meant) ~5 (pay*|not)',
    `(${family}|@spouse|insurance) ~2 (will not|not|refus*|never) ~2 pay*`,
    'pay* ~2 late',
    'not ~3 pay* ~3 (until|til|before|by (card|phone|check))',
  ],
  pay_now: [
    '(already )?paid ~3 (yesterday|already|this morning|last)',
    '(what|how much) would ~3 pay ~2',
    '(smallest|least|lowest|much) ~2 i can pay',
    '(can|could|may) i pay ~1 later',
  ],
  request_validation: [
    '<!(never|not)(have|got|received|here is) =1 (the|your|my|a) (statement|letter|proof|bill|notice) ~3 (here|front|mail|already|thanks|$)',
    '(do not|not) ~2 (need|have to) ~4 (send|proof|anything)',
    '(do|will|would|can) i get ~2 receipt',
  ],
  third_party_answer: [
    goesOn,
    '(sleeping|asleep) so i',
    '(tell|told) (him|her) i (said|say) (hi|hello)',
  ],
  ask_ai: ['(my|the|your) ~1 (bank|phone|job|work|store) ~3 (robot|machine|computer|bot)'],
  ask_human: ['(the|that|a) ~1 (person|agent|rep|lady|man|representative) (i|who|at|we) ~2'],
}

const compiled = new Map<CallerCategory, readonly RegExp[]>()

function exceptionsOf(category: CallerCategory): readonly RegExp[] {
  const known = compiled.get(category)
  if (known !== undefined) return known
  const expressions = (exceptions[category] ?? []).map((pattern) => compile([pattern], 'g'))
  compiled.set(category, expressions)
  return expressions
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
/** A caller who never said that somebody may record does not want to be recorded. */
const evenUnsaid: ReadonlySet<CallerCategory> = new Set(['refuse_recording', 'self_harm'])
const saying = /^(?:say|said|saying|mean|meant|claim|claimed|claiming)$/
const ends: ReadonlySet<string> = new Set(', . ? but because so then since and again'.split(' '))
/** How many words a condition reaches, and what somebody has not said. */
const reach = 7

/** Whether one of the words shortly before, in the same clause, is such a one. */
function isAfter(
  { tokens }: Normalised,
  from: number,
  matches: (word: string, before: string) => boolean,
): boolean {
  for (let at = from - 1; at >= Math.max(0, from - reach); at--) {
    const word = tokens[at]?.word ?? ''
    if (matches(word, tokens[at - 1]?.word ?? '')) return true
    if (ends.has(word)) return false
  }
  return false
}

const isConditional = (normal: Normalised, from: number) =>
  isAfter(normal, from, (word) => conditions.has(word))

/** "I never said it was wrong." */
const isUnsaid = (normal: Normalised, from: number) =>
  isAfter(normal, from, (word, before) => saying.test(word) && /^(?:not|never)$/.test(before))

interface Stretch {
  readonly begin: number
  readonly end: number
}

/** Several rules of a category hit the same turn: its exceptions are looked for once. */
const looked = new WeakMap<Normalised, Map<CallerCategory, readonly Stretch[]>>()

function stretchesOf(category: CallerCategory, normal: Normalised): readonly Stretch[] {
  const ofTurn = looked.get(normal) ?? new Map<CallerCategory, readonly Stretch[]>()
  looked.set(normal, ofTurn)
  const known = ofTurn.get(category)
  if (known !== undefined) return known
  const found = exceptionsOf(category).flatMap((expression) =>
    [...normal.text.matchAll(expression)].map(({ index, 0: words }) => ({
      begin: index,
      end: index + words.length,
    })),
  )
  ofTurn.set(category, found)
  return found
}

/** Whether what was found is taken back by how it is said: an exception holds for the words it shares with the finding. */
export function isTakenBack(
  category: CallerCategory,
  normal: Normalised,
  { from, to }: Hit,
): boolean {
  if (statements.has(category) && isConditional(normal, from)) return true
  if (!evenUnsaid.has(category) && isUnsaid(normal, from)) return true
  const start = normal.offsets[from] ?? 0
  const stop = normal.offsets[to + 1] ?? normal.text.length
  return stretchesOf(category, normal).some(({ begin, end }) => begin < stop && end > start)
}

export function warmExceptions(): void {
  for (const category of callerCategories)
    for (const expression of exceptionsOf(category)) compileNow(expression)
}
