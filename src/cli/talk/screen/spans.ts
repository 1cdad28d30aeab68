/** Text on the screen: pieces with a look, so that what is drawn can be compared and tested without drawing it. */
export interface Span {
  readonly text: string
  readonly look?: Look
}

export type Look = 'dim' | 'bold' | 'struck' | 'green' | 'yellow' | 'red'

export type Line = readonly Span[]

export const textOf = (line: Line): string => line.map(({ text }) => text).join('')

/** Cells a text takes. Wide characters count two; what takes none is rare in speech and counts one. */
export function cells(text: string): number {
  let sum = 0
  for (const char of text) sum += wide.test(char) ? 2 : 1
  return sum
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** The line in at most `width` cells; what is too long ends in three dots. */
export function clip(line: Line, width: number): Line {
  if (cells(textOf(line)) <= width) return line
  const kept: Span[] = []
  let room = width - 3
  for (const span of line) {
    let text = ''
    for (const char of span.text) {
      room -= cells(char)
      if (room < 0) break
      text += char
    }
    kept.push({ ...span, text })
    if (room < 0) break
  }
  return [...kept, { text: '...' }]
}

/** The line filled with blanks up to `width`. */
export function pad(line: Line, width: number): Line {
  const fitted = clip(line, width)
  return [...fitted, { text: ' '.repeat(Math.max(0, width - cells(textOf(fitted)))) }]
}

/** Left and right with blanks between. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - cells(textOf(right))
  return room < 1 ? clip(left, width) : [...pad(left, room), ...right]
}

/** What is outside of printable text would move the cursor. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
}
