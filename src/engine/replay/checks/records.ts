import type { AuditRecord } from '../../call/command.js'
import type { RecordExpectation } from '../../fixture/expect.js'
import { type Check, clockTime, judged } from './check.js'
import type { SectionCheck } from './evidence.js'

interface Kept {
  readonly at: number
  readonly record: AuditRecord
}

/** `records`: what the agent must have kept, each item a record of its own, in any order. */
export const recordChecks: SectionCheck = ({ expectations, facts }) => {
  const kept = facts.commands.flatMap((command): readonly Kept[] =>
    command.type === 'audit' ? [{ at: command.at, record: command.record }] : [],
  )
  const left = [...kept]
  return expectations.records.map((wanted): Check => {
    const index = left.findIndex(({ record }) => matches(record, wanted))
    const [found] = index < 0 ? [] : left.splice(index, 1)
    const subject = { name: `record ${wanted.kind}`, line: wanted.line }
    const shown = show(wanted)
    return found === undefined
      ? judged(subject, false, { wanted: shown, got: nearest(kept, wanted) })
      : judged(subject, true, {
          wanted: shown,
          got: `kept at ${clockTime(found.at)}`,
          at: found.at,
        })
  })
}

const fieldsOf = ({ has }: RecordExpectation) => Object.entries(has ?? {})

function matches(record: AuditRecord, wanted: RecordExpectation): boolean {
  return (
    record.kind === wanted.kind &&
    fieldsOf(wanted).every(([key, value]) => plain(record[key]) === plain(value))
  )
}

const plain = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value))

function show(wanted: RecordExpectation): string {
  return [wanted.kind, ...fieldsOf(wanted).map(([key, value]) => `${key}=${value}`)].join(' ')
}

function nearest(kept: readonly Kept[], wanted: RecordExpectation): string {
  const kin = kept.filter(({ record }) => record.kind === wanted.kind)
  if (kin.length === 0) return `no record of the kind ${wanted.kind}`
  const shown = kin.slice(0, 4).map(({ at, record }) => {
    const fields = fieldsOf(wanted).map(([key]) => `${key}=${plain(record[key])}`)
    return [...fields, `at ${clockTime(at)}`].join(' ')
  })
  return `${kin.length} of the kind: ${shown.join('; ')}`
}
