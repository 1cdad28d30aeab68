/**
 * What a sound of the caller did to the agent: which reply it met, when that fell silent at the ear, what the engine decided.
 */
import type { Millis } from '../audio/frame.js'
import type { ReplyId } from '../call/event.js'
import type {
  AgentTurn,
  CallerSound,
  CallerTurn,
  CallFacts,
  Span,
  TimedNote,
} from './call-facts.js'

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
  /** First silence of that reply at the ear: the onset itself when it did not sound then. Undefined without a reply. */
  readonly silentAt: Millis | undefined
  /** Its last sound, or the onset when none came after it. Undefined without a reply. */
  readonly stoppedAt: Millis | undefined
  /** From the first silence until it went on, or began after all; undefined when it did neither. */
  readonly pausedMs: Millis | undefined
  readonly decision: Decision | undefined
  /** `paused`: it fell silent, and nothing was decided before the call or the reply was over. */
  readonly outcome: 'interrupted' | 'resumed' | 'ignored' | 'paused'
}

/** The first sound of every segment, by time. */
export function onsets(sounds: readonly CallerSound[]): readonly CallerSound[] {
  const seen = new Set<string>()
  return sounds.filter(({ segment }) => !seen.has(segment) && seen.add(segment))
}

/** What became of the agent because of the sound that begins here. */
export function interruption(facts: CallFacts, begins: CallerSound): Interruption {
  const onset = begins.from
  const next = onsets(facts.sounds).find(({ from }) => from > onset)?.from
  const { paused, decision } = decisionAfter(facts.notes, onset, next ?? Number.POSITIVE_INFINITY)
  const audible = audibleAt(facts, onset)
  const reply = audible?.reply ?? underWay(facts.notes, onset)
  const turn = audible ?? facts.turns.find((each) => isTurnOf(each, reply))
  const sound = reply === undefined ? noSound : soundAfter(turn?.spans ?? [], onset)
  return {
    ...{ segment: begins.segment, onset, reply, turn, decision, ...sound },
    outcome: outcomeOf(decision, paused),
  }
}

const noSound = { silentAt: undefined, stoppedAt: undefined, pausedMs: undefined }

function soundAfter(spans: readonly Span[], onset: Millis) {
  const rest = spans.filter((span) => span.to > onset)
  const first = rest[0]
  const sounds = first !== undefined && first.from <= onset
  const silentAt = sounds ? first.to : onset
  const next = sounds ? rest[1] : first
  return {
    silentAt,
    stoppedAt: rest.at(-1)?.to ?? onset,
    pausedMs: next && next.from - silentAt,
  }
}

function isTurnOf(turn: AgentTurn | CallerTurn, reply: ReplyId | undefined): turn is AgentTurn {
  return turn.kind === 'agent' && turn.reply === reply
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
    (note) =>
      (note.kind === 'reply.heard' || note.kind === 'agent.interrupted') &&
      note.reply === reply &&
      note.at <= at,
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
