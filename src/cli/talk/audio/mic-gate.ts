import type { AudioFrame } from '../../../engine/audio/frame.js'
import { MULAW_SILENCE, mulawLevel } from '../../../engine/audio/mulaw.js'
import { type Echo, newGate, stepGate } from './half-duplex-gate.js'

/** Which of the microphone's frames are the caller's. */
export type MicMode =
  /** All: with headphones. */
  | 'full'
  /** While the agent speaks, only what is clearly louder than its echo. */
  | 'half'
  /** Those between `talk(true)` and `talk(false)`. */
  | 'push'

/** Puts silence in the place of frames that the agent must not hear; a frame is never left out, since it carries the time. */
export class MicGate {
  mode: MicMode
  muted = false
  #talking = false
  #state = newGate
  readonly #echo: Echo | undefined

  constructor(mode: MicMode, echo?: Echo) {
    this.mode = mode
    this.#echo = echo
  }

  get talking(): boolean {
    return this.#talking
  }

  /** The key of push-to-talk. */
  talk(talking: boolean): void {
    this.#talking = talking
  }

  /** @param agentLevel of what the speaker plays about now, dBFS */
  filter(frame: AudioFrame, agentLevel: number): AudioFrame {
    const level = mulawLevel(frame.mulaw)
    const { state, pass } = stepGate(this.#state, level, agentLevel, this.#echo)
    this.#state = state
    const heard = { full: true, half: pass, push: this.#talking }[this.mode]
    if (heard && !this.muted) return frame
    return { ...frame, mulaw: new Uint8Array(frame.mulaw.length).fill(MULAW_SILENCE) }
  }
}
