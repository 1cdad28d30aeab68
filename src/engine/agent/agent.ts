/**
 * What an agent is: a pure value beside the policy. The engine asks it what to do when something happened, and whether a sentence
 * may be said; it answers with directives. It never waits, reads a clock or does I/O, so that a call can be replayed from its log.
 *
 * `S` is the agent's own state. It lives in the call's state and is only ever handed back; the engine never looks inside.
 * (Hooks are written as methods, so that an `Agent<MyState>` can be given where the engine holds an `Agent`.)
 */
import type { Millis } from '../audio/frame.js'
import type { AuditRecord, Evidence } from '../call/command.js'

export interface Agent<S = unknown> {
  readonly name: string
  readonly tools: readonly ToolSpec[]
  /**
   * `check` is given whole sentences of the model. Else the first words of a reply may end at a clause ("If you like,"), so that the voice
   * can start while the model still writes the rest.
   */
  readonly wholeSentences?: boolean
  /** The state at the start of a call. */
  start(call: CallInfo): S
  /** The call began: what to open with. */
  onCallStarted(state: S, call: CallInfo): Decision<S>
  /** The caller has said something, pressed keys, or both. */
  onCallerTurn(state: S, turn: CallerTurn): Decision<S>
  /** A tool of the current reply has returned, before the model sees it. Directives here replace the model's next words. */
  onToolReturned(state: S, result: ToolResult): Decision<S>
  /** A fixed line was heard in full, or was cut. After a cut line only the state and `audit` directives count. */
  onHeard(state: S, line: HeardLine): Decision<S>
  /** Judges each sentence before it is made into sound. A throw counts as a block. */
  check(state: S, sentence: Sentence): Verdict
  /**
   * A sentence of the model was blocked; the model's request is over and what it still writes is not heard. `generate` asks it to put it
   * another way, `say` gives a fixed line in its place. Without this hook the policy's line for blocked sentences is said.
   */
  onBlocked?(state: S, blocked: BlockedSentence): Decision<S>
}

export interface CallInfo {
  readonly from: string
  readonly to: string
  readonly parameters: Readonly<Record<string, string>>
  /** Wall time at which the call began, ISO 8601 in UTC, if the carrier's side knows it. */
  readonly startedAt?: string
}

export interface CallerTurn {
  readonly turn: number
  /** The caller's words, as joined from speech-to-text; empty for a turn of keys alone. */
  readonly text: string
  /** Keys pressed, in order, without a closing `#`. */
  readonly digits: string
  /** When the agent is asked, ms since the call began. */
  readonly at: Millis
}

export interface ToolSpec {
  readonly name: string
  readonly description: string
  /** JSON Schema of the input. */
  readonly schema: object
  /** A `write` changes the world: it is never cancelled, and its result always enters the conversation. */
  readonly effect: 'read' | 'write'
  /** Said while it runs, when it takes longer than the policy's `tools.lineAfterMs`. */
  readonly line?: string
  readonly limitMs?: number
}

export interface ToolResult {
  readonly name: string
  readonly input: string
  /** What the tool gave back; `{"error": ...}` when it failed, or took too long. */
  readonly output: string
  /** When it came back, ms since the call began. */
  readonly at: Millis
}

export interface HeardLine {
  readonly id: string
  readonly complete: boolean
  readonly evidence: Evidence
  /** When that was known, ms since the call began. */
  readonly at: Millis
}

export interface BlockedSentence {
  readonly text: string
  /** What the model had said before it in this reply, as `Sentence` has it. */
  readonly before: string
  readonly why: string
  readonly at: Millis
}

export interface Sentence {
  readonly text: string
  /**
   * What the model has said before it in this reply, as it goes to the voice: the sentences that were allowed, heard or not yet. Empty for
   * its first words, and for fixed lines. Not what was said in an earlier reply: the caller has spoken in between.
   */
  readonly before: string
  /** `model`: written by the model; `line`: a fixed line of the agent; `engine`: a fixed line of the policy. */
  readonly source: 'model' | 'line' | 'engine'
  /** When it is judged, ms since the call began. */
  readonly at: Millis
}

/** `record` is written before the sentence becomes sound, or before anything takes its place. */
export type Verdict = { readonly record?: AuditRecord } & (
  | { readonly verdict: 'say' }
  | { readonly verdict: 'replace'; readonly text: string; readonly why: string }
  | { readonly verdict: 'block'; readonly why: string }
)

export interface Decision<S> {
  readonly state: S
  /** Done in order, as one reply. None at all means: say nothing and keep listening. */
  readonly directives: readonly Directive[]
  /** After a turn of the caller: how the conversation keeps what they said, if not in their words (a card number, say). */
  readonly heardAs?: string
}

export type Directive =
  /** Let the model speak next, under these instructions, with these tools. */
  | { readonly type: 'generate'; readonly instructions: string; readonly tools: readonly string[] }
  | SayDirective
  /**
   * Runs one of the agent's tools from code: the result comes to `onToolReturned` and is no part of the model's conversation. It is never
   * cancelled; if the caller has spoken meanwhile, what the agent wants then is done when they are quiet.
   */
  | { readonly type: 'callTool'; readonly name: string; readonly input: string }
  /** After everything before it was heard. */
  | { readonly type: 'transfer'; readonly to: string }
  | { readonly type: 'end'; readonly why: string }
  | { readonly type: 'record'; readonly on: boolean }
  | { readonly type: 'audit'; readonly record: AuditRecord }

export interface SayDirective {
  readonly type: 'say'
  /** Names the line in `onHeard`. */
  readonly id: string
  readonly text: string
  /** False: the caller cannot stop it; what they say meanwhile is kept and answered after it. */
  readonly interruptible: boolean
}
