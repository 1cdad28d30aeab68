import { join } from 'node:path'
import { readLabelledFile } from '../../src/cli/policy/read-labelled-file.js'
import type { LabelledRow } from '../../src/engine/compliance/detect/labelled-row.js'

export type Side = LabelledRow['side']

/** Labelled sentences by where they come from, in the order they were written. `docs/compliance-detectors.md` tells of each. */
export const setsOf = {
  caller: [
    'shared_caller',
    'own_caller',
    'fresh_caller',
    'independent_caller',
    'critical_caller',
    'train_caller',
    'late_caller',
    'train2_caller',
    'last_caller',
    'blind_caller',
    'weak_caller',
    'held_caller',
    'train3_caller',
    'final_caller',
    'second_caller',
  ],
  agent: [
    'shared_agent',
    'own_agent',
    'fresh_agent',
    'independent_agent',
    'train_agent',
    'late_agent',
    'train2_agent',
    'last_agent',
    'blind_agent',
    'weak_agent',
    'held_agent',
    'train3_agent',
    'final_agent',
    'second_agent',
    'third_agent',
  ],
} as const satisfies Readonly<Record<Side, readonly string[]>>

export type SetName = (typeof setsOf)[Side][number]

export const home = join(import.meta.dirname, '../compliance')

export function rowsOf(set: SetName): readonly LabelledRow[] {
  return readLabelledFile(join(home, `${set}.jsonl`), set).map(({ row }) => row)
}
