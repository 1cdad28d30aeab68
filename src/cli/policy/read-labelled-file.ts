import { existsSync, readFileSync, statSync } from 'node:fs'
import { type LabelledRow, readLabelledRow } from '../../engine/compliance/detect/labelled-row.js'
import { VoiceAgentError } from '../../engine/errors.js'

/** A row with the line it stands in, counted from 1. */
export interface LineRow {
  readonly line: number
  readonly row: LabelledRow
}

/**
 * The rows of a labelled file; empty lines are skipped.
 *
 * @param path where it is
 * @param name how the user called it
 * @throws VoiceAgentError `E_NOT_FOUND`; `E_LABELLED_ROW` with the line, also when there is no row at all
 */
export function readLabelledFile(path: string, name: string): LineRow[] {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new VoiceAgentError('E_NOT_FOUND', `${name} is no file`, 'name a file of JSON lines')
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
  const rows = lines.flatMap((text, at) => {
    if (text.trim() === '') return []
    return [{ line: at + 1, row: readLine(text, `${name}:${at + 1}`) }]
  })
  if (rows.length === 0) throw refusal('there is no row in it', name)
  return rows
}

function readLine(text: string, where: string): LabelledRow {
  const read = readLabelledRow(parse(text, where))
  if ('problem' in read) throw refusal(read.problem, where)
  return read.row
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('the line is no JSON', where)
  }
}

function refusal(problem: string, where: string): VoiceAgentError {
  const fix =
    'write {"text": ..., "label": "yes", "category": "cease_contact", "note": ""} on each line'
  return new VoiceAgentError('E_LABELLED_ROW', problem, fix, where)
}
