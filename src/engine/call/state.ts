/**
 * What a call knows. Everything is readonly and replaced, never changed, so a state can be kept, compared and printed.
 *
 * What can be worked out is not stored: whether the agent is audible, who has the floor, which phase the talk is in are functions
 * over this (`isAudible`, `isBusy`).
 */
import type { CallerTurn, Directive } from '../agent/agent.js'
import type { AudioFrame, Millis } from '../audio/frame.js'
import type { ReplyCause, Voice } from './command.js'
import type { Message } from './conversation.js'
import type { ReplyId, RequestId, SegmentId, SentenceId, ToolCall, TurnId, Word } from './event.js'
import type { CallPolicy } from './policy.js'
import type { Timers } from './timers.js'

export interface CallState {
  readonly policy: CallPolicy
  readonly phase: 'ringing' | 'live' | 'ended'
  /** The agent's own state; only the agent looks inside. */
  readonly agent: unknown
  readonly line: Line
  readonly speech: Speech
  readonly turn: Turn
  readonly keypad: Keypad
  readonly pause: Pause | undefined
  readonly reply: Reply | undefined
  readonly playout: Playout
  readonly conversation: readonly Message[]
  /** Tools that outlived their reply, or their time: what comes of a write still counts, even after the end of the call. */
  readonly openTools: readonly OpenTool[]
  /** What waits for the current reply to be over: the caller's turn, and what the agent wants to do next. */
  readonly held: Held
  /** Steps taken on the idle ladder since the caller last said something. */
  readonly reprompts: number
  /** Turns in a row in which the caller was heard but no words came. */
  readonly unheard: number
  /** A record could not be written, or the agent failed: the call says goodbye, and the agent is asked nothing more. */
  readonly agentIsOut: boolean
  /** A request made before the end of the turn was certain, and what came of it so far. */
  readonly speculation: Speculation | undefined
  /** How often that was tried: for the current turn, and in vain. */
  readonly speculated: { readonly turn: TurnId; readonly times: number; readonly dropped: number }
  readonly ids: Ids
  readonly timers: Timers
}

/** The numbers given out last. */
export interface Ids {
  readonly segment: SegmentId
  readonly reply: ReplyId
  readonly request: RequestId
  readonly sentence: SentenceId
}

/** The caller's audio: how far it came, and how its time lies to call time. */
export interface Line {
  /** Smallest difference seen between a frame's arrival and its end in the caller's audio. */
  readonly offset: Millis
  /** End of the audio that truly arrived. */
  readonly receivedTo: Millis
  /** End of the audio the detector was given: received, or filled with silence. */
  readonly scoredTo: Millis
  /** End of the audio that went to speech-to-text. */
  readonly transcribedTo: Millis
  /** The last moments, so that a segment can begin before its onset. */
  readonly recent: readonly AudioFrame[]
}

/** What the caller's voice is doing. All times lie in the caller's audio. */
export type Speech =
  | {
      readonly kind: 'quiet'
      /** Where silence was long enough to end the last segment. */
      readonly stoppedAt: Millis
    }
  | {
      readonly kind: 'speaking'
      readonly segment: SegmentId
      readonly since: Millis
      /** Where the audio sent for this segment begins. */
      readonly sentFrom: Millis
      readonly voicedMs: Millis
      /** End of the last voiced window. */
      readonly voicedTo: Millis
    }

/** A stretch of the caller's speech and its words. */
export interface Segment {
  readonly id: SegmentId
  readonly state: 'open' | 'waiting' | 'done' | 'lost'
  readonly partial: string
  readonly text: string
  /** End of the last voiced window, in the caller's audio. */
  readonly voicedTo: Millis
  readonly committedAt: Millis
  /** The agent went on over it: it does not pause the agent again, only its words can stop it. */
  readonly passed: boolean
}

/** What the caller has said since their last turn ended. */
export interface Turn {
  readonly id: TurnId
  readonly segments: readonly Segment[]
  /** The agent was stopped for this turn, so it may not end in silence. */
  readonly tookFloor: boolean
  /** The turn before, to tell a repeated final from a late one. */
  readonly before: readonly Segment[]
}

export interface Keypad {
  readonly digits: string
  readonly complete: boolean
}

/** The agent's voice is held back until it is decided whether the caller wants the floor. */
export interface Pause {
  readonly at: Millis
}

export type After =
  | { readonly type: 'end'; readonly why: string }
  | { readonly type: 'transfer'; readonly to: string }

