/**
 * What decides how a call is held.
 */
import type { Agent } from '../engine/agent/agent.js'
import type { AuditRecord } from '../engine/call/command.js'
import type { CallPolicy } from '../engine/call/policy.js'
import type { Providers } from '../engine/providers/provider.js'
import type { Observer } from '../engine/report/entry.js'
import type { Clock } from '../engine/run/clock.js'
import type { Log } from '../engine/run/log.js'

/** A call that wants to be held, as far as the carrier vouches for it. */
export interface IncomingCall {
  readonly callSid: string
  /** Numbers as the carrier writes them; the caller's may also be text such as `anonymous`. */
  readonly from: string
  readonly to: string
  readonly direction: string
  /** The query of the webhook's address, and `returned` when the call comes back from a transfer: `busy`, `no-answer` or `failed`. */
  readonly parameters: Readonly<Record<string, string>>
  /** What the settings want for the number called. */
  readonly language?: string
}

/** How one call is held. Everything in it belongs to this call alone. */
export interface CallRoute {
  readonly agent: Agent
  readonly policy: CallPolicy
  /**
   * Called once: when the signed webhook has come (then they connect, and are closed if no stream follows) or when the stream has proven
   * itself. `clock` runs from then on, so it is good for lengths of time and not the call's own.
   */
  readonly providers: (clock: Clock, log: Log) => Providers
  /** The agent by its name in the catalog with its options; without it the call cannot be captured. */
  readonly recipe?: AgentRecipe
  /** Keeps what the agent wants on record, durably; a throw ends the call with its goodbye. */
  readonly audit?: (record: AuditRecord) => void
  /** Recorder, capture, metrics. What they throw never reaches the call. */
  readonly observers?: readonly Observer[]
  /** Told once when all of the call has stopped. */
  readonly ended?: (outcome: CallOutcome) => void
}

export interface AgentRecipe {
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

export interface CallOutcome {
  /** How long the call was held, ms. */
  readonly ms: number
  /** Message of the bug that ended it, if one did. */
  readonly fault?: string
}

/** Decides before the first step of the call. A throw refuses the call with the busy line. */
export type RouteCall = (call: IncomingCall) => CallRoute
