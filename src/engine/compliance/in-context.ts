/**
 * A sentence together with what was said just before it, so that what is wrong only in both is found. New words begin at `at`; what lies
 * before was allowed when it was said, and counts only together with new words.
 */
export interface InContext {
  /** What is judged. */
  readonly text: string
  readonly at: number
  /** The words themselves, place for place. */
  readonly said: string
}

/** The end of a sentence. */
const end = /[.!?…]+(?=["'”’)\]]*(?:\s|$))/g

/** The sentence that the new words belong to: with the words before them, if those did not end one. */
export function sentenceWith(before: string, text: string): InContext {
  const last = [...before.matchAll(end)].at(-1)
  const open = last === undefined ? before : before.slice(last.index + last[0].length)
  return joined(/[\p{L}\p{N}]/u.test(open) ? open.trimStart() : '', text)
}

/**
 * The last words and the new ones as if they were one sentence: the ends between are commas. ("We could come to your house. With the
 * sheriff.")
 */
export function asOneSentence(before: string, text: string): InContext {
  const head = lastWords(before)
  return joined(head, text, head.replace(end, covered(',')))
}

/** The last words and the new ones without a mark between, the way a number goes on: "one thousand, | two hundred". */
export function asOneNumber(before: string, text: string): InContext {
  const head = lastWords(before)
  return joined(head, text, head.replace(/[^\p{L}\p{N}}]+$/u, covered(' ')))
}

/** A finding has words of both. */
export function spans(
  { at }: InContext,
  found: { readonly start: number; readonly end: number },
): boolean {
  return found.start < at && found.end > at
}

export function saidBefore({ said, at }: InContext): string {
  return said.slice(0, at).trimEnd()
}

/** How many characters of what was said are looked at again: more than any rule reaches back. */
const reach = 140

function lastWords(before: string): string {
  const from = before.length <= reach ? 0 : before.indexOf(' ', before.length - reach) + 1
  return before.slice(from)
}

const covered = (sign: string) => (marks: string) => sign.repeat(marks.length)

function joined(head: string, text: string, judged = head): InContext {
  if (head === '') return { text, at: 0, said: text }
  return { text: `${judged} ${text}`, at: head.length + 1, said: `${head} ${text}` }
}

const small = new Set(
  (
    'i we you he she it they this that these those a an the and or but so since because if when as is are am was were be do does did have has had can could ' +
    'will would may might shall should please okay yes no not now then once first of to in on at with for your our my me us'
  ).split(' '),
)

/** Has a word that a sentence does not begin with anyway: what goes on from one into the next needs one. */
export function saysSomething(words: string): boolean {
  return words
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word !== '' && !small.has(word))
}
