/** What the agent does with a turn that brought up nothing urgent: verify, disclose, talk, take a promise. */
import { detectors } from '../../compliance/detectors.js'
import { hardship } from './agreement/hardship.js'
import { offerIn } from './agreement/heard-offer.js'
import { beginPlan, plan, planConfirm } from './agreement/plan-stages.js'
import { confirm, promise } from './agreement/promise-stages.js'
import { stillWriting } from './agreement/writing.js'
import { callback } from './callback/callback.js'
import { add, audit, type Draft, finish, handOver, lock, put, readOut, say, task } from './draft.js'
import { isLeaving } from './leaving.js'
import { noticeLine, wantsThirdFactor } from './lines/chosen.js'
import type { LineName } from './lines/lines.js'
import { questionIn } from './questions.js'
import { digitRuns, gaveYear, gaveZip, matchesYear, matchesZip } from './reading/factors.js'
import type { Offer } from './reading/offer.js'
import { asksForOptions, paysWhole, yesOrNo } from './reading/payment.js'
import { letSpeak } from './report-event.js'
import { type Answer, type Said, wordsOf } from './said.js'
import { spanish } from './spanish.js'
import type { PlanAsked, Stage } from './state.js'
import { nameCheck, thirdParty } from './third-party.js'

/** What is asked in a stage, for saying it again. */
const questions: Readonly<Partial<Record<Stage, LineName>>> = {
  greet: 'ask_zip',
  name_check: 'name_check',
  reference: 'ask_reference',
  zip: 'ask_zip',
  birth_year: 'ask_birth_year',
  account_tail: 'ask_account_tail',
  promise: 'ask_promise',
  hardship: 'hardship',
}

const planQuestions: Readonly<Record<PlanAsked, LineName>> = {
  count: 'ask_plan',
  'count again': 'ask_plan',
  limit: 'plan_limit',
  amount: 'ask_plan_amount',
  date: 'ask_plan_date',
  change: 'plan_change',
}

/** Says again what the stage is waiting for. */
export function ask(d: Draft): Draft {
  const { stage } = d.state
  if (stage === 'notice') return discloseAgain(d)
  const question = stage === 'plan' ? planQuestions[d.state.planAsked] : questions[stage]
  if (stage === 'confirm' || stage === 'plan_confirm') return readOut(d, stage)
  if (question === undefined) return d
  return say(stage === 'greet' ? put(d, { stage: 'zip' }) : d, question)
}

const greet: Answer = (d, { text, digits }) => {
  const { lookedUp, account, outbound } = d.state
  // "Am I speaking with ...?" "No."
  if (outbound && yesOrNo(text, digits) === 'no' && isBareNo.test(text)) return thirdParty(d)
  if (lookedUp && account === undefined) return say(put(d, { stage: 'reference' }), 'ask_reference')
  return say(put(d, { stage: 'zip' }), 'ask_zip')
}

