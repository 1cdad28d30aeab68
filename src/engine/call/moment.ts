/**
 * One step under way: the agent and the time it is taken at, the state so far and the commands so far. Slices are functions from
 * moment to moment, so a step reads as a sentence.
 */
import type { Agent } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { Command, Note } from './command.js'
import type { Timer } from './event.js'
import type { CallState, Ids, Playout, Reply, Turn } from './state.js'
import { withoutTimers, withTimer } from './timers.js'

export interface Moment {
  readonly agent: Agent
  readonly at: Millis
  readonly state: CallState
  readonly commands: readonly Command[]
}

export function emit(m: Moment, ...commands: readonly Command[]): Moment {
  return { ...m, commands: [...m.commands, ...commands] }
}

export function note(m: Moment, note: Note): Moment {
  return emit(m, { type: 'note', note })
}

/** V8 copies one spread fast and a second one slowly; this is the hottest line of a step. */
export function patch(m: Moment, changes: Partial<CallState>): Moment {
  return { ...m, state: Object.assign({ ...m.state }, changes) }
}

export function patchReply(m: Moment, changes: Partial<Reply>): Moment {
  const { reply } = m.state
  return reply ? patch(m, { reply: { ...reply, ...changes } }) : m
}

export function patchTurn(m: Moment, changes: Partial<Turn>): Moment {
  return patch(m, { turn: { ...m.state.turn, ...changes } })
}

export function patchPlayout(m: Moment, changes: Partial<Playout>): Moment {
  return patch(m, { playout: { ...m.state.playout, ...changes } })
}

export function setTimer(m: Moment, timer: Timer, at: Millis): Moment {
  const timers = withTimer(m.state.timers, timer, at)
  return timers === m.state.timers ? m : patch(m, { timers })
}

export function clearTimers(m: Moment, ...names: readonly Timer[]): Moment {
  const timers = withoutTimers(m.state.timers, names)
  return timers === m.state.timers ? m : patch(m, { timers })
}

/** The next number of its kind. */
export function nextId(m: Moment, kind: keyof Ids): readonly [Moment, number] {
  const id = m.state.ids[kind] + 1
  return [patch(m, { ids: { ...m.state.ids, [kind]: id } }), id]
}
