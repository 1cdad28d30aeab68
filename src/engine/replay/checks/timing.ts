import type { Millis } from '../../audio/frame.js'
import {
  type Check,
  clockTime,
  judged,
  type Moment,
  notJudged,
  type Subject,
  showMs,
} from './check.js'

/** Bounds of a time, as `expect.yaml` gives them. */
export interface Window {
  readonly within_ms?: Millis | undefined
  readonly not_before_ms?: Millis | undefined
}

/** A time to be judged: from one moment to another. */
export interface Timing {
  readonly subject: Subject
  readonly window: Window
  readonly from: Moment
  /** Undefined: it never came. */
  readonly to: Moment | undefined
  /** Set when the time rests on something made up offline: then it cannot be judged. */
  readonly unsure?: string | undefined
  readonly why?: string | undefined
}

/** A check for each bound that is given. */
export function timingChecks(timing: Timing): readonly Check[] {
  const { window, subject } = timing
  const bound = (key: keyof Window, word: string, fits: (ms: Millis, limit: Millis) => boolean) => {
    const limit = window[key]
    if (limit === undefined) return []
    const name = `${subject.name} ${word} ${showMs(limit)}`
    return [judgeBound(timing, { ...subject, name }, limit, word, fits)]
  }
  return [
    ...bound('within_ms', 'within', (ms, limit) => ms <= limit),
    ...bound('not_before_ms', 'not before', (ms, limit) => ms >= limit),
  ]
}

function judgeBound(
  { from, to, unsure, why }: Timing,
  subject: Subject,
  limit: Millis,
  word: string,
  fits: (ms: Millis, limit: Millis) => boolean,
): Check {
  const sign = word === 'within' ? '<=' : '>='
  const wanted = `${sign} ${showMs(limit)} after ${from.label} at ${clockTime(from.at)}`
  if (unsure !== undefined) return notJudged(subject, wanted, unsure)
  const because = why === undefined ? {} : { why }
  if (to === undefined) {
    return judged(subject, false, {
      wanted,
      got: 'it never came',
      at: from.at,
      ...because,
      moments: [from],
    })
  }
  const ms = to.at - from.at
  const got = `${showMs(ms)}, ${to.label} at ${clockTime(to.at)}`
  const goal: Moment = { at: from.at + limit, label: 'limit' }
  const moments = [from, to, goal]
  return judged(subject, fits(ms, limit), { wanted, got, at: to.at, ...because, moments })
}
