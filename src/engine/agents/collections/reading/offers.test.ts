import { describe, expect, it } from 'vitest'
import { detectors } from '../../../compliance/detectors.js'
import { account } from '../talk.test-kit.js'
import { type Offer, readOffer } from './offer.js'
import { offers } from './offers.test-kit.js'

const today = '2026-11-25'

const one = <T>(values: readonly T[], shown: (value: T) => string, none: string): string => {
  const [only] = values
  if (only === undefined) return none
  return values.length > 1 ? '?' : shown(only)
}
const dollars = (cents: number) => `$${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)}`
const day = (date: string) => (date.startsWith('2026') ? date.slice(5) : date)

/** As the table of offers puts it. */
function shown({ cents, days, plan, every }: Offer): string {
  if (plan === undefined) return `${one(cents, dollars, '-')} ${one(days, day, '-')}`
  if (plan.uneven) return 'plan uneven'
  const terms = [
    one(plan.counts, (count) => `x${count}`, ''),
    one(plan.cents, dollars, ''),
    every ?? '',
    one(days, day, ''),
  ]
  return ['plan', ...terms.filter((term) => term !== '')].join(' ')
}

describe('what a caller offers', () => {
  it.each(offers)('"%s" is %s', (text, read) => {
    expect(shown(readOffer(text, today, account, detectors))).toBe(read)
  })
})
