import { expect, test } from 'vitest'
import { encodeMulaw, mulawLevel } from './mulaw.js'
import { toPhone } from './to-phone.js'

function tone(rate: number): Int16Array {
  return Int16Array.from(
    { length: rate },
    (_, i) => 8000 * Math.sin((2 * Math.PI * 500 * i) / rate),
  )
}

test('mu-law of the phone passes untouched', async () => {
  const data = Uint8Array.from({ length: 256 }, (_, code) => code)
  expect(await toPhone({ codec: 'mulaw', sampleRate: 8000, channels: 1, data })).toBe(data)
})

test('PCM of another rate keeps its length in seconds and its level', async () => {
  const wide = await toPhone({
    codec: 'pcm16',
    sampleRate: 44_100,
    channels: 1,
    data: tone(44_100),
  })
  expect(wide).toHaveLength(8000)
  expect(mulawLevel(wide)).toBeCloseTo(mulawLevel(encodeMulaw(tone(8000))), 1)
})

test('channels are mixed at equal weight: what is on one side only is half as loud', async () => {
  const mono = tone(8000)
  const left = Int16Array.from({ length: 16_000 }, (_, i) => (i % 2 === 0 ? mono[i / 2]! : 0))
  const mixed = await toPhone({ codec: 'pcm16', sampleRate: 8000, channels: 2, data: left })
  expect(mixed).toEqual(encodeMulaw(mono.map((sample) => Math.round(sample / 2))))
})

test('mu-law of several channels or another rate is converted too', async () => {
  const data = encodeMulaw(tone(16_000))
  const mixed = await toPhone({ codec: 'mulaw', sampleRate: 16_000, channels: 2, data })
  expect(mixed).toHaveLength(4000)
})
