/**
 * Word error rate: words substituted, left out and put in, over the words of the reference. Above 1 when much was put in.
 *
 * @param reference what was said, in words
 * @param heard what was made of it
 */
export function wordErrorRate(reference: readonly string[], heard: readonly string[]): number {
  if (reference.length === 0) return heard.length === 0 ? 0 : 1
  return wordErrors(reference, heard) / reference.length
}

/** The smallest number of words to change, remove or add to make one text the other. */
export function wordErrors(reference: readonly string[], heard: readonly string[]): number {
  let last = heard.map((_, j) => j + 1)
  reference.forEach((word, i) => {
    let left = i + 1
    last = heard.map((other, j) => {
      const diagonal = j === 0 ? i : (last[j - 1] ?? 0)
      left = Math.min(left + 1, (last[j] ?? 0) + 1, diagonal + (word === other ? 0 : 1))
      return left
    })
  })
  return last.at(-1) ?? reference.length
}
