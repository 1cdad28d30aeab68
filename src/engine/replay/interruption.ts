/**
 * What a sound of the caller did to the agent: which reply it met, when that fell silent at the ear, what the engine decided.
 */
import type { Millis } from '../audio/frame.js'
import type { ReplyId } from '../call/event.js'
import type { AgentTurn, CallerSound, CallFacts, Span, TimedNote } from './call-facts.js'

type Decision = Extract<
  TimedNote,
  { readonly kind: 'agent.interrupted' | 'agent.resumed' | 'words.ignored' }
>

export interface Interruption {
  readonly segment: string
  /** Call time at which the sound begins. */
  readonly onset: Millis
  /** The reply that was audible then, or else the one that was under way. */
  readonly reply: ReplyId | undefined
  /** It as it was heard; undefined when nothing of it was. */
  readonly turn: AgentTurn | undefined
  /** First silence of that reply at the ear after the onset. */
  readonly silentAt: Millis | undefined
  /** Its last sound. */
  readonly stoppedAt: Millis | undefined
  /** How long it was silent before it went on; undefined when it did not pause or did not go on. */
  readonly pausedMs: Millis | undefined
  readonly decision: Decision | undefined
  /** `paused`: it fell silent, and nothing was decided before the call or the reply was over. */
  readonly outcome: 'interrupted' | 'resumed' | 'ignored' | 'paused'
}

/** The first sound of every segment, by time. */
export function onsets(sounds: readonly CallerSound[]): readonly CallerSound[] {
  return sounds.filter(
    (sound, i) => sounds.findIndex(({ segment }) => segment === sound.segment) === i,
  )
}

/** What became of the agent because of the sound that begins here. */
export function interruption(facts: CallFacts, sound: CallerSound): Interruption {
  const onset = sound.from
  const next = onsets(facts.sounds).find(({ from }) => from > onset)?.from
  const { paused, decision } = decisionAfter(facts.notes, onset, next ?? Number.POSITIVE_INFINITY)
  const turn = audibleAt(facts, onset)
  const reply = turn?.reply ?? underWay(facts.notes, onset)
  const spans = turn?.spans ?? []
  const playing = spans.find((span) => span.to > onset)
  const resumed = spans.find((span) => playing !== undefined && span.from > playing.to)
  return {
    ...{ segment: sound.segment, onset, reply, turn, decision },
    silentAt: playing?.to,
    stoppedAt: spans.at(-1)?.to,
    pausedMs: playing && resumed ? resumed.from - playing.to : undefined,
    outcome: outcomeOf(decision, paused),
  }
}

/** The agent's turn that sounds at a moment, a pause within it included. */
function audibleAt(facts: CallFacts, at: Millis): AgentTurn | undefined {
  const sounding = (span: Span) => span.from <= at && at < span.to
  return facts.turns.find(
    (turn): turn is AgentTurn =>
      turn.kind === 'agent' && sounding({ from: turn.at, to: turn.endedAt }),
  )
}

/** A reply that was begun by then and not given up: the caller spoke before it could be heard. */
function underWay(notes: readonly TimedNote[], at: Millis): ReplyId | undefined {
  const begun = notes.filter((note) => note.kind === 'reply.started' && note.at <= at).at(-1)
  if (begun?.kind !== 'reply.started') return undefined
  const { reply } = begun
  const over = notes.some(
    (note) => note.kind === 'reply.heard' && note.reply === reply && note.at <= at,
  )
  return over ? undefined : reply
}

/**
 * What was decided about a sound. Once the agent has paused for it, only going on or giving up is a decision, whenever it comes;
 * else everything after the next sound is about that one.
 */
function decisionAfter(notes: readonly TimedNote[], onset: Millis, next: Millis) {
  const after = notes.filter(({ at }) => at >= onset)
  const paused = after.some(({ kind, at }) => kind === 'agent.paused' && at < next)
  const decision = after.find(
    (note): note is Decision =>
      isDecision(note) && (paused ? note.kind !== 'words.ignored' : note.at < next),
  )
  return { paused, decision }
}

function isDecision(note: TimedNote): note is Decision {
  return (
    note.kind === 'agent.interrupted' ||
    note.kind === 'agent.resumed' ||
    note.kind === 'words.ignored'
  )
}

function outcomeOf(decision: Decision | undefined, paused: boolean): Interruption['outcome'] {
  if (decision?.kind === 'agent.interrupted') return 'interrupted'
  if (decision?.kind === 'agent.resumed') return 'resumed'
  return paused ? 'paused' : 'ignored'
}
