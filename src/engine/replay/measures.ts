/**
 * The times a call is felt by, measured on the line: how long the caller waits, how fast the agent yields, how long nobody speaks.
 */
import type { Millis } from '../audio/frame.js'
import type { AgentTurn, CallerTurn, CallFacts } from './call-facts.js'
import { joinSpans } from './call-facts.js'
import { interruption, onsets } from './interruption.js'

/** A length of time that ended at `at` (call time). */
export interface Measure {
  readonly ms: Millis
  readonly at: Millis
  /** The agent's turn it belongs to. */
  readonly turn?: AgentTurn
  readonly callerTurn?: CallerTurn
}

/** The first sound of the agent that began after the turn was over, before the caller's next turn was. */
export function answerTo({ turns }: CallFacts, turn: CallerTurn): AgentTurn | undefined {
  const after = turns.slice(turns.indexOf(turn) + 1)
  const next = after.find(({ kind }) => kind === 'caller')
  return after.find(
    (other): other is AgentTurn =>
      other.kind === 'agent' && (next === undefined || other.at <= next.at),
  )
}

/** End of the caller's speech to the first sound of the answer at the ear, for every turn that was answered. */
export function responses(facts: CallFacts): readonly Measure[] {
  return facts.turns.flatMap((callerTurn): Measure[] => {
    if (callerTurn.kind !== 'caller' || callerTurn.soundEndedAt === undefined) return []
    const turn = answerTo(facts, callerTurn)
    if (turn === undefined) return []
    return [{ ms: turn.at - callerTurn.soundEndedAt, at: turn.at, turn, callerTurn }]
  })
}

/** Onset of an interruption to the agent's silence at the ear. */
export function stops(facts: CallFacts): readonly Measure[] {
  return onsets(facts.sounds).flatMap((sound): Measure[] => {
    const { outcome, turn, stoppedAt, onset } = interruption(facts, sound)
    if (outcome !== 'interrupted' || turn === undefined || stoppedAt === undefined) return []
    return [{ ms: stoppedAt - onset, at: stoppedAt, turn }]
  })
}

/** Silence of the agent for a sound that was no interruption. */
export function pauses(facts: CallFacts): readonly Measure[] {
  return onsets(facts.sounds).flatMap((sound): Measure[] => {
    const { outcome, turn, silentAt, pausedMs, onset } = interruption(facts, sound)
    if (outcome !== 'resumed' || turn === undefined) return []
    if (silentAt === undefined || pausedMs === undefined || silentAt === onset) return []
    return [{ ms: pausedMs, at: silentAt + pausedMs, turn }]
  })
}

/** Times between the first and the last sound of the call in which neither side was heard. */
export function deadAir(facts: CallFacts): readonly Measure[] {
  const agent = facts.turns.flatMap((turn) => (turn.kind === 'agent' ? turn.spans : []))
  const sounds = joinSpans([...agent, ...facts.sounds])
  return sounds.flatMap((sound, i): Measure[] => {
    const next = sounds[i + 1]
    return next === undefined ? [] : [{ ms: next.from - sound.to, at: next.from }]
  })
}
