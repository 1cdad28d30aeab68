/** Compares what the caller said or keyed in with what the account has. Code compares; no model sees either. */
import type { Detectors } from '../../compliance/detectors.js'

/** Every run of digits a turn may mean. */
export function digitRuns(
  text: string,
  digits: string,
  { literals }: Pick<Detectors, 'literals'>,
): readonly string[] {
  if (digits !== '') return [digits]
  const found = literals(text).flatMap(({ value, readings }) => [value, ...readings])
  const written = text.replace(/[^\d]+/g, ' ').trim()
  return [...new Set([...found.map(String), ...written.split(' '), written.replaceAll(' ', '')])]
    .map((run) => run.replace(/\D/g, ''))
    .filter((run) => run !== '')
}

/** The caller gave a zip code. */
export function gaveZip(runs: readonly string[]): boolean {
  return runs.some((run) => run.length === 5 || run.length === 9)
}

export function matchesZip(runs: readonly string[], zip: string): boolean {
  return runs.some((run) => run.slice(0, 5) === zip.slice(0, 5) && run.length >= 5)
}

/** Money readings of a year are whole cents: "nineteen eighty four" may come as 198400. */
export function matchesYear(runs: readonly string[], year: string): boolean {
  return runs.some((run) => run === year || run === `${year}00`)
}

export function gaveYear(runs: readonly string[]): boolean {
  return runs.some((run) => /^(?:19|20)\d\d(?:00)?$/.test(run))
}
