/**
 * When the agent answered and what of it was heard, reply by reply. One of the two folds over a log that transcript and metrics are
 * made from.
 *
 * When a piece was heard is estimated from when it was sent, as the engine does it: one piece after another, `wireMs` to the carrier,
 * `earMs` to the ear.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type {
  Command,
  Evidence,
  InterruptedBy,
  Note,
  ReplyCause,
  ResumedBecause,
} from '../call/command.js'
import type { CallEvent, ReplyId, SegmentId, TurnId } from '../call/event.js'
import type { CallPolicy } from '../call/policy.js'
import type { Entry } from './entry.js'

/** The agent fell silent for the caller, for a while or for good. */
export interface PauseTimes {
  readonly reply: ReplyId
  /** The caller's speech it happened for; undefined for a key or a wish from outside. */
  readonly segment: SegmentId | undefined
  /** When it fell silent; undefined if it was stopped at once. */
  readonly pausedAt: Millis | undefined
  readonly resumed: { readonly at: Millis; readonly why: ResumedBecause } | undefined
  readonly interrupted: { readonly at: Millis; readonly by: InterruptedBy } | undefined
}

export interface ReplyTimes {
  readonly reply: ReplyId
  readonly cause: ReplyCause
  readonly turn: TurnId | undefined
  readonly startedAt: Millis
  /** The first request to the model, if there was one, and the first words that came. */
  readonly askedAt: Millis | undefined
  readonly firstTextAt: Millis | undefined
  readonly firstSentenceAt: Millis | undefined
  readonly firstAudioAt: Millis | undefined
  readonly firstSentAt: Millis | undefined
  /** First and last sound at the ear. */
  readonly heardFrom: Millis | undefined
  readonly heardTo: Millis | undefined
  /** The words that were heard; undefined while the reply is under way. */
  readonly heard: string | undefined
  readonly evidence: Evidence | undefined
  readonly interruptedBy: InterruptedBy | undefined
}

export interface AgentTimes {
  readonly replies: readonly ReplyTimes[]
  readonly pauses: readonly PauseTimes[]
}

export function agentTimes(
  entries: readonly Entry[],
  rates: Pick<CallPolicy['playout'], 'wireMs' | 'earMs'>,
): AgentTimes {
  const fold = new AgentFold(rates.wireMs, rates.earMs)
  for (const { event, commands } of entries) {
    fold.hear(event)
    for (const command of commands) fold.see(command, event.at)
  }
  return { replies: [...fold.replies.values()], pauses: fold.pauses }
}

type Building = { -readonly [Key in keyof ReplyTimes]: ReplyTimes[Key] }

class AgentFold {
  readonly replies = new Map<ReplyId, Building>()
  readonly pauses: PauseTimes[] = []
  readonly #ways: { readonly wireMs: Millis; readonly earMs: Millis }
  #segment: SegmentId | undefined
  #unheardTurn: TurnId | undefined
  /** When the carrier runs dry, and the reply it plays. */
  #dryAt: Millis = 0
  #playing: Building | undefined

  constructor(wireMs: Millis, earMs: Millis) {
    this.#ways = { wireMs, earMs }
  }

  hear(event: CallEvent): void {
    if (event.type !== 'llm.text' && event.type !== 'tts.audio') return
    const reply = this.replies.get(event.reply)
    // What comes after the reply is over does not count.
    if (reply === undefined || reply.heard !== undefined) return
    if (event.type === 'llm.text') reply.firstTextAt ??= event.at
    else reply.firstAudioAt ??= event.at
  }

  see(command: Command, at: Millis): void {
    const reply = 'reply' in command ? this.replies.get(command.reply) : undefined
    switch (command.type) {
      case 'generate':
        if (reply) reply.askedAt ??= at
        break
      case 'synthesize':
        if (reply) reply.firstSentenceAt ??= at
        break
      case 'play':
        if (reply) this.#play(reply, command.mulaw.length / MULAW_BYTES_PER_MS, at)
        break
      case 'clear':
        this.#clear(at)
        break
      case 'note':
        this.#decide(command.note, at)
        break
    }
  }

  #decide(note: Note, at: Millis): void {
    switch (note.kind) {
      case 'speech.started':
        this.#segment = note.segment
        break
      case 'turn.unheard':
        this.#unheardTurn = note.turn
        break
      case 'reply.started':
        this.#start(note, at)
        break
      case 'agent.paused': {
        const open = { resumed: undefined, interrupted: undefined }
        this.pauses.push({ reply: note.reply, segment: this.#segment, pausedAt: at, ...open })
        break
      }
      case 'agent.resumed':
        this.#endPause(note.reply, { resumed: { at, why: note.why } })
        break
      case 'agent.interrupted':
        this.#interrupt(note, at)
        break
      case 'reply.heard': {
        const { text, evidence } = note
        this.#change(note.reply, { heard: text, evidence })
        break
      }
    }
  }

  #start(note: Extract<Note, { kind: 'reply.started' }>, startedAt: Millis): void {
    const { reply, cause } = note
    const turn = cause === 'unheard' ? this.#unheardTurn : note.turn
    this.replies.set(reply, { ...nothingYet, reply, cause, turn, startedAt })
  }

  #interrupt(note: Extract<Note, { kind: 'agent.interrupted' }>, at: Millis): void {
    const { reply, by, heard } = note
    this.#change(reply, { heard, interruptedBy: by })
    if (this.#endPause(reply, { interrupted: { at, by } }) || isOutside(by)) return
    const segment = by === 'keypad' ? undefined : this.#segment
    const stopped = { pausedAt: undefined, resumed: undefined, interrupted: { at, by } }
    this.pauses.push({ reply, segment, ...stopped })
  }

  /** Says whether there was a pause to end. */
  #endPause(reply: ReplyId, end: Partial<PauseTimes>): boolean {
    const last = this.pauses.at(-1)
    const open = last?.reply === reply && !last.resumed && !last.interrupted
    if (open) this.pauses[this.pauses.length - 1] = { ...last, ...end }
    return open
  }

  #play(reply: Building, ms: Millis, at: Millis): void {
    const from = Math.max(this.#dryAt, at + this.#ways.wireMs)
    this.#dryAt = from + ms
    this.#playing = reply
    reply.firstSentAt ??= at
    reply.heardFrom ??= from + this.#ways.earMs
    reply.heardTo = this.#dryAt + this.#ways.earMs
  }

  #clear(at: Millis): void {
    this.#dryAt = at
    const reply = this.#playing
    if (reply?.heardFrom === undefined || reply.heardTo === undefined) return
    reply.heardTo = Math.min(reply.heardTo, at + this.#ways.wireMs + this.#ways.earMs)
    if (reply.heardTo > reply.heardFrom) return
    reply.heardFrom = undefined
    reply.heardTo = undefined
  }

  #change(id: ReplyId, change: Partial<ReplyTimes>): void {
    const reply = this.replies.get(id)
    if (reply) Object.assign(reply, change)
  }
}

const nothingYet = {
  ...{ askedAt: undefined, firstTextAt: undefined },
  ...{ firstSentenceAt: undefined, firstAudioAt: undefined, firstSentAt: undefined },
  ...{ heardFrom: undefined, heardTo: undefined },
  ...{ heard: undefined, evidence: undefined, interruptedBy: undefined },
} satisfies Partial<ReplyTimes>

/** Stopped from outside the conversation, or by its end: nobody was interrupted. */
const isOutside = (by: InterruptedBy) => by === 'control' || by === 'hang-up'
