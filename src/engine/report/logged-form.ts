/**
 * Events and commands as they stand in a log: JSON without sound. A piece of audio is its place and its length; what it sounded like is in
 * the recordings, and the call never looks at it. A request to the model names the messages that the request before did not have.
 */
import { type AudioFrame, durationMs, MULAW_BYTES_PER_MS, silence } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Message } from '../call/conversation.js'
import type { CallEvent } from '../call/event.js'

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>

export function eventToJson(event: CallEvent): Json {
  switch (event.type) {
    case 'transport.audio':
      return { ...event, frame: frameToJson(event.frame) }
    case 'tts.audio':
      return withLength(event)
    default:
      return { ...event }
  }
}

/** The event with silence in place of its sound. The JSON must have the shape of an event: see `eventProblem`. */
export function eventFromJson(json: Json): CallEvent {
  switch (json.type) {
    case 'transport.audio':
      return { ...json, frame: frameFromJson(json.frame) } as CallEvent
    case 'tts.audio':
      return withSilence(json) as unknown as CallEvent
    default:
      return json as unknown as CallEvent
  }
}

/** @param before the messages of the last `generate`, empty if there was none */
export function commandToJson(command: Command, before: readonly Message[]): Json {
  switch (command.type) {
    case 'scoreSpeech':
    case 'transcribe':
      return { ...command, frame: frameToJson(command.frame) }
    case 'play':
      return withLength(command)
    case 'generate': {
      const { messages, ...rest } = command
      return { ...rest, count: messages.length, added: messages.slice(sameFrom(before, messages)) }
    }
    default:
      return { ...command }
  }
}

export function commandFromJson(json: Json, before: readonly Message[]): Command {
  switch (json.type) {
    case 'scoreSpeech':
    case 'transcribe':
      return { ...json, frame: frameFromJson(json.frame) } as Command
    case 'play':
      return withSilence(json) as unknown as Command
    case 'generate': {
      const { count, added, ...rest } = json as { count: number; added: readonly Message[] }
      const messages = [...before.slice(0, count - added.length), ...added]
      return { ...rest, messages } as unknown as Command
    }
    default:
      return json as unknown as Command
  }
}

/** The messages of the last `generate` among the commands; those of the one before if there is none. */
export function lastMessages(
  commands: readonly Command[],
  before: readonly Message[],
): readonly Message[] {
  return commands.reduce((last, c) => (c.type === 'generate' ? c.messages : last), before)
}

/** How many messages both begin with. */
function sameFrom(before: readonly Message[], messages: readonly Message[]): number {
  const first = messages.findIndex((message, i) => {
    const other = before[i]
    return message !== other && JSON.stringify(message) !== JSON.stringify(other)
  })
  return first < 0 ? messages.length : first
}

function frameToJson(frame: AudioFrame): Json {
  return { mediaAt: frame.mediaAt, ms: durationMs(frame) }
}

function frameFromJson(json: unknown): AudioFrame {
  const { mediaAt, ms } = json as { mediaAt: number; ms: number }
  return silence(mediaAt, ms)
}

function withLength<Sound extends { readonly mulaw: Uint8Array }>(sound: Sound): Json {
  const { mulaw, ...rest } = sound
  return { ...rest, ms: mulaw.length / MULAW_BYTES_PER_MS }
}

function withSilence(json: Json): Json {
  const { ms, ...rest } = json
  return { ...rest, mulaw: silence(0, ms as number).mulaw }
}
