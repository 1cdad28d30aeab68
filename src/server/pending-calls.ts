/**
 * Calls that were announced by a webhook and whose stream is still to come; and the webhooks whose stream has come.
 *
 * Twilio may repeat a webhook it got no answer to, so one may come twice. Once a stream was let in because of it, the same signed request is
 * a replay: a signature covers all parameters of a call's webhook, and a call that comes back from a transfer has others.
 */
import type { PreparedCall } from './prepared-call.js'
import type { ServerLog } from './server-log.js'

export interface PendingCalls {
  readonly size: number
  /** How many of them have providers that may be connected. */
  readonly prepared: number
  has(callSid: string): boolean
  /** Forgotten after a while, or when its stream comes. A repeated webhook keeps what the first one has prepared. */
  add(callSid: string, signature: string | undefined, prepared?: PreparedCall): void
  /** The stream has come: whoever claims the call holds or discards it. */
  claim(callSid: string): PreparedCall | undefined
  /** The call is over, or its stream will not come. */
  drop(callSid: string): void
  isReplay(signature: string | undefined): boolean
  /** Drops all of them. */
  close(): void
}

interface Pending {
  /** Of every webhook for this call: Twilio may have repeated it with another parameter. */
  readonly signatures: readonly string[]
  readonly prepared: PreparedCall | undefined
  readonly timeout: NodeJS.Timeout
}

/** Enough for a busy day; the oldest go first. */
const maxUsed = 100_000

export function pendingCalls(pendingMs: number, log: ServerLog): PendingCalls {
  const pending = new Map<string, Pending>()
  const used = new Set<string>()
  const take = (callSid: string) => {
    const found = pending.get(callSid)
    clearTimeout(found?.timeout)
    pending.delete(callSid)
    return found
  }
  const use = (signatures: readonly string[]) => {
    for (const signature of signatures) used.add(signature)
    for (const oldest of used) {
      if (used.size <= maxUsed) break
      used.delete(oldest)
    }
  }
  const drop = (callSid: string) => {
    const found = take(callSid)
    use(found?.signatures ?? [])
    found?.prepared?.discard()
  }
  return {
    get size() {
      return pending.size
    },
    get prepared() {
      return [...pending.values()].filter(({ prepared }) => prepared !== undefined).length
    },
    has: (callSid) => pending.has(callSid),
    add(callSid, signature, prepared) {
      const before = take(callSid)
      const timeout = setTimeout(() => {
        take(callSid)?.prepared?.discard()
        log.warn({ callSid }, 'the webhook came, but no stream')
      }, pendingMs)
      const signatures = before?.signatures ?? []
      pending.set(callSid, {
        signatures: signature === undefined ? signatures : [...signatures, signature],
        prepared: before?.prepared ?? prepared,
        timeout,
      })
    },
    claim(callSid) {
      const found = take(callSid)
      use(found?.signatures ?? [])
      return found?.prepared
    },
    drop,
    isReplay: (signature) => signature !== undefined && used.has(signature),
    close() {
      for (const callSid of [...pending.keys()]) drop(callSid)
    },
  }
}
