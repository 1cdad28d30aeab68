import { lastSaidBefore, type TimedNote } from '../call-facts.js'
import { type Check, clockTime, judged, type Moment, type Subject } from './check.js'
import type { Evidence, SectionCheck } from './evidence.js'
import { timingChecks } from './timing.js'

type Fallback = Extract<TimedNote, { readonly kind: 'fallback' }>

/** `fallback`: what was done about waits that ran out and parts that failed, in order; others may come between. */
export const fallbackChecks: SectionCheck = (evidence) => {
  let since = 0
  const all = evidence.facts.notes.filter((note): note is Fallback => note.kind === 'fallback')
  return evidence.expectations.fallback.flatMap((wanted, i) => {
    const subject = { name: `fallback ${i + 1} ${wanted.part} ${wanted.did}`, line: wanted.line }
    const rest = all.slice(since)
    const found = rest.find(({ part, did }) => part === wanted.part && did === wanted.did)
    if (found === undefined) return [missing(subject, wanted, rest)]
    since += rest.indexOf(found) + 1
    const { within_ms } = wanted
    const there = judged(subject, true, { ...described(wanted), got: show(found), at: found.at })
    if (within_ms === undefined) return [there]
    return [there, ...timing(evidence, subject, within_ms, found)]
  })
}

function timing(
  evidence: Evidence,
  subject: Subject,
  within_ms: number,
  found: Fallback,
): readonly Check[] {
  const said = lastSaidBefore(found.at, evidence.facts)
  const from: Moment =
    said === undefined
      ? { at: 0, label: 'the start of the call' }
      : { at: said, label: "the caller's last sound" }
  const to = { at: found.at, label: found.did }
  return timingChecks({ subject, window: { within_ms }, from, to })
}

function missing(
  subject: Subject,
  wanted: { readonly part: string; readonly did: string },
  rest: readonly Fallback[],
): Check {
  const got = rest.length === 0 ? 'no further fallback' : rest.map(show).join('; ')
  return judged(subject, false, { ...described(wanted), got })
}

const described = ({ part, did }: { readonly part: string; readonly did: string }) => ({
  wanted: `${part}: ${did}`,
})

const show = ({ part, did, why, at }: Fallback): string =>
  `${part}: ${did} at ${clockTime(at)} (${why})`
