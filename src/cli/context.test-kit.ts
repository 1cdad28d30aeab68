/** A world for one command line that keeps what is written, instead of a terminal. */
import type { Context } from './context.js'

export interface TestContext {
  readonly context: Context
  /** Everything so far. */
  readonly written: { stdout: string; stderr: string }
  /** Presses Ctrl-C. */
  readonly interrupt: () => void
  /** Asks a command to end that has taken the signals over. */
  readonly signal: () => void
}

export function testContext(changes: Partial<Context> = {}): TestContext {
  const written = { stdout: '', stderr: '' }
  const controller = new AbortController()
  let receive = () => {}
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    write: (text: string) => {
      written[name] += text
    },
  })
  const context: Context = {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: {},
    cwd: process.cwd(),
    interruption: () => controller.signal,
    takeSignals: (receiver) => {
      receive = receiver
      return () => {}
    },
    ...changes,
  }
  return { context, written, interrupt: () => controller.abort(), signal: () => receive() }
}
