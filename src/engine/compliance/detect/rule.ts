import type { Normalised } from './normalise.js'
import { compile } from './pattern.js'

/** One explainable reason to find something: patterns that say it, and patterns that show it is not meant. */
export interface RuleSource {
  /** Unique within its category, guessable: it is shown to people. */
  readonly id: string
  readonly any: readonly string[]
  /** Anywhere in the same sentence, it takes the finding back. */
  readonly unless?: readonly string[]
  /** A "not" or "never" shortly before takes the finding back. */
  readonly affirmed?: boolean
  /** Somebody else as the subject shortly before ("my brother filed ...") takes the finding back. */
  readonly own?: boolean
}

export interface Rule {
  readonly id: string
  readonly match: RegExp
  readonly unless?: RegExp
  readonly affirmed: boolean
  readonly own: boolean
}

/** A stretch of the normal form, as token numbers, both inclusive. */
export interface Hit {
  readonly from: number
  readonly to: number
}

export function makeRule(rule: RuleSource): Rule {
  const { id, any, unless, affirmed = false, own = false } = rule
  const made = { id, match: compile(any, 'g'), affirmed, own }
  return unless === undefined ? made : { ...made, unless: compile(unless) }
}

const negation = compile([
  '(not|never|no|nobody|none|without|neither|nor|nothing|ni|nunca|jamas|sin)',
])
const notReally = compile([
  '(not only|no question|no doubt|not just|no choice|not hesitate|not lying|not kidding)',
])
const otherSubject = compile([
  '(my|her|his|your|their|our|a|the) ~1 (@kin|@other_party) ~3',
  '(he|she|they|you) ~1 (is|was|has|had|have|would|will)? ~2',
])

/** Every place where the rule holds, in order. */
export function* hits(rule: Rule, normal: Normalised): Generator<Hit> {
  rule.match.lastIndex = 0
  for (const match of normal.text.matchAll(rule.match)) {
    const from = tokenAt(normal, match.index)
    const to = lastWord(normal, from, tokenAt(normal, match.index + match[0].length - 1))
    if (holds(rule, normal, from, match.index)) yield { from, to }
  }
}

function holds(rule: Rule, normal: Normalised, from: number, at: number): boolean {
  if (rule.unless?.test(sentenceAround(normal, at)) === true) return false
  if (!rule.affirmed && !rule.own) return true
  const before = clauseBefore(normal, from)
  if (rule.affirmed && negation.test(before) && !notReally.test(before)) return false
  return !(rule.own && otherSubject.test(before))
}

/** The token that covers a position of the normal form. */
function tokenAt({ offsets }: Normalised, position: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((offsets[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** A comma that the pattern took along is no word. */
function lastWord({ tokens }: Normalised, from: number, to: number): number {
  return to > from && tokens[to]?.word === ',' ? to - 1 : to
}

/** The whole sentence at a position, padded like the normal form. */
export function sentenceAround({ text }: Normalised, at: number): string {
  const start = Math.max(text.lastIndexOf(' . ', at), text.lastIndexOf(' ? ', at))
  const ends = [text.indexOf(' . ', at), text.indexOf(' ? ', at)].filter((end) => end >= 0)
  // The mark itself is kept: patterns may ask whether it is a question.
  return text.slice(start < 0 ? 0 : start + 2, Math.min(text.length, ...ends.map((end) => end + 3)))
}

const scope = 4

/** Up to four words before a token, within its clause. */
function clauseBefore({ tokens }: Normalised, from: number): string {
  const words: string[] = []
  for (let at = from - 1; at >= 0 && words.length < scope; at--) {
    const word = tokens[at]?.word ?? ''
    if (endsScope.has(word)) break
    words.unshift(word)
  }
  return ` ${words.join(' ')} `
}

const endsScope: ReadonlySet<string> = new Set(
  ', . ? but because so if unless until or when then and since pero porque si'.split(' '),
)
