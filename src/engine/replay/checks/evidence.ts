import type { Expectations } from '../../fixture/expect.js'
import type { Fixture } from '../../fixture/fixture.js'
import { basisOf, type TurnBasis, weakest } from '../basis.js'
import type { AgentTurn, CallerTurn, CallFacts } from '../call-facts.js'
import type { Simulation } from '../simulation.js'
import type { Check } from './check.js'

/** Everything a check may look at. */
export interface Evidence {
  readonly fixture: Fixture
  readonly expectations: Expectations
  readonly simulation: Simulation
  readonly facts: CallFacts
}

/** Judges one section of `expect.yaml`. */
export type SectionCheck = (evidence: Evidence) => readonly Check[]

/** Why times of these turns cannot be judged; undefined when they can. */
export function unsureTiming(
  { simulation }: Evidence,
  ...turns: readonly (AgentTurn | CallerTurn | undefined)[]
): string | undefined {
  const bases = turns.flatMap((turn): TurnBasis[] =>
    turn === undefined ? [] : [basisOf(turn, simulation.basis)],
  )
  const { basis, why } = weakest(bases)
  return basis === 'substituted' ? `the turn is substituted: ${why}` : undefined
}
