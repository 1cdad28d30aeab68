import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectors } from '../../../compliance/detectors.js'
import { nearestAllowed, wishIn } from '../reading/callback-time.js'
import { talk, verifiedTalk } from '../talk.test-kit.js'

/** Friday, ten in the morning. */
const now = { date: '2026-11-27', time: '10:00', weekday: 5 }
const hours = { from: '08:05', to: '20:45' }

describe('the time a caller names', () => {
  it.each([
    ['tomorrow at three', { date: '2026-11-28', time: '15:00' }],
    ['tomorrow at three pm', { date: '2026-11-28', time: '15:00' }],
    ['monday morning', { date: '2026-11-30', time: '10:00' }],
    ['monday at nine in the evening', { date: '2026-11-30', time: '21:00' }],
    ['after six', { time: '18:00' }],
    ['at half past... around ten thirty am', { time: '10:30' }],
    ['in an hour', { date: '2026-11-27', time: '11:00' }],
    ['in twenty minutes', { date: '2026-11-27', time: '10:20' }],
    ['on december fourth at noon', { date: '2026-12-04', time: '12:00' }],
    ['tonight at eleven', { date: '2026-11-27', time: '23:00' }],
    ['tomorrow', { date: '2026-11-28' }],
    ['nine', { time: '09:00' }],
    ['whenever you like', {}],
  ])('"%s"', (text, wish) => {
    expect(wishIn(text, now, detectors)).toEqual(wish)
  })
})

describe('the nearest allowed time', () => {
  it.each([
    ['2026-11-28', '15:00', '2026-11-28', '15:00'],
    ['2026-11-27', '23:00', '2026-11-27', '20:30'],
    ['2026-11-28', '06:00', '2026-11-28', '08:15'],
    ['2026-11-28', '02:00', '2026-11-27', '20:30'],
    ['2026-11-27', '07:00', '2026-11-27', '10:15'],
  ])('to %s %s is %s %s', (date, time, nearDate, nearTime) => {
    const near = nearestAllowed({ date, time }, now, hours)
    expect(near).toEqual({ date: nearDate, time: nearTime })
  })

  it('is inside the hours and not over, whatever was wished for', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    const minutes = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(minutes, fc.integer({ min: 27, max: 30 }), (minute, day) => {
        const wish = {
          date: `2026-11-${day}`,
          time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
        }
        const near = nearestAllowed(wish, now, hours)
        expect(near?.time && near.time > hours.from && near.time < hours.to).toBe(true)
        expect(`${near?.date} ${near?.time}` > `${now.date} ${now.time}`).toBe(true)
      }),
    )
  })

  it('does not exist where no hour is allowed', () => {
    expect(nearestAllowed(now, now, { from: '12:00', to: '12:10' })).toBeUndefined()
  })
})

describe('a caller who wants to be called another time', () => {
  it.each([false, true])('is called then, inside the hours (verified: %s)', (verified) => {
    const call = verified ? verifiedTalk() : talk()
    call.say('can you call me back tomorrow at three')
    expect(call.spoken.at(-1)).toBe(
      'Thank you. I have noted Saturday, November 28, at 3 PM. Goodbye.',
    )
    expect(call.ended).toBe('callback')
    expect(call.records).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'callback', date: '2026-11-28', time: '15:00', zone: 'America/Chicago' },
      }),
    )
    expect(call.records).toContainEqual(
      expect.objectContaining({ task: 'call_back_when_asked', due: '2026-11-28' }),
    )
  })

  it('is asked for the time once, and for the hour when only a day was named', () => {
    const call = talk()
    call.say("I'm driving right now")
    expect(call.spoken.at(-1)).toContain('When would be a better time')
    call.say('on monday')
    expect(call.spoken.at(-1)).toContain('At what time')
    call.say('half past two in the afternoon, at two thirty pm')
    expect(call.spoken.at(-1)).toContain('Monday, November 30, at 2:30 PM')
  })

  it('is offered the nearest hour in which calls may be placed', () => {
    const call = talk()
    call.say('call me back tonight at eleven')
    expect(call.spoken.at(-1)).toBe(
      'I am not able to call at that hour. The nearest time I have is Friday, November 27, at 8:30 PM. Would that be all right?',
    )
    expect(call.ended).toBeUndefined()
    call.say('no, tomorrow at noon')
    expect(call.spoken.at(-1)).toContain('Saturday, November 28, at 12 PM')
    const insisting = talk()
    insisting.say('call me back at eleven at night')
    insisting.say('no, at eleven thirty pm')
    expect(insisting.ended).toBe('callback')
    expect(insisting.spoken.at(-1)).toBe('Thank you. I have noted it. Goodbye.')
    expect(insisting.records.some(({ kind, time }) => kind === 'callback' && time)).toBe(false)
  })

  it('is noted in their words where nobody knows their clock', () => {
    const call = talk({ account: null })
    call.say('call me back tomorrow at three')
    call.say('tomorrow at three')
    expect(call.ended).toBe('callback')
    expect(call.records).toContainEqual(
      expect.objectContaining({ kind: 'callback', words: 'tomorrow at three' }),
    )
  })

  it('is asked for the half of the day where it may be either', () => {
    for (const [answer, noted] of [
      [
        'in the morning',
        'at that hour. The nearest time I have is Saturday, November 28, at 8:15 AM',
      ],
      ['the evening', 'noted Saturday, November 28, at 8 PM'],
    ] as const) {
      const call = talk()
      call.say('can you call me back tomorrow at eight')
      expect(call.spoken.at(-1)).toContain('In the morning, or in the evening?')
      call.say(answer)
      expect(call.spoken.at(-1)).toContain(noted)
    }
  })

  it.each(['call me back Saturday or Sunday at noon', 'call me back sometime next week at noon'])(
    'is asked for the day where none is certain, and then a person decides: "%s"',
    (text) => {
      const call = talk()
      call.say(text)
      expect(call.spoken.at(-1)).toContain('On which day')
      const named = talk()
      named.say(text)
      named.say('on Monday')
      expect(named.spoken.at(-1)).toContain('noted Monday, November 30, at 12 PM')
      call.say('I do not know')
      expect(call.ended).toBe('callback')
      expect(call.records.some(({ kind, time }) => kind === 'callback' && time)).toBe(false)
    },
  )
})

describe('a caller whose number is of another zone than the account', () => {
  /** The account is on Central time, the number of New York. */
  const york = { call: { from: '+12125550101' } }

  it('hears on which clocks the time is', () => {
    const call = talk(york)
    call.say('call me back tomorrow at three')
    expect(call.spoken.at(-1)).toContain('Saturday, November 28, at 3 PM Central time')
  })

  it('is not called outside the hours of either', () => {
    const call = talk(york)
    call.say('call me back tomorrow at eight thirty pm')
    expect(call.spoken.at(-1)).toContain(
      'The nearest time I have is Saturday, November 28, at 7:30 PM',
    )
    const early = talk({ call: { from: '+12135550101' } })
    early.say('call me back tomorrow at nine am')
    expect(early.spoken.at(-1)).toContain('Saturday, November 28, at 10:15 AM Central time')
  })

  it('may name the zone that is meant', () => {
    const call = talk(york)
    call.say('call me back tomorrow at three Eastern')
    expect(call.spoken.at(-1)).toContain('Saturday, November 28, at 2 PM Central time')
    expect(call.records).toContainEqual(
      expect.objectContaining({ kind: 'callback', date: '2026-11-28', time: '14:00' }),
    )
  })
})
