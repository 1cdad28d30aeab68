/**
 * Calls that were announced by a webhook and whose stream is still to come; and the webhooks whose stream has come.
 *
 * Twilio may repeat a webhook it got no answer to, so one may come twice. Once a stream was let in because of it, the same signed request is
 * a replay: a signature covers all parameters of a call's webhook, and a call that comes back from a transfer has others.
 */
import type { ServerLog } from './server-log.js'

export interface PendingCalls {
  readonly size: number
  /** Forgotten after a while, or when its stream comes. */
  add(callSid: string, signature: string | undefined): void
  /** The stream has come, or the call is over. */
  claim(callSid: string): void
  isReplay(signature: string | undefined): boolean
  close(): void
}

interface Pending {
  /** Of every webhook for this call: Twilio may have repeated it with another parameter. */
  readonly signatures: readonly string[]
  readonly timeout: NodeJS.Timeout
}

/** Enough for a busy day; the oldest go first. */
const maxUsed = 100_000

export function pendingCalls(pendingMs: number, log: ServerLog): PendingCalls {
  const pending = new Map<string, Pending>()
  const used = new Set<string>()
  const forget = (callSid: string) => {
    clearTimeout(pending.get(callSid)?.timeout)
    pending.delete(callSid)
  }
  return {
    get size() {
      return pending.size
    },
    add(callSid, signature) {
      const before = pending.get(callSid)?.signatures ?? []
      forget(callSid)
      const timeout = setTimeout(() => {
        forget(callSid)
        log.warn({ callSid }, 'the webhook came, but no stream')
      }, pendingMs)
      const signatures = signature === undefined ? before : [...before, signature]
      pending.set(callSid, { signatures, timeout })
    },
    claim(callSid) {
      for (const signature of pending.get(callSid)?.signatures ?? []) used.add(signature)
      for (const oldest of used) {
        if (used.size <= maxUsed) break
        used.delete(oldest)
      }
      forget(callSid)
    },
    isReplay: (signature) => signature !== undefined && used.has(signature),
    close() {
      for (const callSid of [...pending.keys()]) forget(callSid)
    },
  }
}
