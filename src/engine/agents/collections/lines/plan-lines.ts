/** Lines of a payment in parts, of the ways to go on, and of hardship. Every number in them is worked out by code. */
import type { Account } from '../../../compliance/account.js'
import { showDate, showWeekday } from '../../../compliance/slots.js'
import { type Interval, mostPayments, type Parts, partsOf, planFrom } from '../agreement/plan.js'
import type { CollectionsState } from '../state.js'
import { fixed, money, type Words } from './line-words.js'

export const planLines = {
  options: { version: 1, text: (state) => waysToGoOn(state) },
  hardship: {
    version: 1,
    text: (state) =>
      `I am sorry to hear that. ${mayPlan(state) ? 'We can look at smaller payments, or a person can look at what is possible. Which would you like?' : 'A person can look at what is possible. Would you like that?'}`,
  },
  hardship_noted: fixed(
    'I have asked a person to look at what is possible for you. They will call you. Nothing was agreed today. Goodbye.',
  ),
  ask_plan: {
    version: 1,
    text: (state) =>
      `Yes, you can pay in parts. How many payments would you like? It can be up to ${mostOf(state)}.`,
  },
  ask_plan_amount: fixed('How much would you like to pay each time?'),
  plan_equal: {
    version: 1,
    text: (state) =>
      `I can only write down equal payments, one each week, every two weeks or each month. How many payments would you like? It can be up to ${mostOf(state)}.`,
  },
  which_amount: {
    version: 1,
    text: ({ choices }) =>
      `I want to get this right. Is that ${choices.cents.map(money).join(', or ')}?`,
  },
  which_day: {
    version: 1,
    text: ({ choices }) =>
      `I want to get this right. Is that ${choices.days.map(showWeekday).join(', or ')}?`,
  },
  plan_limit: {
    version: 1,
    text: (state) => `The smallest I can do is ${partsText(state)}. Would that work for you?`,
  },
  ask_plan_date: {
    version: 1,
    text: (state) =>
      `That is ${partsText(state)}. On which day would you like to make the first payment?`,
  },
  ask_plan_day: fixed('Good. On which day would you like to make the first payment?'),
  plan_unclear: fixed('Sorry, I did not get that. In how many payments would you like to pay?'),
  plan_date_limit: {
    version: 1,
    text: ({ settings }) =>
      `The first payment can be on any day in the next ${String(settings.promise_within_days)} days. Which day would you like?`,
  },
  plan_confirm: { version: 1, text: (state) => readBack(state) },
  plan_change: fixed('What would you like to change: how many payments, how much, or the day?'),
  plan_written: fixed(
    'I have written that down. You will get the plan in writing, and a secure link before each payment. Thank you. Goodbye.',
  ),
  plan_review: fixed(
    'I cannot go lower than that on my own. A person will look at it and call you. Nothing was agreed today. Goodbye.',
  ),
} as const satisfies Readonly<Record<string, Words>>

/** Plans can be agreed with this caller. */
export function mayPlan({ account, settings }: CollectionsState): boolean {
  return (
    account !== undefined && account.time_barred === false && mostPayments(account, settings) > 1
  )
}

function mostOf({ account, settings, plan }: CollectionsState): number {
  return account === undefined ? 1 : mostPayments(account, settings, plan.every)
}

const often: Readonly<Record<Interval, string>> = {
  week: 'one each week',
  two_weeks: 'one every two weeks',
  month: 'one each month',
}

/** "3 payments of $428.17, one each month, the last one a few cents less" */
function partsText({ account, plan }: CollectionsState): string {
  const parts = account === undefined ? undefined : partsOf(plan, account)
  if (parts === undefined) return ''
  return `${parts.count} payments of ${money(parts.cents)}, ${often[parts.every]}${lastText(parts)}`
}

function lastText({ cents, lastCents }: Parts): string {
  if (cents === lastCents) return ''
  return cents - lastCents < 100
    ? ', the last one a few cents less'
    : `, and ${money(lastCents)} for the last one`
}

function readBack(state: CollectionsState): string {
  const { account, plan } = state
  const parts = account === undefined ? undefined : partsOf(plan, account)
  if (parts === undefined || plan.first === undefined) return ''
  const { instalments } = planFrom(parts, plan.first)
  const last = instalments.at(-1)?.date ?? plan.first
  const { count, cents, lastCents, every } = parts
  const ends = cents === lastCents ? 'the last is' : `the last, of ${money(lastCents)}, is`
  return [
    `${count} payments of ${money(cents)}, ${often[every]}.`,
    `The first is on ${showDate(plan.first)}, and ${ends} on ${showDate(last)}.`,
    `Together that is ${money(account?.balance_cents)}.`,
  ].join(' ')
}

/** What the caller can do, by what the account and the policy allow. */
function waysToGoOn(state: CollectionsState): string {
  const { account } = state
  return [
    ...(account === undefined ? [] : whole(account)),
    ...(mayPlan(state) ? [`You can pay in parts, up to ${mostOf(state)} payments.`] : []),
    'If money is short, a person can look at that.',
    'And if you think it is not right, you can dispute it.',
    'What would you like to do?',
  ].join(' ')
}

function whole({ balance_cents, settlement_cents }: Account): readonly string[] {
  return [
    `You can pay the full ${money(balance_cents)}.`,
    ...(settlement_cents === undefined
      ? []
      : [`One payment of ${money(settlement_cents)} settles it.`]),
  ]
}
