/**
 * What takes the truth of the line to judge: the conversation never claims that the caller heard what they did not hear.
 */
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import { wordsIn } from '../call/heard-text.js'
import type { CallState } from '../call/state.js'
import { wordsOf } from '../fixture/normalise-text.js'
import type { Observer } from '../report/entry.js'
import { heardWords, type SpokenReply } from './heard-words.js'
import type { Violation } from './invariants.js'
import type { CarrierTruth, HeardSpan, Simulation } from './simulation.js'

/** Words of the agent that entered the conversation. */
interface Claim {
  readonly at: Millis
  readonly text: string
  /** The reply they belong to, and where its words lie on its timeline. */
  readonly spoken: SpokenReply
}

export interface ClaimWatch {
  readonly observe: Observer
  /** What the simulation proves wrong. To be asked when the call is over. */
  check(simulation: Simulation): readonly Violation[]
}

/** Watches what enters the conversation, to be held against the line afterwards. */
export function watchClaims(): ClaimWatch {
  const claims: Claim[] = []
  let before: CallState | undefined
  return {
    observe({ event }, state) {
      const added = newWords(before?.conversation ?? [], state)
      // A reply enters the conversation when it is over, so it is the one of before.
      const spoken = spokenIn(before) ?? spokenIn(state)
      before = state
      if (spoken === undefined) return
      for (const text of added) claims.push({ at: event.at, text, spoken })
    },
    check: (simulation) => [...disprove(claims, simulation), ...intoClosedLeg(simulation)],
  }
}

function spokenIn(state: CallState | undefined): SpokenReply | undefined {
  if (state?.reply === undefined) return undefined
  let base = 0
  const sentences = state.playout.sentences.map((sentence) => {
    const { id, text, ms } = sentence
    const from = base
    base += ms
    const words = wordsIn(sentence).map((word) => ({
      ...word,
      from: from + word.from,
      to: from + word.to,
    }))
    return { id, text, from, to: base, words }
  })
  return { reply: state.reply.id, sentences }
}

function newWords(before: readonly Message[], { conversation }: CallState): readonly string[] {
  if (conversation === before) return []
  return conversation.flatMap((message) =>
    message.role === 'assistant' && message.text !== '' && !before.includes(message)
      ? [message.text]
      : [],
  )
}

function disprove(claims: readonly Claim[], { carrier }: Simulation): readonly Violation[] {
  return claims.flatMap(({ at, text, spoken }) => {
    const byThen = heardWords(spoken, heardUntil(carrier, at))
      .filter(({ endedAt }) => endedAt <= at)
      .flatMap((word) => wordsOf(word.text))
    const extra = firstNotIn(byThen, wordsOf(text))
    if (extra === undefined) return []
    const words = `the conversation has "${text}" of reply ${spoken.reply}`
    return [{ id: 'unheard-word', at, text: `${words}, but "${extra}" was not heard by then` }]
  })
}

/**
 * A caller who hangs up hears nothing more, but the engine learns of it a way of latency later and cannot know what was not heard in
 * between: what would have sounded until `at` counts as heard.
 */
function heardUntil({ heard, closedAt }: CarrierTruth, at: Millis): readonly HeardSpan[] {
  const last = heard.at(-1)
  if (last === undefined || closedAt === undefined || at <= closedAt) return heard
  const cutByHangUp = last.at + last.toMs - last.fromMs === closedAt
  return cutByHangUp
    ? [...heard.slice(0, -1), { ...last, toMs: last.fromMs + at - last.at }]
    : heard
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
