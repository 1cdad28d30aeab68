/**
 * A call that was routed, and whose providers may connect while its stream is on its way: then the greeting is no later than any other
 * line. Nothing of the caller is sent before the stream has proven itself.
 */
import type { Providers } from '../engine/providers/provider.js'
import { RealClock } from '../engine/run/real-clock.js'
import { close, warm } from '../engine/run/warm.js'
import type { CallRoute, IncomingCall, RouteCall } from './route.js'
import type { ServerLog } from './server-log.js'

export interface PreparedCall {
  readonly route: CallRoute
  /** Made once, when they are first needed. May throw. */
  providers(): Providers
  /** Connects them ahead. One that fails to is connected at its first use, or fails there. */
  connect(): void
  /** The call will not be held: closes what was opened. */
  discard(): void
}

/** Asks how the call is to be held; undefined when that cannot be said. */
export function prepareCall(
  route: RouteCall,
  call: IncomingCall,
  log: ServerLog,
): PreparedCall | undefined {
  try {
    return prepared(route(call), log)
  } catch (error) {
    log.error({ error }, 'the call could not be routed')
    return undefined
  }
}

function prepared(route: CallRoute, log: ServerLog): PreparedCall {
  let made: Providers | undefined
  let isOver = false
  const providers = () => {
    made ??= route.providers(new RealClock(), log)
    return made
  }
  return {
    route,
    providers,
    connect() {
      try {
        if (!isOver) warm(providers())
      } catch (error) {
        log.warn({ error }, 'the providers did not connect ahead of the call')
      }
    },
    discard() {
      isOver = true
      try {
        if (made !== undefined) close(made)
      } catch (error) {
        log.warn({ error }, 'the providers did not close')
      }
    },
  }
}
