/** A word, a number in digits or a sign of a text, with its place. */
export interface Lexeme {
  /** Lower case, without accents. */
  readonly word: string
  readonly start: number
  readonly end: number
}

const lexeme =
  /\d+(?:,\d+)*(?:\.\d+)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?|[$€%:/.()+-]|[^\s\p{L}\p{M}\d]/gu

/** Hesitations between the words of a number do not part it. */
const silent = /^(?:um+|uh+|er+|hm+|mm+|eh)$/

export function scan(text: string): Lexeme[] {
  const found: Lexeme[] = []
  for (const match of text.matchAll(lexeme)) {
    const word = plain(match[0])
    const start = match.index
    if (!silent.test(word)) found.push({ word, start, end: start + match[0].length })
  }
  return found
}

function plain(written: string): string {
  const lower = written.toLowerCase()
  if (/^[\x20-\x7e]*$/.test(lower)) return lower
  return lower.normalize('NFKD').replace(/\p{M}/gu, '').replace(/’/g, "'")
}

/** Whether the lexeme is written in digits. */
export const isDigits = (word: string) => /^\d/.test(word)
