/** A decision as it is put together: each function takes one and gives back the next. */
import type { Decision, Directive } from '../../agent/agent.js'
import type { AuditRecord } from '../../call/command.js'
import type { Lock } from '../../compliance/standing.js'
import { addDays, businessDaysBefore, isoOf, localTime } from '../../compliance/wall-time.js'
import { type LineName, lineId, lineText } from './lines/lines.js'
import type { CollectionsOptions } from './options.js'
import type { CollectionsState } from './state.js'

/** What a decision is made with. */
export interface Draft extends Decision<CollectionsState> {
  readonly options: CollectionsOptions
  /** ms since the call began. */
  readonly at: number
}

export function draft(state: CollectionsState, options: CollectionsOptions, at: number): Draft {
  return { state, directives: [], options, at }
}

export function decided({ state, directives }: Draft): Decision<CollectionsState> {
  return { state, directives }
}

export function put(d: Draft, change: Partial<CollectionsState>): Draft {
  return { ...d, state: { ...d.state, ...change } }
}

export function add(d: Draft, ...directives: readonly Directive[]): Draft {
  return { ...d, directives: [...d.directives, ...directives] }
}

export function audit(d: Draft, kind: string, fields: Omit<AuditRecord, 'kind'>): Draft {
  return add(d, { type: 'audit', record: { kind, at: d.at, ...fields } })
}

/** Says a fixed line; only lines that went through here pass the gate. */
export function say(d: Draft, name: LineName, interruptible = true): Draft {
  const text = lineText(name, d.state, d.options)
  const allowed = put(d, { lines: [...d.state.lines, text] })
  return add(allowed, { type: 'say', id: lineId(name), text, interruptible })
}

/** Reads out what needs a yes, and asks for it. What was cut off once is said so that it cannot be cut. */
export function readOut(d: Draft, name: 'confirm' | 'plan_confirm'): Draft {
  const mayCut = d.state.termsCuts === 0
  return say(say(put(d, { termsHeard: false }), name, mayCut), 'confirm_ask')
}

/** The last line of the call, which the caller cannot stop. */
export function finish(d: Draft, name: LineName, why: string): Draft {
  const over = put(d, { stage: 'over' })
  return add(say(audit(over, 'outcome', { outcome: why }), name, false), { type: 'end', why })
}

/** From now on nothing but lines chosen for the lock is said, and the model is out of the call. */
export function lock(d: Draft, kind: Lock): Draft {
  const locked = put(d, { lock: d.state.lock ?? kind, stage: 'locked', lines: [] })
  return audit(locked, 'lock', { lock: kind })
}

/** Connects to a person, or takes a message where nobody can be connected. */
export function handOver(d: Draft, to: string | undefined, why: string): Draft {
  if (to === undefined) return finish(task(d, 'call_back_by_person', 1), 'message', why)
  const over = audit(put(d, { stage: 'over' }), 'outcome', { outcome: why })
  return add(say(over, 'handoff', false), { type: 'transfer', to })
}

/** The day where the consumer is. Undefined: nobody knows. */
export function today({ state, at }: Draft): string | undefined {
  const { startedAt, account } = state
  if (startedAt === undefined || account === undefined) return undefined
  return localTime(startedAt + at, account.zone)?.date
}

/** Something a person has to do, by so many days from today at the latest. */
export function task(d: Draft, name: string, withinDays: number): Draft {
  const { startedAt } = d.state
  const due =
    startedAt === undefined ? 'at once' : addDays(isoOf(startedAt + d.at).slice(0, 10), withinDays)
  const listed = put(d, { tasks: [...d.state.tasks, name] })
  return audit(listed, 'task', { task: name, due })
}

/** Something a person has to do by that day, and what about. */
export function taskBy(d: Draft, name: string, due: string, about: string): Draft {
  return audit(d, 'task', { task: name, due, about })
}

/** A notice has to be between ten and three business days before money is taken (15 USC 1692f(2)); a fourth allows for a holiday. */
const noticeBusinessDays = 4

/** What has to be sent for payments that were agreed: the terms, and a notice before each that lies ahead. */
export function sendTerms(d: Draft, what: string, dates: readonly string[]): Draft {
  const day = today(d)
  const terms = task(d, what, 5)
  if (day === undefined) return terms
  return dates.reduce((noted, date) => {
    const due = businessDaysBefore(date, noticeBusinessDays)
    return taskBy(
      noted,
      'confirm_payment_in_writing',
      due < day ? day : due,
      `the payment of ${date}`,
    )
  }, terms)
}
