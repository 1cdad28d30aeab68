/** What the audio process needs of a sound system; `naudiodon` and `pulse` each are one. */
import type { Millis } from '../../../engine/audio/frame.js'
import type { AudioProblem } from './audio-problem.js'
import type { AudioDevice, DeviceLatency } from './devices.js'

export interface SoundSystem {
  /** @throws AudioTrouble */
  list(): Promise<readonly AudioDevice[]>
  /**
   * Opens both devices; no sound yet.
   * @param rate samples a second if the device can
   * @throws AudioTrouble
   */
  open(input: AudioDevice, output: AudioDevice, rate: number): Promise<OpenSound>
}

/** Mono, 16 bits. */
export interface OpenSound {
  /** Samples a second that the devices agreed to. */
  readonly inputRate: number
  readonly outputRate: number
  start(ports: SoundPorts): void
  /** How much of what was pulled has been heard, ms. */
  heardMs(): Millis
  latency(): DeviceLatency
  /** At once; nothing of ours is left behind. */
  close(): void
}

export interface SoundPorts {
  /** The next `chunkMs` for the speaker, silence if there is nothing to say. A speaker is always fed, so that it never runs dry. */
  pull(): Int16Array
  /** The microphone heard this. */
  heard(pcm: Int16Array): void
  /** The speaker ran dry all the same. */
  underrun(): void
  /** The device is of no use any more. */
  lost(problem: AudioProblem): void
}

/** What is pulled at once, ms. */
export const chunkMs: Millis = 10

/** The samples in these bytes; a copy only where they do not lie on an even address. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  const length = bytes.length >> 1
  if (bytes.byteOffset % 2 === 0) return new Int16Array(bytes.buffer, bytes.byteOffset, length)
  return new Int16Array(bytes.slice(0, length * 2).buffer)
}

/** The bytes of these samples, without a copy. */
export function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
}
