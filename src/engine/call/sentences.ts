/**
 * Where to cut the model's stream of text, so that the voice can start early and still sounds whole.
 *
 * A sentence ends at `.`, `!`, `?` or a line break once white space follows, unless the dot belongs to an abbreviation, an initial or a
 * number. Only the first piece of a reply may end at a clause (comma, colon, semicolon, dash): there the caller waits.
 */

export interface Cut {
  readonly pieces: readonly string[]
  readonly rest: string
}

/** A first clause shorter than this sounds chopped. */
const firstClauseMin = 16
/** Text without any end is cut at a clause or a space by here. */
const longest = 240

/** Whole pieces of `text` and what is left. `first`: nothing of this reply was cut yet. */
export function cutSentences(text: string, first: boolean): Cut {
  const pieces: string[] = []
  let rest = text
  for (;;) {
    const end = endOfPiece(rest, first && pieces.length === 0)
    if (end === 0) return { pieces, rest }
    const piece = speakable(rest.slice(0, end))
    if (piece !== '') pieces.push(piece)
    rest = rest.slice(end)
  }
}

/** What a voice can say: without markup, list marks and doubled spaces. Empty when there is nothing to pronounce. */
export function speakable(text: string): string {
  const plain = text
    .replace(/```[^`]*```/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*•]|\d+[.)])\s+/gm, '')
    .replace(/[*_#`~]+/g, '')
    .replace(/\p{Extended_Pictographic}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(plain) ? plain : ''
}

/** Words a clause is cut at, for a paused agent that starts a clause again. */
export function startsClause(before: string): boolean {
  return /[,;:.!?—–]["')\]]*$/.test(before)
}

function endOfPiece(text: string, first: boolean): number {
  for (const match of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s)|\n+/g)) {
    const end = match.index + match[0].length
    if (!isAbbreviation(text.slice(0, end))) return end
  }
  if (first) {
    for (const match of text.matchAll(/[,;:—–](?=\s)/g)) {
      if (match.index >= firstClauseMin) return match.index + 1
    }
  }
  return text.length > longest ? endOfLongText(text) : 0
}

function endOfLongText(text: string): number {
  const head = text.slice(0, longest)
  const clause = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(': '))
  if (clause > longest / 3) return clause + 1
  const space = head.lastIndexOf(' ')
  return space > 0 ? space : longest
}

const abbreviations =
  /(?:^|[\s("'])(?:mr|mrs|ms|dr|prof|sr|jr|st|ave|no|vs|etc|inc|ltd|co|corp|dept|approx|apt|e\.g|i\.e|a\.m|p\.m|u\.s|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|[a-z])\.$/i

function isAbbreviation(head: string): boolean {
  return abbreviations.test(head) || /(?:^|\n)\s*\d+\.$/.test(head)
}
