/**
 * A payment in parts: how many, how much, how often and from which day. Every amount is worked out from the balance, so that the parts are
 * the balance to the cent; what a caller says only chooses among the plans that the account and the policy allow.
 */
import type { Account } from '../../../compliance/account.js'
import type { Settings } from '../../../compliance/policy.js'
import { addDays, addMonths, daysBetween } from '../../../compliance/wall-time.js'

export type Interval = 'week' | 'two_weeks' | 'month'

/** What has been named so far. */
export interface PlanTerms {
  /** How many payments. */
  readonly count?: number
  /** Of each payment; the last may be smaller. Counts before `count`. */
  readonly cents?: number
  readonly every?: Interval
  /** Of the first payment, `2026-12-04`. */
  readonly first?: string
}

export interface Instalment {
  readonly cents: number
  /** `2026-12-04` */
  readonly date: string
}

/** The parts before their days are known. */
export interface Parts {
  readonly count: number
  readonly cents: number
  /** At most `cents`. */
  readonly lastCents: number
  readonly every: Interval
}

export interface Plan extends Parts {
  readonly instalments: readonly Instalment[]
}

/** Eleven months are never more than eleven times the figure for one, and a day. */
const daysOf: Readonly<Record<Interval, number>> = { week: 7, two_weeks: 14, month: 30.5 }

/** So long the first payment may wait. Not `promise_within_days`: fewer of them would leave room for more payments. */
const firstWaitDays = 30

/** The most payments a plan may have. Below 2 there are no plans. */
export function mostPayments(
  { balance_cents, instalment_cents = [] }: Account,
  settings: Settings,
  every: Interval = 'month',
): number {
  const span = Number(settings.plan_within_days) - firstWaitDays
  const inTime = Math.floor(span / daysOf[every]) + 1
  const byAmount =
    instalment_cents.length === 0
      ? Number.POSITIVE_INFINITY
      : Math.ceil(balance_cents / Math.min(...instalment_cents))
  const most = Math.min(Number(settings.plan_instalments), inTime, byAmount)
  // What is no number allows nothing.
  return most >= 1 ? most : 1
}

/** The parts that were asked for, or `undefined` while neither their number nor their amount is known. */
export function partsOf(
  { count, cents, every = 'month' }: PlanTerms,
  { balance_cents }: Account,
): Parts | undefined {
  const each = cents ?? (count === undefined ? undefined : Math.ceil(balance_cents / count))
  if (each === undefined) return undefined
  const payments = Math.ceil(balance_cents / each)
  return {
    count: payments,
    cents: Math.min(each, balance_cents),
    lastCents: balance_cents - each * (payments - 1),
    every,
  }
}

/** The payments with their days. */
export function planFrom(parts: Parts, first: string): Plan {
  const { count, cents, lastCents } = parts
  const instalments = Array.from({ length: count }, (_, i) => ({
    cents: i === count - 1 ? lastCents : cents,
    date: dayOf(parts, first, i),
  }))
  return { ...parts, instalments }
}

function dayOf({ every }: Parts, first: string, payment: number): string {
  return every === 'month' ? addMonths(first, payment) : addDays(first, daysOf[every] * payment)
}

/** Ends in time. That there are not too many payments is seen before a day is asked for. */
export function endsInTime({ instalments }: Plan, today: string, settings: Settings): boolean {
  const last = instalments.at(-1)
  return last !== undefined && daysBetween(today, last.date) <= Number(settings.plan_within_days)
}
