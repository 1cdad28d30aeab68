/** What of all that a caller mentions they mean: not what they refuse or take back. What may be one or the other is to be asked about. */

/** One place of a text that names something; more than one value where it may mean either. */
export interface Mention<T> {
  readonly start: number
  readonly end: number
  readonly values: readonly T[]
}

/** What is meant: nothing, one thing, or one of several. */
export function meant<T>(text: string, mentions: readonly Mention<T>[]): readonly T[] {
  const values = kept(text, mentions).flatMap((mention) => mention.values)
  return [...new Set(values)]
}

/** The mentions that stand, in order. */
export function kept<T>(text: string, mentions: readonly Mention<T>[]): readonly Mention<T>[] {
  const ordered = mentions.toSorted((a, b) => a.start - b.start)
  return ordered
    .filter((mention, i) => {
      const next = ordered[i + 1]
      return next === undefined || !takesBack.test(text.slice(mention.end, next.start))
    })
    .filter((mention) => stands(text, mention))
}

/** "Fifty, no, sixty", "not a hundred but eighty": what came before is no longer meant. */
const takesBack =
  /\b(?:no|i mean|i meant|sorry|actually|scratch that|make (?:it|that)|or rather|wait)\b/i
const clauseBreak =
  /[.;!?,]|\b(?:(?<!\b(?:any (?:day|time)|all|everything) )but|so|because|and then)\b|\b(?:i mean|actually|sorry)\b/gi
const known = /\b(?:don't know|do not know|not sure|no problem|why not|can't remember)\b/gi
const refuses =
  /\b(?:\w+n't|cannot|not|never|no|nothing|unable|without|instead of|(?:any (?:day|time)|all|everything) but|except|rather than)\b/i
/** "Can't pay more than fifty", "not until Friday": this is what they can do. */
const setsEdge =
  /\b(?:more than|less than|over|until|til|till|before|earlier than|sooner than|only|just)\s+(?:the\s+)?$/i
/** "After the third", "more than fifty": none of the days or amounts that would fit is named. */
const edge =
  /(?:\b(?:after|before|past|more than|over|less than|under|below|above|since|last|minus|negative|prior to)\s+(?:the\s+)?|(?:^|\s)-)$/i
const ruledOut =
  /^(?:\s*(?:dollars?|bucks?))?\s*(?:(?:is|'s|was|would be|are)\s+(?:\w+\s+)?(?:too|not|no good|impossible|out)\b|(?:except|minus|doesn't|does not|won't|will not|isn't|is not|can't)\b)/i

function stands<T>(text: string, { start, end }: Mention<T>): boolean {
  if (ruledOut.test(text.slice(end))) return false
  const before = clauseBefore(text, start)
  return isRefused(before) ? setsEdge.test(before) : !edge.test(before)
}

/** "I can't pay", "not": what follows is not meant. */
export const isRefused = (before: string): boolean => refuses.test(before.replace(known, ''))

/** What the sentence says up to there. */
export function clauseBefore(text: string, start: number): string {
  const before = text.slice(0, start)
  const last = [...before.matchAll(clauseBreak)].at(-1)
  return last === undefined ? before : before.slice(last.index + last[0].length)
}

/** The same text with bars for those places: the numbers in them are no others. */
export function withoutMentions(text: string, mentions: readonly Mention<unknown>[]): string {
  return mentions.reduce(
    (left, { start, end }) => left.slice(0, start) + '|'.repeat(end - start) + left.slice(end),
    text,
  )
}
