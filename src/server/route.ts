/**
 * What decides how a call is held.
 */
import type { Agent } from '../engine/agent/agent.js'
import type { CallPolicy } from '../engine/call/policy.js'
import type { Providers } from '../engine/providers/provider.js'
import type { Observer } from '../engine/report/entry.js'
import type { Clock } from '../engine/run/clock.js'

/** A call that wants to be held, as far as the carrier vouches for it. */
export interface IncomingCall {
  readonly callSid: string
  readonly streamSid: string
  /** Numbers as the carrier writes them; the caller's may also be text such as `anonymous`. */
  readonly from: string
  readonly to: string
  readonly direction: string
  /** The parameters of the stream, without our token. */
  readonly parameters: Readonly<Record<string, string>>
  /** Wall time at which its stream began, ISO 8601 in UTC. */
  readonly startedAt: string
}

/** How one call is held. Everything in it belongs to this call alone. */
export interface CallRoute {
  readonly agent: Agent
  readonly policy: CallPolicy
  /** Called once, when the stream has proven itself; `clock` is the call's. */
  readonly providers: (clock: Clock) => Providers
  /** Recorder, capture, metrics. What they throw never reaches the call. */
  readonly observers?: readonly Observer[]
  /** Told once when all of the call has stopped. */
  readonly ended?: (outcome: CallOutcome) => void
}

export interface CallOutcome {
  /** How long the call was held, ms. */
  readonly ms: number
  /** Message of the bug that ended it, if one did. */
  readonly fault?: string
}

/** Decides before the first step of the call. A throw refuses the call with the busy line. */
export type RouteCall = (call: IncomingCall) => CallRoute
