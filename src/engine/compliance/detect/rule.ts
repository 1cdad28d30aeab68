import { ownClause } from './clause.js'
import type { Normalised } from './normalise.js'
import { anyWord, compile, compileNow, parse } from './pattern.js'

/** One explainable reason to find something: patterns that say it, and patterns that show it is not meant. */
export interface RuleSource {
  /** Unique within its category, guessable: it is shown to people. */
  readonly id: string
  readonly any: readonly string[]
  /** Anywhere in the same sentence, it takes the finding back. */
  readonly unless?: readonly string[]
  /** A "not" or "never" shortly before, in the same clause, takes the finding back. */
  readonly affirmed?: boolean
}

/** A stretch of the normal form, as token numbers, both inclusive. */
export interface Hit {
  readonly from: number
  readonly to: number
}

/** Which of the words of a text count. */
export interface Part {
  /** What ends before this place was judged already. */
  readonly after?: number
  /** Only what begins before that place and ends behind it. */
  readonly across?: boolean
}

export interface Judgement {
  readonly hits: readonly (Hit | undefined)[]
  readonly excepted: ReadonlySet<number>
}

interface Rule {
  readonly unless: RegExp | undefined
  readonly affirmed: boolean
}

/** A pattern of a rule, tried where one of its first words stands. */
interface Attempt {
  readonly rule: number
  readonly match: RegExp
}

/** The expressions of a set of rules. */
interface Prepared {
  readonly rules: readonly Rule[]
  readonly byWord: ReadonlyMap<string, readonly Attempt[]>
  /** By the first letters of prefixes. */
  readonly byPrefix: ReadonlyMap<string, readonly PrefixAttempt[]>
  readonly anywhere: readonly Attempt[]
}

interface PrefixAttempt {
  readonly prefix: string
  readonly attempt: Attempt
}

/**
 * Rules that are looked for together: a pattern is tried only at words it may begin with, which keeps a turn well below a
 * millisecond for hundreds of patterns. They are compiled when they are first needed, or by `warm`.
 */
export class RuleSet {
  readonly #sources: readonly RuleSource[]
  #prepared: Prepared | undefined

  constructor(rules: readonly RuleSource[]) {
    this.#sources = rules
  }

  /** Compiles every expression now, so that no call waits for it. */
  warm(): void {
    const { rules, byWord, byPrefix, anywhere } = this.#get()
    const prefixed = [...byPrefix.values()].flat().map(({ attempt }) => attempt)
    const matches = [...byWord.values(), prefixed, anywhere].flat().map(({ match }) => match)
    const expressions = new Set([...matches, ...rules.flatMap(({ unless }) => unless ?? [])])
    for (const expression of expressions) compileNow(expression)
  }

  /** For each rule the first place where it holds. Rules that are not `wanted` are left out. */
  firstHits(
    normal: Normalised,
    wanted: (rule: number) => boolean = () => true,
  ): readonly (Hit | undefined)[] {
    return this.judge(normal, wanted).hits
  }

  /** The first hits, and the rules whose words are there but not meant: an exception or a "not" takes them back. */
  judge(
    normal: Normalised,
    wanted: (rule: number) => boolean = () => true,
    part: Part = {},
  ): Judgement {
    const hits: (Hit | undefined)[] = this.#sources.map(() => undefined)
    const excepted = new Set<number>()
    const open = (at: number) => hits[at] === undefined && wanted(at)
    for (const { rule, hit } of this.#hits(normal, open, part))
      if (hit === undefined) excepted.add(rule)
      else hits[rule] = hit
    return { hits, excepted }
  }

  /** Every place where a rule holds, in order. */
  allHits(normal: Normalised): readonly Hit[] {
    return [...this.#hits(normal, () => true)].flatMap(({ hit }) => hit ?? [])
  }

  #get(): Prepared {
    this.#prepared ??= prepare(this.#sources)
    return this.#prepared
  }

  /** Every place where the words of a rule stand; no hit where they are not meant. */
  *#hits(
    normal: Normalised,
    wanted: (rule: number) => boolean,
    { after = 0, across = false }: Part = {},
  ): Generator<{ readonly rule: number; readonly hit: Hit | undefined }> {
    const end = across ? after : Number.POSITIVE_INFINITY
    for (const [from, { word, start }] of normal.tokens.entries()) {
      if (start >= end) return
      for (const { rule, match } of this.#attempts(word)) {
        const to = wanted(rule) ? lastMatched(match, normal, from, after) : undefined
        if (to === undefined) continue
        yield { rule, hit: this.#holds(rule, normal, from) ? { from, to } : undefined }
      }
    }
  }

  *#attempts(word: string): Generator<Attempt> {
    const { byWord, byPrefix, anywhere } = this.#get()
    yield* byWord.get(word) ?? []
    for (const { prefix, attempt } of byPrefix.get(stem(word)) ?? [])
      if (word.startsWith(prefix)) yield attempt
    yield* anywhere
  }

