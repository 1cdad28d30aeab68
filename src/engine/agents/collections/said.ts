import type { CallerTurn } from '../../agent/agent.js'
import type { CallerEvent } from '../../compliance/caller-turn.js'
import type { Draft } from './draft.js'

/** A turn of the caller, with what it brings up. */
export interface Said extends CallerTurn {
  readonly events: readonly CallerEvent[]
}

/** What is done about a turn in one stage of the call. */
export type Answer = (d: Draft, said: Said) => Draft
