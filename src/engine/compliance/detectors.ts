/** What the rules need of language: found in `detect/`, given to the rules as one value so that a test can give others. */
import type { Circumstance, Lock } from './standing.js'

export interface Detectors {
  /** What the caller's words mean for the call, the most urgent first. */
  callerIntents(
    text: string,
    context: { readonly consumerName?: string; readonly asked?: string },
  ): readonly Intent[]
  /** What is forbidden in a sentence of the agent, given where the call stands. */
  violations(text: string, context: SentenceContext): readonly Violation[]
  /** Speaks of a debt, a payment, a collector or the like. */
  mentionsDebt(text: string): boolean
  /** Every amount, day, phone number and other number, written or spoken. */
  literals(text: string): readonly LiteralFound[]
  /** The text without card numbers and the like. */
  redact(text: string): string
}

export interface Intent {
  readonly category: string
  readonly rule: string
  /** The caller's own words. */
  readonly words: string
}

export interface Violation {
  /** `U02`. */
  readonly rule: string
  readonly words: string
}

export interface LiteralFound {
  readonly kind: 'money' | 'date' | 'time' | 'percent' | 'phone' | 'digits' | 'number'
  readonly words: string
  readonly value: number | string
  readonly readings: readonly (number | string)[]
}

/** The context of a sentence, in the terms of the law. */
export interface SentenceContext {
  readonly verified: boolean
  readonly noticeHeard: boolean
  readonly lock?: Lock
  readonly circumstances: readonly Circumstance[]
  readonly consumerName: string
  readonly company: string
  readonly creditor: string
  readonly validationPeriod: boolean
  readonly timeBarred: boolean
  readonly feesAllowed: boolean
  readonly furnishing: boolean
  readonly interestAccrues: boolean
}
