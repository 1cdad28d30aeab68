import type { Row } from '../event-schema.js'
import type { LineReader } from './read-lines.js'

/** The rows of a script, in order. */
export interface RowReader {
  /** The next row if it has come already; it stays the next one. */
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
  let peeked: Row | undefined
  const parsed = (line: string) => parse(line, ++number)
  return {
    peek() {
      for (let line = peeked ? undefined : lines.take(); line !== undefined; line = lines.take()) {
        peeked = parsed(line)
        if (peeked !== undefined) break
      }
      return peeked
    },
    async next() {
      const row = peeked
      peeked = undefined
      if (row !== undefined) return row
      for (;;) {
        const line = await lines.next()
        if (line === undefined) return undefined
        const next = parsed(line)
        if (next !== undefined) return next
      }
    },
  }
}
