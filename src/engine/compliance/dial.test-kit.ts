/** A dial that keeps all rules, to be changed where a test breaks one. */
import { account, policy } from '../agents/collections/talk.test-kit.js'
import { dayMs, type PreCallContext } from './pre-call/context.js'
import { momentOf } from './wall-time.js'

export const now = momentOf('2026-11-27T18:00:00Z') ?? 0
export const texan = { ...account, place: 'US-TX' }

export const good: PreCallContext = {
  ...{ now, policy, account: texan },
  company: { name: 'Halvorsen Services', callback: '+18005550142' },
  number: { number: '+12175550101', kind: 'cell', owner: 'consumer' },
  zones: [
    { zone: 'America/Chicago', from: 'address' },
    { zone: 'America/Chicago', from: 'area_code' },
  ],
  ...{ inconvenient: [], placed: [], conversations: [], suppressed: [], licences: ['US-TX'] },
  consents: [
    { number: '+12175550101', debt: 'a-1', at: now - 90 * dayMs, how: 'form', words: 'call me' },
  ],
  ...{ reassignedCheck: { at: now - 1000, clear: true }, purpose: 'collection' },
}

/** A call that was placed so many days ago. */
export const placed = (daysAgo: number, more = {}) => ({
  ...{
    at: now - daysAgo * dayMs,
    to: '+12175550101',
    debt: 'a-1',
    connected: true,
    consented: false,
  },
  ...more,
})
