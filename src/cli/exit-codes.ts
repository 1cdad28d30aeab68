/** The exit codes of every command. Documented in `--help`, so they are part of the public surface. */
export const exitCodes = {
  ok: 0,
  /** The command ran, and what it ran failed. */
  failed: 1,
  /** Called wrongly, or with a configuration that cannot be used. */
  usage: 2,
  /** No verdict was possible: an unusable fixture, a missing key or device. */
  notJudged: 3,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
