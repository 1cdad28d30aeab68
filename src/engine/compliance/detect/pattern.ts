/**
 * A small language for patterns over normalised words, compiled to regular expressions once.
 *
 *   stop ~2 (call*|contact) me?    words, a gap of at most two words, a prefix, alternatives, an optional word
 *   this is * s                    any one word
 *   will =2 call                   the same gap without a "not" in it
 *   @lawyer                        a class of words or phrases (`lexicon.ts`)
 *   ^ operator $                   begins and ends a clause, polite words aside
 *   !(x)  <!(x)                    not followed by, not preceded by
 *
 * A comma between two words never matters; a gap never crosses the end of a sentence.
 */
import { classes } from './lexicon.js'

/** A compiled piece of a pattern. */
interface Piece {
  readonly source: string
  /** The words it may begin with, prefixes with their `*`; `anyWord` among them: every word. */
  readonly first: ReadonlySet<string>
  /** It may match nothing at all. */
  readonly empty: boolean
}

export interface Pattern {
  readonly source: string
  readonly first: ReadonlySet<string>
}

/** Stands in `first` for every word. */
export const anyWord = '*'

const none: ReadonlySet<string> = new Set()
const separator = ' (?:, )?'
const sign = /<!\(|!\(|\(|\)|\||\?|[~=]\d+|\^|\$|@[a-z_]+|[^\s()|?~=^$@!<]+/g

const compiled = new Map<string, Piece>()
const clauseStart = zeroWidth(`(?<=(?:^|[.?,]) (?:(?:${classes.leadIn ?? ''})${separator}){0,4})`)
const clauseEnd = zeroWidth(`(?=(?:(?:${classes.leadOut ?? ''})${separator}){0,3}(?:[.?,] |$))`)

/** @throws Error for a pattern that is not one: a mistake in our own tables, found when they are loaded */
export function parse(text: string): Pattern {
  const signs = text.match(sign) ?? []
  const { piece, at } = sequence(signs, 0)
  if (at !== signs.length) throw new Error(`a bracket too many in the pattern: ${text}`)
  return piece
}

/** One expression that finds any of the patterns anywhere in the text of a `Normalised`. */
export function compile(patterns: readonly string[], flags = ''): RegExp {
  return new RegExp(`(?<= )(?:${patterns.map((text) => parse(text).source).join('|')})`, flags)
}

/** As long as V8 wants a text to be before it compiles an expression to machine code at the first try. */
const long = 'x'.repeat(1000)

/**
 * Makes V8 compile an expression now. On a short text it would compile to bytecode first, which takes four times as long for our
 * alternations, and to machine code at the second try, within a call. The second try is for engines that do so all the same.
 */
export function compileNow(expression: RegExp): void {
  for (let tries = 0; tries < 2; tries++) {
    expression.lastIndex = 0
    expression.test(long)
  }
}

interface Parsed {
  readonly piece: Piece
  readonly at: number
}

function sequence(signs: readonly string[], from: number): Parsed {
  const choices: Piece[] = []
  let pieces: Piece[] = []
  let at = from
  for (; at < signs.length && signs[at] !== ')'; ) {
    if (signs[at] === '|') {
      choices.push(chain(pieces))
      pieces = []
      at++
      continue
    }
    const parsed = item(signs, at)
    at = parsed.at
    const optional = signs[at] === '?'
    pieces.push(optional ? maybe(parsed.piece) : parsed.piece)
    if (optional) at++
  }
  choices.push(chain(pieces))
  return { piece: either(choices), at }
}

function item(signs: readonly string[], at: number): Parsed {
  const text = signs[at] ?? ''
  if (text.endsWith('(')) return group(signs, at, text)
  if (text === '^') return { piece: clauseStart, at: at + 1 }
  if (text === '$') return { piece: clauseEnd, at: at + 1 }
  return { piece: simple(text), at: at + 1 }
}

const opens: Readonly<Record<string, string>> = { '!(': '(?!', '<!(': '(?<!' }

function group(signs: readonly string[], at: number, open: string): Parsed {
  const inner = sequence(signs, at + 1)
  if (signs[inner.at] !== ')') throw new Error(`a bracket is missing: ${signs.join(' ')}`)
  const look = opens[open]
  const piece = look === undefined ? inner.piece : zeroWidth(`${look}${inner.piece.source})`)
  return { piece, at: inner.at + 1 }
}

function simple(text: string): Piece {
  if (text.startsWith('@')) return named(text.slice(1))
  if (text.startsWith('~')) return gap('', text.slice(1))
  if (text.startsWith('=')) return gap('(?!(?:not|never|no|nothing|nobody) )', text.slice(1))
  if (!/^[^*[\]{}\\+]*\*?$/.test(text)) throw new Error(`no word of a pattern is written ${text}`)
  const word = text.replace(/\./g, '\\.').replace(/\*$/, '[a-z0-9]*')
  return { source: `(?:${word}${separator})`, first: new Set([text]), empty: false }
}

function gap(but: string, most: string): Piece {
  return { source: `(?:${but}[^ .?]+ ){0,${most}}?`, first: new Set([anyWord]), empty: true }
}

function named(name: string): Piece {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const text = classes[name]
  if (text === undefined) throw new Error(`no class of words is called @${name}`)
  const { piece } = sequence(text.match(sign) ?? [], 0)
  compiled.set(name, piece)
  return piece
}

function zeroWidth(source: string): Piece {
  return { source, first: none, empty: true }
}

function maybe({ source, first }: Piece): Piece {
  return { source: `(?:${source})?`, first, empty: true }
}

function chain(pieces: readonly Piece[]): Piece {
  const solid = pieces.findIndex(({ empty }) => !empty)
  const leading = solid < 0 ? pieces : pieces.slice(0, solid + 1)
  return {
    source: pieces.map(({ source }) => source).join(''),
    first: new Set(leading.flatMap(({ first }) => [...first])),
    empty: solid < 0,
  }
}

function either(choices: readonly Piece[]): Piece {
  const [only] = choices
  if (choices.length === 1 && only !== undefined) return only
  return {
    source: `(?:${choices.map(({ source }) => source).join('|')})`,
    first: new Set(choices.flatMap(({ first }) => [...first])),
    empty: choices.some(({ empty }) => empty),
  }
}
