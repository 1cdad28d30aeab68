import { type Check, clockTime, judged } from './check.js'
import type { Evidence, SectionCheck } from './evidence.js'
import { timingChecks } from './timing.js'

interface Ending {
  readonly by: 'agent' | 'caller' | 'lost' | 'none'
  readonly at: number
  readonly why: string
}

/**
 * `ended`: who ended the call, when and why. Without it, too, a call has to come to its end: one that is cut off by the fixture's
 * `max_ms` is stuck unless that is what is wanted.
 */
export const endedChecks: SectionCheck = (evidence) => {
  const ending = endingOf(evidence)
  const wanted = evidence.expectations.ended
  if (wanted?.by === undefined && ending.by === 'none') return [neverEnded(ending, wanted?.line)]
  if (wanted === undefined) return []
  const subject = { name: `ended by ${wanted.by ?? 'anyone'}`, line: wanted.line }
  const fits = wanted.by === undefined || wanted.by === ending.by
  return [
    judged(subject, fits, { wanted: wanted.by ?? 'an end', got: show(ending), at: ending.at }),
    ...timingChecks({
      subject: { ...subject, name: 'ended' },
      window: wanted,
      from: { at: 0, label: 'the start of the call' },
      to: ending.by === 'none' ? undefined : { at: ending.at, label: 'end' },
    }),
    ...(wanted.why === undefined
      ? []
      : [
          judged({ ...subject, name: 'ended why' }, wanted.why === ending.why, {
            wanted: wanted.why,
            got: ending.why === '' ? 'no reason given' : ending.why,
            at: ending.at,
          }),
        ]),
  ]
}

function endingOf({ simulation, facts }: Evidence): Ending {
  const { callMs, ended, entries } = simulation
  if (!ended) return { by: 'none', at: callMs, why: '' }
  const hangUp = facts.commands.find((command) => command.type === 'hangUp')
  const closed = entries.find(({ event }) => event.type === 'transport.closed')?.event
  if (hangUp?.type === 'hangUp' && hangUp.at <= (closed?.at ?? callMs)) {
    return { by: 'agent', at: hangUp.at, why: hangUp.why }
  }
  const by = closed?.type === 'transport.closed' ? closed.reason : 'agent'
  return { by, at: closed?.at ?? callMs, why: '' }
}

function neverEnded({ at }: Ending, line = 1): Check {
  return judged({ name: 'the call ended', line }, false, {
    wanted: 'an end by agent or caller, or ended: { by: none }',
    got: `still going when the recording was over at ${clockTime(at)}`,
    at,
  })
}

const show = ({ by, at, why }: Ending): string =>
  by === 'none'
    ? `nobody, cut at ${clockTime(at)}`
    : `${by} at ${clockTime(at)}${why && `: ${why}`}`
