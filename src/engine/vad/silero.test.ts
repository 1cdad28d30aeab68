import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { silence } from '../audio/frame.js'
import { encodeMulaw } from '../audio/mulaw.js'
import { seededRandom } from '../audio/random.js'
import { dialTone, dtmf, noise, ringback } from '../audio/signal.js'
import { readWav } from '../audio/wav.js'
import { loadSilero } from './silero.js'

const silero = loadSilero()

const clip = (name: string) =>
  readWav(readFileSync(new URL(`testdata/${name}`, import.meta.url)), name).data as Uint8Array

const goForward = clip('ps-goforward.wav')
const newLocation = clip('ast-agent-newlocation.wav')

const scoresOf = (mulaw: Uint8Array) => silero.open().score(mulaw)
const probabilitiesOf = (mulaw: Uint8Array) => scoresOf(mulaw).map((score) => score.probability)

const sine = (hertz: number, amplitude: number) =>
  encodeMulaw(
    Int16Array.from(
      { length: 256 },
      (_, i) => 32_767 * amplitude * Math.sin((2 * Math.PI * hertz * i) / 8000),
    ),
  )

/** Splits audio at any set of places. */
const splits = (mulaw: Uint8Array) =>
  fc
    .uniqueArray(fc.nat(mulaw.length), { maxLength: 60 })
    .map((cuts) => [0, ...cuts.sort((a, b) => a - b), mulaw.length])
    .map((cuts) => cuts.slice(1).map((end, i) => mulaw.subarray(cuts[i], end)))

describe('the speech detector', () => {
  it('finds the speech in a recorded clip', () => {
    const speech = probabilitiesOf(goForward).filter((probability) => probability >= 0.5)
    expect(speech.length * 32).toBeGreaterThan(1000)
  })

  it.each([
    ['digital silence', silence(0, 2000).mulaw],
    ['noise on the line', noise(2000, seededRandom(1), { level: -40, color: 'pink' })],
    ['a dial tone', dialTone(2000)],
    ['ringback', ringback(8000)],
    ['keypad digits', dtmf('123456789*0#')],
  ])('does not take %s for speech', (_, mulaw) => {
    expect(Math.max(...probabilitiesOf(mulaw))).toBeLessThan(0.35)
  })

  it('scores every 32 ms once they are complete', () => {
    const detector = silero.open()
    expect(detector.score(goForward.subarray(0, 255))).toHaveLength(0)
    expect(detector.score(goForward.subarray(255, 256))).toHaveLength(1)
    expect(detector.score(goForward.subarray(256, 256 + 1023))).toHaveLength(3)
    expect(detector.score(goForward.subarray(1279, 1280))).toHaveLength(1)
    expect(detector.score(new Uint8Array(0))).toHaveLength(0)
  })

  it('gives the same scores however the audio is cut', () => {
    const mulaw = goForward.subarray(0, 6000)
    const whole = scoresOf(mulaw)
    fc.assert(
      fc.property(splits(mulaw), (parts) => {
        const detector = silero.open()
        expect(parts.flatMap((part) => detector.score(part))).toEqual(whole)
      }),
    )
  })

  it('keeps the calls that share it apart', () => {
    const [a, b] = [silero.open(), silero.open()]
    const scoresA = []
    const scoresB = []
    for (let at = 0; at < goForward.length; at += 160) {
      scoresA.push(...a.score(goForward.subarray(at, at + 160)))
      scoresB.push(...b.score(newLocation.subarray(at, at + 160)))
    }
    expect(scoresA).toEqual(scoresOf(goForward))
    expect(scoresB).toEqual(scoresOf(newLocation.subarray(0, goForward.length)))
  })

  it('remembers what it heard, and forgets it when reset', () => {
    const detector = silero.open()
    const first = detector.score(goForward)
    const second = detector.score(goForward)
    detector.reset()
    expect(second).not.toEqual(first)
    expect(detector.score(goForward)).toEqual(first)
  })

  it('starts every call afresh, after a thousand others as well', () => {
    const first = scoresOf(goForward.subarray(0, 2560))
    for (let call = 0; call < 1000; call++) {
      const detector = silero.open()
      detector.score(newLocation.subarray(call, call + 300))
      detector.close()
    }
    expect(scoresOf(goForward.subarray(0, 2560))).toEqual(first)
  })

  it('says how loud each window is, in whole decibels below full scale', () => {
    const level = (mulaw: Uint8Array) => scoresOf(mulaw)[0]?.level
    expect(level(silence(0, 32).mulaw)).toBe(-96)
    // Half of full scale is 6 dB less, a sine 3 dB less than its peak.
    expect(level(sine(500, 0.5))).toBe(-9)
    // The loudest code, 32,124, is 0.17 dB below full scale: zero, and not the minus zero that rounding gives.
    expect(level(new Uint8Array(256).fill(0x80))).toBe(0)
  })

  it('gives probabilities between 0 and 1 with four decimals', () => {
    for (const { probability } of scoresOf(newLocation)) {
      expect(probability).toBe(Number(probability.toFixed(4)))
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
    }
  })
})
