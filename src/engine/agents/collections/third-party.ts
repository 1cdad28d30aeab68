/** Somebody else than the consumer is on the line: they are told nothing, and asked for a better time or number. */
import { mayBe, nameIn } from './caller-name.js'
import { audit, type Draft, lock, put, say, task } from './draft.js'
import type { Answer, Said } from './said.js'
import type { Stage } from './state.js'

export function thirdParty(d: Draft): Draft {
  return say(task(lock(d, 'third_party'), 'review_third_party', 1), 'third_party')
}

const unverified: ReadonlySet<Stage> = new Set([
  'greet',
  'reference',
  'zip',
  'birth_year',
  'account_tail',
])

/**
 * What is done about a name that cannot be the consumer's. Who is called has said that they are somebody else; who calls may have an account
 * of their own. Undefined: no other name was given.
 */
export function otherName(d: Draft, { text }: Said): Draft | undefined {
  const { stage, verified, account, expected, outbound } = d.state
  const consumer = account?.name ?? expected
  const said = verified || !unverified.has(stage) ? undefined : nameIn(text)
  if (said === undefined || consumer === undefined || mayBe(said, consumer)) return undefined
  const noted = audit(put(d, { otherName: said }), 'other_name', { name: said })
  if (outbound || stage !== 'greet') return thirdParty(noted)
  return say(put(noted, { stage: 'name_check' }), 'name_check')
}

/** An account that somebody of the name that was given may have. */
export function isTheirs({ otherName: said }: Draft['state'], name: string): boolean {
  return said === undefined || mayBe(said, name)
}

const self = /\b(?:my\s?self|for me|me|mine|my own|my account)\b/i
const other =
  /\b(?:someone|somebody|else|her|him|his|wife|husband|mother|father|mom|dad|son|daughter|friend|brother|sister)\b/i

/** Their own account is found by its reference number; who is not sure to call for themselves is somebody else. */
export const nameCheck: Answer = (d, { text }) => {
  if (!self.test(text) || other.test(text)) return thirdParty(d)
  return say(put(d, { stage: 'reference', account: undefined, lookedUp: true }), 'ask_reference')
}