  #holds(rule: number, normal: Normalised, from: number): boolean {
    const { unless, affirmed } = this.#get().rules[rule] ?? { unless: undefined, affirmed: false }
    if (!affirmed && unless === undefined) return true
    const clause = clauseAround(normal, normal.offsets[from] ?? 0)
    if (affirmed && negatedBefore(normal, from, clause.start)) return false
    return unless?.test(clause.text) !== true
  }
}

function prepare(sources: readonly RuleSource[]): Prepared {
  const byWord = new Map<string, Attempt[]>()
  const byPrefix = new Map<string, PrefixAttempt[]>()
  const anywhere: Attempt[] = []
  for (const [rule, { any, affirmed }] of sources.entries()) {
    for (const text of any) {
      const { source, first } = parse(affirmed === true ? affirm(text) : text)
      const attempt: Attempt = { rule, match: new RegExp(source, 'y') }
      if (first.has(anyWord)) anywhere.push(attempt)
      else for (const word of first) file(word, attempt)
    }
  }
  function file(word: string, attempt: Attempt): void {
    if (word.endsWith('*')) push(byPrefix, stem(word), { prefix: word.slice(0, -1), attempt })
    else push(byWord, word, attempt)
  }
  const rules = sources.map(({ unless, affirmed = false }) => ({
    unless: unless === undefined ? undefined : compile(unless),
    affirmed,
  }))
  return { rules, byWord, byPrefix, anywhere }
}

/** Long enough to part the words, short enough for every prefix in the tables ("20*"). */
const stem = (word: string) => word.slice(0, 2)

/** Nor may a "not" stand in a gap of a pattern that must be affirmed. */
const affirm = (text: string) => text.replaceAll('~', '=')

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** The last word of what the expression finds at a word, if it finds anything there that ends behind `after`. */
function lastMatched(
  match: RegExp,
  normal: Normalised,
  from: number,
  after: number,
): number | undefined {
  match.lastIndex = normal.offsets[from] ?? 0
  if (!match.test(normal.text)) return undefined
  const to = lastToken(normal, from, match.lastIndex)
  return (normal.tokens[to]?.end ?? 0) > after ? to : undefined
}

/** The last word before a position of the normal form; a comma that the pattern took along is none. */
function lastToken({ offsets, tokens }: Normalised, from: number, end: number): number {
  let to = from
  while ((offsets[to + 1] ?? Number.POSITIVE_INFINITY) < end) to++
  return to > from && tokens[to]?.word === ',' ? to - 1 : to
}

/** The sentence at a position without conditions before it, padded like the normal form, with the mark that ends it. */
function clauseAround({ text }: Normalised, at: number) {
  const mark = Math.max(text.lastIndexOf(' . ', at), text.lastIndexOf(' ? ', at))
  const start = mark < 0 ? 0 : mark + 2
  const ends = [text.indexOf(' . ', at), text.indexOf(' ? ', at)].filter((end) => end >= 0)
  const sentence = text.slice(start, Math.min(text.length, ...ends.map((end) => end + 3)))
  const own = Math.max(0, ownClause(sentence, at - start) - 1)
  return { start: start + own, text: sentence.slice(own) }
}

const negations: ReadonlySet<string> = new Set(
  'not never no nobody none without neither nor nothing ni nunca jamas sin'.split(' '),
)
const endsScope: ReadonlySet<string> = new Set(
  ', . ? but because so if unless until when means then and since once pero porque si'.split(' '),
)
/** How many words a "not" reaches. */
const scope = 6

function negatedBefore({ tokens, offsets }: Normalised, from: number, start: number): boolean {
  for (let at = from - 1; at >= Math.max(0, from - scope); at--) {
    if ((offsets[at] ?? 0) < start) return false
    const word = tokens[at]?.word ?? ''
    if (negations.has(word)) return !isEmphasis(tokens[at + 1]?.word)
    if (endsScope.has(word) || (word === 'or' && startsAnew(tokens[at + 1]?.word))) return false
  }
  return false
}

/** "Not a call or a survey" denies both; "don't wait or we will sue" does not deny the suit. */
const startsAnew = (next: string | undefined) =>
  /^(?:i|we|you|he|she|they|it|your|our|the|else|this|that)$/.test(next ?? '')

/** "no doubt", "not only": no denial. */
const isEmphasis = (next: string | undefined) =>
  /^(?:only|just|doubt|question|choice|hesitate|kidding|lying)$/.test(next ?? '')
