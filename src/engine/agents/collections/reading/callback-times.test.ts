import { describe, expect, it } from 'vitest'
import { detectors } from '../../../compliance/detectors.js'
import { wishIn } from './callback-time.js'
import { callbackTimes } from './callback-times.test-kit.js'

const now = { date: '2026-11-27', time: '10:00', weekday: 5 }

describe('the time to call back that a caller names', () => {
  it.each(callbackTimes)('"%s" is %s', (text, read) => {
    const { date, time, isOpen } = wishIn(text, now, detectors)
    const day = isOpen === 'day' ? '?' : (date?.slice(5) ?? '-')
    expect(`${day} ${isOpen === 'half' ? '?' : (time ?? '-')}`).toBe(read)
  })
})
