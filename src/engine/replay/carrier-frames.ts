/**
 * What the carrier hears of the caller, 20 ms at a time: the caller's speech, and under it the noise of the line and the echo of the
 * agent's own voice.
 */
import { FRAME_MS, type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import { MULAW_SILENCE, mixMulaw, scaleMulaw } from '../audio/mulaw.js'
import type { Random } from '../audio/random.js'
import { noise } from '../audio/signal.js'
import type { LineConditions } from '../fixture/manifest.js'
import type { Lane } from './carrier-lane.js'

const frameBytes = FRAME_MS * MULAW_BYTES_PER_MS

/** Noise repeats after this long; nobody can tell. */
const noiseMs = 10_000

/** One silent frame, shared by all. */
const silentFrame = new Uint8Array(frameBytes).fill(MULAW_SILENCE)

export interface CarrierFrame {
  readonly mulaw: Uint8Array
  /** Nothing but the line itself: a carrier that saves bandwidth does not send it. */
  readonly idle: boolean
}

/**
 * @param speech the caller's speech in the frame that begins at `mediaAt`; undefined when the caller is silent
 * @param ear what the caller's ear hears, right up to the end of that frame
 */
export type FrameSource = (
  mediaAt: Millis,
  speech: Uint8Array | undefined,
  ear: Lane,
) => CarrierFrame

export function frameSource(conditions: LineConditions, random: Random): FrameSource {
  const background = backgroundOf(conditions.noise_dbfs, random)
  const echoOf = echo(conditions.echo)
  return (mediaAt, speech, ear) => {
    const back = echoOf(mediaAt, ear)
    const own = speech && back ? mixMulaw(speech, back) : (speech ?? back)
    const under = background(mediaAt)
    if (own === undefined) return { mulaw: under ?? silentFrame, idle: true }
    return { mulaw: under ? mixMulaw(own, under) : own, idle: false }
  }
}

type Sound = Uint8Array | undefined

function backgroundOf(level: number | undefined, random: Random): (mediaAt: Millis) => Sound {
  if (level === undefined) return () => undefined
  const sound = noise(noiseMs, random, { level, color: 'pink' })
  return (mediaAt) => {
    const from = (mediaAt % noiseMs) * MULAW_BYTES_PER_MS
    return sound.subarray(from, from + frameBytes)
  }
}

function echo(conditions: LineConditions['echo']): (mediaAt: Millis, ear: Lane) => Sound {
  if (conditions === undefined) return () => undefined
  const { level_db: gain, delay_ms: delay } = conditions
  const quieter = scaleMulaw(
    Uint8Array.from({ length: 256 }, (_, code) => code),
    gain,
  )
  return (mediaAt, ear) => {
    const sound = ear.read(mediaAt - delay, mediaAt + FRAME_MS - delay)
    if (sound.length < frameBytes || sound.every((code) => code === MULAW_SILENCE)) return undefined
    return sound.map((code) => quieter[code] ?? MULAW_SILENCE)
  }
}
