/** Nothing we print for people is wider, but for lines that cannot be broken. */
export const lineWidth = 80

/**
 * A text in lines of at most `lineWidth`, broken at blanks; lines after the first are indented under it.
 *
 * @param head what the first line begins with, indent and label included
 */
export function hang(head: string, text: string, width = lineWidth): readonly string[] {
  const indent = ' '.repeat(head.length)
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? head : indent
    let empty = true
    for (const word of paragraph.split(' ')) {
      if (!empty && line.length + 1 + word.length > width) {
        lines.push(line.trimEnd())
        line = indent
        empty = true
      }
      line += empty ? word : ` ${word}`
      empty = false
    }
    lines.push(line.trimEnd())
  }
  return lines
}

/** `0.69 s`, `18.3 s`, `6 min 50 s`: as long as it must be to compare. */
export function showLength(ms: number, digits = 2): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(digits)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
