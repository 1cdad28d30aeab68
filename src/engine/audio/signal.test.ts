import { describe, expect, test } from 'vitest'
import { sliceMulaw } from './frame.js'
import { decodeMulaw, mulawLevel, SILENCE_DBFS } from './mulaw.js'
import { seededRandom } from './random.js'
import { cough, dialTone, dtmf, holdMusic, noise, ringback } from './signal.js'

/** Power of one frequency in a sound, in dB below the power of the whole sound (Goertzel's sum, written plainly). */
function share(mulaw: Uint8Array, hertz: number): number {
  const pcm = decodeMulaw(mulaw)
  let re = 0
  let im = 0
  let total = 0
  pcm.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hertz * i) / 8000)
    im += value * Math.sin((2 * Math.PI * hertz * i) / 8000)
    total += value * value
  })
  return 10 * Math.log10((2 * (re * re + im * im)) / pcm.length / total)
}

/** Level of what is left after a first difference: rises by 6 dB an octave, so it tells bright from dull. */
function brightness(mulaw: Uint8Array): number {
  const pcm = decodeMulaw(mulaw)
  const power = (values: Int16Array) => values.reduce((sum, v) => sum + v * v, 0)
  return 10 * Math.log10(power(pcm.map((v, i) => v - (pcm[i - 1] ?? 0))) / power(pcm))
}

describe('noise', () => {
  test('the same seed gives the same bytes and another seed other bytes', () => {
    const make = (seed: number) => noise(200, seededRandom(seed), { level: -30 })
    expect(make(7)).toEqual(make(7))
    expect(make(7)).not.toEqual(make(8))
  })

  test.each([-60, -40, -20])('it has the level asked for: %i dBFS', (level) => {
    for (const color of ['white', 'pink'] as const) {
      const measured = mulawLevel(noise(1000, seededRandom(1), { level, color }))
      expect(Math.abs(measured - level)).toBeLessThan(0.5)
    }
  })

  test('pink noise is duller than white noise', () => {
    const of = (color: 'white' | 'pink') =>
      brightness(noise(2000, seededRandom(1), { level: -30, color }))
    expect(of('white')).toBeGreaterThan(2.5)
    expect(of('pink')).toBeLessThan(of('white') - 4)
  })

  test('lengths are exact to the sample', () => {
    expect(noise(12.5, seededRandom(1), { level: -30 })).toHaveLength(100)
    expect(noise(0, seededRandom(1), { level: -30 })).toHaveLength(0)
  })
})

describe('tones', () => {
  test.each([
    ['1', 697, 1209],
    ['5', 770, 1336],
    ['9', 852, 1477],
    ['*', 941, 1209],
    ['0', 941, 1336],
    ['#', 941, 1477],
    ['D', 941, 1633],
  ])('key %s is %i and %i Hz and nothing else', (key, row, column) => {
    const tone = dtmf(key, { toneMs: 200, pauseMs: 0 })
    expect(share(tone, row)).toBeCloseTo(-3, 0)
    expect(share(tone, column)).toBeCloseTo(-3, 0)
    expect(share(tone, 1000)).toBeLessThan(-20)
  })

  test('every digit is followed by its pause', () => {
    const digits = dtmf('12', { toneMs: 80, pauseMs: 60 })
    expect(digits).toHaveLength(2 * 140 * 8)
    expect(mulawLevel(sliceMulaw(digits, 80, 140))).toBe(SILENCE_DBFS)
    expect(share(sliceMulaw(digits, 140, 220), 1336)).toBeGreaterThan(-4)
  })

  test('a key that no phone has is refused', () => {
    expect(() => dtmf('1x')).toThrow('No key "x"')
  })

  test('ringback is two seconds of 440 and 480 Hz and four of silence, again and again', () => {
    const tone = ringback(9000)
    expect(tone).toHaveLength(72_000)
    expect(share(sliceMulaw(tone, 0, 2000), 440)).toBeCloseTo(-3, 0)
    expect(share(sliceMulaw(tone, 0, 2000), 480)).toBeCloseTo(-3, 0)
    expect(mulawLevel(sliceMulaw(tone, 2000, 6000))).toBe(SILENCE_DBFS)
    expect(mulawLevel(sliceMulaw(tone, 6000, 8000))).toBeCloseTo(-22, 0)
  })

  test('dial tone is 350 and 440 Hz all the time', () => {
    const tone = dialTone(3000)
    expect(share(tone, 350)).toBeCloseTo(-3, 0)
    expect(share(tone, 440)).toBeCloseTo(-3, 0)
    expect(mulawLevel(sliceMulaw(tone, 2900, 3000))).toBeCloseTo(-16, 0)
  })
})

describe('a cough', () => {
  test('lasts 300 ms, is loudest at its start and has died away at its end', () => {
    const sound = cough(seededRandom(3))
    const levels = [0, 100, 200].map((at) => mulawLevel(sliceMulaw(sound, at, at + 100)))
    expect(sound).toHaveLength(2400)
    expect(mulawLevel(sound)).toBeCloseTo(-18, 0)
    expect(levels[0]).toBeGreaterThan(levels[1]!)
    expect(levels[1]).toBeGreaterThan(levels[2]!)
    expect(mulawLevel(sliceMulaw(sound, 290, 300))).toBeLessThan(-30)
  })
})

describe('hold music', () => {
  test('it sounds all the time, at its level, with the notes of its chords', () => {
    const sound = holdMusic(20_000)
    expect(sound).toHaveLength(160_000)
    for (let at = 0; at < 20_000; at += 250) {
      expect(mulawLevel(sliceMulaw(sound, at, at + 250))).toBeGreaterThan(-30)
    }
    const strongest = (from: number, hertz: readonly number[]) =>
      hertz.toSorted(
        (a, b) =>
          share(sliceMulaw(sound, from, from + 250), b) -
          share(sliceMulaw(sound, from, from + 250), a),
      )[0]
    const notes = [220, 261.63, 329.63, 392, 174.61, 196]
    expect([0, 2000, 4000, 6000].map((bar) => strongest(bar, notes))).toEqual([
      261.63, 220, 174.61, 196,
    ])
  })

  test('it repeats every eight seconds without a change', () => {
    const sound = holdMusic(16_000)
    expect(sliceMulaw(sound, 8000, 16_000)).toEqual(sliceMulaw(sound, 0, 8000))
  })

  test('nothing saturates', () => {
    const peak = Math.max(...decodeMulaw(holdMusic(8000)).map(Math.abs))
    expect(peak).toBeLessThan(30_000)
  })
})
