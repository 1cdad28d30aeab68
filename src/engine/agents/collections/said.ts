import type { CallerTurn } from '../../agent/agent.js'
import type { CallerEvent } from '../../compliance/caller-turn.js'
import type { Draft } from './draft.js'
import type { KeptTurn } from './reading/unasked-digits.js'
import type { Stage } from './state.js'

/** A turn of the caller, with what it brings up. */
export interface Said extends CallerTurn {
  readonly events: readonly CallerEvent[]
  /** What of it may be kept. */
  readonly kept: KeptTurn
}

/** What is done about a turn in one stage of the call. */
export type Answer = (d: Draft, said: Said) => Draft

/** What the record keeps of an answer that agrees to something. */
export function wordsOf({ kept: { text, digits } }: Said): string {
  return digits === '' ? text : `key ${digits}`
}

/** Stages in which something was offered or read out. */
const offering: ReadonlySet<Stage> = new Set([
  'promise',
  'confirm',
  'plan',
  'plan_confirm',
  'hardship',
])
const aboutOffer =
  /\b(?:too (?:much|high|many|big)|(?:that|this|it)(?:'s| is| sounds| looks)? ?(?:not|isn't|doesn't)? ?(?:sound |look )?(?:right|correct|wrong|incorrect|off))\b/i
const aboutDebt =
  /\b(?:owe\w*|debt|balance|account|bill|disput\w*|mine|mistake|error|paid|never|charged?|interest|fees?)\b/i

/** "That is too much", said to an offer, is about the offer and disputes no debt. */
export function isAboutOffer({ text, events }: Said, stage: Stage): boolean {
  if (!events.includes('dispute') || !offering.has(stage)) return false
  return aboutOffer.test(text) && !aboutDebt.test(text)
}

const again =
  /\b(?:repeat (?:that|it|please)|say (?:that|it) (?:again|one more time)|what was that|what did you say|pardon|come again|one more time|(?:didn't|did not|couldn't) (?:hear|catch|get) (?:that|you|it))\b|^\W*(?:sorry|what|huh|excuse me)\?\W*$/i

/** Has not heard what was asked. */
export function asksAgain({ text }: Said): boolean {
  return again.test(text)
}
