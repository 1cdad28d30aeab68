import type { Agent } from '../../engine/agent/agent.js'
import type { CallPolicy } from '../../engine/call/policy.js'
import type { CallDeps } from '../../engine/providers/definition.js'
import type { Providers } from '../../engine/providers/provider.js'

/** What holds a call: who speaks, by which rules, with which parts. Shared by all calls of the command. */
export interface TalkStack {
  readonly agent: Agent
  readonly policy: CallPolicy
  readonly providers: (deps: CallDeps) => Providers
  /** For a person: which parts are used. */
  readonly description: string
  /** The agent by its name in the catalog and its options; absent for an agent of the user's own. */
  readonly recipe?: {
    readonly name: string
    readonly options: Readonly<Record<string, unknown>>
  }
  /** Nothing but built-in parts: their work counts as no time in a script, which then gives the same events every time. */
  readonly isInstant: boolean
  readonly close: () => Promise<void>
}
