/**
 * What takes the truth of the line to judge: the conversation never claims that the caller heard what they did not hear, and an agent
 * that stopped is silent at the caller's ear.
 */
import type { Millis } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import { wordsIn } from '../call/heard-text.js'
import type { CallState } from '../call/state.js'
import { wordsOf } from '../fixture/normalise-text.js'
import type { Entry, Observer } from '../report/entry.js'
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
      const last = before
      before = state
      const added = newWords(last?.conversation ?? [], state)
      if (added.length === 0) return
      // A reply enters the conversation when it is over, so it is the one of before.
      const spoken = spokenIn(last) ?? spokenIn(state)
      if (spoken === undefined) return
      for (const text of added) claims.push({ at: event.at, text, spoken })
    },
    check: (simulation) => [
      ...disprove(claims, simulation),
      ...notSilenced(simulation),
      ...intoClosedLeg(simulation),
    ],
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
    const byThen = heardWords(spoken, heardUntil(carrier, spoken, at))
      .filter(({ endedAt }) => endedAt <= at)
      .flatMap((word) => wordsOf(word.text))
    const extra = firstNotIn(byThen, wordsOf(text))
    if (extra === undefined) return []
    const words = `the conversation has "${text}" of reply ${spoken.reply}`
    return [{ id: 'unheard-word', at, text: `${words}, but "${extra}" was not heard by then` }]
  })
}

/**
 * A caller who hangs up hears nothing more, but the engine learns of it later (a way of latency, a stall) and cannot know what was not
 * heard in between: what would have sounded until `at` counts as heard, of a reply that had begun and of one that had not.
 */
function heardUntil(
  { heard, closedAt }: CarrierTruth,
  { reply, sentences }: SpokenReply,
  at: Millis,
): readonly HeardSpan[] {
  if (closedAt === undefined || at <= closedAt) return heard
  const last = heard.findLast((span) => span.reply === reply)
  if (last === undefined)
    return [{ reply, epoch: 0, fromMs: 0, toMs: sentences.at(-1)?.to ?? 0, at: closedAt }]
  const cutByHangUp = last.at + last.toMs - last.fromMs === closedAt
  return cutByHangUp ? [...heard, { ...last, toMs: last.fromMs + at - last.at }] : heard
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

/** Sound at the ear after a stop reached the carrier, before anything played later could. */
function notSilenced({ entries, carrier }: Simulation): readonly Violation[] {
  const { heard, latencyMs } = carrier
  return silencesWanted(entries).flatMap(({ from, to }) => {
    const span = heard.find(
      ({ at, fromMs, toMs }) =>
        at < to + latencyMs && at + toMs - fromMs > from + latencyMs + tolerance,
    )
    if (span === undefined) return []
    const text = `the agent stopped at ${from} ms, but reply ${span.reply} went on at the ear`
    return [{ id: 'not-silenced', at: from, text }]
  })
}

/** Clocks of carriers and samples meet to within a sample or two. */
const tolerance = 1

interface Silence {
  readonly from: Millis
  readonly to: Millis
}

/** From every stop of the agent to the next piece it played. */
function silencesWanted(entries: readonly Entry[]): readonly Silence[] {
  const silences: Silence[] = []
  let from: Millis | undefined
  const end = (to: Millis) => {
    if (from !== undefined) silences.push({ from, to })
    from = undefined
  }
  for (const { event, commands } of entries) {
    for (const command of commands) {
      if (command.type === 'play') end(event.at)
      else if (stops(command)) from ??= event.at
    }
  }
  end(Number.POSITIVE_INFINITY)
  return silences
}

function stops(command: Command): boolean {
  return (
    command.type === 'cancel' || (command.type === 'note' && command.note.kind === 'agent.paused')
  )
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
