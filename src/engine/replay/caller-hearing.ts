/**
 * What the simulated caller makes of what they hear: the agent's turns, as they sound at the ear.
 *
 * A turn begins with the first sound of a reply. It ends when the reply is over and all of it that will ever be played was played.
 * Neither can be told from sound alone (a pause is no end), so the caller is told which reply a piece belongs to and when a reply is
 * over; when it began and ended is taken from the ear.
 */
import type { Millis } from '../audio/frame.js'
import type { Command, Note } from '../call/command.js'
import type { ReplyId } from '../call/event.js'
import type { PlayedPiece } from './carrier-playout.js'

/** The agent's turns that became audible, counted from 0. */
export interface AgentTurns {
  /** Takes in everything heard before `until`. */
  listen(until: Millis): void
  beganAt(turn: number): Millis | undefined
  endedAt(turn: number): Millis | undefined
}

/** Which reply each piece belongs to and which replies are over, read from the engine's commands. */
export interface ReplyFacts {
  /** Replies of the pieces played, in the order of playing. */
  readonly played: readonly ReplyId[]
  readonly isOver: (reply: ReplyId) => boolean
  observe(commands: readonly Command[]): void
}

export function replyFacts(): ReplyFacts {
  const played: ReplyId[] = []
  const over = new Set<ReplyId>()
  let latest: ReplyId | undefined
  const begin = (reply: ReplyId) => {
    if (latest !== undefined && latest !== reply) over.add(latest)
    latest = reply
  }
  const observeNote = (note: Note) => {
    if (note.kind === 'reply.started') begin(note.reply)
    if (note.kind === 'reply.heard' || note.kind === 'agent.interrupted') over.add(note.reply)
  }
  return {
    played,
    isOver: (reply) => over.has(reply),
    observe(commands) {
      for (const command of commands) {
        if (command.type === 'play') played.push(command.reply)
        if (command.type === 'cancel') over.add(command.reply)
        if (command.type === 'note') observeNote(command.note)
      }
    },
  }
}

interface Turn {
  readonly reply: ReplyId
  readonly beganAt: Millis
  endedAt: Millis
}

export function agentTurns(pieces: readonly PlayedPiece[], facts: ReplyFacts): AgentTurns {
  const turns: Turn[] = []
  let begun = 0
  let settled = 0
  const turnOf = (index: number) => turns.find((turn) => turn.reply === facts.played[index])
  const begin = (index: number, { startsAt, endsAt }: PlayedPiece) => {
    const reply = facts.played[index]
    if (reply === undefined || startsAt === endsAt || turnOf(index)) return
    turns.push({ reply, beganAt: startsAt, endedAt: startsAt })
  }
  const settle = (index: number, { startsAt, endsAt }: PlayedPiece) => {
    const turn = turnOf(index)
    if (turn && startsAt < endsAt) turn.endedAt = endsAt
  }
  /** Hands over pieces in order for as long as `ready` says so. */
  const forEach = (
    from: number,
    ready: (piece: PlayedPiece) => boolean,
    take: (index: number, piece: PlayedPiece) => void,
  ): number => {
    let index = from
    for (let piece = pieces[index]; piece && ready(piece); piece = pieces[++index])
      take(index, piece)
    return index
  }
  return {
    listen(until) {
      begun = forEach(begun, (piece) => piece.startsAt < until, begin)
      settled = forEach(settled, (piece) => piece.endsAt <= until, settle)
    },
    beganAt: (turn) => turns[turn]?.beganAt,
    endedAt(turn) {
      const ended = turns[turn]
      if (!ended || !facts.isOver(ended.reply)) return undefined
      const unplayed = facts.played.indexOf(ended.reply, settled) >= 0
      return unplayed ? undefined : ended.endedAt
    },
  }
}
