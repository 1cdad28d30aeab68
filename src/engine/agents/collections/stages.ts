/** What the agent does with a turn that brought up nothing urgent: verify, disclose, talk, take a promise. */
import type { Account } from '../../compliance/account.js'
import { detectors } from '../../compliance/detectors.js'
import { callback } from './callback.js'
import { noticeLine, wantsThirdFactor } from './chosen.js'
import {
  add,
  audit,
  type Draft,
  finish,
  handOver,
  lock,
  put,
  readOut,
  say,
  task,
  today,
} from './draft.js'
import { digitRuns, gaveYear, gaveZip, matchesYear, matchesZip } from './factors.js'
import { hardship } from './hardship.js'
import { isLeaving } from './leaving.js'
import type { LineName } from './lines.js'
import { amountIn, asksForOptions, dateIn, isPayable, paysWhole, yesOrNo } from './payment.js'
import { beginPlan, plan, planConfirm } from './plan-stages.js'
import { wantsPlan } from './plan-words.js'
import { questionIn } from './questions.js'
import { letSpeak } from './report-event.js'
import type { Answer, Said } from './said.js'
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
  if (found === undefined) return tryAgain(d, 'ask_reference', 'reference')
  return add(d, {
    ...{ type: 'callTool', name: 'find_account' },
    input: JSON.stringify({ reference: found }),
  })
}

const zip: Answer = (d, { text, digits }) => {
  const runs = digitRuns(text, digits, detectors)
  const { account, lookedUp } = d.state
  if (account === undefined && lookedUp) return say(put(d, { stage: 'reference' }), 'ask_reference')
  if (!gaveZip(runs)) return tryAgain(d, 'ask_zip', 'zip')
  const matched = account !== undefined && matchesZip(runs, account.zip)
  const noted = audit(d, 'identity', { factor: 'zip', matched })
  // Nobody learns from the answer which of the two was wrong.
  const factors = { ...d.state.factors, zip: matched }
  return say(put(noted, { stage: 'birth_year', factors }), 'ask_birth_year')
}

const birthYear: Answer = (d, { text, digits }) => {
  const runs = digitRuns(text, digits, detectors)
  const { account } = d.state
  if (!gaveYear(runs)) return tryAgain(d, 'ask_birth_year', 'birth_year')
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
  if (runs.length === 0) return tryAgain(d, 'ask_account_tail', 'account_tail')
  const matched = d.state.account !== undefined && runs.includes(d.state.account.account_tail)
  const noted = audit(d, 'identity', { factor: 'account_tail', matched })
  const { zip: zipMatched, birthYear: yearMatched } = d.state.factors
  const factors = { ...d.state.factors, tail: matched }
  return compared(put(noted, { factors }), zipMatched && yearMatched && matched)
}

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
  const known = audit(put(d, { verified: true }), 'verified', {
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
  if (wantsPlan(said.text, detectors)) return beginPlan(d, said)
  const pays =
    said.events.some((event) => event === 'promise_to_pay' || event === 'pay_now') ||
    paysSome.test(said.text)
  if (pays || isWhole(said) || isAmount(said, account)) return promise(d, said)
  const question = questionIn(said.text)
  if (question !== undefined) return say(d, question)
  return letSpeak(d)
}

/** "The full amount." alone answers what to do; in a longer sentence it may be anything. */
const isWhole = ({ text }: Said): boolean => paysWhole(text) && text.trim().split(/\s+/).length <= 5

const paysSome =
  /\b(?:can|could|might|will|'ll|would) (?:maybe )?(?:pay|give you|send) (?:you )?(?:something|some|a part|part|half|a bit|a little)\b/i

/** "Two hundred on Friday." answers what to do, too. */
const isAmount = ({ text }: Said, account: Account): boolean =>
  text.trim().split(/\s+/).length <= 6 &&
  !/\?|\b(?:why|what|how|who|owe|year|number|code)\b/i.test(text) &&
  amountIn(text, account, detectors) !== undefined

const promise: Answer = (d, said) => {
  const { text } = said
  const { account, settings, promise: before } = d.state
  const day = today(d)
  if (wantsPlan(text, detectors)) return beginPlan(d, said)
  if (account === undefined || day === undefined)
    return handOver(d, d.options.handoff, 'nobody knows what day it is for the consumer')
  const cents = amountIn(text, account, detectors) ?? before.cents
  const named = dateIn(text, day, detectors)
  const within = Number(settings.promise_within_days)
  const date = named !== undefined && isPayable(named, day, within) ? named : before.date
  const next = put(d, {
    stage: 'promise',
    promise: { ...(cents !== undefined && { cents }), ...(date !== undefined && { date }) },
    agreedCents: cents === undefined ? d.state.agreedCents : [...d.state.agreedCents, cents],
    agreedDates: date === undefined ? d.state.agreedDates : [...d.state.agreedDates, date],
  })
  if (cents === undefined && date === undefined) return say(next, 'ask_promise')
  if (cents === undefined) return say(next, 'ask_amount')
  if (date === undefined) return say(next, 'ask_date')
  if (mayRevive(cents, account))
    return handOver(task(next, 'review_hardship', 2), d.options.handoff, 'part of an old debt')
  return readOut(put(next, { stage: 'confirm', termsCuts: 0 }), 'confirm')
}

/** A part of a debt that may be too old can make it young again: nothing a machine should talk anybody into. */
const mayRevive = (cents: number, { time_barred, balance_cents, settlement_cents }: Account) =>
  time_barred !== false && cents !== balance_cents && cents !== settlement_cents

/** "Yes, but make it Saturday" agrees to nothing that was read out. */
function namesOtherTerms({ state, ...d }: Draft, { text, digits }: Said): boolean {
  const { account, promise: read } = state
  const day = today({ state, ...d })
  if (digits !== '' || account === undefined || day === undefined) return false
  const cents = amountIn(text, account, detectors)
  const date = dateIn(text, day, detectors)
  return (cents !== undefined && cents !== read.cents) || (date !== undefined && date !== read.date)
}

const confirm: Answer = (d, said) => {
  if (wantsPlan(said.text, detectors)) return beginPlan(d, said)
  const answer = yesOrNo(said.text, said.digits)
  const { account, promise: agreed } = d.state
  if (answer !== 'no' && namesOtherTerms(d, said)) return promise(d, said)
  if (answer === undefined) return readOut(say(d, 'repeat'), 'confirm')
  if (answer === 'no') return say(put(d, { stage: 'promise', promise: {} }), 'ask_promise')
  // Nobody agrees to what they have not heard to its end.
  if (!d.state.termsHeard) return readOut(d, 'confirm')
  const { cents = 0, date = '' } = agreed
  const authorised = audit(put(d, { stage: 'writing' }), 'promise', {
    ...{ account: account?.id ?? '', cents, date },
    words: said.digits === '' ? detectors.redact(said.text) : `key ${said.digits}`,
  })
  return add(authorised, {
    ...{ type: 'callTool', name: 'record_promise' },
    input: JSON.stringify({ account: account?.id, cents, date }),
  })
}

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
  const noted = audit(d, 'noted', { words: detectors.redact(said.text) })
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
  writing: (d) => d,
}
