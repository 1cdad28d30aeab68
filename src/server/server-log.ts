/**
 * What the server needs of a structured logger; pino's has this shape.
 */
import type { Log } from '../engine/run/log.js'

export interface ServerLog extends Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** A logger that puts these fields on every line. */
  child(fields: object): ServerLog
}
