import type { Check, Moment } from '../../engine/replay/checks/check.js'
import type { Simulation } from '../../engine/replay/simulation.js'
import { drawStrip, stripMs } from '../output/audio-strip.js'
import type { Picture } from './outcome.js'

/** More pictures than this tell nobody anything. */
const mostPictures = 4

interface Group {
  /** Index of its last check. */
  under: number
  readonly moments: Moment[]
}

/** The audio around the failed checks: one picture for those that follow each other and fit into it. */
export function drawFailures(
  checks: readonly Check[],
  { carrier }: Simulation,
): readonly Picture[] {
  const groups: Group[] = []
  checks.forEach((check, index) => {
    if (check.result !== 'failed' || check.at === undefined) return
    const moments = momentsOf(check, check.at)
    const last = groups.at(-1)
    if (last !== undefined && fitTogether([...last.moments, ...moments])) {
      last.under = index
      last.moments.push(...moments)
    } else groups.push({ under: index, moments: [...moments] })
  })
  const lanes = { caller: carrier.callerAudio, agent: carrier.agentAudio }
  return groups.slice(0, mostPictures).map(({ under, moments }) => ({
    under,
    lines: drawStrip(lanes, distinct(moments)),
  }))
}

function momentsOf({ moments, name }: Check, at: number): readonly Moment[] {
  return moments ?? [{ at, label: name.split(' ').slice(0, 2).join(' ') }]
}

/** They lie so close that one picture shows them all, with a second before the first. */
function fitTogether(moments: readonly Moment[]): boolean {
  const times = moments.map(({ at }) => at)
  return Math.max(...times) - Math.min(...times) <= stripMs - 2500
}

function distinct(moments: readonly Moment[]): readonly Moment[] {
  const byText = new Map(
    moments.map((moment) => [`${Math.round(moment.at)} ${moment.label}`, moment]),
  )
  return [...byText.values()].sort((a, b) => a.at - b.at)
}
