/** Families of what a model may not say, beside sentences that look like them, as the engine cuts them and as they might be cut. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cutSentences, speakable } from '../../call/sentences.js'
import { detectors } from '../../compliance/detectors.js'
import type { Standing } from '../../compliance/standing.js'
import { checkUtterance } from '../../compliance/utterance.js'
import { account, options, policy } from './talk.test-kit.js'

interface Row {
  /** What the model writes, cut where a voice might be given it. */
  readonly pieces: readonly string[]
  readonly label: 'violation' | 'ok'
  readonly family: string
}

const home = new URL('../../../../bench/compliance/', import.meta.url)
const rowsOf = (name: string): readonly Row[] =>
  readFileSync(new URL(`${name}.jsonl`, home), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const standing: Standing = {
  ...{ company: options.company, callback: options.callback, policy },
  account: { ...account, instalment_cents: [21_409] },
  ...{ verified: true, noticeHeard: true, modelMayTalk: true, circumstances: [], lines: [] },
  ...{ agreedCents: [], agreedDates: [] },
}

/** Whether one of the pieces is blocked, each judged with what was said before it. */
function isBlocked(pieces: readonly string[]): boolean {
  let before = ''
  for (const text of pieces) {
    const sentence = { text, before, source: 'model', at: 0 } as const
    const judged = checkUtterance(standing, sentence, detectors)
    if (judged.verdict === 'block') return true
    before = `${before} ${judged.text}`.trim()
  }
  return false
}

function asTheEngineCuts({ pieces: written }: Row): readonly string[] {
  const { pieces, rest } = cutSentences(written.join(' '), false)
  return [...pieces, speakable(rest)].filter((piece) => piece !== '')
}

describe.each([
  { name: 'gate-families', slips: 0 },
  { name: 'gate-families-later', slips: 2 },
])('the gate on the families of $name', ({ name, slips }) => {
  const rows = rowsOf(name)
  const bad = rows.filter(({ label }) => label === 'violation')
  const good = rows.filter(({ label }) => label === 'ok')
  const shown = (some: readonly Row[]) => some.map(({ pieces }) => pieces.join(' | '))

  it('blocks what may not be said, whole and cut in the middle', () => {
    const passed = bad.filter((row) => !isBlocked(asTheEngineCuts(row)) || !isBlocked(row.pieces))
    expect(passed.length, shown(passed).join('\n')).toBeLessThanOrEqual(slips)
  })

  it('lets at least 95 % of the sentences through that only look like it', () => {
    const blocked = good.filter((row) => isBlocked(asTheEngineCuts(row)))
    expect(blocked.length / good.length, shown(blocked).join('\n')).toBeLessThanOrEqual(0.05)
  })

  it('has something of every family on both sides', () => {
    const families = new Set(bad.map(({ family }) => family))
    expect(families.size).toBeGreaterThanOrEqual(12)
    expect(new Set(good.map(({ family }) => family))).toEqual(families)
  })
})

describe('harmless sentences, one after the other', () => {
  const calm = rowsOf('gate-families').filter(
    ({ label, pieces }) => label === 'ok' && pieces.length === 1,
  )
  const sentences = calm.flatMap(({ pieces }) => pieces).filter((text) => !isBlocked([text]))

  it('are said, but for four in a thousand', () => {
    // Every sentence behind every tenth.
    const pairs = sentences.flatMap((text, at) =>
      sentences.filter((_, other) => other % 10 === at % 10).map((before) => ({ text, before })),
    )
    const blocked = pairs.filter(
      (pair) =>
        checkUtterance(standing, { ...pair, source: 'model', at: 0 }, detectors).verdict ===
        'block',
    )
    const told = blocked.slice(0, 5).map(({ before, text }) => `${before.slice(-60)} | ${text}`)
    expect(blocked.length / pairs.length, told.join('\n')).toBeLessThan(0.004)
  })

  it('cost a millisecond at the most, half of the time, behind ten others', () => {
    const before = sentences.slice(0, 10).join(' ')
    const medianOfAll = () => {
      const times = sentences.map((text) => {
        const begun = performance.now()
        checkUtterance(standing, { text, before, source: 'model', at: 0 }, detectors)
        return performance.now() - begun
      })
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 99
    }
    // The machine may be busy with something else: the best of three counts.
    expect(Math.min(medianOfAll(), medianOfAll(), medianOfAll())).toBeLessThan(1)
  })
})
