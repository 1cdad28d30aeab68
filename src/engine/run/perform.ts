/**
 * The table of effects: what each command does in the world. What comes of it is posted as events; what goes wrong with a provider is
 * one of them (`provider.failed`). Only a bug of ours, or an audit record that cannot be written, is thrown.
 */
import type { Command } from '../call/command.js'
import { AuditFailure } from './audit-failure.js'
import type { EffectParts } from './effect-parts.js'
import { failureCode } from './failure-code.js'
import { detectSpeech } from './perform-detection.js'
import { generate } from './perform-generation.js'
import { Synthesis } from './perform-synthesis.js'
import { runTool } from './perform-tools.js'
import { Transcription } from './perform-transcription.js'

type Effects = {
  readonly [Type in Command['type']]: (command: Extract<Command, { type: Type }>) => void
}

export interface Performer {
  /** Begins what runs for the whole call. */
  open(): void
  perform(command: Command): void
  /** Frees what does not end with the call's scope. */
  close(): void
}

export function createPerformer(parts: EffectParts): Performer {
  const detector = parts.providers.vad.open()
  const transcription = new Transcription(parts)
  const effects = {
    ...speechEffects(detectSpeech(detector, parts.post), transcription),
    ...replyEffects(parts),
    ...lineEffects(parts),
    ...recordEffects(parts),
  } satisfies Effects
  return {
    open: () => transcription.open(),
    perform: (command) => (effects[command.type] as (command: Command) => void)(command),
    close: () => detector.close(),
  }
}

function speechEffects(detect: ReturnType<typeof detectSpeech>, transcription: Transcription) {
  return {
    scoreSpeech: ({ frame }) => detect(frame),
    transcribe: ({ segment, frame }) => transcription.write(segment, frame),
    commitSpeech: ({ segment }) => transcription.commit(segment),
    dropSpeech: ({ segment }) => transcription.drop(segment),
  } satisfies Partial<Effects>
}

function replyEffects(parts: EffectParts) {
  const { scopes } = parts
  const synthesis = new Synthesis(parts)
  return {
    generate: (command) => generate(parts, command),
    cancelRequest: ({ reply, request }) => scopes.request(reply, request).end(),
    callTool: ({ reply, call }) => runTool(parts, reply, call),
    synthesize: (command) => synthesis.speak(command),
    endSynthesis: ({ reply }) => synthesis.end(reply),
    cancel: ({ reply }) => scopes.reply(reply).end(),
  } satisfies Partial<Effects>
}

function lineEffects({ transport, post }: EffectParts) {
  const tell = (what: () => void) => {
    try {
      what()
    } catch (error) {
      post({ type: 'provider.failed', part: 'transport', code: failureCode(error) })
    }
  }
  return {
    play: ({ mulaw, mark }) => tell(() => transport.play(mulaw, mark)),
    clear: () => tell(() => transport.clear()),
    transfer: ({ to }) => tell(() => transport.transfer(to)),
    hangUp: ({ why }) => tell(() => transport.hangUp(why)),
  } satisfies Partial<Effects>
}

/** Notes and the wish to record are for the observers, who see every command. */
function recordEffects({ audit }: EffectParts) {
  return {
    audit: ({ record }) => {
      try {
        audit(record)
      } catch (cause) {
        throw new AuditFailure(`the audit record ${record.kind} could not be written`, { cause })
      }
    },
    note: () => {},
    recording: () => {},
  } satisfies Partial<Effects>
}
