/**
 * Holds one call, from the transport's first event until everything it started has stopped. The map of the shell:
 *
 *   transport, providers, timers ──▶ CallLoop ──▶ step (pure) ──▶ Performer ──▶ transport, providers
 *                                       └──▶ observers
 *
 * The same for a phone call, a talk at the desk and a replay; only the clock and what is plugged in differ.
 */
import type { Agent } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import { answer, isOver, step } from '../call/call.js'
import type { AuditRecord } from '../call/command.js'
import type { ControlEvent } from '../call/event.js'
import type { CallPolicy } from '../call/policy.js'
import type { CallState } from '../call/state.js'
import type { CallTransport, Providers } from '../providers/provider.js'
import type { Observer } from '../report/entry.js'
import { CallLoop } from './call-loop.js'
import type { Clock } from './clock.js'
import type { EffectParts } from './effect-parts.js'
import type { Log } from './log.js'
import { guardObservers } from './observers.js'
import { createPerformer } from './perform.js'
import { Scopes } from './scopes.js'
import { close, warm } from './warm.js'
import { Work } from './work.js'

export interface CallOptions {
  readonly policy: CallPolicy
  readonly agent: Agent
  readonly transport: CallTransport
  readonly providers: Providers
  readonly clock: Clock
  readonly observers: readonly Observer[]
  readonly log: Log
  /** Ends the call at once, without a goodbye; writes that are under way are waited for as after any end. For a polite end post `control.end`. */
  readonly signal?: AbortSignal
  /** Is given the way in for what is asked from outside: a key in a terminal, a server that drains. */
  readonly control?: (post: (event: ControlEvent) => void) => void
  /** Keeps a record durably before it returns. If it throws, the call ends with the policy's goodbye. Without it records are only in the log. */
  readonly audit?: (record: AuditRecord) => void
}

/** After the end, providers that do not obey their signal are waited for so long. */
const CLOSING_MS: Millis = 1000

/**
 * Runs the call to its end and gives back how it ended, after all that worked for it has stopped: writes that were under way, too, but not
 * longer than the policy's `tools.limitMs`.
 *
 * @throws CallFault when a bug, or an audit record that could not be written, ended the call; whatever `transport.open` throws
 */
export async function runCall(options: CallOptions): Promise<CallState> {
  const { agent, clock, log, policy, providers, signal, transport } = options
  const scopes = new Scopes()
  const work = new Work()
  const parts: EffectParts = {
    ...{ providers, transport, clock, scopes, work, tools: agent.tools },
    post: (happening) => loop.post(happening),
    audit: loudly(options.audit ?? (() => {}), log),
  }
  const performer = createPerformer(parts)
  const loop = new CallLoop<CallState>({
    ...{ clock, isOver, initial: answer(policy), perform: performer.perform },
    step: (state, event) => step(agent, state, event),
    observe: guardObservers(options.observers, log),
  })
  const cutShort = () => {
    hangUp(transport, 'cut short')
    loop.post({ type: 'transport.closed', reason: 'agent' })
  }
  try {
    warm(providers)
    transport.open((event) => loop.post(event))
    performer.open()
    options.control?.((event) => loop.post(event))
    if (signal?.aborted) cutShort()
    signal?.addEventListener('abort', cutShort, { once: true })
    return await loop.ended
  } catch (error) {
    if (!isOver(loop.state)) hangUp(transport, 'internal error')
    throw error
  } finally {
    signal?.removeEventListener('abort', cutShort)
    scopes.call.end()
    performer.close()
    close(providers)
    await work.settled(clock, CLOSING_MS)
  }
}

/** A record that is lost ends the call, and the host should know why. */
function loudly(audit: (record: AuditRecord) => void, log: Log): typeof audit {
  return (record) => {
    try {
      audit(record)
    } catch (error) {
      log.warn({ error, kind: record.kind }, 'an audit record could not be written')
      throw error
    }
  }
}

/** The call is failing already; a carrier that cannot even be told is closed to us anyway. */
function hangUp(transport: CallTransport, why: string): void {
  try {
    transport.hangUp(why)
  } catch {}
}
