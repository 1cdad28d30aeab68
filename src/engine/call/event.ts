/**
 * Everything that can happen to a call.
 *
 * Each event carries `at`, the milliseconds since the call began, stamped once by the run loop. Whatever a provider says
 * carries the number of what it answers (segment, request, sentence, tool call); an answer with an old number changes
 * nothing, so nothing ever has to be raced or waited for.
 */
import type { AudioFrame, Millis } from '../audio/frame.js'

export type SegmentId = number
export type TurnId = number
export type ReplyId = number
export type RequestId = number
export type SentenceId = number

/** Travels to the carrier with a piece of speech and comes back once it was played, or at once when it was cleared. */
export interface Mark {
  /** The playout epoch it was sent in. A mark of another epoch says nothing about what was heard. */
  readonly epoch: number
  /** End of the piece on its reply's timeline, ms. */
  readonly endMs: Millis
}

/** A word with its place in a piece of audio, ms. */
export interface Word {
  readonly text: string
  readonly from: Millis
  readonly to: Millis
}

/** A tool the model wants to run. `input` is the JSON text the model wrote. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly input: string
  /** The agent's code asked for it, not the model: the model never sees it. */
  readonly own?: true
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Parts of the system that can fail on their own. */
export type Part = 'stt' | 'llm' | 'tool' | 'tts' | 'transport'

/** What went wrong with a provider, in our words; adapters map their own errors onto these. */
export type FailureCode =
  | 'TIMEOUT'
  | 'UNAVAILABLE'
  | 'RATE_LIMITED'
  | 'QUOTA'
  | 'REFUSED'
  | 'BAD_RESPONSE'

export type ClosedReason = 'caller' | 'agent' | 'lost'

export type TransportEvent =
  | {
      readonly type: 'transport.started'
      readonly from: string
      readonly to: string
      readonly parameters?: Readonly<Record<string, string>>
      /** Wall time, ISO 8601 in UTC. */
      readonly startedAt?: string
    }
  | { readonly type: 'transport.audio'; readonly frame: AudioFrame }
  | { readonly type: 'transport.mark'; readonly mark: Mark }
  | { readonly type: 'transport.dtmf'; readonly digit: string }
  | { readonly type: 'transport.closed'; readonly reason: ClosedReason }

export type ProviderEvent =
  /** One detector window (32 ms) that ends at `upTo` in the caller's audio. `level` is its RMS in dBFS. */
  | {
      readonly type: 'vad.scored'
      readonly probability: number
      readonly level: number
      readonly upTo: Millis
    }
  | { readonly type: 'stt.partial'; readonly segment: SegmentId; readonly text: string }
  | { readonly type: 'stt.final'; readonly segment: SegmentId; readonly text: string }
  | {
      readonly type: 'llm.text'
      readonly reply: ReplyId
      readonly request: RequestId
      readonly text: string
    }
  | {
      readonly type: 'llm.toolCall'
      readonly reply: ReplyId
      readonly request: RequestId
      readonly call: ToolCall
    }
  | {
      readonly type: 'llm.ended'
      readonly reply: ReplyId
      readonly request: RequestId
      readonly usage: Usage
    }
  | { readonly type: 'tool.returned'; readonly id: string; readonly output: string }
  /** Speech for one sentence, in order. `words` are placed from the start of the sentence's audio. */
  | {
      readonly type: 'tts.audio'
      readonly reply: ReplyId
      readonly sentence: SentenceId
      readonly mulaw: Uint8Array
      /** RMS of the piece in dBFS; the echo guard compares the caller with it. */
      readonly level: number
      readonly words?: readonly Word[]
    }
  | { readonly type: 'tts.ended'; readonly reply: ReplyId; readonly sentence: SentenceId }
  /** `of` numbers what failed: a segment (stt), a request (llm), a sentence (tts); `id` names a tool call. */
  | {
      readonly type: 'provider.failed'
      readonly part: Part
      readonly code: FailureCode
      readonly of?: number
      readonly id?: string
    }

/** Asked for from outside the conversation: an operator, a key in `talk`, a server that drains. */
export type ControlEvent =
  | { readonly type: 'control.interrupt' }
  | { readonly type: 'control.end'; readonly why: string }
  /** A record the agent wanted kept was not written. Nothing that came after it in that step was done: `unended`, the end of the call. */
  | { readonly type: 'audit.failed'; readonly unended?: true }
  /** The agent threw. What happened then is left out, and the agent is asked nothing more. */
  | { readonly type: 'agent.failed' }

/** The names of all deadlines a call can hold. */
export type Timer =
  | 'pump'
  | 'heard'
  | 'endpoint'
  | 'transcript'
  | 'pause'
  | 'lineIdle'
  | 'keypad'
  | 'filler'
  | 'model'
  | 'voice'
  | 'toolLine'
  | 'tool'
  | 'greeting'
  | 'callerSilence'
  | 'callLimit'
  | 'ending'

export interface TimerEvent {
  readonly type: 'timer.due'
  readonly timer: Timer
}

export type Happening = TransportEvent | ProviderEvent | ControlEvent | TimerEvent
export type CallEvent = Happening & { readonly at: Millis }
