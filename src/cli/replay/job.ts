import type { Mode } from './options.js'

/** One fixture to be run. Plain data: it goes to a worker thread. */
export interface Job {
  /** What a person calls the fixture on the command line. */
  readonly name: string
  readonly id: string
  /** Absolute path of the `.call` directory. */
  readonly directory: string
  /** The same as a person in the current directory writes it. */
  readonly path: string
  readonly mode: Exclude<Mode, 'trace'>
  readonly strict: boolean
  readonly repeat: number
  readonly assertSame: boolean
  readonly update: boolean
  readonly ci: boolean
  /** Services answer, not the tape. */
  readonly live: boolean
}

/** Says how far a long job is, in words for a person. */
export type OnProgress = (text: string) => void
