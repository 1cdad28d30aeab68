import { expect, it } from 'vitest'
import { soundLosses } from './sound-losses.js'

const good = { droppedMs: 0, underruns: 0, stalls: 0, reopened: 0 }

it('says nothing after a call without losses', () => {
  expect(soundLosses(good)).toBeUndefined()
})

it('says what was lost', () => {
  expect(soundLosses({ droppedMs: 60, underruns: 1, stalls: 2, reopened: 0 })).toBe(
    'sound: the speaker ran dry once; the microphone stood still 2 times; 0.06 s of it came too late and was dropped',
  )
  expect(soundLosses({ ...good, reopened: 1 })).toBe('sound: the devices were opened anew once')
})
