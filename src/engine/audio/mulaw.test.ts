import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeMulaw,
  encodeMulaw,
  MULAW_SILENCE,
  mixMulaw,
  mulawLevel,
  mulawToPcm,
  SILENCE_DBFS,
  scaleMulaw,
} from './mulaw.js'

/**
 * The law as the tables of ITU-T G.711 write it, on 14-bit values and without bit tricks: eight segments of sixteen
 * steps, the first step half as wide as the others of its segment. Each step is sent as the middle of its interval.
 */
interface Step {
  readonly from: number
  readonly value: number
}

function stepsOfTheLaw(): Step[] {
  const steps: Step[] = []
  let from = 0
  for (let segment = 0; segment < 8; segment++) {
    for (let step = 0; step < 16; step++) {
      const first = segment === 0 && step === 0
      const width = first ? 1 : 2 ** (segment + 1)
      steps.push({ from, value: first ? 0 : from + width / 2 })
      from += width
    }
  }
  return steps
}

const law = stepsOfTheLaw()
const positiveCode = (index: number) => 0xff - index
const negativeCode = (index: number) => 0x7f - index

/** The step a 16-bit value falls in: intervals are closed towards minus infinity on both sides of zero. */
function stepOf(pcm: number): number {
  const inside = (step: Step) => (pcm < 0 ? step.from < -pcm / 4 : step.from <= pcm / 4)
  return law.findLastIndex(inside)
}

describe('mu-law', () => {
  test('every code stands for the value that the table of G.711 gives it', () => {
    const expected = new Array<number>(256)
    law.forEach((step, index) => {
      expected[positiveCode(index)] = step.value * 4
      expected[negativeCode(index)] = step.value === 0 ? 0 : -step.value * 4
    })
    expect([...mulawToPcm]).toEqual(expected)
    expect(Math.max(...mulawToPcm)).toBe(32_124)
  })

  test('every one of the 65,536 PCM values gets the code of the interval it lies in', () => {
    const pcm = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)
    const expected = Uint8Array.from(pcm, (value) =>
      value < 0 ? negativeCode(stepOf(value)) : positiveCode(stepOf(value)),
    )
    expect(encodeMulaw(pcm)).toEqual(expected)
  })

  test('decoding and encoding again gives the same code, except that the two zeros become one', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    const again = encodeMulaw(decodeMulaw(codes))
    expect(again[0x7f]).toBe(MULAW_SILENCE)
    expect(again.filter((_, code) => code !== 0x7f)).toEqual(codes.filter((_, c) => c !== 0x7f))
  })
})

describe('level', () => {
  test('silence and no audio at all are at the floor', () => {
    expect(mulawLevel(new Uint8Array(800).fill(MULAW_SILENCE))).toBe(SILENCE_DBFS)
    expect(mulawLevel(new Uint8Array(0))).toBe(SILENCE_DBFS)
  })

  test('a tone is measured by its RMS against 16-bit full scale', () => {
    const tone = Int16Array.from({ length: 8000 }, (_, i) => 16_384 * Math.sin(i * 0.7853))
    expect(mulawLevel(encodeMulaw(tone))).toBeCloseTo(-9.03, 1)
  })
})

describe('gain and mixing', () => {
  const anyMulaw = fc.uint8Array({ maxLength: 200 })
  const normal = (bytes: Uint8Array) => encodeMulaw(decodeMulaw(bytes))

  test('a gain moves the level by that many decibels', () => {
    const tone = encodeMulaw(Int16Array.from({ length: 8000 }, (_, i) => 8000 * Math.sin(i * 0.7)))
    const change = (gainDb: number) => mulawLevel(scaleMulaw(tone, gainDb)) - mulawLevel(tone)
    for (const gainDb of [-30, -12, 0, 6]) {
      expect(Math.abs(change(gainDb) - gainDb)).toBeLessThan(0.2)
    }
  })

  test('too much gain saturates and never wraps around', () => {
    const loud = encodeMulaw(Int16Array.of(30_000, -30_000, 8, -8, 0))
    expect([...decodeMulaw(scaleMulaw(loud, 20))].map(Math.sign)).toEqual([1, -1, 1, -1, 0])
    expect(decodeMulaw(scaleMulaw(loud, 20))[0]).toBe(32_124)
  })

  test('a sum saturates instead of wrapping around', () => {
    const loud = encodeMulaw(Int16Array.of(30_000, -30_000))
    expect([...decodeMulaw(mixMulaw(loud, loud))]).toEqual([32_124, -32_124])
  })

  test('leaves the sounds it mixes as they are, those in a Buffer too', () => {
    const loud = Buffer.from(encodeMulaw(Int16Array.of(30_000, -30_000)))
    const before = [...loud]
    expect([...mixMulaw(loud, loud)]).not.toEqual(before)
    expect([...loud]).toEqual(before)
  })

  test('mixing with silence changes nothing, and the order does not matter', () => {
    fc.assert(
      fc.property(anyMulaw, anyMulaw, (a, b) => {
        const quiet = new Uint8Array(a.length).fill(MULAW_SILENCE)
        expect(mixMulaw(normal(a), quiet)).toEqual(normal(a))
        expect(normal(mixMulaw(a, b))).toEqual(normal(mixMulaw(b, a)))
        expect(mixMulaw(a, b)).toHaveLength(Math.max(a.length, b.length))
      }),
    )
  })
})
