import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  businessDaysBefore,
  daysBetween,
  isoOf,
  localTime,
  momentOf,
  weekdayOf,
} from './wall-time.js'

describe('wall time', () => {
  it('reads what the platform reads', () => {
    const date = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2199-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(date, (one) => {
        expect(momentOf(one.toISOString())).toBe(one.getTime())
        expect(isoOf(one.getTime())).toBe(one.toISOString().replace(/\.\d+Z$/, 'Z'))
      }),
    )
  })

  it.each(['2026-02-30', '2026-13-01', 'yesterday', '', '2026-11-27T25:00:00Z'])(
    'refuses %j',
    (text) => {
      expect(momentOf(text)).toBeUndefined()
    },
  )

  it('reads offsets', () => {
    expect(momentOf('2026-11-27T10:00:00-06:00')).toBe(momentOf('2026-11-27T16:00:00Z'))
  })

  it('knows summer time, and places without', () => {
    const at = (iso: string) => momentOf(iso) ?? 0
    expect(localTime(at('2026-03-08T07:59:00Z'), 'America/Chicago')?.time).toBe('01:59')
    expect(localTime(at('2026-03-08T08:00:00Z'), 'America/Chicago')?.time).toBe('03:00')
    expect(localTime(at('2026-07-01T15:00:00Z'), 'America/Phoenix')?.time).toBe('08:00')
    expect(localTime(0, 'Mars/Olympus')).toBeUndefined()
    expect(localTime(Number.NaN, 'UTC')).toBeUndefined()
  })

  it('counts days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    expect(daysBetween('2026-11-27', '2026-12-04')).toBe(7)
    expect(weekdayOf('2026-11-27')).toBe(5)
  })

  it('counts no business days before what is no day', () => {
    expect(businessDaysBefore('', 4)).toBe('')
    expect(businessDaysBefore('2026-11-31', 4)).toBe('2026-11-31')
  })
})
