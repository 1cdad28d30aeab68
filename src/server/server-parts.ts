/**
 * Everything the routes and the media socket share.
 */

import { stepTwiml } from './addresses.js'
import { refusalOf } from './admission.js'
import { type AfterStep, type AfterStream, afterStream } from './after-stream.js'
import {
  defaultLimits,
  defaultLines,
  type ServerDeps,
  type ServerLimits,
  type ServerLines,
} from './deps.js'
import { LiveCalls } from './live-calls.js'
import { type LoopDelay, watchLoopDelay } from './loop-delay.js'
import { type PendingCalls, pendingCalls } from './pending-calls.js'
import { type Probes, probes } from './probe.js'
import { type RateLimit, rateLimit } from './rate-limit.js'
import { type StreamTokens, streamTokens } from './twilio/stream-token.js'

export interface ServerParts {
  readonly deps: ServerDeps
  readonly limits: ServerLimits
  readonly lines: ServerLines
  readonly calls: LiveCalls
  readonly pending: PendingCalls
  readonly after: AfterStream
  readonly tokens: StreamTokens
  readonly unsigned: RateLimit
  readonly loop: LoopDelay
  readonly probes: Probes
  /** What follows a stream, in the carrier's words. */
  twimlOf(step: AfterStep): string
  /** Why no further call can be taken; undefined when one can. */
  refusal(): string | undefined
  close(): void
}

export function serverParts(deps: ServerDeps): ServerParts {
  const limits: ServerLimits = { ...defaultLimits, ...deps.limits }
  const lines: ServerLines = { ...defaultLines, ...deps.lines }
  const after = afterStream()
  const { maxCalls } = limits
  const pending = pendingCalls(limits.pendingMs, deps.log)
  const { route } = deps
  const calls = new LiveCalls({
    ...{ route, maxCalls, after, troubleLine: lines.trouble },
    draining: () => pending.close(),
  })
  const loop = watchLoopDelay(limits.loopDelayMs)
  return {
    ...{ deps, limits, lines, calls, pending, after, loop },
    tokens: streamTokens(deps.streamSecret),
    unsigned: rateLimit(limits.unsigned),
    probes: probes(),
    twimlOf: (step) => stepTwiml(step, deps.publicUrl(), lines),
    refusal: () =>
      refusalOf({
        isDraining: calls.isDraining,
        live: calls.size,
        pending: pending.size,
        maxCalls,
        loopIsLate: loop.isLate,
        providers: deps.providers ?? [],
      }),
    close() {
      loop.close()
      pending.close()
    },
  }
}
