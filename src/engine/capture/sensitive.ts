/** Numbers that must not be kept are taken out of a captured call before any of it is written. */
import { MULAW_BYTES_PER_MS } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { Message } from '../call/conversation.js'
import type { SegmentId } from '../call/event.js'
import { isRedacted, redact, sensitiveIn } from '../compliance/detect/sensitive.js'
import type { Entry } from '../report/entry.js'
import type { SpokenSegment } from './caller-segments.js'
import { inTexts } from './in-texts.js'

/** The same with a placeholder for each such number, in all texts but those of sounds. */
export function withoutSensitive(entry: Entry): Entry {
  const commands = inTexts(entry.commands, redacted)
  return { ...entry, event: eventWithout(entry.event), commands }
}

/** The same of what was said in the call. */
export function messagesWithoutSensitive(messages: readonly Message[]): readonly Message[] {
  return inTexts(messages, redacted)
}

function eventWithout(event: Entry['event']): Entry['event'] {
  if (event.type === 'transport.audio' || event.type === 'tts.audio') return event
  if (event.type === 'stt.partial') return { ...event, text: zeroed(event.text) }
  return inTexts(event, redacted)
}

const digit = /\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b/gi
/** A zip code and a year may stay; a longer number may be the beginning of one that must not, which only its end will tell. */
const longestBeginning = 6

function zeroed(text: string): string {
  if ((text.match(digit) ?? []).length <= longestBeginning) return text
  return text.replace(digit, (found) => (found.length === 1 ? '0' : 'zero'))
}

/** Digits, or words for them: nothing else is worth a look. */
const mayHold =
  /\d{3}|(?:\b(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|\w+teen|\w+ty)\b[\s,.-]*){3}/i

/** What a split number was replaced by stays: a replay hears it, and says it again. */
const isSensitive = (text: string) => sensitiveIn(text).some(({ digits }) => /[1-9]/.test(digits))

const redacted = (text: string) => (mayHold.test(text) && isSensitive(text) ? redact(text) : text)

/** Segments that hold a part of such a number, said with a pause in it. */
export type Parts = ReadonlySet<SegmentId>

const holds =
  (parts: Parts) =>
  ({ segment, words }: SpokenSegment) =>
    parts.has(segment) || words.some(({ text }) => isRedacted(text))

export function isSecret(spoken: readonly SpokenSegment[], parts: Parts): boolean {
  return spoken.some(holds(parts))
}

/** Silence where such a number was said. Where its words lie within what was said in one breath is only guessed, so all of that goes. */
export function silenced(
  mulaw: Uint8Array,
  spoken: readonly SpokenSegment[],
  parts: Parts,
): Uint8Array {
  const kept = mulaw.slice()
  for (const { from, to } of spoken.filter(holds(parts)))
    kept.fill(
      MULAW_SILENCE,
      Math.floor(from) * MULAW_BYTES_PER_MS,
      Math.ceil(to) * MULAW_BYTES_PER_MS,
    )
  return kept
}
