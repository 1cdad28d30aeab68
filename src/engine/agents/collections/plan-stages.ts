/** Agreeing on a payment in parts, one question at a time: how many, from which day, and is that right? */
import { detectors } from '../../compliance/detectors.js'
import { askTwice, toPerson } from './ask-twice.js'
import { audit, type Draft, finish, handOver, put, readOut, say, today } from './draft.js'
import type { LineName } from './lines.js'
import { dateIn, isPayable, yesOrNo } from './payment.js'
import { endsInTime, mostPayments, type PlanTerms, partsOf, planFrom } from './plan.js'
import { mayPlan } from './plan-lines.js'
import { bareCount, planTermsIn } from './plan-words.js'
import { type Answer, type Said, wordsOf } from './said.js'
import type { PlanAsked, CollectionsState as State } from './state.js'
import { writeDown } from './writing.js'

/** The caller wants to pay in parts. */
export function beginPlan(d: Draft, said: Said): Draft {
  if (!mayPlan(d.state)) return toPerson(d, 'hardship_noted', 'a plan needs a person')
  return settle(
    put(d, { plan: {}, stage: 'plan', planAsked: 'count', askedTwice: false }),
    termsOf(d, said),
    false,
  )
}

/** Too much, or wants the least there is. */
const wantsLeast =
  /\b(?:can't|cannot|can not|couldn't|not able|unable|too (?:much|high|many)|impossible|lowest|smallest|least|minimum|as little|cheapest|lower|less)\b/i

export const plan: Answer = (d, said) => {
  const terms = termsOf(d, said)
  if (hasNew(terms, d.state.plan)) return settle(d, terms, true)
  const { planAsked: asked, plan: named } = d.state
  const answer = yesOrNo(said.text, said.digits)
  const least = wantsLeast.test(said.text) || said.events.includes('hardship')
  if (asked === 'limit') {
    if (least || answer === 'no') return review(d)
    if (answer === 'yes') return settle(d, {}, true)
    return askTwice(d, (again) => say(say(again, 'repeat'), 'plan_limit'), 'no plan was agreed')
  }
  if (least) return offerLeast(d, named.every)
  return answer === 'no' && asked === 'count'
    ? say(put(d, { stage: 'discuss' }), 'options')
    : settle(d, {}, true)
}

function offerLeast(d: Draft, every: PlanTerms['every']): Draft {
  const { account, settings } = d.state
  return account === undefined ? review(d) : limit(d, mostPayments(account, settings, every))
}

export const planConfirm: Answer = (d, said) => {
  const terms = termsOf(d, said)
  if (hasNew(terms, d.state.plan)) return settle(d, terms, true)
  const answer = yesOrNo(said.text, said.digits)
  if (answer === 'yes') return d.state.termsHeard ? write(d, said) : readOut(d, 'plan_confirm')
  if (answer === undefined && !said.events.includes('hardship'))
    return askTwice(
      d,
      (again) => readOut(say(again, 'repeat'), 'plan_confirm'),
      'no plan was agreed',
    )
  return said.events.includes('hardship')
    ? review(d)
    : say(put(d, { stage: 'plan', planAsked: 'change' }), 'plan_change')
}

/** What the turn adds. A bare number is read as what was asked for. */
function termsOf(d: Draft, { text, digits }: Said): PlanTerms {
  const said = planTermsIn(text, detectors)
  const asked = d.state.planAsked
  const bare =
    asked === 'date' || d.state.stage === 'plan_confirm'
      ? undefined
      : bareCount(text, digits, detectors)
  const first = firstDay(d, text)
  return {
    ...(bare !== undefined && said.cents === undefined && { count: bare }),
    ...said,
    ...(first !== undefined && { first }),
  }
}

function firstDay(d: Draft, text: string): string | undefined {
  const day = today(d)
  return day === undefined ? undefined : dateIn(text, day, detectors)
}

const hasNew = (terms: PlanTerms, before: PlanTerms): boolean =>
  (Object.keys(terms) as (keyof PlanTerms)[]).some((key) => terms[key] !== before[key])

