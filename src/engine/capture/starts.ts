/**
 * When the caller of a captured call does something: told from what they answered to, so that a replay in which the agent is slower or
 * faster is still a conversation.
 */
import type { Millis } from '../audio/frame.js'
import type { Start } from '../fixture/manifest.js'
import type { AgentTurn, CallFacts } from '../replay/call-facts.js'
import type { SpokenSegment } from './caller-segments.js'

/** The start of what happens at `at`: after the caller's own words where nothing came between, else by the agent's turns. */
export function startOf(
  at: Millis,
  { turns }: Pick<CallFacts, 'turns'>,
  before: readonly SpokenSegment[],
): Start {
  const agent = turns.filter((turn): turn is AgentTurn => turn.kind === 'agent')
  const index = agent.findLastIndex((turn) => turn.at <= at)
  const turn = agent[index]
  const isOver = turn !== undefined && turn.endedAt <= at
  const anchor = turn === undefined ? Number.NEGATIVE_INFINITY : isOver ? turn.endedAt : turn.at
  const own = before.findLast((segment) => endOf(segment) <= at + 1)
  if (own !== undefined && endOf(own) >= anchor) {
    return { after: 'caller', segment: own.id, ms: Math.max(0, Math.round(at - endOf(own))) }
  }
  if (turn === undefined) return { at: Math.round(at) }
  const ms = Math.round(at - anchor)
  return isOver ? { after: 'agent', turn: index, ms } : { during: 'agent', turn: index, ms }
}

const endOf = ({ mouthAt, from, to }: SpokenSegment): Millis => mouthAt + to - from
