import type { Row } from '../event-schema.js'
import type { LineReader } from './read-lines.js'

/** The rows of a script, in order. */
export interface RowReader {
  /** The next row if it has come already and can be understood; it stays the next one. */
  peek(): Row | undefined
  /** Takes the next row; undefined at the end. */
  next(): Promise<Row | undefined>
}

/**
 * @param parse what a line says; undefined for a line that says nothing
 * @throws whatever `parse` throws, at the line it is about
 */
export function readRows(
  lines: LineReader,
  parse: (line: string, number: number) => Row | undefined,
): RowReader {
  let number = 0
  let peeked: (() => Row) | undefined
  /** What a line says, or its mistake: either counts only when it is taken. */
  const parsed = (line: string): (() => Row) | undefined => {
    try {
      const row = parse(line, ++number)
      return row && (() => row)
    } catch (error) {
      return () => {
        throw error
      }
    }
  }
  return {
    peek() {
      for (let line = peeked ? undefined : lines.take(); line !== undefined; line = lines.take()) {
        peeked = parsed(line)
        if (peeked !== undefined) break
      }
      return peeked && attempt(peeked)
    },
    async next() {
      let row = peeked
      peeked = undefined
      while (row === undefined) {
        const line = await lines.next()
        if (line === undefined) return undefined
        row = parsed(line)
      }
      return row()
    },
  }
}

function attempt(row: () => Row): Row | undefined {
  try {
    return row()
  } catch {
    return undefined
  }
}
