import type { Basis } from '../fixture/fixture.js'
import type { AgentTurn, CallerTurn } from './call-facts.js'
import type { BasisRecord } from './simulation.js'

/** What a turn rests on, and why it is no better. */
export interface TurnBasis {
  readonly basis: Basis
  /** Empty when all of it is recorded. */
  readonly why: string
}

/** A live answer has real times; what is made up has none that could be judged. */
const order: readonly Basis[] = ['recorded', 'derived', 'live', 'substituted']

/** The weakest of everything a turn is made of: its words for the caller's, its words and voice for the agent's. */
export function basisOf(turn: AgentTurn | CallerTurn, records: readonly BasisRecord[]): TurnBasis {
  return weakest(records.filter((record) => belongs(record, turn)))
}

/** The weakest of several records; recorded when there are none. */
export function weakest(records: readonly TurnBasis[]): TurnBasis {
  const worst = records.reduce<TurnBasis | undefined>(
    (worst, next) => (worst === undefined || weight(next) > weight(worst) ? next : worst),
    undefined,
  )
  if (worst === undefined || worst.basis === 'recorded') return { basis: 'recorded', why: '' }
  return { basis: worst.basis, why: worst.why }
}

function weight({ basis }: TurnBasis): number {
  return order.indexOf(basis)
}

function belongs(record: BasisRecord, turn: AgentTurn | CallerTurn): boolean {
  if (turn.kind === 'agent') return record.reply === turn.reply
  return record.segment !== undefined && turn.segments.includes(record.segment)
}
