/**
 * Everything asynchronous that a call has under way. Nothing floats: each task has a scope, its throw becomes a failure, and the call can
 * wait for all of them when it is over.
 */
import type { Millis } from '../audio/frame.js'
import type { FailureCode } from '../call/event.js'
import type { Clock } from './clock.js'
import { failureCode } from './failure-code.js'
import type { Scope } from './scopes.js'

export class Work {
  readonly #running = new Set<Promise<void>>()

  /**
   * Starts a task that owns `scope`: the scope ends when the task does.
   *
   * @param failed told once if the task throws while its scope is alive; must not throw
   */
  start(scope: Scope, task: () => Promise<void>, failed: (code: FailureCode) => void): void {
    const running = attempt(scope, task, failed).finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Resolves when all tasks have ended, or after `ms` if some do not obey their signal. Call it after their scopes ended. */
  settled(clock: Clock, ms: Millis): Promise<void> {
    return new Promise((resolve) => {
      const disarm = clock.alarm(clock.now() + ms, resolve)
      void Promise.all(this.#running).then(() => {
        disarm()
        resolve()
      })
    })
  }
}

async function attempt(
  scope: Scope,
  task: () => Promise<void>,
  failed: (code: FailureCode) => void,
): Promise<void> {
  try {
    await task()
  } catch (error) {
    if (!scope.signal.aborted) failed(failureCode(error))
  } finally {
    scope.end()
  }
}
