/**
 * A small language for patterns over normalised words, compiled to regular expressions once.
 *
 *   stop ~2 (call*|contact) me?    words, a gap of at most two words, a prefix, alternatives, an optional word
 *   @lawyer                        a class of words or phrases (`lexicon.ts`)
 *   ^ operator $                   begins and ends a clause, polite words aside
 *   !(x)  <!(x)                    not followed by, not preceded by
 *
 * A comma between two words never matters; a gap never crosses the end of a sentence.
 */
import { classes } from './lexicon.js'

const part = /<!\(|!\(|\(|\)|\||\?|~\d+|\^|\$|@[a-z_]+|[^\s()|?~^$@!<]+/g

const separator = ' (?:, )?'
const clauseStart = `(?<=(?:^|[.?,]) (?:${alternatives('leadIn')}${separator}){0,4})`
const clauseEnd = `(?=(?:${alternatives('leadOut')}${separator}){0,3}(?:[.?,] |$))`

const fixed: Readonly<Record<string, string>> = {
  '(': '(?:',
  ')': ')',
  '|': '|',
  '?': '?',
  '!(': '(?!',
  '<!(': '(?<!',
  '^': clauseStart,
  $: clauseEnd,
}

const compiled = new Map<string, string>()

/** The expressions matched anywhere in the text of a `Normalised`, beginning at a word. */
export function compile(patterns: readonly string[], flags = ''): RegExp {
  return new RegExp(`(?<= )(?:${patterns.map(source).join('|')})`, flags)
}

function source(pattern: string): string {
  return (pattern.match(part) ?? []).map(one).join('')
}

function one(token: string): string {
  const sign = fixed[token]
  if (sign !== undefined) return sign
  if (token.startsWith('~')) return `(?:[^ .?]+ ){0,${token.slice(1)}}?`
  if (token.startsWith('@')) return `(?:${named(token.slice(1))})`
  const word = token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return `(?:${word.replace(/\\\*$/, '[a-z0-9]*')}${separator})`
}

function named(name: string): string {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const phrases = classes[name]
  // A mistake in our own tables, found when they are loaded.
  if (phrases === undefined) throw new Error(`no class of words is called @${name}`)
  const made = source(phrases)
  compiled.set(name, made)
  return made
}

function alternatives(name: string): string {
  return `(?:${classes[name]?.replace(/\s/g, '')})`
}
