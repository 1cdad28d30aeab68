/**
 * Who may abort what. The only place where a call makes an `AbortController`.
 *
 * One scope a call; within it one for each reply, and within that one for each request to the model. Ending a scope ends all within it.
 * Whether a late answer counts is decided by its number in the state; aborting only closes sockets and stops the spending.
 */
import type { ReplyId, RequestId } from '../call/event.js'

/** Why our own work was aborted. One object for all: making a DOMException with its stack for each abort is slow. */
export const cancelled: Error = Object.assign(new Error('cancelled'), { name: 'AbortError' })

export class Scope {
  readonly #controller = new AbortController()
  readonly #within = new Set<Scope>()
  readonly #leave: () => void

  private constructor(leave: () => void) {
    this.#leave = leave
  }

  static open(): Scope {
    return new Scope(() => {})
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** A scope that ends with this one at the latest. */
  within(): Scope {
    const inner: Scope = new Scope(() => this.#within.delete(inner))
    if (this.signal.aborted) inner.end()
    else this.#within.add(inner)
    return inner
  }

  /** Aborts what still works in it. Ending a second time does nothing. */
  end(): void {
    if (this.signal.aborted) return
    this.#leave()
    for (const inner of [...this.#within]) inner.end()
    this.#controller.abort(cancelled)
  }
}

/** The scopes of one call, by the numbers that commands carry. A number that was cancelled stays cancelled. */
export class Scopes {
  readonly call = Scope.open()
  readonly #replies = new Map<ReplyId, Scope>()
  readonly #requests = new Map<RequestId, Scope>()

  reply(reply: ReplyId): Scope {
    return getOrOpen(this.#replies, reply, this.call)
  }

  request(reply: ReplyId, request: RequestId): Scope {
    return getOrOpen(this.#requests, request, this.reply(reply))
  }
}

function getOrOpen(scopes: Map<number, Scope>, id: number, parent: Scope): Scope {
  const open = scopes.get(id)
  if (open) return open
  const scope = parent.within()
  scopes.set(id, scope)
  return scope
}
