import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectCallerIntents } from './caller/detect-caller-intents.js'
import { type LabelledRow, readLabelledRow } from './labelled-row.js'
import { criticalCategories, reachesAims, scoreRows, totals } from './score.js'
import { warmDetectors } from './warm.js'

const home = new URL('../../../../bench/compliance/', import.meta.url)

function rowsOf(name: string): LabelledRow[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, home), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const read = readLabelledRow(JSON.parse(line))
    if ('problem' in read) throw new Error(read.problem)
    return read.row
  })
}

describe('the detectors on labelled sentences', () => {
  it.each(['shared_caller', 'shared_agent', 'own_agent', 'fresh_caller', 'fresh_agent'])(
    'reach every aim on %s',
    (name) => {
      const scores = scoreRows(rowsOf(name), 'Dana Whitlock')
      expect(scores.flatMap(({ missed, alarmed }) => [...missed, ...alarmed])).toEqual([])
      expect(reachesAims(scores)).toBe(true)
    },
  )

  it('find 97 of 100 on our own variants and raise no more than 2 false alarms', () => {
    const { recall, alarms } = totals(scoreRows(rowsOf('own_caller'), 'Dana Whitlock'))
    expect(recall).toBeGreaterThanOrEqual(0.97)
    expect(alarms).toBeLessThanOrEqual(2)
  })
})

describe('the detectors on sentences of an independent author', () => {
  it('find all that callers and agents say there, and raise no more than two false alarms', () => {
    const scores = ['independent_caller', 'independent_agent'].flatMap((name) =>
      scoreRows(rowsOf(name), 'Dana Whitlock'),
    )
    expect(scores.flatMap(({ missed }) => missed)).toEqual([])
    // One of them on purpose: a message may hold nothing beside the callback, not even that it comes from an assistant.
    expect(totals(scores).alarms).toBeLessThanOrEqual(2)
  })

  it('find all but two in the blind sets and raise no false alarm, not in ordinary sentences either', () => {
    const scores = ['blind_caller', 'blind_agent'].flatMap((name) =>
      scoreRows(rowsOf(name), 'Dana Whitlock'),
    )
    expect(scores.filter(({ category }) => category === 'none')).toHaveLength(2)
    // "It'll be sixty dollars higher": without the account nobody can tell.
    expect(scores.flatMap(({ missed }) => missed).length).toBeLessThanOrEqual(2)
    expect(scores.flatMap(({ alarmed }) => alarmed)).toEqual([])
  })
})

describe('the detectors on later sentences of our own', () => {
  it.each([
    ...['critical_caller', 'train_caller', 'late_caller', 'train2_caller', 'last_caller'],
    ...['weak_caller', 'held_caller', 'train3_caller'],
  ])('find 97 of 100 in %s and stop no more than 2 of 100 wrongly', (name) => {
    const { recall, alarmRate } = totals(scoreRows(rowsOf(name), 'Dana Whitlock'))
    expect(recall).toBeGreaterThanOrEqual(0.97)
    expect(alarmRate).toBeLessThanOrEqual(0.02)
  })

  it.each([
    'train_agent',
    'late_agent',
    'train2_agent',
    'last_agent',
    'weak_agent',
    'held_agent',
    'train3_agent',
  ])('find 97 of 100 in %s and stop no more than 2 of 100 wrongly', (name) => {
    const { recall, alarmRate } = totals(scoreRows(rowsOf(name), 'Dana Whitlock'))
    expect(recall).toBeGreaterThanOrEqual(0.97)
    expect(alarmRate).toBeLessThanOrEqual(0.02)
  })
})

describe('the detectors on sentences that no model is trained on', () => {
  it('find nine of ten, and stop no more than 1 of 14 of what was written to look alike', () => {
    const scores = scoreRows(rowsOf('kept_caller'), 'Dana Whitlock')
    const hard = totals(scores.filter(({ category }) => category !== 'none'))
    expect(hard.recall).toBeGreaterThanOrEqual(0.9)
    expect(hard.alarmRate).toBeLessThanOrEqual(1 / 14)
  })
})

