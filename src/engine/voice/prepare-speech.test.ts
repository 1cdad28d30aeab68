import { describe, expect, test } from 'vitest'
import { durationMs } from '../audio/frame.js'
import { decodeMulaw, mulawLevel } from '../audio/mulaw.js'
import { prepareForPhone } from './prepare-speech.js'

/** `before` ms of silence, 500 ms of tone, `after` ms of silence. */
function speech(before: number, after: number, amplitude = 3000): Int16Array {
  return Int16Array.from({ length: (before + 500 + after) * 8 }, (_, i) =>
    i >= before * 8 && i < (before + 500) * 8 ? amplitude * Math.sin(i * 0.7) : 0,
  )
}

const word = (from: number, to: number) => [{ text: 'hello', from, to }]

describe('speech prepared for the phone', () => {
  test.each([
    [300, 900],
    [10, 0],
  ])('%i ms of silence before it and %i after become 40 and 80', (before, after) => {
    const { mulaw } = prepareForPhone(speech(before, after), word(before, before + 500))
    expect(durationMs({ mulaw, mediaAt: 0 })).toBe(40 + 500 + 80)
    expect(mulawLevel(mulaw.subarray(0, 320))).toBe(-96)
    expect(mulawLevel(mulaw.subarray(320, 400))).toBeGreaterThan(-25)
  })

  test('word times move with the audio and stay inside it', () => {
    expect(prepareForPhone(speech(300, 300), word(320, 780)).words).toEqual(word(60, 520))
    expect(prepareForPhone(speech(300, 300), word(200, 1000)).words).toEqual(word(0, 620))
  })

  test.each([30, 3000, 30_000])(
    'what sounds is brought to -20 dBFS from amplitude %i',
    (amplitude) => {
      const { mulaw } = prepareForPhone(speech(300, 300, amplitude), word(300, 800))
      expect(mulawLevel(mulaw.subarray(40 * 8, 540 * 8))).toBeCloseTo(-20, 0)
    },
  )

  test('a peak that would be clipped keeps the whole speech quieter', () => {
    const click = speech(300, 300, 300)
    click[4000] = 32_000
    const { mulaw } = prepareForPhone(click, word(300, 800))
    expect(Math.max(...decodeMulaw(mulaw))).toBeLessThan(31_000)
  })

  test('no sound or no word is no audio', () => {
    expect(prepareForPhone(new Int16Array(8000), word(0, 100)).mulaw).toHaveLength(0)
    expect(prepareForPhone(speech(300, 300), [])).toEqual({ mulaw: new Uint8Array(0), words: [] })
  })
})
