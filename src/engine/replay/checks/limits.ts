import type { Expectations } from '../../fixture/expect.js'
import { deadAir, type Measure, pauses, responses, stops } from '../measures.js'
import { percentile } from '../percentile.js'
import { type Check, clockTime, judged, notJudged, type Subject, showMs } from './check.js'
import { type Evidence, type SectionCheck, unsureTiming } from './evidence.js'

type Limits = NonNullable<Expectations['limits']>
type Spread = NonNullable<Limits['e2e_ms']>

const shares = { p50: 0.5, p95: 0.95, max: 1 } as const

/** `limits`: how long things may take over the whole call. */
export const limitChecks: SectionCheck = (evidence) => {
  const { facts, expectations } = evidence
  const { e2e_ms, dead_air_ms, barge_in_ms, pause_ms } = expectations.limits ?? {}
  return [
    ...spread(evidence, 'e2e_ms', e2e_ms, responses(facts)),
    ...longest('dead_air_ms', dead_air_ms, deadAir(facts)),
    ...spread(evidence, 'barge_in_ms', barge_in_ms, stops(facts)),
    ...longest('pause_ms', pause_ms, pauses(facts)),
  ]
}

/** Times of turns that are made up offline are left out; when none are left there is nothing to judge. */
function spread(
  evidence: Evidence,
  name: string,
  wanted: Spread | undefined,
  all: readonly Measure[],
): readonly Check[] {
  if (wanted === undefined) return []
  const sure = all.filter(
    ({ turn, callerTurn }) => unsureTiming(evidence, turn, callerTurn) === undefined,
  )
  return (['p50', 'p95', 'max'] as const).flatMap((rank): Check[] => {
    const limit = wanted[rank]
    if (limit === undefined) return []
    const subject = { name: `limit ${name} ${rank}`, line: wanted.line }
    const value = percentile(
      sure.map(({ ms }) => ms),
      shares[rank],
    )
    if (value === undefined) return [nothingMeasured(subject, limit, all.length)]
    const worst = sure.find(({ ms }) => ms === value)
    return [compare(subject, limit, value, worst?.at, `of ${sure.length}`)]
  })
}

function nothingMeasured(subject: Subject, limit: number, leftOut: number): Check {
  const why = leftOut > 0 ? 'all of them rest on substituted turns' : 'the call has none of them'
  return notJudged(subject, `<= ${showMs(limit)}`, why)
}

function longest(
  name: string,
  wanted: { readonly max: number; readonly line: number } | undefined,
  all: readonly Measure[],
): readonly Check[] {
  if (wanted === undefined) return []
  const subject = { name: `limit ${name} max`, line: wanted.line }
  const worst = all.reduce<Measure | undefined>(
    (worst, next) => (worst === undefined || next.ms > worst.ms ? next : worst),
    undefined,
  )
  if (worst === undefined) return [nothingMeasured(subject, wanted.max, 0)]
  return [compare(subject, wanted.max, worst.ms, worst.at, `of ${all.length}`)]
}

function compare(
  subject: Subject,
  limit: number,
  value: number,
  at: number | undefined,
  of: string,
): Check {
  const where = at === undefined ? '' : `, ending at ${clockTime(at)}`
  return judged(subject, value <= limit, {
    wanted: `<= ${showMs(limit)}`,
    got: `${showMs(value)} (${of})${where}`,
    ...(at === undefined
      ? {}
      : {
          at,
          moments: [
            { at: at - value, label: 'from' },
            { at, label: 'to' },
          ],
        }),
  })
}
