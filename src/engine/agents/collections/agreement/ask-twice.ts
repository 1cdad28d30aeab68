/** A question that stays without an answer is put once more; then a person takes over. */
import { type Draft, finish, handOver, put, task } from '../draft.js'
import type { LineName } from '../lines/lines.js'

/**
 * @param again puts the question once more
 * @param why the outcome, if that was tried before
 */
export function askTwice(d: Draft, again: (d: Draft) => Draft, why: string): Draft {
  if (!d.state.askedTwice) return again(put(d, { askedTwice: true }))
  return toPerson(d, 'hardship_noted', why)
}

/** So often what was read out may be changed or refused; then it is nothing for a machine. */
const mostCorrections = 3

/** What was read out is not what they want. */
export function correct(d: Draft, next: (d: Draft) => Draft, why: string): Draft {
  const corrections = d.state.corrections + 1
  const counted = put(d, { corrections })
  return corrections > mostCorrections ? toPerson(counted, 'hardship_noted', why) : next(counted)
}

/** A person looks at what is possible: now, or by calling back. */
export function toPerson(d: Draft, line: LineName, why: string): Draft {
  const noted = task(d, 'review_hardship', 2)
  const { handoff } = d.options
  return handoff === undefined ? finish(noted, line, why) : handOver(noted, handoff, why)
}
