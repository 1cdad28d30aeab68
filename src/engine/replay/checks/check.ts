import type { Millis } from '../../audio/frame.js'

export type CheckResult = 'passed' | 'failed' | 'not judged'

/** A moment of the call worth looking at, for the picture of the audio. */
export interface Moment {
  readonly at: Millis
  readonly label: string
}

/** One thing that was wanted of a call, and what came of it. */
export interface Check {
  readonly name: string
  readonly result: CheckResult
  readonly wanted: string
  readonly got: string
  /** Call time at which it was decided. */
  readonly at?: Millis
  /** What explains it, if anything is known. */
  readonly why?: string
  /** `expect.yaml:14`, or the file of a golden. */
  readonly where: string
  readonly moments?: readonly Moment[]
  /** Lines to be shown as they are, such as a difference. */
  readonly detail?: readonly string[]
}

/** What a check is about, before it is judged. */
export interface Subject {
  readonly name: string
  /** Line of `expect.yaml`. */
  readonly line: number
}

type Found = Pick<Check, 'wanted' | 'got'> & Partial<Pick<Check, 'at' | 'why' | 'moments'>>

export function judged(subject: Subject, passed: boolean, found: Found): Check {
  return { ...about(subject), result: passed ? 'passed' : 'failed', ...found }
}

/** A check that nothing can be said about; never counts as passed. */
export function notJudged(subject: Subject, wanted: string, why: string): Check {
  return { ...about(subject), result: 'not judged', wanted, got: 'not judged', why }
}

function about({ name, line }: Subject): Pick<Check, 'name' | 'where'> {
  return { name, where: `expect.yaml:${line}` }
}

/** `00:11.71` */
export function clockTime(at: Millis): string {
  const hundredths = Math.round(at / 10)
  const seconds = String(Math.floor(hundredths / 100) % 60).padStart(2, '0')
  const minutes = String(Math.floor(hundredths / 6000)).padStart(2, '0')
  return `${minutes}:${seconds}.${String(hundredths % 100).padStart(2, '0')}`
}

/** `640 ms`, rounded to whole ms. */
export function showMs(ms: Millis): string {
  return `${Math.round(ms)} ms`
}

/** A text in quotes, cut in the middle of long ones. */
export function quote(text: string): string {
  const short = text.length <= 160 ? text : `${text.slice(0, 100)} ... ${text.slice(-50)}`
  return JSON.stringify(short)
}
