/**
 * Sounds of a phone call that are not speech, made sample by sample: line noise, call progress tones, keypad digits, a
 * cough, hold music. All are mu-law of exactly the length asked for; levels are RMS in dBFS while the sound is on.
 *
 * Tone frequencies and cadences are those of the North American network (ITU-T E.180 supplement 2, keypad: Q.23). Levels
 * come from the network's own plan in dBm0; a sine of 0 dBm0 is 6.2 dB below 16-bit full scale.
 */

import { joinMulaw, type Millis, MULAW_BYTES_PER_MS, silence } from './frame.js'
import { encodeMulaw } from './mulaw.js'
import type { Random } from './random.js'

const RATE = 8000

/** Sound at `t` seconds from its start, in any unit: the level is set afterwards. */
type Waveform = (t: number) => number

function sample(ms: Millis, waveform: Waveform): Float64Array {
  const length = Math.round(ms * MULAW_BYTES_PER_MS)
  return Float64Array.from({ length }, (_, i) => waveform(i / RATE))
}

/** Bring a sound to an RMS level and encode it; peaks above full scale saturate. */
function atLevel(sound: Float64Array, level: number): Uint8Array {
  const power = sound.reduce((sum, value) => sum + value * value, 0) / sound.length
  const gain = power === 0 ? 0 : (32_768 * 10 ** (level / 20)) / Math.sqrt(power)
  return encodeMulaw(Int16Array.from(sound, (value) => clamp(value * gain)))
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)))
}

function sines(...hertz: readonly number[]): Waveform {
  return (t) => hertz.reduce((sum, f) => sum + Math.sin(2 * Math.PI * f * t), 0)
}

/** Steady noise: `white` hisses, `pink` has the falling spectrum of rooms and traffic. */
export function noise(
  ms: Millis,
  random: Random,
  { level, color = 'white' }: { readonly level: number; readonly color?: 'white' | 'pink' },
): Uint8Array {
  return atLevel(sample(ms, color === 'white' ? white(random) : pink(random)), level)
}

/** Four dice make a bell curve close enough to that of a real line. */
function white(random: Random): () => number {
  return () => random() + random() + random() + random() - 2
}

/** White noise through three leaky sums an octave or two apart: within 1 dB of -3 dB an octave, measured 60 to 3750 Hz. */
function pink(random: Random): () => number {
  const hiss = white(random)
  let slow = 0
  let middle = 0
  let fast = 0
  return () => {
    const now = hiss()
    slow = 0.985 * slow + 0.075 * now
    middle = 0.9 * middle + 0.2 * now
    fast = 0.4 * fast + 0.5 * now
    return slow + middle + fast
  }
}

const keypadRows = [697, 770, 852, 941]
const keypadColumns = [1209, 1336, 1477, 1633]
const keypad = '123A456B789C*0#D'

/**
 * Keypad digits, each with the pause that follows it. Real phones send 50 ms or more; detectors want at least 40.
 * @param digits of 0 to 9, *, # and A to D
 */
export function dtmf(
  digits: string,
  {
    toneMs = 100,
    pauseMs = 100,
    level = -10,
  }: { readonly toneMs?: Millis; readonly pauseMs?: Millis; readonly level?: number } = {},
): Uint8Array {
  return joinMulaw(
    [...digits].flatMap((digit) => [
      atLevel(sample(toneMs, keyTone(digit)), level),
      silence(0, pauseMs).mulaw,
    ]),
  )
}

function keyTone(digit: string): Waveform {
  const index = keypad.indexOf(digit)
  const row = keypadRows[Math.floor(index / 4)]
  const column = keypadColumns[index % 4]
  if (row === undefined || column === undefined) throw new RangeError(`No key "${digit}"`)
  return sines(row, column)
}

/** What a caller hears while the other side rings: 440 and 480 Hz, two seconds on, four off. */
export function ringback(ms: Millis, level = -22): Uint8Array {
  const cycle = joinMulaw([atLevel(sample(2000, sines(440, 480)), level), silence(0, 4000).mulaw])
  return repeat(cycle, ms)
}

/** What a line sounds like before dialing: 350 and 440 Hz without end. */
export function dialTone(ms: Millis, level = -16): Uint8Array {
  return atLevel(sample(ms, sines(350, 440)), level)
}

const COUGH_MS = 300

/** A cough of 300 ms: a burst of throaty noise that opens in 15 ms and dies away, with a second, softer push. */
export function cough(random: Random, level = -18): Uint8Array {
  const rush = white(random)
  let low = 0
  let high = 0
  const waveform = (t: number) => {
    low += 0.6 * (rush() - low)
    high += 0.15 * (low - high)
    return (low - high) * (push(t, 0, 0.05) + 0.5 * push(t, 0.13, 0.06))
  }
  return atLevel(sample(COUGH_MS, waveform), level)
}

function push(t: number, from: number, decay: number): number {
  return t < from ? 0 : Math.min(1, (t - from) / 0.015) * Math.exp(-(t - from) / decay)
}

/** Four bars of broken chords (C, A minor, F, G) in semitones above C4, eight notes a bar. */
const chords = [
  [0, 4, 7, 12],
  [-3, 0, 4, 9],
  [-7, -3, 0, 5],
  [-5, -1, 2, 7],
] as const

/** Which note of the chord is plucked, in this order. */
const figure = [0, 1, 2, 3, 2, 1, 2, 1] as const

const NOTE_S = 0.25
const MIDDLE_C = 261.63

/** Hold music: the same eight seconds of plucked chords over and over. */
export function holdMusic(ms: Millis, level = -20): Uint8Array {
  const bars = sample(chords.length * figure.length * NOTE_S * 1000, music)
  return repeat(atLevel(bars, level), ms)
}

function music(t: number): number {
  const note = Math.floor(t / NOTE_S)
  const chord = cyclic(chords, Math.floor(note / figure.length))
  const melody = pluck(chord[cyclic(figure, note)], t % NOTE_S)
  const pad = chord.reduce<number>((sum, semitone) => sum + Math.sin(radians(semitone, t)), 0)
  return melody + 0.1 * pad
}

function cyclic<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

function pluck(semitone: number, t: number): number {
  const angle = radians(semitone, t)
  const string = Math.sin(angle) + 0.5 * Math.sin(2 * angle) + 0.25 * Math.sin(3 * angle)
  return string * Math.min(1, t / 0.005) * Math.exp(-t / 0.1)
}

function radians(semitone: number, t: number): number {
  return 2 * Math.PI * MIDDLE_C * 2 ** (semitone / 12) * t
}

function repeat(cycle: Uint8Array, ms: Millis): Uint8Array {
  const length = Math.round(ms * MULAW_BYTES_PER_MS)
  return Uint8Array.from({ length }, (_, i) => cycle[i % cycle.length] as number)
}
