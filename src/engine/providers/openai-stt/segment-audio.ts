/** The audio of one segment, and what it shows of a voice. */
import { type AudioFrame, durationMs, joinMulaw, type Millis } from '../../audio/frame.js'
import { mulawLevel, SILENCE_DBFS } from '../../audio/mulaw.js'

/** What there was to hear, whatever a model has made of it. */
export interface Evidence {
  readonly ms: Millis
  /** Sound that stands out of the quiet, in pieces as long as the frames. */
  readonly voicedMs: Millis
  /** RMS of that sound in dBFS. */
  readonly level: number
}

/** Quieter than this is no voice on any line. */
const LEAST_LEVEL = -55
/** A voice has most of its sound within this many dB of its loudest. */
const VOICE_RANGE_DB = 25

export class SegmentAudio {
  readonly frames: AudioFrame[] = []
  readonly #levels: { readonly level: number; readonly ms: Millis }[] = []
  #ms: Millis = 0

  write(frame: AudioFrame): void {
    this.frames.push(frame)
    const ms = durationMs(frame)
    this.#ms += ms
    this.#levels.push({ level: mulawLevel(frame.mulaw), ms })
  }

  get mulaw(): Uint8Array {
    return joinMulaw(this.frames.map(({ mulaw }) => mulaw))
  }

  get evidence(): Evidence {
    const loudest = Math.max(SILENCE_DBFS, ...this.#levels.map(({ level }) => level))
    const least = Math.max(LEAST_LEVEL, loudest - VOICE_RANGE_DB)
    const voiced = this.#levels.filter(({ level }) => level >= least)
    const voicedMs = voiced.reduce((sum, { ms }) => sum + ms, 0)
    const power = voiced.reduce((sum, { level, ms }) => sum + ms * 10 ** (level / 10), 0)
    const level = voicedMs === 0 ? SILENCE_DBFS : 10 * Math.log10(power / voicedMs)
    return { ms: this.#ms, voicedMs, level }
  }
}
