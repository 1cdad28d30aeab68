/**
 * Holds back what a capture writes for as long as the caller may be in the middle of a number, because only its end tells that its
 * beginning must not be kept.
 */
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import type { SegmentId } from '../call/event.js'
import type { CallState } from '../call/state.js'
import type { Entry, Observer } from '../report/entry.js'
import { messagesWithout, type Parts, withoutParts } from './number-parts.js'
import { type Piece, zeroedParts } from './split-numbers.js'

/** Where parts of a number were taken out. */
export interface Taken {
  readonly segments: ReadonlySet<SegmentId>
  /** Some were keyed in. */
  readonly keys: boolean
  /** What the call has kept of them, with zeros too. */
  readonly conversation: (messages: readonly Message[]) => readonly Message[]
}

export interface DigitHold {
  readonly observe: Observer
  /** Lets go of everything. */
  flush(): void
  /** Forgets everything. */
  drop(): void
  taken(): Taken
}

/** After so long without a digit, the next one begins another number. */
const longestPauseMs: Millis = 20_000

const digit =
  /\d|\b(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|\w+teen|\w+ty|ten|eleven|twelve)\b/i

/** @param release gets every entry, in order, without the numbers */
export function holdDigits(release: Observer): DigitHold {
  let held: (readonly [Entry, CallState])[] = []
  let digitAt: Millis = 0
  /** Later entries tell of what was said before, too. */
  let parts: Parts = { texts: new Map(), keys: new Set(), keyed: '' }
  const flush = () => {
    const entries = held
    held = []
    parts = together(parts, partsIn(entries.map(([{ event }]) => event)))
    for (const [entry, state] of entries) release(withoutParts(entry, parts), state)
  }
  return {
    observe(entry, state) {
      const { event } = entry
      const isDigit = hasDigit(event)
      if (isDigit) digitAt = event.at
      if (held.length === 0 && !isDigit) return release(withoutParts(entry, parts), state)
      held.push([entry, state])
      if (event.at - digitAt > longestPauseMs) flush()
    },
    flush,
    drop() {
      held = []
    },
    taken: () => ({
      segments: new Set(parts.texts.keys()),
      keys: parts.keys.size > 0,
      conversation: (messages) => messagesWithout(messages, parts),
    }),
  }
}

const together = (one: Parts, other: Parts): Parts => ({
  texts: new Map([...one.texts, ...other.texts]),
  keys: new Set([...one.keys, ...other.keys]),
  keyed: `${one.keyed} ${other.keyed}`.trim(),
})

function hasDigit(event: Entry['event']): boolean {
  if (event.type === 'transport.dtmf') return /\d/.test(event.digit)
  const said = event.type === 'stt.partial' || event.type === 'stt.final'
  return said && digit.test(event.text)
}

/** What was said without a digit ("hold on") parts no number. */
function pieceOf(event: Entry['event']): Piece | undefined {
  if (!hasDigit(event)) return undefined
  if (event.type === 'transport.dtmf') return { key: event.digit }
  return event.type === 'stt.final' ? { segment: event.segment, text: event.text } : undefined
}

/** The pieces of numbers among some events. */
function partsIn(events: readonly Entry['event'][]): Parts {
  const found = events.flatMap((event) => {
    const piece = pieceOf(event)
    return piece === undefined ? [] : [{ event, piece }]
  })
  const zeroed = zeroedParts(found.map(({ piece }) => piece))
  const texts = new Map<SegmentId, { readonly said: string; readonly zeros: string }>()
  const keys = new Set<Entry['event']>()
  let keyed = ''
  for (const [i, { event, piece }] of found.entries()) {
    const zeros = zeroed.get(i)
    if (zeros === undefined) continue
    if ('key' in piece) {
      keys.add(event)
      keyed += piece.key
    } else texts.set(piece.segment, { said: piece.text, zeros })
  }
  return { texts, keys, keyed }
}
