/** Zeros where a piece of a number came in, and wherever the call has put it since. */
import type { Message } from '../call/conversation.js'
import type { SegmentId } from '../call/event.js'
import { zeroDigits } from '../compliance/detect/sensitive.js'
import type { Entry } from '../report/entry.js'
import { inTexts } from './in-texts.js'

export interface Parts {
  /** What was said in a segment, and the same with zeros. */
  readonly texts: ReadonlyMap<SegmentId, { readonly said: string; readonly zeros: string }>
  /** Keys that were pressed. */
  readonly keys: ReadonlySet<Entry['event']>
  /** Their digits. */
  readonly keyed: string
}

export function withoutParts(entry: Entry, parts: Parts): Entry {
  if (parts.texts.size === 0 && parts.keys.size === 0) return entry
  const inText = textWithout(parts)
  const commands = inTexts(entry.commands, inText)
  return { ...entry, event: eventWithout(entry.event, parts, inText), commands }
}

export function messagesWithout(messages: readonly Message[], parts: Parts): readonly Message[] {
  return inTexts(messages, textWithout(parts))
}

const textWithout =
  (parts: Parts) =>
  (text: string): string =>
    withoutKeyed(withoutSaid(text, parts), parts.keyed)

function eventWithout(
  event: Entry['event'],
  { texts, keys }: Parts,
  inText: (text: string) => string,
): Entry['event'] {
  if (event.type === 'transport.audio' || event.type === 'tts.audio') return event
  if (event.type === 'transport.dtmf') return keys.has(event) ? { ...event, digit: '0' } : event
  if (event.type !== 'stt.partial' && event.type !== 'stt.final') return inTexts(event, inText)
  const text = texts.get(event.segment)
  if (text === undefined) return event
  return { ...event, text: event.type === 'stt.final' ? text.zeros : zeroDigits(event.text) }
}

/** The longest first: one may be in another. */
function withoutSaid(text: string, { texts }: Parts): string {
  return [...texts.values()]
    .sort((a, b) => b.said.length - a.said.length)
    .reduce((left, { said, zeros }) => left.replaceAll(alone(said), () => zeros), text)
}

/** "one" is in "someone", which holds no digit. */
const alone = (said: string) =>
  new RegExp(`(?<![\\p{L}\\d])${said.replace(/[^\p{L}\d\s]/gu, '\\$&')}(?![\\p{L}\\d])`, 'gu')

/** Fewer digits are found in other numbers, too. */
const fewestKeys = 4

function withoutKeyed(text: string, keyed: string): string {
  if (keyed === '') return text
  return text.replace(/\d+/g, (digits) =>
    digits.length >= fewestKeys && keyed.includes(digits) ? '0'.repeat(digits.length) : digits,
  )
}
