import type { Millis } from '../../engine/audio/frame.js'
import type { ControlEvent } from '../../engine/call/event.js'
import type { CallPolicy } from '../../engine/call/policy.js'
import type { Observer } from '../../engine/report/entry.js'
import type { Clock } from '../../engine/run/clock.js'
import { type CallOptions, runCall } from '../../engine/run/run-call.js'
import { FastClock } from './fast-clock.js'

/** A call at the desk that can be held, whoever is its caller. */
export interface DeskCall {
  readonly agent: string
  /** Which parts are used, for a person. */
  readonly description: string
  readonly policy: CallPolicy
  /** Milliseconds since the call began. */
  readonly now: () => Millis
  /** The agent by its name in the catalog and its options, where the caller has a voice: then the call can become a fixture. */
  readonly recordable?: {
    readonly name: string
    readonly options: Readonly<Record<string, unknown>>
  }
  /** Where the keyboard is the caller. */
  readonly keyboard?: Keyboard
  /** Where a microphone is. */
  readonly microphone?: Microphone
  /**
   * Holds the call to its end.
   *
   * @throws CallFault, and whatever was wrong with a row of a script
   */
  readonly hold: (by: Holder) => Promise<void>
}

export interface Keyboard {
  /** Missing where the caller has a voice. */
  readonly say?: (text: string) => void
  readonly press: (digits: string) => void
}

/** `open`: the agent hears the caller. `held`: not while the agent speaks. `push-to-talk`: not until the key is pressed. */
export type MicrophoneState = 'open' | 'held' | 'push-to-talk'

/** What the person at the desk can do to the microphone. */
export interface Microphone {
  readonly state: () => MicrophoneState
  /** Tells one listener of every change. */
  readonly watch: (listener: (state: MicrophoneState) => void) => void
  readonly mute: (muted: boolean) => void
  /** The key: begins to talk, or ends it, since a terminal does not tell when a key is let go. */
  readonly pushToTalk: () => void
  /** The microphones and speakers there are now. */
  readonly devices: () => Promise<readonly DeskDevice[]>
  /** Goes on with this one, and says so. */
  readonly use: (device: DeskDevice) => string
}

/** A microphone or a speaker that can be chosen. A device that is both is there twice. */
export interface DeskDevice {
  readonly direction: 'input' | 'output'
  readonly name: string
  readonly isUsed: boolean
  /** Tells it from others of the same name. */
  readonly id: string
}

/** Who holds a call, sees it, and can end it. */
export interface Holder {
  readonly observers: readonly Observer[]
  readonly warn: (message: string) => void
  /** The caller hangs up. */
  readonly hangUp: AbortSignal
  /** Nobody waits any more. */
  readonly abandon: AbortSignal
  /** Keeps a record durably before it returns. */
  readonly audit?: CallOptions['audit']
  /** Is given the way in for wishes from outside. */
  readonly control?: (post: (event: ControlEvent) => void) => void
}

/** Runs a call on its clock, and lets `hangUp` be the caller's. */
export async function holdCall(
  call: Omit<CallOptions, 'signal' | 'log'>,
  callerHangsUp: () => void,
  { hangUp, abandon, warn, audit }: Holder,
): Promise<void> {
  let over = false
  hangUp.addEventListener('abort', callerHangsUp, { once: true })
  const log = logTo(warn)
  const options = { ...call, log, signal: abandon, ...(audit && { audit }) }
  const running = runCall(options).finally(() => {
    over = true
  })
  if (hangUp.aborted) callerHangsUp()
  try {
    await Promise.all([running, passTime(call.clock, () => over)])
  } finally {
    hangUp.removeEventListener('abort', callerHangsUp)
  }
}

export function logTo(warn: (message: string) => void): CallOptions['log'] {
  return { warn: (_, message) => warn(message) }
}

/** Real time passes by itself. */
async function passTime(clock: Clock, done: () => boolean): Promise<void> {
  if (clock instanceof FastClock) await clock.run(done)
}
