/**
 * Brings what speech-to-text heard and what a model wrote to one form, so that a pattern is written once: lower case, no accents,
 * contractions in full, hesitations and repetitions gone, small numbers as words, large ones as digits. Every token knows the
 * piece of the original it comes from, so that a finding can show the very words.
 */
import {
  beforeIs,
  clitics,
  fillerPairs,
  hesitations,
  largeNumbers,
  notFillerAfter,
  smallNumbers,
  spokenForms,
} from './word-forms.js'

/** A word of the normal form, or `.`, `?` (ends of sentences) and `,` (a smaller break). */
export interface Token {
  readonly word: string
  /** Where the original piece begins, UTF-16 index. */
  readonly start: number
  /** Where it ends, exclusive. */
  readonly end: number
}

export interface Normalised {
  /** The tokens, each followed by one blank, after a leading blank: what patterns are matched against. */
  readonly text: string
  readonly tokens: readonly Token[]
  /** Where each token begins in `text`. */
  readonly offsets: readonly number[]
}

/** What stands for the consumer's name in the normal form when the caller of `normalise` says it. */
const nameToken = 'theconsumer'

const piece =
  /[$€]?\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?(?![\p{L}\d])|(?:\p{L}\.){2,}|(?<!\p{L})[ap]\.?\s?m\.|(?<![\p{L}'’])(?:mr|mrs|ms|dr|sr|sra)\.(?=\s)|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*(?:-(?![\p{L}\p{N}]))?|[.?!,;:…—–]/giu

/** Longer texts are cut here: no turn of a call is as long, and the time to judge one stays bounded. */
const maxLength = 4000

/**
 * @param name the consumer's name; its words become `theconsumer` ("there's no Dana here")
 */
export function normalise(text: string, name = ''): Normalised {
  const names = new Set(name === '' ? [] : wordsOfName(name))
  const tokens: Token[] = []
  for (const match of text.slice(0, maxLength).matchAll(piece)) {
    const written = match[0]
    const start = match.index
    const cut = written.length > 1 && written.endsWith('-')
    for (const word of wordsOf(written))
      push(tokens, { word: names.has(word) ? nameToken : word, start, end: start + written.length })
    if (cut) markCut(tokens)
  }
  return join(partAnswer(tokens.filter(({ word }) => word !== '')))
}

const begins = /^(?:i|we|you|he|she|they|it|my|our|your|the|this|that|there|let)$/

/** "No my lawyer has it", as it is written down without a comma: the no answers, and denies nothing of what follows. */
function partAnswer(tokens: readonly Token[]): readonly Token[] {
  const [first, second, ...rest] = tokens
  if (first === undefined || second === undefined) return tokens
  const stop = (at: Token): Token => ({ word: '.', start: at.end, end: at.end })
  if (first.word === 'no' && begins.test(second.word)) return [first, stop(first), second, ...rest]
  if (first.word === 'not' && /^(?:now|today)$/.test(second.word))
    return [first, second, stop(second), ...rest]
  return tokens
}

/**
 * The same text, one byte for each character where that is possible. A piece of a text with curly quotation marks keeps two, and V8
 * compiles an expression anew, in the middle of a call, when it first meets such a text.
 */
function narrow(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? Buffer.from(text, 'latin1').toString('latin1') : text
}

function wordsOfName(name: string): string[] {
  return [...name.matchAll(piece)].flatMap(([word]) => wordsOf(word)).filter((w) => w.length > 1)
}

function join(tokens: readonly Token[]): Normalised {
  const offsets: number[] = []
  let text = ' '
  for (const { word } of tokens) {
    offsets.push(text.length)
    text += `${word} `
  }
  return { text: narrow(text), tokens, offsets }
}

const breaks: ReadonlyMap<string, string> = new Map([
  ...[...'.!…'].map((sign) => [sign, '.'] as const),
  ['?', '?'],
  ...[...',;:—–'].map((sign) => [sign, ','] as const),
])

function wordsOf(written: string): readonly string[] {
  const sign = breaks.get(written)
  if (sign !== undefined) return [sign]
  const plain = fold(written)
  const whole = spokenForms.get(plain)
  if (whole !== undefined) return whole
  const bare = plain.replace(/['.,$€-]/g, '')
  if (/^[$€]?\d/.test(plain)) return [numeral(plain)]
  if (!plain.includes("'")) return known(bare)
  return contraction(plain) ?? known(bare)
}

function known(word: string): readonly string[] {
  return spokenForms.get(word) ?? (word === '' ? [] : [largeNumbers.get(word) ?? word])
}

function fold(written: string): string {
  const lower = written.toLowerCase().replace(/’/g, "'").replace(/-$/, '')
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  const plain = lower.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^\p{L}\p{N}'.,$€]/gu, '')
}

function numeral(plain: string): string {
  const digits = plain.replace(/[$€,]/g, '')
  if (plain.startsWith('$') || plain.startsWith('€')) return digits
  return smallNumbers[Number(digits)] ?? digits
}

function contraction(plain: string): readonly string[] | undefined {
  const [base = '', ending = '', ...more] = plain.split("'")
  if (more.length > 0 || base === '') return undefined
  if (ending === 't' && base.endsWith('n')) return [...known(base.slice(0, -1)), 'not']
  const word = clitics.get(ending)
  if (word === undefined) return undefined
  return [...known(base), word === 's' && beforeIs.has(base) ? 'is' : word]
}

const isBreak = (word: string) => word === '.' || word === '?' || word === ','
const isNumber = (word: string) => /^\d/.test(word) || smallNumbers.includes(word)

/** Adds a token unless it adds nothing; takes back what turns out to be filler or said twice. */
function push(tokens: Token[], token: Token): void {
  if (hesitations.has(token.word)) return
  if (isBreak(token.word)) {
    pushBreak(tokens, token)
    return
  }
  if (repeats(tokens, token)) return
  tokens.push(token)
  dropFiller(tokens)
  dropRepeatedPair(tokens)
}

/** Of breaks in a row the strongest counts, and none stands at the beginning. */
function pushBreak(tokens: Token[], token: Token): void {
  const last = tokens.at(-1)
  if (last === undefined) return
  if (!isBreak(last.word)) tokens.push(token)
  else if (strength(token.word) > strength(last.word)) tokens[tokens.length - 1] = token
}

const strength = (word: string) => ',.?'.indexOf(word)

/** "I, I want": the second one says nothing new. Digits are said twice on purpose. */
function repeats(tokens: Token[], { word }: Token): boolean {
  const comma = tokens.at(-1)?.word === ','
  const last = tokens.at(comma ? -2 : -1)
  if (last?.word !== word || isNumber(word)) return false
  if (comma) tokens.pop()
  return true
}

function dropFiller(tokens: Token[]): void {
  const [first, second] = tokens.slice(-2)
  if (!fillerPairs.has(`${first?.word} ${second?.word}`)) return
  const before = tokens.at(-3)?.word ?? ''
  if (!notFillerAfter.has(before)) tokens.length -= 2
}

function dropRepeatedPair(tokens: Token[]): void {
  const [a, b, c, d] = tokens.slice(-4).map(({ word }) => word)
  if (d === undefined || a !== c || b !== d) return
  if (isNumber(c ?? '') || isNumber(d)) return
  tokens.length -= 2
}

/** "st- stop": a word that was broken off; kept only if it is a word by itself. */
function markCut(tokens: Token[]): void {
  const last = tokens.at(-1)
  if (last !== undefined && last.word.length <= 2) tokens.pop()
}
