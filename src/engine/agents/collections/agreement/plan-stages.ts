/** Agreeing on a payment in parts, one question at a time: how many, from which day, and is that right? */
import { detectors } from '../../../compliance/detectors.js'
import { audit, type Draft, finish, handOver, put, readOut, say, today } from '../draft.js'
import type { LineName } from '../lines/lines.js'
import { mayPlan } from '../lines/plan-lines.js'
import type { Offer } from '../reading/offer.js'
import { isPayable, yesOrNo } from '../reading/payment.js'
import { bareCount } from '../reading/plan-words.js'
import { type Answer, type Said, wordsOf } from '../said.js'
import type { PlanAsked, CollectionsState as State } from '../state.js'
import { askTwice, correct, toPerson } from './ask-twice.js'
import { offerIn, putChoices, single } from './heard-offer.js'
import { endsInTime, mostPayments, type PlanTerms, partsOf, planFrom } from './plan.js'
import { writeDown } from './writing.js'

/** The caller wants to pay in parts. */
export function beginPlan(d: Draft, said: Said): Draft {
  if (!mayPlan(d.state)) return toPerson(d, 'hardship_noted', 'a plan needs a person')
  const offer = offerIn(d, said.text)
  const begun = put(putChoices(d, { cents: [], days: offer.plan?.uneven ? [] : offer.days }), {
    ...{ plan: {}, stage: 'plan', planAsked: 'count', askedTwice: false },
  })
  return offer.plan?.uneven
    ? asks(begun, 'count', 'plan_equal')
    : settle(begun, termsOf(d, said, offer), false)
}

/** Too much, or wants the least there is. */
const wantsLeast =
  /\b(?:can't|cannot|can not|couldn't|not able|unable|too (?:much|high|many)|impossible|lowest|smallest|least|minimum|as little|cheapest|lower|less)\b/i

/** "Okay, the smallest one", of the smallest there is. */
const takesLeast =
  /\bthe (?:smallest|lowest|least|minimum|cheapest)(?: (?:one|plan|payments?|amount))?(?= then\b| please\b|\W*$)/i

export const plan: Answer = (before, said) => {
  const offer = offerIn(before, said.text)
  const d = offer.days.length > 0 ? putChoices(before, { cents: [], days: offer.days }) : before
  const terms = termsOf(d, said, offer)
  if (offer.plan?.uneven)
    return askTwice(d, (again) => asks(again, 'count', 'plan_equal'), 'no plan was named')
  if (hasNew(terms, d.state.plan)) return settle(d, terms, true)
  const part = d.state.planAsked === 'change' ? partToChange(d, said.text) : undefined
  return part ?? nothingNew(d, said, offer)
}

/** The turn names no terms that were not there. */
function nothingNew(d: Draft, said: Said, { days }: Offer): Draft {
  const { planAsked: asked, plan: named } = d.state
  const answer = yesOrNo(said.text, said.digits)
  const least = wantsLeast.test(said.text) || said.events.includes('hardship')
  if (asked === 'limit') {
    if (answer === 'yes' && takesLeast.test(said.text)) return settle(d, {}, true)
    if (least || answer === 'no') return review(d)
    // Who goes on to the day has taken it.
    if (answer === 'yes' || days.length > 0) return settle(d, {}, true)
    return askTwice(d, (again) => say(say(again, 'repeat'), 'plan_limit'), 'no plan was agreed')
  }
  if (least) return offerLeast(d, named.every)
  if (asked === 'amount')
    return askTwice(
      d,
      (again) => say(say(again, 'repeat'), 'ask_plan_amount'),
      'no plan was agreed',
    )
  return answer === 'no' && asked === 'count'
    ? say(put(d, { stage: 'discuss' }), 'options')
    : settle(d, {}, true)
}

/** "The day", in answer to what is to be changed. */
function partToChange(d: Draft, text: string): Draft | undefined {
  const { first: _, ...kept } = d.state.plan
  if (/\b(?:day|date|when)\b/i.test(text))
    return asks(put(d, { plan: kept }), 'date', 'ask_plan_day')
  if (/\bhow many\b|\bnumber\b/i.test(text)) return asks(d, 'count', 'ask_plan')
  return /\bamount\b|\bhow much\b/i.test(text) ? asks(d, 'amount', 'ask_plan_amount') : undefined
}

function offerLeast(d: Draft, every: PlanTerms['every']): Draft {
  const { account, settings } = d.state
  return account === undefined ? review(d) : limit(d, mostPayments(account, settings, every))
}

export const planConfirm: Answer = (d, said) => {
  const why = 'no plan was agreed'
  const terms = termsOf(d, said, offerIn(d, said.text))
  if (hasNew(terms, d.state.plan)) return correct(d, (counted) => settle(counted, terms, true), why)
  const answer = yesOrNo(said.text, said.digits)
  if (answer === 'yes') return d.state.termsHeard ? write(d, said) : readOut(d, 'plan_confirm')
  if (said.events.includes('hardship')) return review(d)
  if (answer === undefined)
    return askTwice(d, (again) => readOut(say(again, 'repeat'), 'plan_confirm'), why)
  return correct(
    d,
    (counted) => asks(put(counted, { stage: 'plan' }), 'change', 'plan_change'),
    why,
  )
}

/** What the turn adds. A bare number is read as what was asked for. */
function termsOf(
  d: Draft,
  { text, digits }: Said,
  { plan: named, cents, days, every }: Offer,
): PlanTerms {
  const { stage, planAsked: asked } = d.state
  const asksCount = stage === 'plan' && asked !== 'date' && asked !== 'amount'
  const bare = asksCount && named === undefined ? bareCount(text, digits, detectors) : undefined
  const count = single(named?.counts ?? []) ?? bare
  const ofEach = asksCount ? bare === undefined : asked !== 'date' || stage === 'plan_confirm'
  const each = single(named?.cents ?? (ofEach ? cents : []))
  const first = single(days)
  return {
    ...(count !== undefined && { count }),
    ...(each !== undefined && { cents: each }),
    ...(every !== undefined && { every }),
    ...(first !== undefined && { first }),
  }
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
  const isOpen = state.choices.days.length > 0 && terms.first === undefined
  if (isStuck(state, terms, tooFar))
    return asks(put(d, { askedTwice: true }), 'date', isOpen ? 'which_day' : 'plan_date_limit')
  if (isOpen) return asks(put(d, { askedTwice: false }), 'date', 'which_day')
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
