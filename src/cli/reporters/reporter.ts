import type { ExitCode } from '../exit-codes.js'
import type { Mode } from '../replay/options.js'
import type { Outcome } from '../replay/outcome.js'

/** A run that begins. */
export interface RunStart {
  readonly mode: Mode
  readonly fixtures: number
  readonly workers: number
  /** Length of the longest name, for columns. */
  readonly nameWidth: number
}

/** A run that is over. */
export interface RunEnd {
  readonly mode: Mode
  /** In the order of the fixtures. */
  readonly outcomes: readonly Outcome[]
  readonly interrupted: boolean
  readonly wallMs: number
  readonly exitCode: ExitCode
}

/** Tells somebody about a run. */
export interface Reporter {
  readonly begin?: (run: RunStart) => void
  /** In the order of the fixtures. */
  readonly outcome?: (outcome: Outcome) => void
  readonly end: (run: RunEnd) => void
}
