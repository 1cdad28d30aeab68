/**
 * What must hold in every call, whatever the caller, the line and the services do. Read from the log alone, so the same rules watch a
 * simulated call, a recorded one, and the core under random events; `heard-invariant.ts` adds what takes the truth of the line.
 *
 * A violation is a bug of the engine, never a matter of taste or tuning.
 */
import type { Millis } from '../audio/frame.js'
import type { CallState } from '../call/state.js'
import type { Entry, Observer } from '../report/entry.js'
import { answersTurns, neverWedged } from './liveness-invariants.js'
import { noOldEpoch, nothingAfterCancel, oneReply } from './reply-invariants.js'
import { noWordLost } from './words-invariant.js'

export type InvariantId =
  /** After `clear` no audio of an old epoch leaves. */
  | 'old-epoch'
  /** After `cancel` nothing is spoken, asked of the model or given to a voice for that reply. */
  | 'cancelled-reply'
  /** Only the reply started last asks, speaks and plays. */
  | 'one-reply'
  /** Every word of the caller ends up in a turn, or is ignored with a note that says why. */
  | 'word-lost'
  /** Within 5 s after the caller's turn the agent speaks, or the call ends. */
  | 'unanswered'
  /** A call that is not over waits for something that will come, and comes soon. */
  | 'wedged'
  /** The conversation holds no word of the agent that was not heard. */
  | 'unheard-word'
  /** Once the agent stopped, the caller hears nothing until something new is played. */
  | 'not-silenced'
  /** Nothing is played into a leg that is over. */
  | 'play-after-close'

export interface Violation {
  readonly id: InvariantId
  /** Call time. */
  readonly at: Millis
  /** What was seen, in a sentence. */
  readonly text: string
}

/** Looks at one entry and the state after it; says what is wrong with it, if anything is. */
export type Rule = (entry: Entry, state: CallState) => string | undefined

export interface InvariantWatch {
  readonly observe: Observer
  /** Grows as the call goes on. */
  readonly violations: readonly Violation[]
}

/** All rules that need nothing but the log. */
const rules = {
  'old-epoch': noOldEpoch,
  'cancelled-reply': nothingAfterCancel,
  'one-reply': oneReply,
  'word-lost': noWordLost,
  unanswered: answersTurns,
  wedged: neverWedged,
} as const satisfies Partial<Record<InvariantId, () => Rule>>

export type LogInvariantId = keyof typeof rules

const all = Object.keys(rules) as readonly LogInvariantId[]

/** Watches one call. @param ids which rules, all by default */
export function watchInvariants(ids: readonly LogInvariantId[] = all): InvariantWatch {
  const violations: Violation[] = []
  const watched = ids.map((id) => ({ id, rule: rules[id]() }))
  return {
    violations,
    observe(entry, state) {
      for (const { id, rule } of watched) {
        const text = rule(entry, state)
        if (text !== undefined) violations.push({ id, at: entry.event.at, text })
      }
    },
  }
}
