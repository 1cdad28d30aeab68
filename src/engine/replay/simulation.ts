/**
 * What a simulated call leaves behind: the log of the engine, and beside it the truth the engine never sees. Judging compares the two.
 */
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import type { Mark, Part, ReplyId, SegmentId } from '../call/event.js'
import type { Basis } from '../fixture/fixture.js'
import type { Entry } from '../report/entry.js'

export interface Simulation {
  /** Every event with the commands it led to, in order. */
  readonly entries: readonly Entry[]
  /** How long the call lasted. */
  readonly callMs: Millis
  /** The call came to its end by itself; false: it was cut at the fixture's `max_ms`. */
  readonly ended: boolean
  readonly carrier: CarrierTruth
  /** What each answer of the world rests on, in the order they were asked for. */
  readonly basis: readonly BasisRecord[]
  /** Requests the tape has no answer to. With one of these a call cannot be judged. */
  readonly offTape: readonly OffTape[]
  /** The conversation as the engine had it at the end. */
  readonly conversation: readonly Message[]
  /** The engine itself failed: a bug. */
  readonly fault?: string
}

/** What truly happened on the line. Call time and the caller's audio begin together, at 0. */
export interface CarrierTruth {
  /** The agent's speech as it came out at the caller's ear, in order. */
  readonly heard: readonly HeardSpan[]
  /** The same as sound: mu-law of the whole call, silence in between. */
  readonly agentAudio: Uint8Array
  /** What the carrier sent of the caller: mu-law of the whole call, silence where it sent nothing. */
  readonly callerAudio: Uint8Array
  readonly placements: readonly Placement[]
  readonly marks: readonly ReturnedMark[]
  /** Pieces the engine sent into a leg that was over. Must be 0. */
  readonly playsAfterClose: number
  /** Pieces of an epoch that a `clear` had ended. Must be 0. */
  readonly playsAfterClear: number
  /** The most speech that ever lay at the carrier. */
  readonly maxBufferedMs: Millis
  /** One way between engine and carrier, without jitter. */
  readonly latencyMs: Millis
  /** Call time at which the leg was over for the caller; the engine learns of it later. */
  readonly closedAt?: Millis
  /** Where the engine sent the caller, if it did. */
  readonly transferredTo?: string
}

/** A stretch of one reply without a break. */
export interface HeardSpan {
  readonly reply: ReplyId
  readonly epoch: number
  /** Place on the reply's timeline. */
  readonly fromMs: Millis
  readonly toMs: Millis
  /** Call time at which it began to sound at the ear. */
  readonly at: Millis
}

/** A segment of the caller as it was spoken. */
export interface Placement {
  readonly segment: string
  /** Where it begins in the audio of the call. */
  readonly mediaAt: Millis
  /** The same as call time at the caller's mouth. */
  readonly at: Millis
  /** The span of `caller.wav`. */
  readonly from: Millis
  readonly to: Millis
}

export interface ReturnedMark extends Mark {
  /** When the carrier sent it back. */
  readonly at: Millis
  /** It came back because of a `clear`, not because it was played. */
  readonly cleared: boolean
}

/** What one answer of the simulated world rests on. */
export interface BasisRecord {
  readonly part: Exclude<Part, 'transport'>
  /** When it was asked for. */
  readonly at: Millis
  readonly basis: Basis
  /** In words, for the verdict. */
  readonly why: string
  /** What it belongs to, as far as that is known. */
  readonly segment?: SegmentId
  readonly reply?: ReplyId
}

/** A request without a row. */
export interface OffTape {
  readonly part: Exclude<Part, 'transport'>
  readonly at: Millis
  /** What was asked for. */
  readonly wanted: string
  /** The row that comes nearest, or empty when the tape has none of this kind. */
  readonly nearest: string
}
