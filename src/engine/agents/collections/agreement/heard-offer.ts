/** What a turn offers, and which of two things that were asked about it means. */
import { detectors } from '../../../compliance/detectors.js'
import { type Draft, put, today } from '../draft.js'
import { type Offer, readOffer } from '../reading/offer.js'
import type { Choices } from '../state.js'

const nothing: Offer = { cents: [], days: [] }

/** Where nobody knows what day it is, the days are wrong; whoever agrees on one has to ask `today` first. */
export function offerIn(d: Draft, text: string): Offer {
  const { account, choices } = d.state
  if (account === undefined) return nothing
  const chosen = chosenIn(text, choices)
  return chosen ?? readOffer(text, today(d) ?? '1970-01-01', account, detectors)
}

const pick =
  /^\W*(?:(?:um|uh|well|oh|i mean|make it)\W+)?(?:the )?(?:(first|former|earlier|lower|smaller)|(second|latter|later|higher|larger|bigger))(?: (?:one|day|date|amount))?(?:\W+(?:please|thanks))?\W*$/i

/** "The first one", where two were named. */
function chosenIn(text: string, { cents, days }: Choices): Offer | undefined {
  const found = pick.exec(text)
  if (found === null || (cents.length < 2 && days.length < 2)) return undefined
  const at = found[1] === undefined ? 1 : 0
  const chosen = <T>(values: readonly T[]) => (values.length < 2 ? [] : values.slice(at, at + 1))
  return cents.length > 1 ? { cents: chosen(cents), days: [] } : { cents: [], days: chosen(days) }
}

/** Keeps what has to be asked about. */
export function putChoices(d: Draft, { cents, days }: Choices): Draft {
  const open = <T>(values: readonly T[]) => (values.length > 1 ? values : [])
  return put(d, { choices: { cents: open(cents), days: open(days) } })
}

/** The one thing that was named, if it was one. */
export const single = <T>(values: readonly T[]): T | undefined =>
  values.length === 1 ? values[0] : undefined
