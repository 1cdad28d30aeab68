import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadResampling } from './resample.js'

const resampling = await loadResampling()
const rates = [8000, 16_000, 22_050, 24_000, 44_100, 48_000]
const pairs = rates.flatMap((rate) => [[rate, 8000] as const, [8000, rate] as const])

function tone(rate: number, hertz: number, ms: number): Int16Array {
  return Int16Array.from({ length: (rate * ms) / 1000 }, (_, i) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  )
}

/** How far apart two sounds are, in dB of signal over difference; the filter's edges are left out. */
function signalToNoise(actual: Int16Array, ideal: Int16Array): number {
  const edge = Math.round(ideal.length / 20)
  let signal = 0
  let noise = 0
  for (let i = edge; i < ideal.length - edge; i++) {
    signal += ideal[i]! ** 2
    noise += (actual[i]! - ideal[i]!) ** 2
  }
  return 10 * Math.log10(signal / Math.max(noise, 1e-9))
}

describe('resampling', () => {
  test.each(pairs)(
    'a voice-band tone keeps its shape and its place from %i to %i Hz',
    (from, to) => {
      const converted = resampling.convert(tone(from, 1000, 1000), from, to)
      expect(converted).toHaveLength(to)
      expect(signalToNoise(converted, tone(to, 1000, 1000))).toBeGreaterThan(70)
    },
  )

  test('what a phone line cannot carry is filtered out and not folded back', () => {
    const converted = resampling.convert(tone(24_000, 7000, 1000), 24_000, 8000)
    expect(Math.max(...converted.subarray(400, -400).map(Math.abs))).toBeLessThan(10)
  })

  test.each([
    [24_000, 8000],
    [22_050, 8000],
    [8000, 44_100],
  ])('how a stream is cut into chunks changes no sample (%i to %i Hz)', (from, to) => {
    const pcm = tone(from, 440, 400)
    const whole = resampling.open(from, to)
    const expected = [...whole.write(pcm)]
    whole.close()
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { minLength: 1, maxLength: 30 }), (sizes) => {
        const stream = resampling.open(from, to)
        const out: number[] = []
        let at = 0
        for (const size of [...sizes, pcm.length]) {
          out.push(...stream.write(pcm.subarray(at, at + size)))
          at += size
        }
        stream.close()
        expect(out).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('streams do not disturb each other', () => {
    const pcm = tone(16_000, 300, 100)
    const alone = resampling.open(16_000, 8000)
    const expected = [alone.write(pcm.subarray(0, 700)), alone.write(pcm.subarray(700))]
    const a = resampling.open(16_000, 8000)
    const b = resampling.open(16_000, 8000)
    const first = a.write(pcm.subarray(0, 700))
    b.write(tone(16_000, 3000, 50))
    expect([first, a.write(pcm.subarray(700))]).toEqual(expected)
    for (const stream of [alone, a, b]) stream.close()
  })

  test('thousands of streams can come and go in the same memory', () => {
    const before = process.memoryUsage().external
    const pcm = new Int16Array(480)
    for (let i = 0; i < 5000; i++) {
      const stream = resampling.open(44_100, 8000)
      stream.write(pcm)
      stream.close()
      stream.close()
    }
    expect(process.memoryUsage().external - before).toBeLessThan(16 * 1024 * 1024)
  })

  test('a closed stream refuses to go on', () => {
    const stream = resampling.open(24_000, 8000)
    stream.close()
    expect(() => stream.write(new Int16Array(10))).toThrow('closed')
  })

  test('the same rate changes nothing', () => {
    const pcm = tone(8000, 440, 20)
    expect(resampling.open(8000, 8000).write(pcm)).toEqual(pcm)
    expect(resampling.convert(pcm, 8000, 8000)).toEqual(pcm)
  })
})
