/**
 * Where to cut the model's stream of text, so that the voice can start early and still sounds whole.
 *
 * A sentence ends at `.`, `!`, `?`, `…` or a line break once white space follows, unless the dot belongs to an abbreviation, an initial or
 * a list number. Only the first piece of a reply may end at a clause (comma, colon, semicolon, dash): there the caller waits. An agent that
 * judges whole sentences has none of these. Text that does not end is cut at `longest`.
 *
 * After the first piece the cuts do not depend on how the text came, token by token or all at once: every decision looks at no more than
 * the text up to `longest`, and waits while what follows could still change it. The first piece may end earlier than its sentence when the
 * sentence came slowly.
 */
import { wordSet } from './words.js'

export interface Cut {
  readonly pieces: readonly string[]
  readonly rest: string
}

/** A first clause shorter than this sounds chopped. */
const firstClauseMin = 16
/** No piece is longer. */
const longest = 240

/** Whole pieces of `text` and what is left. `mayEndAtClause`: the first piece need not be a whole sentence. */
export function cutSentences(text: string, mayEndAtClause: boolean): Cut {
  const pieces: string[] = []
  let rest = text
  for (;;) {
    const end = endOfPiece(rest.slice(0, longest + 1), mayEndAtClause && pieces.length === 0)
    if (end === 0) return { pieces, rest }
    const piece = speakable(rest.slice(0, end))
    if (piece !== '') pieces.push(piece)
    rest = rest.slice(end)
  }
}

/** What a voice can say: without markup, list marks and doubled spaces. Empty when there is nothing to pronounce. */
export function speakable(text: string): string {
  const plain = text
    .replace(/```\w*/g, ' ')
    .replace(/\[([^\]]*)\]\([^\s)]*\)/g, '$1')
    .replace(/^\s*(?:[-*•>]|#+)\s+/gm, '')
    .replace(emphasis, '')
    .replace(pictures, '')
    .replace(/\s+/g, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(plain) ? plain : ''
}

/** Marks around words: not the keys "*" and "#", not the underscore in an address. */
const emphasis =
  /(?<![\p{L}\p{N}/.@=&?])(?:[*_~`]{2,}(?=\p{N})|[*_~`]+(?=[\p{L}"'“‘([¿¡$]))|(?<=[^\s*_~`])[*_~`]+(?![\p{L}\p{N}/@])/gu

/** Emoji with their modifiers, and flags. */
const pictures =
  /\p{Extended_Pictographic}(?:[\u200d\ufe0f]|\p{Emoji_Modifier}|\p{Extended_Pictographic})*|\p{Regional_Indicator}|[\ufe0f\u20e3]/gu

/** A clause begins after this word, for a paused agent that starts a clause again. */
export function startsClause(before: string): boolean {
  return /[,;:.!?…—–]["'”’»)\]]*$/.test(before)
}

/** `text` ends where no decision may look any further. 0: no piece yet. */
function endOfPiece(text: string, first: boolean): number {
  for (const match of text.matchAll(/[.!?…]+["'”’»)\]*_`]*(?=\s)|\n+/g)) {
    const end = match.index + match[0].length
    if (isEnd(text.slice(0, end), text.slice(end).trimStart())) return end
  }
  if (first) {
    for (const match of text.matchAll(/[,;:—–](?=\s)/g)) {
      if (match.index >= firstClauseMin) return match.index + 1
    }
  }
  return text.length > longest ? endOfLongText(text.slice(0, longest)) : 0
}

function endOfLongText(head: string): number {
  const clause = Math.max(head.lastIndexOf(', '), head.lastIndexOf('; '), head.lastIndexOf(': '))
  if (clause > longest / 3) return clause + 1
  const space = head.lastIndexOf(' ')
  if (space > 0) return space
  return /[\ud800-\udbff]$/.test(head) ? longest - 1 : longest
}

/** Whether a sentence ends with `head`, when `next` follows; as long as nothing follows, only if nothing could change it. */
function isEnd(head: string, next: string): boolean {
  if (/^\s*\d{1,3}\.$/.test(head)) return false
  const word = /(?:^|[\s("'“‘¿¡])([\p{L}][\p{L}.]*)\.$/u.exec(head)?.[1]?.toLowerCase()
  if (word === undefined) return true
  if (abbreviations.has(word) || isInitial(word)) return false
  if (word === 'no') return /^\D/.test(next)
  return !closers.has(word) || /^["'“‘¿¡(]*\p{Lu}/u.test(next)
}

/** "J. Smith". "So do I." ends. */
const isInitial = (word: string) => /^\p{L}$/u.test(word) && word !== 'i'

/** Something always follows these. */
const abbreviations = wordSet(
  'mr mrs ms dr prof st sr sra srta dra ud uds vs e.g i.e approx apt dept gen rep sen ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec',
)
/** These may end a sentence: they do when a capital follows. */
const closers = wordSet('a.m p.m u.s u.s.a u.k etc jr inc ltd co corp ave blvd')
