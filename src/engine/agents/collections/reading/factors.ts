/** Compares what the caller said or keyed in with what the account has. Code compares; no model sees either. */
import type { Detectors } from '../../../compliance/detectors.js'

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

/** Who names several in one turn is guessing, and has named none. */
export function matchesZip(runs: readonly string[], zip: string): boolean {
  const named = new Set(
    runs.filter((run) => run.length === 5 || run.length === 9).map((run) => run.slice(0, 5)),
  )
  return named.size === 1 && named.has(zip.slice(0, 5))
}

/** Money readings of a year are whole cents: "nineteen eighty four" may come as 198400. */
export function matchesYear(runs: readonly string[], year: string): boolean {
  const named = new Set(runs.filter((run) => aYear.test(run)).map((run) => run.slice(0, 4)))
  return named.size === 1 && named.has(year)
}

const aYear = /^(?:19|20)\d\d(?:00)?$/

export function gaveYear(runs: readonly string[]): boolean {
  return runs.some((run) => aYear.test(run))
}
