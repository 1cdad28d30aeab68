/**
 * What happened in a simulated call, in the terms of expectations: who spoke when, and what became of it.
 *
 * Decisions come from the engine's notes. Times of sounds come from the line: the agent's as they reached the caller's ear, the
 * caller's as they left the mouth. Both are call time.
 */
import type { Millis } from '../audio/frame.js'
import type { Command, Note, ReplyCause, TurnEndedBy } from '../call/command.js'
import type { ReplyId, SegmentId, TurnId } from '../call/event.js'
import type { Manifest } from '../fixture/manifest.js'
import { type HeardWord, heardWords, type SpokenReply, spokenReplies } from './heard-words.js'
import type { HeardSpan, Simulation } from './simulation.js'

/** A note and when it was made. */
export type TimedNote = Note & { readonly at: Millis }

/** A command and when it was given. */
export type TimedCommand = Command & { readonly at: Millis }

export interface Span {
  readonly from: Millis
  readonly to: Millis
}

/** Something the caller uttered: a word, or a whole segment without words (a cough, noise). */
export interface CallerSound extends Span {
  readonly segment: string
  /** Undefined for a sound without words. */
  readonly word?: string
}

/** A reply that was heard, if only for a moment. */
export interface AgentTurn {
  readonly kind: 'agent'
  readonly reply: ReplyId
  readonly cause: ReplyCause | undefined
  /** First and last sound at the ear. */
  readonly at: Millis
  readonly endedAt: Millis
  /** Its sound at the ear; what lies between two of them is silence. */
  readonly spans: readonly Span[]
  /** The words it set out to say, and those of them that were heard to their end. */
  readonly says: string
  readonly heard: readonly HeardWord[]
  /** The caller cut it off. */
  readonly cut: boolean
  readonly resumed: boolean
}

/** The engine took the caller to have finished. */
export interface CallerTurn {
  readonly kind: 'caller'
  readonly turn: TurnId
  readonly text: string
  readonly by: TurnEndedBy
  readonly segments: readonly SegmentId[]
  /** Keys pressed since the turn before, without `#`. */
  readonly digits: string
  /** When it was decided. */
  readonly at: Millis
  /** End of the caller's last sound or key before that; undefined when there was none. */
  readonly soundEndedAt: Millis | undefined
  /** What the caller really said since the turn before. */
  readonly spoken: readonly string[]
}

export interface CallFacts {
  readonly notes: readonly TimedNote[]
  readonly commands: readonly TimedCommand[]
  readonly sounds: readonly CallerSound[]
  readonly keys: readonly { readonly digit: string; readonly at: Millis }[]
  readonly replies: ReadonlyMap<ReplyId, SpokenReply>
  /** Both kinds by time: the agent's by first sound, the caller's by decision. */
  readonly turns: readonly (AgentTurn | CallerTurn)[]
}

/** All that is looked at of a fixture. */
type WithCaller = { readonly manifest: Pick<Manifest, 'caller'> }

/** A sound that began so shortly before a decision cannot have been noticed: it lies within the line and the detector. */
const unnoticedMs = 200

/** Silence between two spans shorter than this is not a pause: a carrier that waited a moment for the next piece. */
const seamMs = 60

export function callFacts(fixture: WithCaller, simulation: Simulation): CallFacts {
  const { entries } = simulation
  const commands = entries.flatMap((entry) =>
    entry.commands.map((command) => ({ ...command, at: entry.event.at })),
  )
  const notes = commands.flatMap((command) =>
    command.type === 'note' ? [{ ...command.note, at: command.at }] : [],
  )
  const keys = entries.flatMap(({ event }) =>
    event.type === 'transport.dtmf' ? [{ digit: event.digit, at: event.at }] : [],
  )
  const sounds = callerSounds(fixture, simulation)
  const replies = spokenReplies(entries)
  const told = { notes, commands, keys, sounds, replies }
  const agent = [...replies.values()].flatMap((spoken) =>
    agentTurn(spoken, notes, simulation.carrier.heard),
  )
  const turns = [...agent, ...callerTurns(told)].sort((a, b) => a.at - b.at)
  return { ...told, turns }
}

