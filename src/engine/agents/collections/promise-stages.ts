/** Agreeing on one payment: how much, on which day, and is that right? */
import type { Account } from '../../compliance/account.js'
import { detectors } from '../../compliance/detectors.js'
import { askTwice } from './ask-twice.js'
import { audit, type Draft, handOver, put, readOut, say, task, today } from './draft.js'
import type { LineName } from './lines.js'
import { amountIn, dateIn, isPayable, yesOrNo } from './payment.js'
import { beginPlan } from './plan-stages.js'
import { wantsPlan } from './plan-words.js'
import { type Answer, type Said, wordsOf } from './said.js'
import type { Promised } from './state.js'
import { writeDown } from './writing.js'

export const promise: Answer = (d, said) => {
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
  const isAnswer = d.state.stage !== 'promise' || cents !== before.cents || date !== before.date
  return promised(isAnswer ? put(next, { askedTwice: false }) : next, account, isAnswer)
}

/** Reads out what was promised, or asks for what it lacks. */
function promised(d: Draft, account: Account, isAnswer: boolean): Draft {
  const { cents, date } = d.state.promise
  if (cents === undefined || date === undefined) {
    const open = missing({ cents, date })
    if (isAnswer) return say(d, open)
    return askTwice(d, (again) => say(again, open), 'no amount or day was named')
  }
  if (mayRevive(cents, account))
    return handOver(task(d, 'review_hardship', 2), d.options.handoff, 'part of an old debt')
  return readOut(put(d, { stage: 'confirm', termsCuts: 0, askedTwice: false }), 'confirm')
}

/** The question for what a promise lacks. */
function missing({ cents, date }: Record<keyof Promised, unknown>): LineName {
  if (cents !== undefined) return 'ask_date'
  return date === undefined ? 'ask_promise' : 'ask_amount'
}

/** A part of a debt that may be too old can make it young again: nothing a machine should talk anybody into. */
const mayRevive = (cents: number, { time_barred, balance_cents, settlement_cents }: Account) =>
  time_barred !== false && cents !== balance_cents && cents !== settlement_cents

/** "Yes, but make it Saturday" agrees to nothing that was read out. */
function namesOtherTerms(d: Draft, { text, digits }: Said): boolean {
  const { account, promise: read } = d.state
  const day = today(d)
  if (digits !== '' || account === undefined || day === undefined) return false
  const cents = amountIn(text, account, detectors)
  const date = dateIn(text, day, detectors)
  return (cents !== undefined && cents !== read.cents) || (date !== undefined && date !== read.date)
}

export const confirm: Answer = (d, said) => {
  if (wantsPlan(said.text, detectors)) return beginPlan(d, said)
  const answer = yesOrNo(said.text, said.digits)
  const { account, promise: agreed } = d.state
  if (answer !== 'no' && namesOtherTerms(d, said)) return promise(d, said)
  if (answer === undefined)
    return askTwice(d, (again) => readOut(say(again, 'repeat'), 'confirm'), 'nothing was agreed')
  if (answer === 'no')
    return say(put(d, { stage: 'promise', promise: {}, askedTwice: false }), 'ask_promise')
  // Nobody agrees to what they have not heard to its end.
  if (!d.state.termsHeard) return readOut(d, 'confirm')
  const { cents = 0, date = '' } = agreed
  const authorised = audit(d, 'promise', {
    ...{ account: account?.id ?? '', cents, date },
    words: wordsOf(said),
  })
  return writeDown(authorised, 'promise', [{ cents, date }], { cents, date })
}
