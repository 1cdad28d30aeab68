import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acts, run } from './acts.test-kit.js'
import { type LineName, lines } from './lines/lines.js'
import { account, talk } from './talk.test-kit.js'

/** PROPERTY_RUNS and PROPERTY_SEED search on. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 300)

const opened = fc.record({
  cuts: fc.record({ notice: fc.nat(4) }),
  evidence: fc.constantFrom('mark' as const, 'mark' as const, 'time' as const),
  account: fc.constantFrom(account, null),
})

const debt = /\b(?:debt|owe|balance|bluestone|collect\w*|payment)\b|\$/i
const isNoticeId = (id: string) => /^notice(?:_short|_creditor)?@/.test(id)
const isNotice = (text: string) => text.includes('This is an attempt to collect a debt')

describe('in whatever call', () => {
  it('no word of the debt is said before the right person is verified and the notice was heard', () => {
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const call = talk(given)
        let looked = 0
        let gave = ''
        run(call, all, (_, { turn, digits }) => {
          gave += ` ${turn} ${digits}`
          const known = call.heard.find(
            ({ id, complete, evidence }) => isNoticeId(id) && complete && evidence === 'mark',
          )
          const telling = [...call.spoken.entries()].filter(
            ([i, text]) => i >= looked && debt.test(text),
          )
          // What the agent holds to be so does not count: only what the caller gave, and what marks have shown.
          for (const [i, text] of telling) {
            expect(gave, text).toMatch(/six two seven zero four|62704/)
            expect(gave, text).toMatch(/nineteen eighty four|1984/)
            if (!isNotice(text)) expect(known?.after ?? Number.NaN, text).toBeLessThanOrEqual(i)
          }
          looked = call.spoken.length
        })
      }),
      { numRuns },
    )
  })

  it('after a lock nothing but its own lines is said, and the model is never asked', () => {
    const allowed: readonly LineName[] = [
      ...(['cease', 'attorney', 'bankruptcy', 'deceased', 'noted', 'identity_theft'] as const),
      ...(['servicemember', 'minor', 'self_harm', 'refused_recording', 'wrong_number'] as const),
      ...(['third_party', 'before_identity', 'complaint', 'close', 'outside_hours'] as const),
      ...(['self_harm_stay', 'self_harm_close', 'spanish_self_harm', 'spanish_cease'] as const),
      ...(['spanish_wrong_number'] as const),
    ]
    const own = allowed.map((name) => lines[name].text)
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const call = talk(given)
        let before: { readonly spoken: number; readonly generates: number } | undefined
        run(call, all, () => {
          if (call.state.lock === undefined) return
          const texts = own.map((text) =>
            text(call.state, {
              company: 'Halvorsen Services',
              callback: '+18005550142',
              address: 'P O Box 12, Springfield',
            }),
          )
          if (before !== undefined) {
            expect(call.generates).toBe(before.generates)
            for (const text of call.spoken.slice(before.spoken)) expect(texts).toContain(text)
          }
          before = { spoken: call.spoken.length, generates: call.generates }
        })
      }),
      { numRuns },
    )
  })

  it('the same call has the same records, without a card number in them', () => {
    fc.assert(
      fc.property(opened, acts, (given, all) => {
        const once = talk(given)
        const again = talk(given)
        run(once, all, () => {})
        run(again, all, () => {})
        expect(again.records).toEqual(once.records)
        expect(JSON.stringify(once.records)).not.toContain('4111')
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    )
  })
})
