import type { ToolSpec } from '../agent/agent.js'
import type { AuditRecord } from '../call/command.js'
import type { Happening } from '../call/event.js'
import type { CallTransport, Providers } from '../providers/provider.js'
import type { Clock } from './clock.js'
import type { Scopes } from './scopes.js'
import type { Work } from './work.js'

/** What the effects of one call work with. */
export interface EffectParts {
  readonly tools: readonly ToolSpec[]
  readonly providers: Providers
  readonly transport: CallTransport
  readonly clock: Clock
  readonly scopes: Scopes
  readonly work: Work
  /** Reports what happened. Never throws. */
  post(happening: Happening): void
  /** Keeps a record durably before it returns; throws if it cannot. */
  audit(record: AuditRecord): void
}
