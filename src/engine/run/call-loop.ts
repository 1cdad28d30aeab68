/**
 * The loop of a call. **One event, then all its commands, then the observers, then the next event.**
 *
 * `post` is synchronous: whoever reports something gets it stepped and performed before `post` returns, so a `clear` leaves in the tick of
 * the score that caused it. What is posted meanwhile (a score that comes back at once) waits in the queue and is never re-entrant.
 *
 * Deadlines lie in the state. The loop keeps one alarm for the earliest; it is re-armed only when an earlier one appears, and looks again
 * when it goes off.
 */
import type { Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { CallEvent, Happening, Timer } from '../call/event.js'
import { nextDeadline, type Timers } from '../call/timers.js'
import type { Entry } from '../report/entry.js'
import { AuditFailure } from './audit-failure.js'
import { CallFault } from './call-fault.js'
import type { Clock } from './clock.js'

/** What the loop drives. `perform` and `step` may throw; then the call ends as faulty, where it can with the goodbye. */
export interface LoopParts<State> {
  readonly clock: Clock
  readonly initial: State
  step(state: State, event: CallEvent): readonly [State, readonly Command[]]
  perform(command: Command): void
  /** Must not throw. */
  observe(entry: Entry, state: State): void
  isOver(state: State): boolean
}

const endsCall = ({ type }: Command): boolean => type === 'hangUp' || type === 'transfer'

/** A timer that is due again as soon as it was served waits so long. */
const AGAIN_MS = 1

export class CallLoop<State extends { readonly timers: Timers }> {
  /** Resolves when the call is over; rejects with a `CallFault` when it failed. */
  readonly ended: Promise<State>

  readonly #parts: LoopParts<State>
  readonly #queue: Happening[] = []
  #state: State
  #at: Millis = 0
  #busy = false
  /** The agent, or the step itself, failed at this; the call is saying goodbye. */
  #fault: CallFault | undefined
  #stopped = false
  #armedFor: Millis = Number.POSITIVE_INFINITY
  #disarm: () => void = () => {}
  #resolve: (state: State) => void = () => {}
  #reject: (fault: CallFault) => void = () => {}

  constructor(parts: LoopParts<State>) {
    this.#parts = parts
    this.#state = parts.initial
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Whoever runs the call hears of it by awaiting; until then it is no unhandled rejection.
    this.ended.catch(() => {})
  }

  get state(): State {
    return this.#state
  }

  /** Something happened. Ignored once the call is over. */
  post(happening: Happening): void {
    if (this.#stopped) return
    this.#queue.push(happening)
    if (this.#busy) return
    this.#drain()
    this.#rearm()
  }

  #drain(): void {
    this.#busy = true
    try {
      for (let next = this.#queue.shift(); next && !this.#stopped; next = this.#queue.shift())
        this.#take(next)
    } finally {
      this.#busy = false
    }
  }

  #take(happening: Happening): void {
    this.#at = Math.max(this.#at, this.#parts.clock.now())
    const event: CallEvent = { at: this.#at, ...happening }
    const before = this.#state
    const commands = this.#step(event)
    if (commands === undefined) return
    try {
      for (const command of commands) this.#parts.perform(command)
    } catch (cause) {
      const isOver = this.#parts.isOver(this.#state)
      const lost = cause instanceof AuditFailure && (!isOver || commands.some(endsCall))
      if (lost) this.#loseRecord({ event, commands }, isOver ? before : this.#state)
      else this.#end(event, commands, new CallFault(event, this.#state, cause))
      return
    }
    if (this.#parts.isOver(this.#state)) this.#end(event, commands, this.#fault)
    else this.#parts.observe({ event, commands }, this.#state)
  }

  /** Undefined: it could not be stepped, and the call has dealt with it. */
  #step(event: CallEvent): readonly Command[] | undefined {
    try {
      const [state, commands] = this.#parts.step(this.#state, event)
      this.#state = state
      return commands
    } catch (cause) {
      const again = this.#fault !== undefined
      this.#fault ??= new CallFault(event, this.#state, cause)
      // Nobody is left to say goodbye to, or it cannot even be said.
      if (again || event.type === 'transport.closed') this.#end(event, [], this.#fault)
      else {
        this.#parts.observe({ event, commands: [] }, this.#state)
        this.#take({ type: 'agent.failed' })
      }
      return undefined
    }
  }

  /** What stands behind the lost record is not done, nor is the end of the call; it learns of it before anything else happens. */
  #loseRecord(entry: Entry, seen: State): void {
    this.#parts.observe(entry, seen)
    const unended = entry.commands.some(endsCall)
    this.#take({ type: 'audit.failed', ...(unended && { unended }) })
  }

  /** The last entry of the log names the bug, if there was one. */
  #end(event: CallEvent, commands: readonly Command[], fault: CallFault | undefined): void {
    const last = { event, commands, ...(fault !== undefined && { fault: fault.message }) }
    this.#parts.observe(last, this.#state)
    this.#stop(() => (fault === undefined ? this.#resolve(this.#state) : this.#reject(fault)))
  }

  #stop(settle: () => void): void {
    this.#stopped = true
    this.#disarm()
    settle()
  }

  /** Sets the alarm for the next deadline, unless one goes off before it anyway. */
  #rearm(notBefore: Millis = 0): void {
    if (this.#stopped) return
    const next = nextDeadline(this.#state.timers)
    if (next === undefined) return
    const at = Math.max(next.at, notBefore)
    if (at >= this.#armedFor) return
    this.#disarm()
    this.#armedFor = at
    this.#disarm = this.#parts.clock.alarm(at, () => this.#wake())
  }

  /** Each timer comes due at most once a wake, so that a deadline set in the past cannot spin the loop in one place. */
  #wake(): void {
    this.#armedFor = Number.POSITIVE_INFINITY
    const served = new Set<Timer>()
    for (let due = this.#due(); due && !served.has(due); due = this.#due()) {
      served.add(due)
      this.#queue.push({ type: 'timer.due', timer: due })
      this.#drain()
    }
    this.#rearm(this.#parts.clock.now() + AGAIN_MS)
  }

  #due(): Timer | undefined {
    const next = this.#stopped ? undefined : nextDeadline(this.#state.timers)
    return next && next.at <= this.#parts.clock.now() ? next.timer : undefined
  }
}
