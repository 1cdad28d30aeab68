/** Money is short: smaller payments by code, or a person who looks at what is possible. Nobody is pressed. */
import { type Draft, finish, handOver, put, say, task } from '../draft.js'
import { mayPlan } from '../lines/plan-lines.js'
import { asksForOptions, yesOrNo } from '../reading/payment.js'
import type { Answer, Said } from '../said.js'
import { offerIn } from './heard-offer.js'
import { beginPlan } from './plan-stages.js'
import { promise } from './promise-stages.js'

/** "What happens if I do not pay?" asks; it does not say that money is short. */
const asks = /\bwhat (?:happens|would happen|will happen|if)\b/i

/** Undefined where there is nothing to do about it: not yet verified, or an offer is being talked about. */
export function beginHardship(d: Draft, { text, events }: Said): Draft | undefined {
  const { stage, notice } = d.state
  const talks = stage === 'discuss' || stage === 'promise' || stage === 'confirm'
  const { cents, plan } = offerIn(d, text)
  const offers = cents.length > 0 || plan !== undefined
  const pays = offers || events.includes('promise_to_pay') || events.includes('pay_now')
  if (!talks || notice !== 'heard' || pays || asks.test(text)) return undefined
  const noted = task(d, 'review_hardship', 5)
  return say(put(noted, { stage: 'hardship', askedTwice: false }), 'hardship')
}

const person =
  /\b(?:person|someone|somebody|human|review|look (?:at|into)|second|latter|call me)\b/i
const smaller = /\b(?:smaller|payments?|plan|first|former|parts?|instal?lments?)\b/i

export const hardship: Answer = (d, said) => {
  if (person.test(said.text)) return toPerson(d)
  const answer = yesOrNo(said.text, said.digits)
  if (mayPlan(d.state) && (smaller.test(said.text) || answer === 'yes')) return beginPlan(d, said)
  if (answer === 'no' || asksForOptions(said.text))
    return say(put(d, { stage: 'discuss' }), 'options')
  // What they can pay says which of the two it is.
  const { cents, plan } = offerIn(d, said.text)
  if (plan !== undefined) return beginPlan(d, said)
  if (cents.length > 0) return promise(d, said)
  return answer === 'yes' || d.state.askedTwice
    ? toPerson(d)
    : say(put(say(d, 'repeat'), { askedTwice: true }), 'hardship')
}

function toPerson(d: Draft): Draft {
  const { handoff } = d.options
  return handoff === undefined
    ? finish(d, 'hardship_noted', 'hardship')
    : handOver(d, handoff, 'hardship')
}
