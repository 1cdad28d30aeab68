import type { Observer } from '../report/entry.js'
import type { Log } from './log.js'

/** One observer for all, which never throws: one that fails is reported once and not called again. */
export function guardObservers(observers: readonly Observer[], log: Log): Observer {
  const live = new Set(observers)
  const drop = (observer: Observer, error: unknown) => {
    if (live.delete(observer)) log.warn({ error }, 'an observer of the call failed and was dropped')
  }
  return (entry, state) => {
    for (const observer of live) {
      try {
        const returned: unknown = observer(entry, state)
        if (returned instanceof Promise) returned.catch((error) => drop(observer, error))
      } catch (error) {
        drop(observer, error)
      }
    }
  }
}
