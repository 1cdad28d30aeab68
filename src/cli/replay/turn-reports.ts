import type { Fixture } from '../../engine/fixture/fixture.js'
import { weakest } from '../../engine/replay/basis.js'
import type { Verdict } from '../../engine/replay/judge.js'
import { recordedPolicy } from '../../engine/replay/recorded-policy.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { callMetrics, type TurnMetrics } from '../../engine/report/metrics.js'
import type { TurnReport } from './outcome.js'

/** Every turn of a call with its times and what it rests on. When the agent was first heard is known from the line. */
export function turnReports(
  { manifest }: Fixture,
  { entries, carrier }: Simulation,
  verdict: Verdict,
): readonly TurnReport[] {
  const firstHeardAt = (reply: number) => carrier.heard.find((span) => span.reply === reply)?.at
  const { turns } = callMetrics(entries, { rates: recordedPolicy(manifest).playout, firstHeardAt })
  return turns.map((metrics) => turnReport(metrics, verdict))
}

function turnReport(metrics: TurnMetrics, { turns }: Verdict): TurnReport {
  const { turn, reply } = metrics
  const own = turns.filter((each) =>
    each.turn.kind === 'caller' ? each.turn.turn === turn : each.turn.reply === reply,
  )
  const { basis, why } = weakest(own)
  const { speechOnset, speechEnd, latency: _, ...times } = metrics
  return {
    ...times,
    basis,
    basisWhy: why,
    speechOnsetMediaAt: speechOnset?.mediaAt,
    speechEndMediaAt: speechEnd?.mediaAt,
  }
}
