import type { CallStore, Picture } from './call-store.js'
import type { Size } from './live-area.js'
import { cells, textOf } from './spans.js'

/**
 * The terminal as Ink may see it. Ink empties screen and scrollback when what it draws is as tall as the window, and looks nowhere else
 * at the height; ours never is taller than ten rows, but a window can be made smaller than that.
 */
export function endlessTerminal(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'rows') return 1000
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

export function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 }
}

/**
 * Follows the size of the window. A terminal that is made narrower breaks the lines that are there, so what was drawn takes more rows than
 * Ink knows of and takes away; those are taken away here, before Ink draws anew. Must begin before Ink does.
 */
export function followSize(stdout: NodeJS.WriteStream, store: CallStore): () => void {
  let { columns } = sizeOf(stdout)
  const resized = () => {
    const size = sizeOf(stdout)
    if (size.columns < columns) {
      const more = brokenRows(store.picture(), size.columns)
      stdout.write('\u001b[2K\u001b[1A'.repeat(more))
    }
    columns = size.columns
    store.resize(size)
  }
  stdout.prependListener('resize', resized)
  return () => void stdout.off('resize', resized)
}

/** The rows that the live lines take beyond one each. */
function brokenRows({ live }: Picture, columns: number): number {
  const rows = live.map((line) => Math.ceil(cells(textOf(line).trimEnd()) / columns))
  return rows.reduce((sum, count) => sum + Math.max(0, count - 1), 0)
}
