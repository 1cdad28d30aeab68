import { resolve } from 'node:path'
import {
  aimOf,
  type CategoryScore,
  type Held,
  type Judged,
  reachesAims,
  scoreRows,
  totals,
} from '../../engine/compliance/detect/score.js'
import type { Context } from '../context.js'
import { type ExitCode, exitCodes } from '../exit-codes.js'
import { type CommonOptions, openPrinter, type Printer } from '../output/printer.js'
import { readLabelledFile } from './read-labelled-file.js'

/** The flags of `policy eval` as commander parsed them. */
export interface EvaluateFlags extends CommonOptions {
  readonly consumer: string
}

/**
 * Judges a labelled file and prints recall, false alarms and every row judged wrongly. Exit code 1 when an aim is missed.
 *
 * @throws VoiceAgentError `E_NOT_FOUND`, `E_LABELLED_ROW` with the line
 */
export function evaluate(context: Context, file: string, flags: EvaluateFlags): ExitCode {
  const printer = openPrinter(context, flags)
  const rows = readLabelledFile(resolve(context.cwd, file), file)
  const lines = rows.map(({ line }) => line)
  const scores = scoreRows(
    rows.map(({ row }) => row),
    flags.consumer,
  )
  const good = reachesAims(scores)
  if (printer.mode === 'json') printer.out(JSON.stringify(asJson(file, scores, lines, good)))
  else printScores(printer, file, scores, lines, good)
  return good ? exitCodes.ok : exitCodes.failed
}

function printScores(
  printer: Printer,
  file: string,
  scores: readonly CategoryScore[],
  lines: readonly number[],
  good: boolean,
): void {
  printer.out(row(['', 'found', 'recall', 'aim', 'false alarms']))
  for (const score of scores) {
    const { category, found, positives, alarms, negatives } = score
    const recall = positives === 0 ? '-' : (found / positives).toFixed(2)
    const aim = aimOf(score).recall?.toFixed(2) ?? '-'
    printer.out(row([category, `${found}/${positives}`, recall, aim, `${alarms}/${negatives}`]))
  }
  const { found, positives, recall, alarms, negatives } = totals(scores)
  printer.out(
    row(['all', `${found}/${positives}`, recall.toFixed(2), '', `${alarms}/${negatives}`]),
  )
  for (const { category, missed, alarmed } of scores) {
    for (const judged of missed) printer.out(wrong(file, 'missed', category, judged, lines))
    for (const judged of alarmed) printer.out(wrong(file, 'false alarm', category, judged, lines))
  }
  printer.out(good ? 'ok  every aim is reached' : 'x   an aim is missed')
}

function wrong(
  file: string,
  kind: string,
  category: string,
  { text, at, rules }: Judged,
  lines: readonly number[],
): string {
  const why = rules.map(reason).join('')
  return `${file}:${lines[at]}: ${kind}, ${category}: ${text}${why}`
}

/** Which rule held and on which words; for a learned finding the pieces that weighed most, the heaviest first. */
function reason({ rule, words, carriers = [] }: Held): string {
  const pieces = carriers.map((piece) => JSON.stringify(piece)).join(', ')
  const carried = pieces === '' ? '' : `, carried by ${pieces}`
  return `\n    ${rule}: ${JSON.stringify(words)}${carried}`
}

function row([
  name = '',
  found = '',
  recall = '',
  aim = '',
  alarms = '',
]: readonly string[]): string {
  const columns = [name.padEnd(26), found.padStart(9), recall.padStart(7), aim.padStart(6)]
  return `${columns.join(' ')} ${alarms.padStart(13)}`
}

function asJson(
  file: string,
  scores: readonly CategoryScore[],
  lines: readonly number[],
  good: boolean,
): object {
  const told = (judged: readonly Judged[]) =>
    judged.map(({ text, at, rules }) => ({ line: lines[at], text, rules }))
  const categories = scores.map((score) => ({
    ...score,
    aim: aimOf(score),
    missed: told(score.missed),
    alarmed: told(score.alarmed),
  }))
  return { file, rows: lines.length, ok: good, totals: totals(scores), categories }
}
