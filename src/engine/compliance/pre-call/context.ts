import type { Account } from '../account.js'
import type { Effective, Policy, SettingName } from '../policy.js'

/** Everything a dial is judged by. Moments are ms since 1970 in UTC. What is not known is left out, and then the dial is blocked. */
export interface PreCallContext {
  readonly now: number
  readonly policy: Policy
  readonly company: { readonly name: string; readonly callback: string }
  readonly account?: Account
  readonly number: {
    readonly number: string
    readonly kind: 'cell' | 'landline' | 'work' | 'emergency' | 'health_care' | 'unknown'
    readonly owner: 'consumer' | 'third_party' | 'unknown'
    /** The employer forbids calls, or may. */
    readonly workplaceForbids?: boolean
  }
  /**
   * Where the consumer may be, besides the zone of the account and those the area code of `number` spans, which count by themselves.
   * `stated`: they said so, and then it alone counts. `area_code`: for a code that is too new to be known here.
   */
  readonly zones: readonly {
    readonly zone: string
    readonly from: 'address' | 'area_code' | 'stated'
  }[]
  /** Times and places the consumer marked as inconvenient, in their own time; no times: always. */
  readonly inconvenient: readonly Inconvenient[]
  /** They called us at a time they had marked, and one answer is still open. */
  readonly replyOpen?: boolean
  /** When the consumer has asked to be called: their consent for that call, if the policy takes it outside the hours. */
  readonly callback?: { readonly from: number; readonly to: number }
  readonly placed: readonly PlacedCall[]
  readonly conversations: readonly { readonly at: number; readonly debt: string }[]
  readonly consents: readonly Consent[]
  /** Numbers that may not be called: asked to stop, wrong number. */
  readonly suppressed: readonly string[]
  /** Places we hold a licence for. */
  readonly licences: readonly string[]
  readonly reassignedCheck?: { readonly at: number; readonly clear: boolean }
  readonly purpose: 'collection' | 'location'
}

export interface Inconvenient {
  readonly weekdays?: readonly number[]
  /** `HH:MM`. */
  readonly from?: string
  readonly to?: string
  /** A number for a place. */
  readonly number?: string
}

export interface PlacedCall {
  readonly at: number
  readonly to: string
  readonly debt: string
  /** False: it never reached the number that was dialled. */
  readonly connected: boolean
  /** The consumer had asked for it. */
  readonly consented: boolean
}

export interface Consent {
  readonly number: string
  readonly debt: string
  readonly at: number
  readonly how: string
  readonly words: string
  readonly revokedAt?: number
}

/** The context with its settings worked out: what rules see. */
export interface Judged extends PreCallContext {
  readonly settings: Readonly<Record<SettingName, Effective>>
}

/** One rule before a dial. `judge` gives the reason to block, or undefined; a throw blocks. */
export interface PreCallRule {
  readonly id: string
  readonly citation: string
  inputs(context: Judged): readonly string[]
  judge(context: Judged): string | undefined
}

export const dayMs = 86_400_000
