/**
 * Everything a call can ask for. The run loop performs the commands of a step in order, before it looks at the next event.
 */
import type { AudioFrame, Millis } from '../audio/frame.js'
import type { Message } from './conversation.js'
import type {
  Mark,
  Part,
  ReplyId,
  RequestId,
  SegmentId,
  SentenceId,
  ToolCall,
  TurnId,
} from './event.js'

export type Command =
  /** Ask the detector about these samples; scores come back as `vad.scored`. */
  | { readonly type: 'scoreSpeech'; readonly frame: AudioFrame }
  | { readonly type: 'transcribe'; readonly segment: SegmentId; readonly frame: AudioFrame }
  /** The segment is complete: its final is due. */
  | { readonly type: 'commitSpeech'; readonly segment: SegmentId }
  /** The segment was noise: forget its audio. */
  | { readonly type: 'dropSpeech'; readonly segment: SegmentId }
  | {
      readonly type: 'generate'
      readonly reply: ReplyId
      readonly request: RequestId
      readonly messages: readonly Message[]
      /** Names of the tools the model may call now. */
      readonly tools: readonly string[]
    }
  | { readonly type: 'cancelRequest'; readonly reply: ReplyId; readonly request: RequestId }
  | { readonly type: 'callTool'; readonly reply: ReplyId; readonly call: ToolCall }
  | {
      readonly type: 'synthesize'
      readonly reply: ReplyId
      readonly sentence: SentenceId
      readonly text: string
      /** `backup` is the voice that needs no network; asked for when the main one failed or stalled. */
      readonly voice: Voice
    }
  /** No more sentences will come for this reply: its voice stream can be flushed and closed. */
  | { readonly type: 'endSynthesis'; readonly reply: ReplyId }
  | {
      readonly type: 'play'
      readonly reply: ReplyId
      readonly mulaw: Uint8Array
      readonly mark: Mark
    }
  /** Throw away what the carrier has not played yet. */
  | { readonly type: 'clear' }
  /** The reply is over: abort whatever still works for it. Write tools go on. */
  | { readonly type: 'cancel'; readonly reply: ReplyId }
  | { readonly type: 'transfer'; readonly to: string }
  | { readonly type: 'recording'; readonly on: boolean }
  | { readonly type: 'hangUp'; readonly why: string }
  /** Written durably, before the commands that follow it; if that fails the call ends. */
  | { readonly type: 'audit'; readonly record: AuditRecord }
  /** A decision, for readers of the log. Nothing is done with it. */
  | { readonly type: 'note'; readonly note: Note }

export type Voice = 'main' | 'backup'

/** A record an agent wants kept: JSON values only. */
export interface AuditRecord {
  readonly kind: string
  readonly [field: string]: string | number | boolean | null | readonly string[]
}

export type Evidence = 'mark' | 'time'
export type InterruptedBy = 'words' | 'duration' | 'keypad' | 'control' | 'hang-up'
export type ResumedBecause = 'backchannel' | 'noise' | 'false-alarm'
export type IgnoredBecause = 'backchannel' | 'noise' | 'late' | 'duplicate'
export type ReplyCause = 'opening' | 'turn' | 'unheard' | 'idle' | 'limit' | 'control' | 'agent'
export type TurnEndedBy = 'silence' | 'keypad' | 'hang-up'

/** Decisions of the engine. Times named `mediaAt` lie in the caller's audio, all others are call time. */
export type Note =
  | { readonly kind: 'speech.started'; readonly segment: SegmentId; readonly mediaAt: Millis }
  | {
      readonly kind: 'speech.stopped'
      readonly segment: SegmentId
      /** End of the last voiced window. */
      readonly mediaAt: Millis
      readonly voicedMs: Millis
    }
  | {
      readonly kind: 'words.ignored'
      readonly segment: SegmentId
      readonly text: string
      readonly why: IgnoredBecause
    }
  | {
      readonly kind: 'turn.ended'
      readonly turn: TurnId
      readonly text: string
      readonly by: TurnEndedBy
      readonly segments: readonly SegmentId[]
      /** Call time at which the caller's last voiced sound ended; absent for a keypad turn. */
      readonly speechEndedAt?: Millis
      /** The silence this text was given, ms. */
      readonly patienceMs: Millis
    }
  /** The caller was heard to speak, but no words came: the agent asks again. */
  | {
      readonly kind: 'turn.unheard'
      readonly turn: TurnId
      readonly segments: readonly SegmentId[]
    }
  | {
      readonly kind: 'reply.started'
      readonly reply: ReplyId
      readonly cause: ReplyCause
      readonly turn?: TurnId
    }
  | { readonly kind: 'agent.paused'; readonly reply: ReplyId; readonly heardMs: Millis }
  | {
      readonly kind: 'agent.resumed'
      readonly reply: ReplyId
      readonly fromMs: Millis
      readonly why: ResumedBecause
    }
  | {
      readonly kind: 'agent.interrupted'
      readonly reply: ReplyId
      readonly by: InterruptedBy
      readonly heard: string
    }
  | {
      readonly kind: 'reply.heard'
      readonly reply: ReplyId
      readonly text: string
      readonly evidence: Evidence
    }
  | {
      readonly kind: 'line.heard'
      readonly reply: ReplyId
      readonly line: string
      readonly complete: boolean
      readonly evidence: Evidence
    }
  | {
      readonly kind: 'sentence.checked'
      readonly reply: ReplyId
      readonly verdict: 'replaced' | 'blocked'
      readonly why: string
    }
  /** The model was asked before the turn was over; the reply took the answer over, or nobody heard it. */
  | {
      readonly kind: 'speculation'
      readonly request: RequestId
      readonly did: 'started' | 'adopted' | 'dropped'
    }
  /** A wait ran out or a provider failed, and this is what was done about it. */
  | {
      readonly kind: 'fallback'
      readonly part: Part
      readonly why: string
      readonly did:
        | 'retried'
        | 'backup-voice'
        | 'filler'
        | 'slow-line'
        | 'sorry'
        | 'asked-again'
        | 'hung-up'
        | 'assumed-heard'
    }
  | { readonly kind: 'tool.late' | 'tool.not-done'; readonly id: string; readonly name: string }
