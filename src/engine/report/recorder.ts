import type { Observer } from './entry.js'
import { type LogHeader, LogWriter } from './log-format.js'

export interface Recorder {
  readonly observe: Observer
  /** Writes what is still held back. Needed only for a call that was left before its end. */
  flush(): void
}

/**
 * Keeps the log of a call, line by line as it happens; only frames and scores are held back, a second at most.
 *
 * @param sink takes one line, without its end; if it throws, the call drops the recorder and goes on
 */
export function recordLog(header: LogHeader, sink: (line: string) => void): Recorder {
  const writer = new LogWriter(header, sink)
  return {
    observe: (entry, state) => {
      writer.write(entry)
      if (state.phase === 'ended' || entry.fault !== undefined) writer.flush()
    },
    flush: () => writer.flush(),
  }
}
