/**
 * Parts that come out at their times: how every scripted provider answers. One alarm at a time, whatever is still to come.
 */
import type { Millis } from '../audio/frame.js'
import type { Clock } from '../run/clock.js'

export interface ScriptedStream<T> extends AsyncIterable<T> {
  /** Comes out at call time `at`; what is due at the same time in the order of asking. */
  at(at: Millis, part: T): void
  /** The iteration throws this at `at`; nothing comes after it. */
  failAt(at: Millis, error: Error): void
  /** The iteration is over at `at`. */
  endAt(at: Millis): void
  /** Forgets the parts still to come for which this holds. */
  forget(which: (part: T) => boolean): void
}

type Outcome<T> =
  | { readonly type: 'part'; readonly part: T }
  | { readonly type: 'failed'; readonly error: Error }
  | { readonly type: 'over' }

interface Due<T> {
  readonly at: Millis
  readonly outcome: Outcome<T>
}

interface Schedule<T> {
  readonly clock: Clock
  /** Sorted by time. */
  due: Due<T>[]
  /** Come out and not yet read. */
  readonly ready: Outcome<T>[]
  over: boolean
  disarm: () => void
  /** Wakes the reader, if one waits. */
  wake: () => void
}

/** A stream for one reader. Abort ends it at once, without an error. */
export function scriptedStream<T>(clock: Clock, signal: AbortSignal): ScriptedStream<T> {
  const nothing = () => {}
  const schedule: Schedule<T> = {
    clock,
    due: [],
    ready: [],
    over: signal.aborted,
    disarm: nothing,
    wake: nothing,
  }
  const aborted = () => finish(schedule, { type: 'over' })
  signal.addEventListener('abort', aborted, { once: true })
  return {
    at: (at, part) => add(schedule, at, { type: 'part', part }),
    failAt: (at, error) => add(schedule, at, { type: 'failed', error }),
    endAt: (at) => add(schedule, at, { type: 'over' }),
    forget(which) {
      schedule.due = schedule.due.filter(
        ({ outcome }) => outcome.type !== 'part' || !which(outcome.part),
      )
      rearm(schedule)
    },
    async *[Symbol.asyncIterator]() {
      try {
        yield* read(schedule)
      } finally {
        signal.removeEventListener('abort', aborted)
        finish(schedule, { type: 'over' })
      }
    },
  }
}

async function* read<T>(schedule: Schedule<T>): AsyncGenerator<T, void, undefined> {
  for (;;) {
    const next = schedule.ready.shift()
    if (next?.type === 'part') yield next.part
    else if (next?.type === 'failed') throw next.error
    else if (next || schedule.over) return
    else
      await new Promise<void>((resolve) => {
        schedule.wake = resolve
      })
  }
}

function add<T>(schedule: Schedule<T>, at: Millis, outcome: Outcome<T>): void {
  if (schedule.over) return
  const { due } = schedule
  let place = due.length
  while (place > 0 && (due[place - 1]?.at ?? 0) > at) place--
  due.splice(place, 0, { at, outcome })
  if (place === 0) rearm(schedule)
}

function rearm<T>(schedule: Schedule<T>): void {
  schedule.disarm()
  const next = schedule.due[0]
  if (next) schedule.disarm = schedule.clock.alarm(next.at, () => release(schedule))
}

/** Lets out all that is due. */
function release<T>(schedule: Schedule<T>): void {
  const now = schedule.clock.now()
  for (let next = schedule.due[0]; next && next.at <= now; next = schedule.due[0]) {
    schedule.due.shift()
    if (next.outcome.type === 'part') schedule.ready.push(next.outcome)
    else finish(schedule, next.outcome)
  }
  rearm(schedule)
  schedule.wake()
}

function finish<T>(schedule: Schedule<T>, outcome: Outcome<T>): void {
  if (schedule.over) return
  schedule.over = true
  schedule.due = []
  schedule.disarm()
  schedule.ready.push(outcome)
  schedule.wake()
}
