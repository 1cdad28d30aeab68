import type { Command } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.js'
import type { KeyInput } from './output/keys.js'

/** A stream a command writes text to. */
export interface Sink {
  readonly write: (text: string) => void
  /** A person may be looking: colour and redrawing are allowed. */
  readonly isTTY: boolean
}

/** What a command may use of the world around it. A test passes its own. */
export interface Context {
  readonly stdout: Sink
  readonly stderr: Sink
  /** Where a person may press keys. */
  readonly stdin?: KeyInput
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path that relative arguments are meant from. */
  readonly cwd: string
  /** Takes over Ctrl-C: the first aborts this signal and the command winds up; a second one ends the process. */
  readonly interruption: () => AbortSignal
  /**
   * Hands every Ctrl-C and every request to end (SIGINT, SIGTERM, SIGHUP) to a command that ends by itself, until it is released.
   */
  readonly takeSignals: (receive: () => void) => () => void
}

/** Adds a command to the program. The command reports its exit code through `finish`; a refusal is thrown. */
export type AddCommand = (
  program: Command,
  context: Context,
  finish: (code: ExitCode) => void,
) => void

/** Besides SIGINT: a service manager stops us, a terminal is closed. */
const endSignals = ['SIGTERM', 'SIGHUP'] as const

/** The real world. */
export function processContext(): Context & Disposable & { readonly interrupted: () => boolean } {
  const controller = new AbortController()
  let claimed = false
  let receive: (() => void) | undefined
  const interrupted = () => {
    if (receive !== undefined) return receive()
    if (!claimed || controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort()
  }
  process.on('SIGINT', interrupted)
  // Stays for the life of the process: the error of a last write comes after the command has returned.
  if (!process.stdout.listeners('error').includes(outliveReader))
    process.stdout.on('error', outliveReader)
  return {
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    // Looked at only by those who read it: opening a closed stdin fails.
    get stdin() {
      return process.stdin
    },
    env: process.env,
    cwd: process.cwd(),
    interruption: () => {
      claimed = true
      return controller.signal
    },
    takeSignals: (receiver) => {
      receive = receiver
      for (const name of endSignals) process.on(name, receiver)
      return () => {
        receive = undefined
        for (const name of endSignals) process.off(name, receiver)
      }
    },
    interrupted: () => controller.signal.aborted,
    [Symbol.dispose]: () => process.off('SIGINT', interrupted),
  }
}

function sink(stream: NodeJS.WriteStream): Sink {
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true }
}

/** `voice-agent ... | head` closes our stdout early: the run still ends, with the exit code it earned. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
