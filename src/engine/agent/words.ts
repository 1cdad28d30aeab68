/** Says whether the words stand in the text, one after another, whatever their case and punctuation. */
export function containsWords(text: string, words: string): boolean {
  const wanted = wordsOf(words)
  return wanted !== '' && ` ${wordsOf(text)} `.includes(` ${wanted} `)
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}
