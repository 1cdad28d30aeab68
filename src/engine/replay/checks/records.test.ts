import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../call/command.js'
import type { TimedCommand } from '../call-facts.js'
import type { Evidence } from './evidence.js'
import { recordChecks } from './records.js'

function check(kept: readonly AuditRecord[], ...wanted: readonly object[]) {
  const commands = kept.map((record, i): TimedCommand => ({ type: 'audit', record, at: i * 1000 }))
  const evidence = {
    expectations: { records: wanted.map((one, i) => ({ ...one, line: i + 1 })) },
    facts: { commands },
  } as unknown as Evidence
  return recordChecks(evidence)
}

const results = (checks: ReturnType<typeof check>) => checks.map(({ result }) => result)
const task = { kind: 'task', task: 'review_deceased', due: '2026-11-28' }

describe('the records of a recorded call', () => {
  it('are found by kind and fields, lists by their items', () => {
    const plan = { kind: 'plan', payments: ['2026-12-04 100', '2027-01-04 99'] }
    expect(
      results(
        check(
          [plan, task],
          { kind: 'task', has: { task: 'review_deceased' } },
          { kind: 'plan', has: { payments: '2026-12-04 100, 2027-01-04 99' } },
        ),
      ),
    ).toEqual(['passed', 'passed'])
  })

  it('each count once, and what is there instead is said', () => {
    const twice = check([task], { kind: 'task' }, { kind: 'task' })
    expect(results(twice)).toEqual(['passed', 'failed'])
    const [other] = check([task], { kind: 'task', has: { task: 'review_minor' } })
    expect(other).toMatchObject({ result: 'failed', where: 'expect.yaml:1' })
    expect(other?.got).toContain('task=review_deceased')
    expect(check([], { kind: 'lock' })[0]?.got).toBe('no record of the kind lock')
  })
})
