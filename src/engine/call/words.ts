/** The words of spoken text, as speech-to-text writes it. */

/** Lower-case words without punctuation; a run of digits is one word. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .split(/[^\p{L}\p{N}'@]+/u)
    .filter((word) => /[\p{L}\p{N}@]/u.test(word))
}

/** A set of words, written as one line. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}
