/**
 * What a provider must do. An adapter is one file that turns a service (or a script, or a model in the process) into one of these;
 * the engine and the adapters both depend on this file and never on each other.
 *
 * Rules for all of them: obey the signal (abort means stop, close and end the iteration without a throw that matters), say what
 * went wrong by throwing a `ProviderFailure`, wait only through the `Clock`, and never share state between calls.
 *
 * One of these belongs to one call. What calls share (keys, caches, limits) is in the `ProviderSource` that makes it: see `definition.ts`.
 */

import type { ToolSpec } from '../agent/agent.js'
import type { AudioFrame, Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import type {
  FailureCode,
  Mark,
  SegmentId,
  ToolCall,
  TransportEvent,
  Usage,
  Word,
} from '../call/event.js'

/** One window of caller audio, as the detector sees it. */
export interface SpeechScore {
  /** How likely this is speech, 0 to 1, rounded to 4 decimals. The engine decides what that means. */
  readonly probability: number
  /** RMS of the window in dBFS, whole numbers, -96 at the least. */
  readonly level: number
}

/** A detector for one call. Synchronous: it computes where it stands, and its time is CPU time. */
export interface SpeechDetector {
  /** Scores for every 32 ms window that these mu-law bytes complete, in order. */
  score(mulaw: Uint8Array): readonly SpeechScore[]
  close(): void
}

/** Length of a detector window, ms. */
export const detectorWindowMs: Millis = 32

export interface VoiceActivity {
  open(): SpeechDetector
}

/** What a provider with connections of its own may do around a call. */
export interface Connected {
  /**
   * The call was announced: connects, so that the first turn is no slower than the others. Nothing of the caller is sent. Called more than
   * once it does nothing more; a connection that fails is made anew at the first use and is no error here.
   */
  warm?(): void
  /** The call is over, or never came: closes everything at once. Never throws. */
  close?(): void
}

export interface SpeechToText extends Connected {
  open(options: { readonly signal: AbortSignal }): SpeechToTextStream
}

/** One call's transcription. Audio comes in numbered segments; results carry the number of theirs. */
export interface SpeechToTextStream extends AsyncIterable<SpeechToTextPart> {
  write(segment: SegmentId, frame: AudioFrame): void
  /** The segment is complete: its final is due. */
  commit(segment: SegmentId): void
  /** The segment was noise: no result is wanted. */
  drop(segment: SegmentId): void
}

export type SpeechToTextPart =
  | { readonly type: 'partial'; readonly segment: SegmentId; readonly text: string }
  | { readonly type: 'final'; readonly segment: SegmentId; readonly text: string }
  | { readonly type: 'failed'; readonly segment?: SegmentId; readonly code: FailureCode }

export interface LanguageModel extends Connected {
  generate(
    messages: readonly Message[],
    options: { readonly tools: readonly ToolSpec[]; readonly signal: AbortSignal },
  ): AsyncIterable<LanguageModelPart>
}

export type LanguageModelPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'toolCall'; readonly call: ToolCall }
  | { readonly type: 'ended'; readonly usage: Usage }

export interface TextToSpeech extends Connected {
  /** One reply's voice. */
  open(options: { readonly signal: AbortSignal }): SpeechStream
}

/** Sentences in, audio out, in the order they were written. `id` is whatever number the writer chose, unique in the stream. */
export interface SpeechStream extends AsyncIterable<SpeechPart> {
  write(id: number, text: string): void
  /** No more sentences. The iteration ends when all audio has come. */
  end(): void
}

export type SpeechPart =
  | {
      readonly type: 'audio'
      readonly id: number
      readonly mulaw: Uint8Array
      /** Words that begin in this piece, placed from the start of the sentence's audio. */
      readonly words?: readonly Word[]
    }
  | { readonly type: 'ended'; readonly id: number }

/** Runs the agent's tools. */
export interface ToolRunner {
  run(call: ToolCall, options: { readonly signal: AbortSignal }): Promise<string>
}

/** A live call leg. It knows the carrier's protocol and nothing about the conversation. */
export interface CallTransport {
  /** Begins the leg; events arrive synchronously through `receive` until `transport.closed`. */
  open(receive: (event: TransportEvent) => void): void
  play(mulaw: Uint8Array, mark: Mark): void
  clear(): void
  transfer(to: string): void
  hangUp(why: string): void
}

export interface Providers {
  readonly vad: VoiceActivity
  readonly stt: SpeechToText
  readonly llm: LanguageModel
  readonly tts: TextToSpeech
  /** The voice that needs no network, for when `tts` fails. */
  readonly backupTts: TextToSpeech
  readonly tools: ToolRunner
}

/** Asking again, whenever and in whichever way, does not change these while a call lasts. */
export const isLasting = (code: FailureCode): boolean => code === 'REFUSED' || code === 'QUOTA'

/** A provider's own failure, already in our words. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  constructor(
    readonly code: FailureCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options)
  }
}
