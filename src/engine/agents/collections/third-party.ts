/** Somebody else than the consumer is on the line: they are told nothing, and asked for a better time or number. */
import type { Brought, CallerEvent } from '../../compliance/caller-turn.js'
import { audit, type Draft, lock, put, say, task } from './draft.js'
import { mayBe, nameIn, newSpeakerIn } from './reading/caller-name.js'
import type { Answer, Said } from './said.js'
import { identifying, type Stage } from './state.js'

/** The name of somebody who has taken the phone from a verified consumer. */
function newSpeaker({ account }: Draft['state'], text: string): string | undefined {
  const said = newSpeakerIn(text)
  const other = said !== undefined && account !== undefined && !mayBe(said, account.name)
  return other ? said : undefined
}

/** Somebody else answers, or has the phone now; the name they gave is noted. */
export function thirdPartyAnswers(d: Draft, { text }: Said): Draft {
  const said = d.state.verified ? newSpeaker(d.state, text) : undefined
  return thirdParty(said === undefined ? d : noteName(d, said))
}

const noteName = (d: Draft, said: string): Draft =>
  audit(put(d, { otherName: said }), 'other_name', { name: said })

export function thirdParty(d: Draft): Draft {
  return say(task(lock(d, 'third_party'), 'review_third_party', 1), 'third_party')
}

/** Of a turn that also says this, who speaks is not what decides it: the lines that answer it may be heard by anybody. */
const forAnybody: ReadonlySet<CallerEvent> = new Set([
  ...(['self_harm', 'minor_answer', 'cease_contact'] as const),
  ...(['attorney_represented', 'bankruptcy', 'deceased'] as const),
])

/**
 * What a turn does to the call, the first first. Of somebody who is not verified a relation that is named is enough to be taken for somebody
 * else. A verified consumer names husbands and roommates all the time, and somebody else has only taken the phone where that is said
 * outright, or another name is given; then it goes before what that person thinks of the debt, as the answer would tell them of it.
 */
export function inForce(
  state: Draft['state'],
  brought: readonly Pick<Brought, 'event' | 'outright'>[],
  text: string,
): readonly CallerEvent[] {
  const events = brought.map(({ event }) => event)
  if (!state.verified) return events
  const own = events.filter((event) => event !== 'third_party_answer')
  const taken = brought.some(({ event, outright }) => event === 'third_party_answer' && outright)
  if (!taken && newSpeaker(state, text) === undefined) return own
  return [
    ...own.filter((event) => forAnybody.has(event)),
    'third_party_answer',
    ...own.filter((event) => !forAnybody.has(event)),
  ]
}

const unverified: ReadonlySet<Stage> = new Set<Stage>(['greet', ...identifying])

/**
 * What is done about a name that cannot be the consumer's. Who is called has said that they are somebody else; who calls may have an account
 * of their own. Undefined: no other name was given.
 */
export function otherName(d: Draft, { text }: Said): Draft | undefined {
  const { stage, account, expected, outbound } = d.state
  const consumer = account?.name ?? expected
  const said = unverified.has(stage) ? nameIn(text) : undefined
  if (said === undefined || consumer === undefined || mayBe(said, consumer)) return undefined
  const noted = noteName(d, said)
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