const isBareNo =
  /^\W*(?:(?:um|uh|well|oh|hi|hello|sorry)\W+)*(?:no|nope|nah)\b(?:\W+(?:no|nope|sorry|sir|ma'am|you(?:'re| are) not|it(?:'s| is) not|i(?:'m| am) not|this (?:is not|isn't)(?: \w+)?))*\W*$/i

const reference: Answer = (d, { text, digits }) => {
  const found = digitRuns(text, digits, detectors).find((run) => run.length >= 4)
  if (found === undefined) return unanswered(d, text, 'ask_reference', 'reference')
  return add(d, {
    ...{ type: 'callTool', name: 'find_account' },
    input: JSON.stringify({ reference: found }),
  })
}

const zip: Answer = (d, { text, digits }) => {
  const runs = digitRuns(text, digits, detectors)
  const { account, lookedUp } = d.state
  if (account === undefined && lookedUp) return say(put(d, { stage: 'reference' }), 'ask_reference')
  if (!gaveZip(runs)) return unanswered(d, text, 'ask_zip', 'zip')
  const matched = account !== undefined && matchesZip(runs, account.zip)
  const noted = audit(d, 'identity', { factor: 'zip', matched })
  // Nobody learns from the answer which of the two was wrong.
  const factors = { ...d.state.factors, zip: matched }
  return say(put(noted, { stage: 'birth_year', factors }), 'ask_birth_year')
}

const birthYear: Answer = (d, { text, digits }) => {
  const runs = digitRuns(text, digits, detectors)
  const { account } = d.state
  if (!gaveYear(runs)) return unanswered(d, text, 'ask_birth_year', 'birth_year')
  const matched = account !== undefined && matchesYear(runs, account.birth_year)
  const noted = audit(d, 'identity', { factor: 'birth_year', matched })
  const factors = { ...d.state.factors, birthYear: matched }
  const next = put(noted, { factors })
  if (wantsThirdFactor(d.state))
    return say(put(next, { stage: 'account_tail' }), 'ask_account_tail')
  return compared(next, factors.zip && factors.birthYear)
}

const accountTail: Answer = (d, { text, digits }) => {
  const runs = digitRuns(text, digits, detectors).filter((run) => run.length >= 2)
  if (runs.length === 0) return unanswered(d, text, 'ask_account_tail', 'account_tail')
  const matched = d.state.account !== undefined && runs.includes(d.state.account.account_tail)
  const noted = audit(d, 'identity', { factor: 'account_tail', matched })
  const { zip: zipMatched, birthYear: yearMatched } = d.state.factors
  const factors = { ...d.state.factors, tail: matched }
  return compared(put(noted, { factors }), zipMatched && yearMatched && matched)
}

/** Who asks back ("what company is this?") is told why they are asked; the first time that is no try. */
function unanswered(d: Draft, text: string, line: LineName, stage: Stage): Draft {
  if (!asksBack.test(text)) return tryAgain(d, line, stage)
  const told = say(d, 'why_identity')
  return d.state.askedTwice
    ? tryAgain(told, line, stage)
    : say(put(told, { askedTwice: true, stage }), line)
}

const asksBack = /\b(?:what|who|why|how|which|where)\W+\w/i

const compared = (d: Draft, all: boolean) =>
  all ? verified(d) : tryAgain(d, 'not_matching', 'zip')

/** Once more from there, unless it was tried too often. */
function tryAgain(d: Draft, line: LineName, stage: Stage): Draft {
  const tries = d.state.tries + 1
  const tried = put(d, { tries, stage })
  if (tries < Number(d.state.settings.verification_tries)) return say(tried, line)
  const { startedAt } = d.state
  const noted = startedAt === undefined ? tried : task(tried, 'write_to_consumer', 5)
  return finish(noted, 'not_verified', 'not verified')
}

/** Holds that keep a machine from talking about the debt at all. */
function verified(d: Draft): Draft {
  const { account } = d.state
  const known = audit(put(d, { verified: true, askedTwice: false }), 'verified', {
    factors: ['zip', 'birth_year', ...(wantsThirdFactor(d.state) ? ['account_tail'] : [])],
    account: account?.id ?? '',
    name: account?.name ?? '',
    zone: account?.zone ?? '',
    validationNotice: account?.validation_notice ?? '',
  })
  if (d.state.stopAsked)
    return finish(task(lock(known, 'cease'), 'suppress_number', 1), 'cease', 'cease')
  if (account !== undefined && account.status.length > 0)
    return handOver(known, d.options.handoff, `the account is held: ${account.status.join(', ')}`)
  return disclose(known)
}

/** A line that was cut twice is said once more so that it cannot be cut. */
function disclose(d: Draft): Draft {
  const mayCut = d.state.noticeCuts < 2
  return say(put(d, { stage: 'notice', notice: 'saying' }), noticeLine(d.state), mayCut)
}

function discloseAgain(d: Draft): Draft {
  return d.state.noticeCuts > 3 ? finish(d, 'close', 'the notice was not heard') : disclose(d)
}

const discuss: Answer = (d, said) => {
  const { account } = d.state
  if (account === undefined) return finish(d, 'close', 'no account')
  if (asksForOptions(said.text)) return say(d, 'options')
  const offer = offerIn(d, said.text)
  if (offer.plan !== undefined) return beginPlan(d, said)
  const pays =
    said.events.some((event) => event === 'promise_to_pay' || event === 'pay_now') ||
    paysSome.test(said.text)
  if (pays || isWhole(said) || isOffer(said, offer)) return promise(d, said)
  const question = questionIn(said.text)
  if (question !== undefined) return say(d, question)
  return letSpeak(d)
}

/** "The full amount." alone answers what to do; in a longer sentence it may be anything. */
const isWhole = ({ text }: Said): boolean => paysWhole(text) && text.trim().split(/\s+/).length <= 5

const paysSome =
  /\b(?:can|could|might|will|'ll|would) (?:maybe )?(?:pay|give you|send) (?:you )?(?:something|some|a part|part|half|a bit|a little)\b/i

/** "Two hundred on Friday." answers what to do, too; and "how about fifty?" asks nothing else. */
function isOffer({ text }: Said, { cents, days }: Offer): boolean {
  if (cents.length === 0 && (days.length === 0 || !ofPaying.test(text))) return false
  const asks = /\?|\b(?:why|what|how|who|when|owe|year|number|code)\b/i.test(text)
  return (
    suggests.test(text) || (!asks && (offers.test(text) || text.trim().split(/\s+/).length <= 6))
  )
}

const suggests = /\b(?:(?:how|what) about|what if i|would|can i|could i)\b/i
const offers = /\b(?:can|could|might|will|i'll|maybe|pay|give|send|manage|afford|able)\b/i
const ofPaying = /\bpay\b|\b(?:how|what) about\b/i

/** Somebody who pays everything needs no parts. */
const parts =
  (answer: Answer): Answer =>
  (d, said) =>
    paysWhole(said.text) ? promise(put(d, { promise: {} }), said) : answer(d, said)

/** One thing was asked of somebody the call is locked to; whatever they say is noted, and the call ends. */
const locked: Answer = (d, said) => {
  if (d.state.lock === 'self_harm')
    return isLeaving(said, 'locked')
      ? finish(d, 'self_harm_close', 'self_harm')
      : say(d, 'self_harm_stay')
  const noted = audit(d, 'noted', { words: wordsOf(said) })
  return finish(noted, 'noted', d.state.lock ?? 'ended')
}

/** Not a word more than the message may be on a machine. */
const over: Answer = (d) =>
  d.state.lock === 'machine'
    ? add(d, { type: 'end', why: 'a machine answered' })
    : finish(d, 'close', 'ended')

export const answers: Readonly<Record<Stage, Answer>> = {
  ...{
    greet,
    name_check: nameCheck,
    reference,
    zip,
    birth_year: birthYear,
    discuss,
    promise,
    confirm,
  },
  ...{
    plan: parts(plan),
    plan_confirm: parts(planConfirm),
    hardship,
    callback,
    spanish,
    locked,
    over,
    account_tail: accountTail,
  },
  notice: discloseAgain,
  writing: stillWriting,
}
