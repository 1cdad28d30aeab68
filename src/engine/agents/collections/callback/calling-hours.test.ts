import { describe, expect, it } from 'vitest'
import { account, talk } from '../talk.test-kit.js'

/** An outbound call to that number, placed by a dialler that says the consumer is in Chicago. */
const placed = (startedAt: string, to: string, more: Readonly<Record<string, string>> = {}) =>
  talk({
    call: {
      ...{ startedAt, to },
      parameters: {
        ...{ direction: 'outbound', name: account.name, zone: 'America/Chicago' },
        ...more,
      },
    },
  })

/** 09:30 in New York, 08:30 in Chicago, 06:30 in Los Angeles. */
const morning = '2026-11-27T14:30:00Z'

describe('the hours of a call we placed', () => {
  it('are those of the zone the dialler names and of the area code', () => {
    expect(placed(morning, '+12175550101').ended).toBeUndefined()
    expect(placed(morning, '+12125550101').ended).toBeUndefined()
    expect(placed(morning, '+12135550101').ended).toBe('outside_hours')
  })

  it('are those of all zones of a split area code', () => {
    const evening = (minute: string) => `2026-11-28T01:${minute}:00Z`
    expect(placed(evening('50'), '+18505550101').ended).toBeUndefined()
    expect(placed(evening('59'), '+18505550101').ended).toBe('outside_hours')
    expect(placed(evening('59'), '+12175550101').ended).toBeUndefined()
  })

  it('are those of the place the consumer named, whatever the area code says', () => {
    expect(placed(morning, '+12135550101', { zoneStated: 'yes' }).ended).toBeUndefined()
    const pacific = { zone: 'America/Los_Angeles', zoneStated: 'yes' }
    expect(placed(morning, '+12125550101', pacific).ended).toBe('outside_hours')
  })

  it('are asked for again with every turn, and then for the zone of the account too', () => {
    const call = talk({
      account: { ...account, zone: 'America/Los_Angeles' },
      call: {
        ...{ startedAt: morning, to: '+12175550101' },
        parameters: { direction: 'outbound', name: account.name, zone: 'America/Chicago' },
      },
    })
    expect(call.ended).toBeUndefined()
    call.say('this is Dana')
    expect(call.ended).toBe('outside_hours')
  })

  it('are not known from the area code alone', () => {
    const call = talk({
      call: {
        ...{ startedAt: '2026-11-27T18:00:00Z', to: '+12175550101' },
        parameters: { direction: 'outbound', name: account.name },
      },
    })
    expect(call.ended).toBe('outside_hours')
  })
})
