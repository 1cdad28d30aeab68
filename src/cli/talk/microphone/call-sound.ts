import {
  FRAME_MS,
  joinMulaw,
  type Millis,
  MULAW_BYTES_PER_MS,
} from '../../../engine/audio/frame.js'
import { decodeMulaw, encodeMulaw, MULAW_SILENCE } from '../../../engine/audio/mulaw.js'
import type { Observer } from '../../../engine/report/entry.js'
import type { Desk } from '../audio/desk.js'
import { openDevices, type SoundWishes } from './open-sound.js'

/** Speech that waits: what comes sooner than it can be heard. */
class Waiting {
  #mulaw: Uint8Array = new Uint8Array()

  give(mulaw: Uint8Array): void {
    this.#mulaw = joinMulaw([this.#mulaw, mulaw])
  }

  /** The next frame; silence where there is nothing to say. */
  take(): Uint8Array {
    const frame = new Uint8Array(frameBytes).fill(MULAW_SILENCE)
    frame.set(this.#mulaw.subarray(0, frameBytes))
    this.#mulaw = this.#mulaw.subarray(frameBytes)
    return frame
  }

  /** Keeps the newest. */
  keep(ms: Millis): void {
    const most = ms * MULAW_BYTES_PER_MS
    if (this.#mulaw.length > most) this.#mulaw = this.#mulaw.subarray(this.#mulaw.length - most)
  }
}

const frameBytes = FRAME_MS * MULAW_BYTES_PER_MS
/** The caller's frames come one by one, hardly ever late. */
const callerLateMs: Millis = 200

/**
 * Both sides of a call on the speaker, for whoever listens to it: the agent as it would sound at the caller's ear, and the caller. The
 * microphone's frames are the clock, and are not listened to.
 */
export function callSound({ duplex, listen }: Desk): Observer {
  const agent = new Waiting()
  const caller = new Waiting()
  listen({ audio: () => duplex.play(mix(agent.take(), caller.take())) })
  return ({ event, commands }) => {
    if (event.type === 'transport.audio') {
      caller.give(event.frame.mulaw)
      caller.keep(callerLateMs)
    }
    for (const command of commands) {
      if (command.type === 'play') agent.give(command.mulaw)
      else if (command.type === 'clear') agent.keep(0)
    }
  }
}

/**
 * The speaker for a call with a recorded caller. Undefined where there is none, and with `--audio off`: such a call can be read as well.
 *
 * @throws VoiceAgentError E_USAGE, E_AUDIO, E_AUDIO_DEVICE when sound was asked for by a flag and cannot be had
 */
export async function openListener(
  wishes: Pick<SoundWishes, 'context' | 'flags' | 'signal'>,
): Promise<{ readonly observe: Observer; readonly close: () => Promise<void> } | undefined> {
  const { audio, input, speaker } = wishes.flags
  if (audio === 'off') return undefined
  try {
    const { desk } = await openDevices(wishes)
    return { observe: callSound(desk), close: () => desk.duplex.close() }
  } catch (error) {
    if ((audio ?? input ?? speaker) !== undefined) throw error
    return undefined
  }
}

/** Both at once, as loud as they are; what is too loud together is cut off. */
export function mix(one: Uint8Array, other: Uint8Array): Uint8Array {
  const a = decodeMulaw(one)
  const b = decodeMulaw(other)
  return encodeMulaw(a.map((value, i) => Math.max(-32_768, Math.min(32_767, value + (b[i] ?? 0)))))
}
