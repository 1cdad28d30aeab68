/**
 * What the carrier does with a caller whose stream has ended. Without an entry it hangs up.
 */
export type AfterStep =
  | DialStep
  /** The carrier takes a message. */
  | { readonly type: 'voicemail' }
  | { readonly type: 'say'; readonly line: string }

export interface DialStep {
  readonly type: 'dial'
  readonly to: string
  /** What the other side sees: the number that was called. */
  readonly callerId?: string
  /** How often this call was put through before and came back. */
  readonly before?: number
}

export interface AfterStream {
  set(callSid: string, step: AfterStep): void
  /** The entry, which is then used up. */
  take(callSid: string): AfterStep | undefined
  readonly size: number
}

/** The carrier asks within seconds of the stream's end. */
const keptMs = 60_000

/** @param now monotonic time, ms */
export function afterStream(now: () => number = () => performance.now()): AfterStream {
  const steps = new Map<string, { readonly step: AfterStep; readonly until: number }>()
  const prune = () => {
    for (const [callSid, { until }] of steps) {
      if (until > now()) break
      steps.delete(callSid)
    }
  }
  return {
    set(callSid, step) {
      prune()
      steps.delete(callSid)
      steps.set(callSid, { step, until: now() + keptMs })
    },
    take(callSid) {
      prune()
      const entry = steps.get(callSid)
      steps.delete(callSid)
      return entry?.step
    },
    get size() {
      return steps.size
    },
  }
}