/** Takes in what was named, holds it to the limits, and asks for what is missing. */
function settle(d: Draft, terms: PlanTerms, answering: boolean): Draft {
  const { account, settings } = d.state
  const day = today(d)
  if (account === undefined || day === undefined)
    return handOver(d, d.options.handoff, 'nobody knows what day it is for the consumer')
  const tooFar =
    terms.first !== undefined && !isPayable(terms.first, day, Number(settings.promise_within_days))
  // Before any limit is looked at: a stricter one must not keep the talk going.
  if (d.state.askedTwice && isStuck(d.state, terms, tooFar))
    return toPerson(d, 'hardship_noted', 'no day was named')
  const named = merged(d.state.plan, terms, tooFar)
  const parts = partsOf(named, account)
  const next = put(d, { stage: 'plan', plan: named })
  if (parts === undefined) {
    return answering ? askAgain(next) : asks(next, 'count', 'ask_plan')
  }
  const most = mostPayments(account, settings, named.every)
  if (parts.count > most) return most > 1 ? limit(next, most) : review(next)
  if (named.first === undefined || tooFar) return askDay(next, d, terms, tooFar)
  const agreed = planFrom(parts, named.first)
  if (!endsInTime(agreed, day, settings)) return limit(next, most)
  return readOut(
    put(next, {
      stage: 'plan_confirm',
      askedTwice: false,
      termsCuts: hasNew(terms, d.state.plan) ? 0 : d.state.termsCuts,
      agreedCents: [...d.state.agreedCents, parts.cents, parts.lastCents],
      agreedDates: [...d.state.agreedDates, ...agreed.instalments.map(({ date }) => date)],
    }),
    'plan_confirm',
  )
}

/** Asks for the day of the first payment. */
function askDay(d: Draft, { state }: Draft, terms: PlanTerms, tooFar: boolean): Draft {
  if (isStuck(state, terms, tooFar))
    return asks(put(d, { askedTwice: true }), 'date', 'plan_date_limit')
  // The amounts are not said again where they were just agreed to.
  const line = hasNew(terms, state.plan) ? 'ask_plan_date' : 'ask_plan_day'
  return asks(put(d, { askedTwice: false }), 'date', tooFar ? 'plan_date_limit' : line)
}

/** A turn that has not named a day that can be is no answer to the question for one. */
const isStuck = ({ stage, planAsked, plan: before }: State, terms: PlanTerms, tooFar: boolean) =>
  stage === 'plan' && planAsked === 'date' && (tooFar || !hasNew(terms, before))

/** What is named last counts: an amount takes the place of a number of payments, and the other way round. */
function merged(before: PlanTerms, { first, ...terms }: PlanTerms, tooFar: boolean): PlanTerms {
  const anew = terms.cents !== undefined || terms.count !== undefined
  const { every, first: day } = before
  const kept = { ...(every !== undefined && { every }), ...(day !== undefined && { first: day }) }
  const named = first === undefined || tooFar ? {} : { first }
  return { ...(anew ? kept : before), ...terms, ...named }
}

/** The plan with the smallest payments there may be, if it is one the caller can still refuse. */
function limit(d: Draft, most: number): Draft {
  const { every, first } = d.state.plan
  const smallest = {
    ...{ count: most, ...(every !== undefined && { every }) },
    ...(first !== undefined && { first }),
  }
  return asks(put(d, { plan: smallest, askedTwice: false }), 'limit', 'plan_limit')
}

function asks(d: Draft, planAsked: PlanAsked, line: LineName): Draft {
  return say(put(d, { planAsked }), line)
}

/** Asked twice without an answer, it is nothing for a machine. */
function askAgain(d: Draft): Draft {
  if (d.state.planAsked !== 'count again') return asks(d, 'count again', 'plan_unclear')
  return toPerson(d, 'hardship_noted', 'no plan was named')
}

const review = (d: Draft): Draft => toPerson(d, 'plan_review', 'no plan was agreed')

function write(d: Draft, said: Said): Draft {
  const { account, plan: terms } = d.state
  const parts = account === undefined ? undefined : partsOf(terms, account)
  if (account === undefined || parts === undefined || terms.first === undefined)
    return finish(d, 'not_written', 'plan not written')
  const { instalments, every } = planFrom(parts, terms.first)
  const payments = instalments.map(({ cents, date }) => ({ cents, date }))
  const agreed = audit(d, 'plan', {
    ...{ account: account.id, every, totalCents: account.balance_cents },
    // Day and cents of each, as a record keeps lists.
    payments: payments.map(({ cents, date }) => `${date} ${cents}`),
    words: wordsOf(said),
  })
  return writeDown(agreed, 'plan', payments, { every, instalments: payments })
}
