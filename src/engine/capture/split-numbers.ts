/** Card numbers in several pieces: said with a pause in the middle, or keyed in. */
import type { SegmentId } from '../call/event.js'
import { issuedCardsIn, zeroDigits } from '../compliance/detect/sensitive.js'

/** What a caller said in one breath, or a key. */
export type Piece =
  | { readonly segment: SegmentId; readonly text: string }
  | { readonly key: string }

/** What pieces have become: an index for a piece that holds a part of a number, and what is left of it. */
export type Zeroed = ReadonlyMap<number, string>

/** Zeros in place of the digits of every card number that more than one piece holds together. */
export function zeroedParts(pieces: readonly Piece[]): Zeroed {
  const texts = pieces.map((piece) => ('key' in piece ? piece.key : piece.text))
  const starts: number[] = []
  let joined = ''
  for (const text of texts) {
    starts.push(joined.length)
    joined += `${text} `
  }
  const zeroed = new Map<number, string>()
  // From the last to the first: words for zeros may be longer than what they stand for.
  for (const { start, end } of issuedCardsIn(joined).toReversed()) {
    const parts = texts.flatMap((text, i) => {
      const from = starts[i] ?? 0
      return from < end && from + text.length > start ? [i] : []
    })
    if (parts.length < 2) continue
    for (const i of parts) {
      const text = zeroed.get(i) ?? texts[i] ?? ''
      const [from, to] = [start, end].map((place) => within(place - (starts[i] ?? 0), texts[i]))
      zeroed.set(i, withZeros(text, from ?? 0, to ?? 0))
    }
  }
  return zeroed
}

const within = (place: number, text = '') => Math.max(0, Math.min(text.length, place))

function withZeros(text: string, from: number, to: number): string {
  return text.slice(0, from) + zeroDigits(text.slice(from, to)) + text.slice(to)
}
