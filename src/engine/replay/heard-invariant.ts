/**
 * What takes the truth of the line to judge: the conversation never claims that the caller heard what they did not hear.
 */
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import type { ReplyId } from '../call/event.js'
import type { CallState } from '../call/state.js'
import { wordsOf } from '../fixture/normalise-text.js'
import type { Observer } from '../report/entry.js'
import { heardWords, spokenReplies } from './heard-words.js'
import type { Violation } from './invariants.js'
import type { Simulation } from './simulation.js'

/** Words of the agent that entered the conversation. */
interface Claim {
  readonly at: Millis
  readonly reply: ReplyId
  readonly text: string
}

export interface ClaimWatch {
  readonly observe: Observer
  /** What the simulation proves wrong. To be asked when the call is over. */
  check(simulation: Simulation): readonly Violation[]
}

/** Watches what enters the conversation, to be held against the line afterwards. */
export function watchClaims(): ClaimWatch {
  const claims: Claim[] = []
  let conversation: readonly Message[] = []
  let reply: ReplyId | undefined
  return {
    observe({ event }, state) {
      const added = newWords(conversation, state)
      conversation = state.conversation
      // The reply the words belong to is over in the same step, so it is the one of before.
      const of = reply ?? state.reply?.id
      if (of !== undefined) for (const text of added) claims.push({ at: event.at, reply: of, text })
      reply = state.reply?.id
    },
    check: (simulation) => [...disprove(claims, simulation), ...intoClosedLeg(simulation)],
  }
}

function newWords(before: readonly Message[], { conversation }: CallState): readonly string[] {
  if (conversation === before) return []
  return conversation.flatMap((message) =>
    message.role === 'assistant' && message.text !== '' && !before.includes(message)
      ? [message.text]
      : [],
  )
}

function disprove(claims: readonly Claim[], simulation: Simulation): readonly Violation[] {
  const spoken = spokenReplies(simulation.entries)
  return claims.flatMap(({ at, reply, text }) => {
    const said = spoken.get(reply)
    const heard = said ? heardWords(said, simulation.carrier.heard) : []
    const byThen = heard
      .filter(({ endedAt }) => endedAt <= at)
      .flatMap((word) => wordsOf(word.text))
    const extra = firstNotIn(byThen, wordsOf(text))
    if (extra === undefined) return []
    const words = `the conversation has "${text}" of reply ${reply}`
    return [{ id: 'unheard-word', at, text: `${words}, but "${extra}" was not heard by then` }]
  })
}

/** The first word that cannot be found, going through `heard` in order. */
function firstNotIn(heard: readonly string[], claimed: readonly string[]): string | undefined {
  let from = 0
  for (const word of claimed) {
    const found = heard.indexOf(word, from)
    if (found < 0) return word
    from = found + 1
  }
  return undefined
}

function intoClosedLeg({ carrier, callMs }: Simulation): readonly Violation[] {
  const { playsAfterClear, playsAfterClose } = carrier
  const violations: Violation[] = []
  if (playsAfterClear > 0) {
    const text = `the carrier got ${playsAfterClear} pieces of an epoch it had cleared`
    violations.push({ id: 'old-epoch', at: callMs, text })
  }
  if (playsAfterClose > 0) {
    const text = `the carrier got ${playsAfterClose} pieces for a leg that was over`
    violations.push({ id: 'play-after-close', at: callMs, text })
  }
  return violations
}
