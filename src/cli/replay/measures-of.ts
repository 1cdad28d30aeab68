import type { CallFacts } from '../../engine/replay/call-facts.js'
import type { Verdict } from '../../engine/replay/judge.js'
import { type Measure, responses, stops } from '../../engine/replay/measures.js'
import type { Measures } from './outcome.js'

/** The lengths of time that the summary of a run is made of. Turns that are made up offline do not count. */
export function measuresOf(facts: CallFacts, { turns }: Verdict): Measures {
  const made = new Set(turns.filter(({ basis }) => basis === 'substituted').map(({ turn }) => turn))
  const lengths = (measures: readonly Measure[]) =>
    measures
      .filter(
        ({ turn, callerTurn }) =>
          !(turn && made.has(turn)) && !(callerTurn && made.has(callerTurn)),
      )
      .map(({ ms }) => Math.round(ms))
  return { responses: lengths(responses(facts)), stops: lengths(stops(facts)) }
}
