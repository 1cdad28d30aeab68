/**
 * Follows the numbers on the carrier's messages. They come over TCP, so nothing can overtake; what the numbers show is what was left out
 * or sent twice before it reached us.
 */
export interface Sequence {
  readonly last: number
  /** Numbers that were left out. */
  readonly missing: number
  /** Messages that came with a number that had been already. */
  readonly repeated: number
}

export const newSequence: Sequence = { last: 0, missing: 0, repeated: 0 }

/** `repeated` tells whether this very message is the one before it once more. */
export function follow(
  before: Sequence,
  sequence: number,
): { readonly sequence: Sequence; readonly repeated: boolean } {
  const { last, missing, repeated } = before
  if (sequence > last) {
    const skipped = last === 0 ? 0 : sequence - last - 1
    return { sequence: { last: sequence, missing: missing + skipped, repeated }, repeated: false }
  }
  return { sequence: { last, missing, repeated: repeated + 1 }, repeated: sequence === last }
}
