/**
 * Microphone and speaker, as the rest of `talk` sees them.
 *
 *   Duplex (this process) ◀── one pipe ──▶ audio process ◀──▶ naudiodon, or parec and pacat ◀──▶ sound
 *
 * Everything that must not wait lives in the audio process: resampling, cutting into frames, feeding the speaker at the pace at which it
 * plays. So neither a stall of ours makes a gap in the agent's voice, nor does what the sound libraries print or block reach the screen.
 */
import type { AudioFrame, Millis } from '../../../engine/audio/frame.js'

/** What carries the sound: PortAudio in the process, or PulseAudio's own programs (PipeWire has the same). */
export type AudioKind = 'naudiodon' | 'pulse'

export interface AudioDevice {
  /** How it is chosen by number: its place in the list. */
  readonly number: number
  /** What the sound system calls it. */
  readonly id: string
  /** What people call it. */
  readonly name: string
  /** How many channels it can take in and give out; 0: not that direction. */
  readonly inputs: number
  readonly outputs: number
  readonly isDefaultInput: boolean
  readonly isDefaultOutput: boolean
  /** Samples a second it runs at by itself. */
  readonly rate: number
}

/** What happened to the devices besides sound. */
export type DeviceNews =
  /** No sound goes through any more; it is tried again in `retryMs`. */
  | { readonly type: 'lost'; readonly why: string; readonly retryMs: Millis }
  /** Sound goes through again after so long. */
  | { readonly type: 'back'; readonly afterMs: Millis }
  /** Tried long enough: this duplex is over. */
  | { readonly type: 'over'; readonly why: string }

/** What went wrong so far. All of it is 0 in a good call. */
export interface AudioCounters {
  /** Microphone audio thrown away because it came too late to be answered (after a stall). */
  readonly droppedMs: Millis
  /** Times the speaker ran dry. */
  readonly underruns: number
  /** Times the microphone gave nothing for longer than `stallMs`. */
  readonly stalls: number
  /** Times the devices were opened anew. */
  readonly reopened: number
}

/** Where time goes between us and the air, as far as the sound system tells; estimates, ms. */
export interface DeviceLatency {
  /** Sound that waits at the devices for the speaker: a flush cannot take it back. */
  readonly speakerMs: Millis
  /** From the air to us. */
  readonly microphoneMs: Millis
}

export interface DuplexListener {
  /** 20 ms of the microphone. `mediaAt` counts what the microphone gave, and jumps over what was lost. */
  audio(frame: AudioFrame): void
  /** `playedMs` has grown. */
  played?(playedMs: Millis): void
  news?(news: DeviceNews): void
}

export interface DuplexOptions {
  readonly input: AudioDevice
  readonly output: AudioDevice
  /** Samples a second at the devices, 8000 to 48000; 48000 if not said, and what the device can if it cannot do that. */
  readonly rate?: number
  /** Aborting closes the devices at once. */
  readonly signal?: AbortSignal
}

/** An open microphone and an open speaker. */
export interface Duplex {
  /** More speech for the speaker: mu-law, 8 kHz, any length. */
  play(mulaw: Uint8Array): void
  /** Drops what has not gone to the device. At most `maxQueuedMs` still sounds. */
  flush(): void
  /** How much of what was given to `play` has been heard since the opening, ms; what a flush dropped is never heard. */
  playedMs(): Millis
  /** Goes on with other devices: sound breaks off until they are open, and speech that was not heard comes after that. */
  change(devices: Partial<Pick<DuplexOptions, 'input' | 'output'>>): void
  counters(): AudioCounters
  latency(): DeviceLatency
  /** Resolves once nothing of it is left, the audio process included. Closing twice is harmless. */
  close(): Promise<void>
}

export interface AudioDevices {
  readonly kind: AudioKind
  /** @throws VoiceAgentError E_AUDIO when there is no sound to be had here */
  list(): Promise<readonly AudioDevice[]>
  /** @throws VoiceAgentError E_AUDIO, E_AUDIO_DEVICE when the devices cannot be opened */
  open(options: DuplexOptions, listener: DuplexListener): Promise<Duplex>
}

/** Speech that waits at the device at most, ms: beyond it a barge-in would be heard to be late. */
export const maxQueuedMs: Millis = 120

/** The rate almost every device runs at. */
export const defaultRate = 48_000
