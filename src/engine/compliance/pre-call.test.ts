import { describe, expect, it } from 'vitest'
import { policy } from '../agents/collections/talk.test-kit.js'
import { good, now, placed, texan } from './dial.test-kit.js'
import { dayMs, type PreCallContext } from './pre-call/context.js'
import { preCall } from './pre-call.js'
import { momentOf } from './wall-time.js'

const blockedBy = (change: Partial<PreCallContext>) =>
  preCall({ ...good, ...change })
    .findings.filter(({ verdict }) => verdict === 'block')
    .map(({ rule }) => rule)

describe('the rules before a call', () => {
  it('allow a dial that keeps all of them, and say so of each', () => {
    const { allow, findings } = preCall(good)
    expect(findings.filter(({ verdict }) => verdict === 'block')).toEqual([])
    expect(allow).toBe(true)
    expect(findings.map(({ rule }) => rule)).toEqual(
      'P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 T01 T02 T03 T04 T05 T07 T08 T09'.split(
        ' ',
      ),
    )
  })

  const held = (status: string) => ({ account: { ...texan, status: [status] } })
  it.each<[string, string, Partial<PreCallContext>]>([
    ['P01', 'at eight sharp', { now: momentOf('2026-11-27T14:00:00Z') ?? 0 }],
    ['P01', 'at nine in the evening', { now: momentOf('2026-11-28T03:00:00Z') ?? 0 }],
    ['P01', 'in a zone nobody knows', { zones: [{ zone: 'Mars/Olympus', from: 'stated' }] }],
    [
      'P02',
      'when one of two zones is outside',
      {
        now: momentOf('2026-11-27T14:30:00Z') ?? 0,
        zones: [
          { zone: 'America/New_York', from: 'address' },
          { zone: 'America/Los_Angeles', from: 'area_code' },
        ],
      },
    ],
    ['P03', 'at a time marked as inconvenient', { inconvenient: [{ from: '11:00', to: '13:00' }] }],
    [
      'P05',
      'at work, when nobody knows that it is allowed',
      { number: { ...good.number, kind: 'work' } },
    ],
    ['P06', 'a consumer with an attorney', held('attorney')],
    ['P07', 'a consumer who wrote to stop', held('cease')],
    ['P08', 'a number that asked to stop', { suppressed: ['+12175550101'] }],
    [
      'P09',
      'the eighth time in seven days',
      { placed: [0, 1, 2, 3, 4, 5, 6].map((d) => placed(d)) },
    ],
    [
      'P10',
      'within a week of a conversation',
      { conversations: [{ at: now - 6 * dayMs, debt: 'a-1' }] },
    ],
    ['P11', 'with a ledger of the future', { placed: [placed(-1)] }],
    ['P12', 'with a call for no debt in the ledger', { placed: [placed(20, { debt: '' })] }],
    ['P13', 'in bankruptcy', held('bankruptcy')],
    ['P14', 'without a licence', { licences: [] }],
    ['P15', 'without an itemised balance', { account: { ...texan, itemised: false } }],
    ['P16', 'somebody else', { number: { ...good.number, owner: 'third_party' } }],
    ['T01', 'California', { account: { ...texan, place: 'US-CA' } }],
    ['T02', 'without consent', { consents: [] }],
    [
      'T03',
      'a landline for the fourth time',
      { number: { ...good.number, kind: 'landline' }, placed: [9, 10, 11].map((d) => placed(d)) },
    ],
    ['T04', 'a hospital', { number: { ...good.number, kind: 'health_care' } }],
    [
      'T05',
      'under a name that tells of a debt',
      { company: { ...good.company, name: 'Halvorsen Debt Recovery' } },
    ],
    [
      'T07',
      'after consent was taken back',
      { consents: good.consents.map((c) => ({ ...c, revokedAt: now - 1 })) },
    ],
    [
      'T08',
      'a number that was not looked up',
      { reassignedCheck: { at: now - 60 * dayMs, clear: true } },
    ],
    [
      'T09',
      'a consumer whose other number is suppressed',
      { account: { ...texan, phones: ['+1', '+12175550101'] }, suppressed: ['+1'] },
    ],
  ])('%s blocks a dial %s', (rule, _, change) => {
    expect(blockedBy(change)).toContain(rule)
  })

  it('block while no account and no address say where the consumer is', () => {
    const { account: _, ...nobody } = good
    const blocked = (change: Partial<PreCallContext>) =>
      preCall({ ...nobody, ...change })
        .findings.filter(({ verdict }) => verdict === 'block')
        .map(({ rule, why }) => `${rule} ${why}`)
    expect(blocked({ zones: [] })).toContain('P02 the time zone of the address is not known')
    const abroad = { number: { ...good.number, number: '+525512345678' } }
    expect(blocked({ zones: [], ...abroad })).toContain('P01 the time zone is not known')
    expect(blocked({})).not.toContain('P02 the time zone of the address is not known')
  })

  it('let the consumer say where they are, whatever the area code says', () => {
    const zones = [...good.zones, { zone: 'Asia/Tokyo', from: 'stated' as const }]
    expect(blockedBy({ zones })).toEqual(['P01', 'P02'])
  })

  const dialled = (number: string) => ({ ...good.number, number })
  const chicago = [{ zone: 'America/Chicago', from: 'address' as const }]

  /** Whether that moment is inside the hours, wherever the consumer may be. */
  const isInside = (at: string, number: string, zones: PreCallContext['zones'] = chicago) => {
    const change = { now: momentOf(at) ?? 0, number: dialled(number), zones }
    const blocked = blockedBy(change)
    return !blocked.includes('P01') && !blocked.includes('P02')
  }

  it('look up the zones of the dialled area code, which nobody has to name', () => {
    expect(isInside('2026-11-27T18:00:00Z', '+12175550101')).toBe(true)
    expect(isInside('2026-11-27T15:30:00Z', '+12175550101')).toBe(true)
    // 09:30 in Chicago is 07:30 in Los Angeles.
    expect(isInside('2026-11-27T15:30:00Z', '+12135550101')).toBe(false)
  })

  it('want every zone of a split area code inside the hours', () => {
    // Pensacola begins later, Tallahassee ends earlier.
    expect(isInside('2026-11-27T13:30:00Z', '+18505550101')).toBe(false)
    expect(isInside('2026-11-27T14:30:00Z', '+18505550101')).toBe(true)
    expect(isInside('2026-11-28T01:30:00Z', '+18505550101')).toBe(true)
    expect(isInside('2026-11-28T02:00:00Z', '+18505550101')).toBe(false)
    expect(isInside('2026-11-28T02:00:00Z', '+12175550101')).toBe(true)
  })

  it('go by the clocks of the day on which they are changed', () => {
    // On the 8th of March 2026 Chicago has 08:30 at 13:30 UTC; the day before it has 07:30.
    expect(isInside('2026-03-07T13:30:00Z', '+12175550101')).toBe(false)
    expect(isInside('2026-03-08T13:30:00Z', '+12175550101')).toBe(true)
    // On the 1st of November it is 07:30 again.
    expect(isInside('2026-10-31T13:30:00Z', '+12175550101')).toBe(true)
    expect(isInside('2026-11-01T13:30:00Z', '+12175550101')).toBe(false)
    // Phoenix leaves its clocks alone, and the Navajo Nation (928 as well) does not: from that day on it is an hour ahead.
    const phoenix = [{ zone: 'America/Phoenix', from: 'address' as const }]
    const account = { ...texan, zone: 'America/Phoenix' }
    const evening = (at: string, number: string) =>
      blockedBy({ now: momentOf(at) ?? 0, number: dialled(number), zones: phoenix, account })
    expect(evening('2026-03-08T02:50:00Z', '+19285550101')).not.toContain('P02')
    expect(evening('2026-03-09T02:50:00Z', '+19285550101')).toContain('P02')
    expect(evening('2026-03-09T02:50:00Z', '+16025550101')).not.toContain('P02')
  })

  it.each([
    ['+18005550142', 'the area code 800 is of no known place in the USA'],
    ['+14165550101', 'the area code 416 is of no known place in the USA'],
    ['+525512345678', 'the number is no number of the USA'],
    ['', 'the number is no number of the USA'],
  ])('say of %j that nobody knows its zone, and block', (number, why) => {
    const { findings } = preCall({ ...good, zones: chicago, number: dialled(number) })
    const found = findings.find(({ rule }) => rule === 'P02')
    expect(found?.verdict).toBe('block')
    expect(found?.why).toContain(why)
  })

  it('take the word of the dialler for an area code that is newer than the table, and none against it', () => {
    const from = 'area_code' as const
    const zones = [...chicago, { zone: 'America/New_York', from }]
    expect(isInside('2026-11-27T18:00:00Z', '+12225550101', zones)).toBe(true)
    expect(isInside('2026-11-27T15:30:00Z', '+12135550101', zones)).toBe(false)
  })

  it('let what the consumer said override the account, the address and the area code', () => {
    const stated = { zone: 'America/New_York', from: 'stated' as const }
    expect(isInside('2026-11-27T13:30:00Z', '+12135550101', [...chicago, stated])).toBe(true)
    expect(isInside('2026-11-27T13:30:00Z', '+18005550142', [stated])).toBe(true)
    expect(isInside('2026-11-28T02:00:00Z', '+12135550101', [...chicago, stated])).toBe(false)
  })

  it('hold a dial to the zone of the account even where the dialler names another', () => {
    const zones = [{ zone: 'America/New_York', from: 'address' as const }]
    const pacific = { ...texan, zone: 'America/Los_Angeles' }
    const change = { now: momentOf('2026-11-27T15:30:00Z') ?? 0, zones, account: pacific }
    expect(blockedBy(change)).toContain('P02')
  })

  it('do not count calls that were asked for or did not connect', () => {
    const some = [1, 2, 3].flatMap((d) => [
      placed(d, { connected: false }),
      placed(d, { consented: true }),
    ])
    expect(blockedBy({ placed: [...some, ...some] })).toEqual([])
  })

  it('take the strictest of what a policy and a place say', () => {
    expect(
      blockedBy({
        account: { ...texan, place: 'US-MA' },
        licences: ['US-MA'],
        placed: [placed(1), placed(2)],
      }),
    ).toContain('P09')
  })

  it('take the strictest reading once a setting has expired', () => {
    const call_from = { ...policy.settings.call_from, expires_on: '2026-11-01' }
    const old = { ...policy, settings: { ...policy.settings, call_from } }
    expect(blockedBy({ policy: old, now: momentOf('2026-11-27T15:00:00Z') ?? 0 })).toContain('P01')
  })

  it('block when a rule throws', () => {
    const account = Object.defineProperty({ ...texan }, 'status', {
      get: () => {
        throw new Error('a bug')
      },
    })
    expect(blockedBy({ account })).toContain('P06')
  })

  it('say the same of the same context', () => {
    expect(preCall(good)).toEqual(preCall(structuredClone(good)))
  })
})
