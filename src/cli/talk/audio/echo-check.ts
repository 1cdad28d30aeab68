/** Finds out how loudly the microphone hears the speaker: plays a short sweep and looks for it in what comes back. */
import {
  FRAME_MS,
  joinMulaw,
  type Millis,
  MULAW_BYTES_PER_MS,
} from '../../../engine/audio/frame.js'
import { decodeMulaw, encodeMulaw, SILENCE_DBFS } from '../../../engine/audio/mulaw.js'
import type { Desk } from './desk.js'
import type { Echo } from './half-duplex-gate.js'

export interface EchoCheck {
  /** Undefined: the microphone does not hear the speaker. */
  readonly echo: Echo | undefined
  /** What the microphone hears by itself, dBFS. */
  readonly noiseDbfs: number
}

const samplesPerMs = MULAW_BYTES_PER_MS
const sweepMs = 500
const sweepDbfs = -20
/** The voice's range. */
const fromHertz = 300
const toHertz = 3000
/** The ends are faded in and out, so that it does not click. */
const fadeMs = 20
/** The room is listened to before, and the echo is waited for after. */
export const quietMs: Millis = 300
const latestMs = 900
/** So much more like the sweep than anything else in the recording must the echo be. */
const clearly = 12
/** And so much of it must be the sweep: 1 is all. Speech comes to less than 0.1. */
const alike = 0.2

/** The sweep that is played, mu-law. */
export function sweep(): Uint8Array {
  const length = sweepMs * samplesPerMs
  const amplitude = 32_768 * 10 ** (sweepDbfs / 20) * Math.SQRT2
  const pcm = Int16Array.from({ length }, (_, i) => {
    const t = i / samplesPerMs / 1000
    const hertz = fromHertz + ((toHertz - fromHertz) * t * 500) / sweepMs
    const fade = Math.min(1, i / samplesPerMs / fadeMs, (length - i) / samplesPerMs / fadeMs)
    return Math.round(amplitude * fade * Math.sin(2 * Math.PI * hertz * t))
  })
  return encodeMulaw(pcm)
}

/**
 * Plays the sweep and listens. Takes about 1.7 s.
 * @throws whatever the signal was aborted with
 */
export async function checkEcho(desk: Desk, signal?: AbortSignal): Promise<EchoCheck> {
  const frames: Uint8Array[] = []
  const wanted = (quietMs + sweepMs + latestMs) / FRAME_MS
  await new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    desk.listen({
      audio: ({ mulaw }) => {
        frames.push(mulaw)
        if (frames.length === quietMs / FRAME_MS) desk.duplex.play(sweep())
        if (frames.length === wanted) resolve()
      },
      news: (news) => {
        if (news.type === 'over') reject(new Error(news.why))
      },
    })
  })
  return measureEcho(joinMulaw(frames))
}

/** @param recorded mu-law from `quietMs` before the sweep was played on */
export function measureEcho(recorded: Uint8Array): EchoCheck {
  const heard = decodeMulaw(recorded)
  const noise = power(heard.subarray(0, quietMs * samplesPerMs))
  const noiseDbfs = decibels(noise)
  const played = decodeMulaw(sweep())
  const first = quietMs * samplesPerMs
  const likeness = Array.from(
    { length: Math.max(0, heard.length - played.length - first) },
    (_, lag) => Math.abs(product(played, heard, first + lag)),
  )
  const best = likeness.reduce((top, value, lag) => (value > (likeness[top] ?? 0) ? lag : top), 0)
  const usual = likeness.toSorted((a, b) => a - b)[Math.floor(likeness.length / 2)] ?? 0
  const found = heard.subarray(first + best, first + best + played.length)
  const above = power(found) - noise
  const top = likeness[best] ?? 0
  const share = top / Math.sqrt(power(found) * power(played)) / played.length
  if (top < clearly * Math.max(usual, 1) || !(share > alike) || above <= 0)
    return { echo: undefined, noiseDbfs }
  const gainDb = decibels(above) - decibels(power(played))
  return { echo: { gainDb, delayMs: best / samplesPerMs }, noiseDbfs }
}

function product(played: Int16Array, heard: Int16Array, from: number): number {
  let sum = 0
  for (let i = 0; i < played.length; i++) sum += (played[i] ?? 0) * (heard[from + i] ?? 0)
  return sum
}

function power(pcm: Int16Array): number {
  return pcm.reduce((sum, value) => sum + value * value, 0) / Math.max(1, pcm.length)
}

function decibels(value: number): number {
  return Math.max(SILENCE_DBFS, 10 * Math.log10(value / 32_768 ** 2))
}

/** What a person should know about it, and what follows. */
export function echoAdvice({ echo }: EchoCheck): string {
  if (echo === undefined)
    return 'the microphone does not hear the speaker: you can speak at any time'
  const level = `${Math.round(echo.gainDb)} dB, ${Math.round(echo.delayMs)} ms later`
  return `the microphone hears the speaker (${level}): while the agent speaks only a loud voice gets through; with headphones use --headphones, or hold a key with --push-to-talk`
}
