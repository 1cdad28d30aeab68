/**
 * The log of a call, in memory: one entry an event, with everything the call asked for because of it.
 */
import type { Command } from '../call/command.js'
import type { CallEvent } from '../call/event.js'
import type { CallState } from '../call/state.js'

export interface Entry {
  readonly event: CallEvent
  readonly commands: readonly Command[]
  /** At the end of a call that a bug ended: an event could not be stepped, or its commands could not all be performed. */
  readonly fault?: string
}

/**
 * Sees every step after its commands were performed. Recorder, metrics, log lines and the screen are observers; what they throw never
 * reaches the call.
 */
export type Observer = (entry: Entry, state: CallState) => void
