import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** Tells about files that change. */
export interface Changes {
  /** The paths that changed since the last time, once things have been quiet for a moment. Waits for ever once closed. */
  readonly next: () => Promise<ReadonlySet<string>>
  /** Forgets what changed so far: what a run wrote itself. */
  readonly forget: () => void
  readonly close: () => void
}

/** Editors write a file in several steps; they are one change. */
const settleMs = 150

/** Watches everything below some directories. */
export function watchChanges(directories: readonly string[]): Changes {
  let changed = new Set<string>()
  let wanted: ((paths: ReadonlySet<string>) => void) | undefined
  let settling: NodeJS.Timeout | undefined
  const settle = () => {
    if (changed.size === 0 || wanted === undefined) return
    wanted(changed)
    wanted = undefined
    changed = new Set()
  }
  const open = (directory: string): FSWatcher =>
    watch(directory, { recursive: true }, (_, name) => {
      changed.add(name === null ? directory : join(directory, name))
      clearTimeout(settling)
      settling = setTimeout(settle, settleMs)
    })
  const watchers = directories.map(open)
  return {
    next: () =>
      new Promise((resolve) => {
        wanted = resolve
        settle()
      }),
    forget: () => {
      changed = new Set()
    },
    close: () => {
      clearTimeout(settling)
      for (const watcher of watchers) watcher.close()
    },
  }
}