/** One turn of the agent, from the first directive until it was heard, cut off or given up. */
export interface Reply {
  readonly id: ReplyId
  readonly cause: ReplyCause
  readonly turn: TurnId | undefined
  /** When the caller's turn ended, or the reply was decided on. Waits count from here. */
  readonly startedAt: Millis
  readonly voice: Voice
  readonly request: ModelRequest | undefined
  /** Text from the model that is not yet a whole sentence. */
  readonly tail: string
  /** Tool calls of the current round. */
  readonly tools: readonly RunningTool[]
  /** Rounds of text and tools that are over. Sentences carry the number of theirs. */
  readonly rounds: readonly (readonly RunningTool[])[]
  /** How the model is asked again when the tools are back. */
  readonly resume: { readonly instructions: string; readonly tools: readonly string[] }
  /** What the agent wants instead of the model's next words, decided as tools returned. */
  readonly instead: readonly Directive[]
  /** The voice was told that no more sentences come. */
  readonly closed: boolean
  readonly after: After | undefined
}

export interface ModelRequest {
  readonly id: RequestId
  readonly instructions: string
  readonly tools: readonly string[]
  readonly attempt: number
  /** Something came: from now on a retry would repeat it. */
  readonly answered: boolean
}

export interface RunningTool {
  readonly call: ToolCall
  readonly effect: 'read' | 'write'
  readonly line: string
  readonly dueAt: Millis
  readonly output: string | undefined
}

export interface OpenTool {
  readonly call: ToolCall
  readonly effect: 'read' | 'write'
  /** When it counts as late; undefined once it does. */
  readonly dueAt: Millis | undefined
}

/** `model`: the model's words; `line`: the agent's or the policy's; `filler`: said to bridge a wait, not part of the talk. */
export type SentenceKind = 'model' | 'line' | 'filler'

/** One sentence on its way to the ear. Its audio comes in pieces, in order. */
export interface Spoken {
  readonly id: SentenceId
  readonly kind: SentenceKind
  readonly text: string
  /** Name of the fixed line, for `onHeard`; empty if nobody asks. */
  readonly line: string
  readonly interruptible: boolean
  readonly round: number
  readonly pieces: readonly Uint8Array[]
  readonly ms: Millis
  readonly words: readonly Word[]
  readonly ended: boolean
  /** `onHeard` was told. */
  readonly reported: boolean
}

/** A piece of speech at the carrier, on the reply's timeline, and the earliest it can have begun to play. */
export interface SentPiece {
  readonly from: Millis
  readonly to: Millis
  readonly earliest: Millis
  readonly startsAt: Millis
}

/** What the carrier was given of the current reply, and how much of it the caller has heard. Positions are ms of its speech. */
export interface Playout {
  readonly epoch: number
  readonly sentences: readonly Spoken[]
  readonly sentTo: Millis
  readonly sent: readonly SentPiece[]
  /** Heard at least: proven by a mark, or by the schedule before a clear. */
  readonly heardTo: Millis
  /** Heard for certain: a mark of its epoch came back. */
  readonly provenTo: Millis
  /** The carrier returns marks; a missing one then means not yet played. */
  readonly marksSeen: boolean
  /** Loudest piece of the reply, dBFS. */
  readonly level: number
  /** When the carrier runs dry at the earliest. */
  readonly dryAt: Millis
}

export interface Speculation {
  readonly request: RequestId
  /** The reply it becomes, if it is the next. */
  readonly reply: ReplyId
  /** The caller's words it answers. */
  readonly text: string
  /** The conversation before them. */
  readonly base: readonly Message[]
  readonly instructions: string
  readonly tools: readonly string[]
  readonly parts: readonly SpeculativePart[]
}

export type SpeculativePart = { readonly request: RequestId } & (
  | { readonly type: 'llm.text'; readonly text: string }
  | { readonly type: 'llm.toolCall'; readonly call: ToolCall }
  | { readonly type: 'llm.ended' }
)

export interface Held {
  readonly turn: CallerTurn | undefined
  readonly directives: readonly Directive[]
  /** The opening, when the caller is to speak first. */
  readonly opening: readonly Directive[]
  /** What the agent wants because of its own tools, whose replies were over when they returned. A turn of the caller does not undo it. */
  readonly fromTools: readonly Directive[]
}

export const nothingHeld: Held = { turn: undefined, directives: [], opening: [], fromTools: [] }
