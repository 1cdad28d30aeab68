/** Where a collections call is. It is ever only replaced, so that a call can be replayed from its log. */
import type { Account } from '../../compliance/account.js'
import type { CallerEvent } from '../../compliance/caller-turn.js'
import type { Policy, Settings } from '../../compliance/policy.js'
import type { Circumstance, Lock } from '../../compliance/standing.js'
import type { PlanTerms } from './agreement/plan.js'
import type { Appointment, Wish } from './reading/callback-time.js'

export type Stage =
  /** The opening was said; who is it? */
  | 'greet'
  /** Another name was given than the account's: is the call for somebody else? */
  | 'name_check'
  /** The account was not found by the caller's number. */
  | 'reference'
  | 'zip'
  | 'birth_year'
  /** Where the policy wants three answers. */
  | 'account_tail'
  /** Verified; the notice is being said. */
  | 'notice'
  | 'discuss'
  /** How much, and when? */
  | 'promise'
  /** An amount and a day were read out; yes or no? */
  | 'confirm'
  /** How is it to be paid in parts? */
  | 'plan'
  /** The parts were read out; yes or no? */
  | 'plan_confirm'
  /** Money is short: smaller payments, or a person? */
  | 'hardship'
  /** Whether somebody may call back in Spanish. */
  | 'spanish'
  /** The promise is being written down. */
  | 'writing'
  /** A better time was asked for. */
  | 'callback'
  /** One thing was asked of somebody the call is locked to. */
  | 'locked'
  | 'over'

/** What is asked there identifies the caller. */
export const identifying: ReadonlySet<Stage> = new Set([
  'reference',
  'zip',
  'birth_year',
  'account_tail',
])

/** What can be agreed on and is written down. */
export type Agreement = 'promise' | 'plan'

export interface Promised {
  readonly cents?: number
  /** `2026-12-04` */
  readonly date?: string
}

/** What a plan was last asked about. */
export type PlanAsked = 'count' | 'count again' | 'amount' | 'limit' | 'date' | 'change'

/** What is known of the time to call at. */
export interface CallbackWish {
  /** What was named so far. */
  readonly wished?: Wish
  /** Questions that were put: each is asked once. */
  readonly asked: readonly string[]
  /** The nearest allowed time, in place of one that is not. */
  readonly offered?: Appointment
}

/** What a caller named may be any of these; empty where nothing has to be asked. */
export interface Choices {
  readonly cents: readonly number[]
  readonly days: readonly string[]
}

export interface CollectionsState {
  readonly stage: Stage
  readonly outbound: boolean
  readonly phone: string
  /** Name of the one who is called; unknown when they call us. */
  readonly expected: string | undefined
  /** IANA zone the dialler vouches for. */
  readonly zone: string | undefined
  /** The consumer said that they are there: no other zone counts. */
  readonly zoneStated: boolean
  /** ms since 1970; undefined when nobody knows, and then nothing that needs the hour is allowed. */
  readonly startedAt: number | undefined
  /** ms since 1970: until then the consumer has asked to be called, as the dialler vouches. */
  readonly callbackUntil: number | undefined
  readonly account: Account | undefined
  readonly lookedUp: boolean
  readonly factors: { readonly zip: boolean; readonly birthYear: boolean; readonly tail: boolean }
  readonly tries: number
  readonly verified: boolean
  readonly notice: 'due' | 'saying' | 'heard'
  /** How often the notice was cut off. */
  readonly noticeCuts: number
  /** `due`: nobody has refused yet, and it begins once they have gone on after the announcement. */
  readonly recording: 'due' | 'on' | 'off'
  /** Asked to stop calls, and was asked who they are first. */
  readonly stopAsked: boolean
  readonly lock: Lock | undefined
  readonly circumstances: readonly Circumstance[]
  readonly promise: Promised
  readonly choices: Choices
  /** Digits were said that nobody asked for, and the next turn may go on with them. */
  readonly digitsGoOn: boolean
  /** How often what was read out for a yes was not what they wanted. */
  readonly corrections: number
  /** What was read out for a yes was heard to its end. */
  readonly termsHeard: boolean
  /** How often it was cut off. */
  readonly termsCuts: number
  readonly plan: PlanTerms
  readonly planAsked: PlanAsked
  readonly callback: CallbackWish
  /** Is being written down, and nobody knows yet whether it is. */
  readonly writing: Agreement | undefined
  /** The caller was told that nobody knows. */
  readonly unconfirmed: boolean
  /** The days of the payments that are written down. */
  readonly agreed: readonly string[]
  /** The name the caller gave, where it is not the account's. */
  readonly otherName: string | undefined
  /** The last question stayed without an answer and was put once more. */
  readonly askedTwice: boolean
  readonly agreedCents: readonly number[]
  readonly agreedDates: readonly string[]
  /** What was asked about with yes or no, for the detectors. */
  readonly asked: CallerEvent | undefined
  /** Lines that may be said now. */
  readonly lines: readonly string[]
  /** Sentences of the model that were blocked in this turn. */
  readonly blocks: number
  /** Turns in a row that ended with a fixed line in the model's place. */
  readonly fallbacks: number
  readonly upset: number
  readonly policy: Policy
  /** What was noted to be done, by name. */
  readonly tasks: readonly string[]
  /** As they count on this day for this consumer. */
  readonly settings: Settings
}
