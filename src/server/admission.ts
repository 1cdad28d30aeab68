/**
 * May one more call come in?
 */
export interface Occupancy {
  readonly isDraining: boolean
  readonly live: number
  readonly pending: number
  readonly maxCalls: number
  readonly loopIsLate: boolean
  /** A provider's own limit, in words. */
  readonly refusal: string | undefined
}

/** Why not; undefined when it may. */
export function refusalOf(now: Occupancy): string | undefined {
  if (now.isDraining) return 'the server is stopping'
  if (now.live + now.pending >= now.maxCalls) return `${now.maxCalls} calls are the limit`
  if (now.loopIsLate) return 'this machine is too busy'
  return now.refusal
}
