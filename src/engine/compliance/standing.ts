/** Where a call stands, as far as it decides what may be said. Pure data: the gate sees nothing else. */
import type { Account } from './account.js'
import type { Policy } from './policy.js'

/** What ends all talk about the debt, for the rest of the call. */
export type Lock =
  | 'self_harm'
  | 'minor'
  | 'cease'
  | 'attorney'
  | 'bankruptcy'
  | 'deceased'
  | 'wrong_number'
  | 'refused_recording'
  | 'identity_theft'
  | 'servicemember'
  | 'third_party'
  | 'machine'
  | 'outside_hours'
  | 'ended'

/** What the caller has brought up that narrows what may be said. */
export type Circumstance = 'disputed' | 'asked_ai' | 'driving' | 'inconvenient' | 'workplace'

export interface Standing {
  readonly company: string
  /** The only phone number that may be said. */
  readonly callback: string
  readonly account?: Account
  /** The right person, by at least two factors compared by code. */
  readonly verified: boolean
  /** The full notice was heard to its end, shown by marks. */
  readonly noticeHeard: boolean
  readonly lock?: Lock
  readonly circumstances: readonly Circumstance[]
  /** The model has the word at this point of the call. */
  readonly modelMayTalk: boolean
  /** Fixed lines the code has chosen to say; no other passes. */
  readonly lines: readonly string[]
  /** Money the caller has named, or code has worked out: whole cents. */
  readonly agreedCents: readonly number[]
  /** Days the caller has named, as `2026-12-04`. */
  readonly agreedDates: readonly string[]
  readonly policy: Policy
}