describe('what must not be missed', () => {
  const rows = ['critical_caller', 'train_caller', 'late_caller', 'blind_caller', 'shared_caller']
    .flatMap(rowsOf)
    .filter(({ category, expected }) => expected && criticalCategories.has(category))
  const holds = (text: string, { category }: LabelledRow) =>
    detectCallerIntents(text, { consumerName: 'Dana Whitlock' }).some(
      (finding) => finding.category === category,
    )
  const found = rows.filter((row) => holds(row.text, row))

  it.each([
    ...[', but i can pay fifty dollars on friday', ', and i will pay all of it today'],
    ...[', okay goodbye', ', yes', ', six two seven zero four'],
  ])('is heard beside "%s", but for 2 of 100', (beside) => {
    const lost = found.filter((row) => !holds(row.text.replace(/[.?!]\s*$/, '') + beside, row))
    expect(lost.length).toBeLessThanOrEqual(0.02 * found.length)
  })
})

describe('a learned finding', () => {
  const texts = ['critical_caller', 'train_caller', 'late_caller'].flatMap((name) =>
    rowsOf(name).map(({ text }) => text),
  )
  const learned = texts.flatMap((text) =>
    detectCallerIntents(text, { consumerName: 'Dana Whitlock' }).flatMap((finding) =>
      finding.rule.endsWith('.learned') ? [{ text, ...finding }] : [],
    ),
  )

  it('stands beside the rules in some of the sentences', () => {
    expect(learned.length).toBeGreaterThan(0)
  })

  it('names the words that carried it, all within the words that it shows', () => {
    for (const { text, words, start, end, carriers = [] } of learned) {
      expect(text.slice(start, end)).toBe(words)
      expect(carriers.length).toBeGreaterThan(0)
      for (const carrier of carriers) expect(words).toContain(carrier)
    }
  })

  it('is the same every time', () => {
    for (const { text, category } of learned) {
      const again = detectCallerIntents(text, { consumerName: 'Dana Whitlock' })
      expect(again.map((finding) => finding.category)).toContain(category)
    }
  })
})

describe('warming the detectors', () => {
  it('changes no finding', () => {
    const rows = [...rowsOf('own_caller'), ...rowsOf('own_agent')]
    const before = scoreRows(rows, 'Dana Whitlock')
    warmDetectors()
    expect(scoreRows(rows, 'Dana Whitlock')).toEqual(before)
  })
})

describe('a labelled row', () => {
  it.each([
    [[], 'no JSON object'],
    [{ label: 'yes', category: 'driving' }, 'text is missing'],
    [{ text: 'x', label: 'maybe', category: 'driving' }, 'label is "maybe"'],
    [{ text: 'x', category: 'driving' }, 'label is missing'],
    [{ text: 'x', label: 'yes', category: 'threat' }, 'none of the 28'],
    [{ text: 'x', label: 'ok', category: 'driving' }, 'none of the 24'],
    [{ text: 'x', label: 'yes', category: 'none' }, 'nothing may be found'],
    [{ text: 'x', label: 'violation', category: 'none' }, 'nothing may be found'],
    [{ text: 'x', label: 'ok', category: 'threat', note: 'ctx=moon' }, 'ctx=moon'],
    [{ text: 'x', label: 'ok', category: 'threat', note: 'balance=lots' }, 'balance=lots'],
    [{ text: 'x', label: 'ok', category: 'threat', note: 'fees_allowed=1' }, 'fees_allowed=1'],
    [{ text: 'x', label: 'ok', category: 'threat', note: 4 }, 'note is no string'],
  ])('that is %j is refused: %s', (value, problem) => {
    expect(readLabelledRow(value)).toEqual({ problem: expect.stringContaining(problem) })
  })

  it('says in its note where the agent stands and what the account allows', () => {
    const note = 'ctx=post_mm; balance=1284.50; settlement_floor=900; fees_allowed=true; said twice'
    expect(readLabelledRow({ text: 'x', label: 'ok', category: 'threat', note })).toMatchObject({
      row: {
        context: {
          states: ['post_mm'],
          facts: { balanceCents: 128_450, settlementFloorCents: 90_000, feesAllowed: true },
        },
      },
    })
  })
})
