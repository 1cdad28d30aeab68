/**
 * The agent never leaves a caller in silence, and a call never waits for nothing.
 */
import type { Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { CallState } from '../call/state.js'
import { nextDeadline } from '../call/timers.js'
import type { Entry } from '../report/entry.js'
import type { Rule } from './invariants.js'

/** The longest silence after a caller's turn. */
const answerMs: Millis = 5000
/** After the caller spoke again before they were answered: their words are awaited and their silence is counted anew. */
const newTurnMs: Millis = 10_000

/**
 * Counts from the end of a turn to the next sound for the caller. If they go on before that, the agent is right to wait: then the
 * count begins anew with the end of what they say.
 */
export function answersTurns(): Rule {
  let wait: Wait | undefined
  return (entry, state) => {
    const { at } = entry.event
    const overdue = wait !== undefined && at > wait.due ? wait : undefined
    wait = waitAfter(overdue ? undefined : wait, entry)
    if (state.phase === 'ended') wait = undefined
    if (wait && callerActs(entry, state)) wait = { ...wait, due: at + newTurnMs }
    if (overdue === undefined) return undefined
    return `the caller's turn ended at ${overdue.since} ms, and by ${overdue.due} ms they heard nothing`
  }
}

/** The caller's turn is over and they have heard nothing yet. */
interface Wait {
  readonly since: Millis
  readonly due: Millis
}

function waitAfter(before: Wait | undefined, { event: { at }, commands }: Entry): Wait | undefined {
  let wait = before
  for (const command of commands) {
    if (endsTurn(command)) wait = { since: at, due: at + answerMs }
    else if (endsSilence(command)) wait = undefined
  }
  return wait
}

function endsTurn(command: Command): boolean {
  if (command.type !== 'note') return false
  return command.note.kind === 'turn.ended' || command.note.kind === 'turn.unheard'
}

function endsSilence(command: Command): boolean {
  return (command.type === 'play' && command.mulaw.length > 0) || command.type === 'hangUp'
}

function callerActs({ event, commands }: Entry, state: CallState): boolean {
  return (
    event.type === 'transport.dtmf' ||
    state.speech.kind === 'speaking' ||
    commands.some(({ type }) => type === 'commitSpeech')
  )
}

/** Whoever waits has a deadline; a call that is not over and has none would wait for ever. */
export function neverWedged(): Rule {
  let wedged = false
  return (_, state) => {
    const before = wedged
    wedged = state.phase === 'live' && nextDeadline(state.timers) === undefined
    return wedged && !before ? 'no timer is armed and the call is not over' : undefined
  }
}
