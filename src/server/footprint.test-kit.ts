/**
 * What a process holds on to: listeners, timers, sockets and memory. Two of these around many calls show what the calls leave behind.
 */
import type { EventEmitter } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Server } from './app.js'

export interface Footprint {
  /** Listeners by emitter and event. */
  readonly listeners: Readonly<Record<string, number>>
  /** Handles by kind, as Node names them: timers, sockets, servers. */
  readonly resources: Readonly<Record<string, number>>
  /** After a collection, bytes. */
  readonly heap: number
}

export function footprint({ app }: Server): Footprint {
  collect()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return {
    listeners: { ...listenersOf('process', process), ...listenersOf('server', app.server) },
    resources,
    heap: process.memoryUsage().heapUsed,
  }
}

function listenersOf(name: string, emitter: EventEmitter): Record<string, number> {
  return Object.fromEntries(
    emitter.eventNames().map((event) => [`${name} ${String(event)}`, emitter.listenerCount(event)]),
  )
}

function collect(): void {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
}

/** What there is more of now; empty when nothing is. */
export function grown(before: Footprint, after: Footprint): Readonly<Record<string, number>> {
  const counts = (one: Footprint) => ({ ...one.listeners, ...one.resources })
  const [was, is] = [counts(before), counts(after)]
  const names = Object.keys(is).filter((name) => (is[name] ?? 0) > (was[name] ?? 0))
  return Object.fromEntries(names.map((name) => [name, (is[name] ?? 0) - (was[name] ?? 0)]))
}