function callerSounds(fixture: WithCaller, { carrier }: Simulation): readonly CallerSound[] {
  const segments = new Map(fixture.manifest.caller.segments.map((each) => [each.id, each]))
  const sounds = carrier.placements.flatMap((placed): CallerSound[] => {
    const segment = placed.segment
    const words = segments.get(segment)?.words ?? []
    const shift = placed.at - placed.from
    if (words.length === 0) return [{ segment, from: placed.at, to: placed.to + shift }]
    return words
      .filter((word) => word.from < placed.to)
      .map((word) => ({
        segment,
        from: word.from + shift,
        to: Math.min(word.to, placed.to) + shift,
        word: word.text,
      }))
  })
  return sounds.sort((a, b) => a.from - b.from)
}

function agentTurn(
  spoken: SpokenReply,
  notes: readonly TimedNote[],
  heard: readonly HeardSpan[],
): readonly AgentTurn[] {
  const { reply } = spoken
  const spans = soundOf(reply, heard)
  const [first, last] = [spans[0], spans.at(-1)]
  if (first === undefined || last === undefined) return []
  const own = notes.filter((note) => 'reply' in note && note.reply === reply)
  const started = own.find((note) => note.kind === 'reply.started')
  return [
    {
      kind: 'agent',
      reply,
      cause: started?.kind === 'reply.started' ? started.cause : undefined,
      at: first.from,
      endedAt: last.to,
      spans,
      says: spoken.sentences.map(({ text }) => text).join(' '),
      heard: heardWords(spoken, heard),
      cut: own.some(({ kind }) => kind === 'agent.interrupted'),
      resumed: own.some(({ kind }) => kind === 'agent.resumed'),
    },
  ]
}

/** When a reply sounded at the ear, pieces that follow each other joined. */
function soundOf(reply: ReplyId, heard: readonly HeardSpan[]): readonly Span[] {
  const spans = heard
    .filter((span) => span.reply === reply && span.toMs > span.fromMs)
    .map((span) => ({ from: span.at, to: span.at + span.toMs - span.fromMs }))
  return joinSpans(spans, seamMs)
}

/** Spans in order, those joined that overlap or lie less than `gap` apart. */
export function joinSpans(spans: readonly Span[], gap: Millis = 0): readonly Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last === undefined || span.from - last.to > gap) joined.push(span)
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
  }
  return joined
}

function callerTurns(told: Omit<CallFacts, 'turns'>): readonly CallerTurn[] {
  let since = 0
  return told.notes.flatMap((note): CallerTurn[] => {
    if (note.kind !== 'turn.ended') return []
    const from = since
    since = note.at
    const { turn, text, by, segments, at } = note
    const spoken = told.sounds.filter((sound) => inTurn(sound.from, from, at))
    return [
      {
        ...{ kind: 'caller', turn, text, by, segments, at },
        digits: told.keys
          .filter((key) => key.digit !== '#' && key.at > from && key.at <= at)
          .map((key) => key.digit)
          .join(''),
        soundEndedAt: lastSaidBefore(at, told),
        spoken: spoken.flatMap(({ word }) => (word === undefined ? [] : [word])),
      },
    ]
  })
}

const inTurn = (begins: Millis, from: Millis, decided: Millis): boolean =>
  begins > from - unnoticedMs && begins <= decided - unnoticedMs

/** End of the last word or key the engine can have noticed by then; a sound without words only when nothing was said. */
export function lastSaidBefore(
  at: Millis,
  { sounds, keys }: Pick<CallFacts, 'sounds' | 'keys'>,
): Millis | undefined {
  const noticed = sounds.filter((sound) => sound.from <= at - unnoticedMs)
  const words = noticed.filter(({ word }) => word !== undefined)
  const ends = [
    ...(words.length > 0 ? words : noticed).map(({ to }) => to),
    ...keys.filter((key) => key.at <= at).map((key) => key.at),
  ]
  return ends.length === 0 ? undefined : Math.max(...ends)
}
