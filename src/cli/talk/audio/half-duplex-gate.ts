/**
 * Keeps the agent from hearing itself where a microphone hears the speaker and nothing cancels the echo: while the agent is audible, the
 * caller's frames become silence, unless they are clearly louder than the echo can be. So a caller can still break in by speaking up.
 *
 * Pure: levels in, a decision out.
 */
import { FRAME_MS, type Millis } from '../../../engine/audio/frame.js'

/** How loudly and how late the microphone hears the speaker. */
export interface Echo {
  /** Level at the microphone less level of what was played, dB. */
  readonly gainDb: number
  readonly delayMs: Millis
}

export interface GateState {
  /** Levels of the agent's voice at the speaker, newest first, one a frame. */
  readonly agent: readonly number[]
  /** Frames in a row that were louder than the echo. */
  readonly louder: number
  /** Frames for which the caller still has the word. */
  readonly open: number
}

export const newGate: GateState = { agent: [], louder: 0, open: 0 }

/** Beyond the measured gain: rooms and speakers make single tones louder than the sweep that was measured with. */
const marginDb = 9
/** A click is not a word: so many frames must be louder. */
const louderFrames = 2
/** Between two loud frames of one word. */
const openFrames = 10
/** Reverberation, and what the speaker had in its queue. */
const tailMs: Millis = 250
/** An echo that cannot be told from silence. The detector hears speech far below what a person would. */
const inaudibleDbfs = -85
/** Where nothing was measured the echo is taken to be as loud as what is played, and to come late. */
const unmeasured: Echo = { gainDb: 0, delayMs: 300 }

/**
 * Whether the caller's frame goes through.
 *
 * @param level RMS of the frame, dBFS
 * @param agentLevel RMS of what the speaker plays now or is about to, dBFS; the louder where it is not known exactly
 */
export function stepGate(
  state: GateState,
  level: number,
  agentLevel: number,
  echo: Echo = unmeasured,
): { readonly state: GateState; readonly pass: boolean } {
  const remembered = Math.ceil((echo.delayMs + tailMs) / FRAME_MS) + 1
  const agent = [agentLevel, ...state.agent].slice(0, remembered)
  const echoLevel = Math.max(...agent) + echo.gainDb
  if (echoLevel < inaudibleDbfs) return { state: { agent, louder: 0, open: 0 }, pass: true }
  const louder = level > echoLevel + marginDb ? state.louder + 1 : 0
  const open = louder >= louderFrames ? openFrames : Math.max(0, state.open - 1)
  return { state: { agent, louder, open }, pass: open > 0 }
}
