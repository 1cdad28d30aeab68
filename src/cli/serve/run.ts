import type { ServeConfig } from '../../server/config/config.js'
import type { ServerLog } from '../../server/server-log.js'
import type { Context } from '../context.js'
import type { Printer } from '../output/printer.js'
import type { StackChoice } from '../stack/choose-stack.js'
import type { ServeFlags } from './flags.js'
import type { Lines } from './lines.js'
import type { StopSignals } from './stop-signals.js'

/** Takes down what a step has brought up; false when something is not as it should be left. */
export type Closer = () => Promise<boolean> | Promise<void> | boolean | void

/** What every step of a run of `serve` may use. */
export interface Run {
  readonly context: Context
  readonly flags: ServeFlags
  readonly config: ServeConfig
  /** The services that were chosen, with their settings. */
  readonly stack: StackChoice
  readonly printer: Printer
  readonly lines: Lines
  readonly log: ServerLog
  readonly stop: StopSignals
  /** Called at the end, whatever happened; last in, first out. */
  readonly atEnd: (close: Closer) => void
}
