/** Agreeing on one payment: how much, on which day, and is that right? */
import type { Account } from '../../../compliance/account.js'
import { audit, type Draft, handOver, put, readOut, say, task, today } from '../draft.js'
import type { LineName } from '../lines/lines.js'
import type { Offer } from '../reading/offer.js'
import { isPayable, yesOrNo } from '../reading/payment.js'
import { type Answer, wordsOf } from '../said.js'
import { askTwice, correct } from './ask-twice.js'
import { offerIn, putChoices, single } from './heard-offer.js'
import { beginPlan } from './plan-stages.js'
import { writeDown } from './writing.js'

export const promise: Answer = (d, said) => {
  const { account, settings, promise: before, choices: asked } = d.state
  const day = today(d)
  const offer = offerIn(d, said.text)
  if (offer.plan !== undefined) return beginPlan(d, said)
  if (account === undefined || day === undefined)
    return handOver(d, d.options.handoff, 'nobody knows what day it is for the consumer')
  const within = Number(settings.promise_within_days)
  const isPossible = (date: string) => isPayable(date, day, within)
  const cents = offer.cents.length > 0 ? single(offer.cents) : before.cents
  const named = offer.days.length > 0 ? single(offer.days) : before.date
  const date = named !== undefined && isPossible(named) ? named : undefined
  const noted = putChoices(d, {
    cents: offer.cents.length > 0 ? offer.cents : asked.cents,
    days: offer.days.length > 0 ? offer.days : asked.days,
  })
  const next = put(noted, {
    stage: 'promise',
    promise: { ...(cents !== undefined && { cents }), ...(date !== undefined && { date }) },
    agreedCents: cents === undefined ? d.state.agreedCents : [...d.state.agreedCents, cents],
    agreedDates: date === undefined ? d.state.agreedDates : [...d.state.agreedDates, date],
  })
  const isAnswer = d.state.stage !== 'promise' || tells(next.state) !== tells(d.state)
  return promised(isAnswer ? put(next, { askedTwice: false }) : next, account, isAnswer)
}

const tells = ({ promise: { cents, date }, choices }: Draft['state']) =>
  JSON.stringify([cents, date, choices])

/** Reads out what was promised, or asks for what it lacks. */
function promised(d: Draft, account: Account, isAnswer: boolean): Draft {
  const { cents, date } = d.state.promise
  if (cents === undefined || date === undefined) {
    const open = missing(d.state)
    if (isAnswer) return say(d, open)
    return askTwice(d, (again) => say(again, open), 'no amount or day was named')
  }
  if (mayRevive(cents, account))
    return handOver(task(d, 'review_hardship', 2), d.options.handoff, 'part of an old debt')
  return readOut(put(d, { stage: 'confirm', termsCuts: 0, askedTwice: false }), 'confirm')
}

/** The question for what a promise lacks. */
function missing({ promise: { cents, date }, choices }: Draft['state']): LineName {
  if (choices.cents.length > 0) return 'which_amount'
  if (choices.days.length > 0) return 'which_day'
  if (cents !== undefined) return 'ask_date'
  return date === undefined ? 'ask_promise' : 'ask_amount'
}

/** A part of a debt that may be too old can make it young again: nothing a machine should talk anybody into. */
const mayRevive = (cents: number, { time_barred, balance_cents, settlement_cents }: Account) =>
  time_barred !== false && cents !== balance_cents && cents !== settlement_cents

/** "Yes, but make it Saturday" agrees to nothing that was read out. */
function namesOtherTerms({ promise: read }: Draft['state'], { cents, days }: Offer): boolean {
  const differs = <T>(named: readonly T[], before: T | undefined) =>
    named.length > 0 && (before === undefined || !named.includes(before))
  return differs(cents, read.cents) || differs(days, read.date)
}

export const confirm: Answer = (d, said) => {
  const offer = offerIn(d, said.text)
  if (offer.plan !== undefined) return beginPlan(d, said)
  const answer = yesOrNo(said.text, said.digits)
  const why = 'nothing was agreed'
  if (said.digits === '' && namesOtherTerms(d.state, offer))
    return correct(d, (counted) => promise(counted, said), why)
  if (answer === undefined)
    return askTwice(d, (again) => readOut(say(again, 'repeat'), 'confirm'), why)
  if (answer === 'no') return correct(d, anew, why)
  // Nobody agrees to what they have not heard to its end.
  if (!d.state.termsHeard) return readOut(d, 'confirm')
  const { account, promise: agreed } = d.state
  const { cents = 0, date = '' } = agreed
  const authorised = audit(d, 'promise', {
    ...{ account: account?.id ?? '', cents, date },
    words: wordsOf(said),
  })
  return writeDown(authorised, 'promise', [{ cents, date }], { cents, date })
}

const anew = (d: Draft): Draft =>
  say(put(d, { stage: 'promise', promise: {}, askedTwice: false }), 'ask_promise')
