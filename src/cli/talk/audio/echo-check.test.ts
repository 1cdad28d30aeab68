import { describe, expect, it } from 'vitest'
import { joinMulaw, silence } from '../../../engine/audio/frame.js'
import { mixMulaw, scaleMulaw } from '../../../engine/audio/mulaw.js'
import { seededRandom } from '../../../engine/audio/random.js'
import { noise } from '../../../engine/audio/signal.js'
import { echoAdvice, measureEcho, quietMs, sweep } from './echo-check.js'
import { clip } from './sound-card.test-kit.js'

const lengthMs = quietMs + 500 + 900
const heard = (gainDb: number, delayMs: number) =>
  joinMulaw([
    silence(0, quietMs + delayMs).mulaw,
    scaleMulaw(sweep(), gainDb),
    silence(0, 900 - delayMs).mulaw,
  ])
const roomNoise = (level: number) => noise(lengthMs, seededRandom(5), { level })

describe('measureEcho', () => {
  it.each(
    [0, -10, -20, -30].flatMap((gainDb) => [0, 37, 180, 600].map((ms) => [gainDb, ms] as const)),
  )('finds an echo of %i dB after %i ms in the noise of a room', (gainDb, delayMs) => {
    const { echo, noiseDbfs } = measureEcho(mixMulaw(heard(gainDb, delayMs), roomNoise(-55)))
    expect(echo?.gainDb).toBeCloseTo(gainDb, -0.5)
    expect(Math.abs((echo?.gainDb ?? 99) - gainDb)).toBeLessThan(1.5)
    expect(Math.abs((echo?.delayMs ?? 0) - delayMs)).toBeLessThan(1)
    expect(Math.abs(noiseDbfs + 55)).toBeLessThan(1.5)
  })

  it.each([
    ['silence', silence(0, lengthMs).mulaw],
    ['noise', roomNoise(-40)],
    ['somebody who speaks', clip('lv-0870').slice(0, lengthMs * 8)],
  ])('does not find one in %s', (_, recorded) => {
    expect(measureEcho(recorded).echo).toBeUndefined()
  })

  it('is put into words that say what to do', () => {
    expect(echoAdvice(measureEcho(heard(-12, 80)))).toMatch(/\(-12 dB, 80 ms later\).*--headphones/)
    expect(echoAdvice(measureEcho(roomNoise(-40)))).toContain('does not hear')
  })
})
