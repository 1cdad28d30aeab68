/**
 * The agent never leaves a caller in silence, and a call never waits for nothing.
 */
import type { Millis } from '../audio/frame.js'
import type { Command, Note } from '../call/command.js'
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
    wait = waitAfter(overdue ? undefined : wait, entry, state)
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

function waitAfter(
  before: Wait | undefined,
  { event: { at }, commands }: Entry,
  state: CallState,
): Wait | undefined {
  // Sounds without words while a reply is under way want no answer of their own: the reply goes on.
  const goesOn =
    state.reply !== undefined && !commands.some((command) => isNote(command, 'reply.started'))
  let wait = before
  for (const command of commands) {
    const unheard = isNote(command, 'turn.unheard') && !goesOn
    if (isNote(command, 'turn.ended') || unheard) wait = { since: at, due: at + answerMs }
    else if (endsSilence(command)) wait = undefined
  }
  return wait
}

function isNote(command: Command, kind: Note['kind']): boolean {
  return command.type === 'note' && command.note.kind === kind
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

/** The longest an agent that has the floor may do nothing: above every wait of the policy, a slow tool included. */
const idleMs: Millis = 20_000

/**
 * Whoever waits has a deadline; a call that is not over and has none would wait for ever. A reply under way has one that is near: the
 * longest call ends some day too, but nobody stays that long on a silent line.
 */
export function neverWedged(): Rule {
  let wedged = false
  let active: Millis = 0
  return ({ event, commands }, state) => {
    if (state.reply === undefined || state.speech.kind === 'speaking' || commands.some(isWork))
      active = event.at
    const idle = event.at - active > idleMs
    const before = wedged
    wedged = state.phase === 'live' && (idle || nextDeadline(state.timers) === undefined)
    if (!wedged || before) return undefined
    return idle
      ? `reply ${state.reply?.id} has done nothing since ${active} ms`
      : 'no timer is armed and the call is not over'
  }
}

function isWork({ type }: Command): boolean {
  return type === 'play' || type === 'generate' || type === 'synthesize' || type === 'callTool'
}
