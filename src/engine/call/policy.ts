/**
 * Every number and fixed line a call goes by. All lengths in ms. Values are defaults of ours unless a source is named; the
 * measured ones come from recorded telephone speech with the shipped detector.
 */
import type { Millis } from '../audio/frame.js'

export interface CallPolicy {
  /** Who speaks first. With `caller`, the agent greets after `greetAfterMs` of silence all the same. */
  readonly opening: { readonly by: 'agent' | 'caller'; readonly greetAfterMs: Millis }
  readonly speech: {
    /** Detector probability that starts and that keeps up speech (Silero's usual hysteresis). */
    readonly start: number
    readonly stop: number
    /** Silence after which a segment is complete and goes to speech-to-text. */
    readonly stopMs: Millis
    /** Less voiced sound than this is noise. */
    readonly minMs: Millis
    /** Audio before the onset that still belongs to the segment, so that first phonemes are not lost. */
    readonly preRollMs: Millis
    /** While the agent is audible, sound this many dB below its voice is taken for its echo. */
    readonly echoDb: number
  }
  readonly line: {
    /** A carrier that has sent nothing for so long in mid-speech is taken to be sending silence. */
    readonly idleMs: Millis
    /** The most silence fed to the detector for one gap in the timestamps. */
    readonly maxFillMs: Millis
  }
  /** Silence after which the caller's turn is over, by what was said. */
  readonly endpoint: {
    readonly completeMs: Millis
    readonly neutralMs: Millis
    readonly unfinishedMs: Millis
    /** While digits, spelling or an address are being read. */
    readonly readingMs: Millis
    readonly maxMs: Millis
    /** Longest wait for the words of a committed segment. */
    readonly transcriptMs: Millis
  }
  readonly bargeIn: {
    /** Speech that pauses the agent. */
    readonly pauseAfterMs: Millis
    /** Speech that takes the floor without complete words: when partial words support it, and when there are none. */
    readonly takeAfterMs: Millis
    readonly takeBlindAfterMs: Millis
    /** Silence without words after which a paused agent goes on. */
    readonly falseAlarmMs: Millis
    /** The agent is never paused longer than this without a decision. */
    readonly maxPauseMs: Millis
    /** How far back a resumed agent may go to start with a whole clause. */
    readonly rewindMs: Millis
    /** With less than this left to say, a short answer is an answer and not a backchannel. */
    readonly tailMs: Millis
  }
  readonly playout: {
    /** Speech the carrier may hold ahead of the ear. */
    readonly leadMs: Millis
    readonly chunkMs: Millis
    /** One way to the carrier. */
    readonly wireMs: Millis
    /** From the carrier to the ear. */
    readonly earMs: Millis
    /** After this much past its scheduled end without a mark, speech is taken as heard by time. */
    readonly markGraceMs: Millis
  }
  /** Waits within a reply. The caller counts them from the end of their turn, so the first two do too. */
  readonly reply: {
    /** Nothing audible by now: say the filler line. */
    readonly fillerMs: Millis
    /** Still no answer: say the fallback line, while the model may go on. No voice by then is no voice: the backup speaks. */
    readonly fallbackMs: Millis
    /** Longest wait for the model's first or next words. */
    readonly modelMs: Millis
    /** Longest wait for the voice's first or next audio. */
    readonly voiceMs: Millis
    readonly maxToolRounds: number
  }
  /** Asking the model before the end of the turn is certain: tries a turn, and answers thrown away a call. 0 switches it off. */
  readonly speculation: { readonly perTurn: number; readonly perCall: number }
  readonly tools: { readonly lineAfterMs: Millis; readonly limitMs: Millis }
  readonly keypad: {
    readonly gatherMs: Millis
    /** Digits that complete an entry by themselves; undefined waits for `#` or `gatherMs`. */
    readonly length?: number
    /** Words and digits this close together are one turn. */
    readonly joinMs: Millis
  }
  readonly idle: { readonly afterMs: Millis }
  readonly limits: {
    readonly callMs: Millis
    /** A goodbye that is not heard by then does not keep the line open. */
    readonly endingMs: Millis
    /** After so many turns in a row without words the agent says goodbye. */
    readonly unheardTurns: number
  }
  readonly lines: {
    readonly filler: string
    /** After the filler, when the answer still does not come. */
    readonly slow: string
    readonly sorry: string
    readonly unheard: string
    readonly trouble: string
    readonly blocked: string
    /** The idle ladder: one a step, then the goodbye. */
    readonly reprompts: readonly string[]
    readonly goodbye: string
    readonly limit: string
  }
}

export const defaultPolicy: CallPolicy = {
  opening: { by: 'agent', greetAfterMs: 3000 },
  speech: { start: 0.5, stop: 0.35, stopMs: 200, minMs: 96, preRollMs: 300, echoDb: 20 },
  line: { idleMs: 400, maxFillMs: 1000 },
  endpoint: {
    completeMs: 500,
    neutralMs: 700,
    unfinishedMs: 1500,
    readingMs: 2000,
    maxMs: 3000,
    transcriptMs: 2500,
  },
  bargeIn: {
    pauseAfterMs: 120,
    takeAfterMs: 600,
    takeBlindAfterMs: 1000,
    falseAlarmMs: 700,
    maxPauseMs: 1200,
    rewindMs: 2000,
    tailMs: 1000,
  },
  playout: { leadMs: 1000, chunkMs: 200, wireMs: 50, earMs: 150, markGraceMs: 1000 },
  reply: { fillerMs: 1500, fallbackMs: 2500, modelMs: 4500, voiceMs: 1500, maxToolRounds: 4 },
  speculation: { perTurn: 2, perCall: 30 },
  tools: { lineAfterMs: 1200, limitMs: 10_000 },
  keypad: { gatherMs: 2500, joinMs: 1000 },
  idle: { afterMs: 8000 },
  limits: { callMs: 30 * 60_000, endingMs: 15_000, unheardTurns: 3 },
  lines: {
    filler: 'One moment, please.',
    slow: 'This takes a little longer than usual. Please stay on the line.',
    sorry: 'I am sorry, something went wrong on my side. Could you say that again?',
    unheard: 'Sorry, I did not catch that. Could you say it again?',
    trouble: 'I am sorry, the line is too poor to go on. Please call again later. Goodbye.',
    blocked: 'I am not able to talk about that.',
    reprompts: ['Are you still there?', 'I cannot hear you. Are you there?'],
    goodbye: 'I will end the call now. Goodbye.',
    limit: 'We have reached the time limit of this call. Goodbye.',
  },
}

/** A policy with some values changed, section by section. */
export type PolicyChanges = { readonly [K in keyof CallPolicy]?: Partial<CallPolicy[K]> }

export function policyWith(changes: PolicyChanges, base: CallPolicy = defaultPolicy): CallPolicy {
  return {
    opening: { ...base.opening, ...changes.opening },
    speech: { ...base.speech, ...changes.speech },
    line: { ...base.line, ...changes.line },
    endpoint: { ...base.endpoint, ...changes.endpoint },
    bargeIn: { ...base.bargeIn, ...changes.bargeIn },
    playout: { ...base.playout, ...changes.playout },
    reply: { ...base.reply, ...changes.reply },
    speculation: { ...base.speculation, ...changes.speculation },
    tools: { ...base.tools, ...changes.tools },
    keypad: { ...base.keypad, ...changes.keypad },
    idle: { ...base.idle, ...changes.idle },
    limits: { ...base.limits, ...changes.limits },
    lines: { ...base.lines, ...changes.lines },
  }
}
