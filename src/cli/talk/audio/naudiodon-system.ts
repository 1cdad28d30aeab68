/**
 * Sound through PortAudio. Input and output are two streams: in one stream the speaker's pace holds the microphone back, and what it has
 * missed by is never made up. Nothing is closed tidily (`quit` waits for a speaker that may be stuck): the process ends instead.
 */

import type { AudioOptions, IoStreamRead, IoStreamWrite } from 'naudiodon'
import { messageOf } from '../../../engine/errors.js'
import type { ProblemKind } from './audio-problem.js'
import { type AudioDevice, defaultRate } from './devices.js'
import { AudioTrouble, loadNaudiodon } from './load-naudiodon.js'
import { bytesOf, chunkMs, type OpenSound, type SoundSystem, samplesOf } from './sound-system.js'

type Naudiodon = Awaited<ReturnType<typeof loadNaudiodon>>

/** Chunks that wait in the package for PortAudio: what bears a stall of the loop here. */
const queuedChunks = 5
/** PortAudio's own pieces, ms. It holds two or three of them (measured): all there is when the whole process stands still. */
const inputPieceMs = chunkMs
const outputPieceMs = 2 * chunkMs
const portAudioMs = 3 * outputPieceMs
/** Chunks of the microphone kept while the process stands still. */
const keptChunks = 500

export async function naudiodonSystem(): Promise<SoundSystem> {
  const audio = await loadNaudiodon()
  return {
    list: async () => devices(audio),
    open: async (input, output, rate) => {
      const present = devices(audio)
      const from = openInput(audio, find(present, input, 'inputs'), rate)
      const to = openOutput(audio, find(present, output, 'outputs'), rate)
      return sound(from, to)
    },
  }
}

function devices(audio: Naudiodon): readonly AudioDevice[] {
  const { defaultHostAPI, HostAPIs } = audio.getHostAPIs()
  const host = HostAPIs[defaultHostAPI]
  return audio.getDevices().map((device, number) => ({
    ...{ number, id: String(device.id), name: device.name.trim(), rate: device.defaultSampleRate },
    ...{ inputs: device.maxInputChannels, outputs: device.maxOutputChannels },
    isDefaultInput: host?.defaultInput === device.id,
    isDefaultOutput: host?.defaultOutput === device.id,
  }))
}

/** Numbers move when something is plugged in; and PortAudio takes the default device for a number that it does not know. */
function find(
  present: readonly AudioDevice[],
  wanted: AudioDevice,
  direction: 'inputs' | 'outputs',
): AudioDevice {
  const fits = present.filter((device) => device.name === wanted.name && device[direction] > 0)
  const found = fits.find(({ id }) => id === wanted.id) ?? fits[0]
  if (found === undefined) throw new AudioTrouble({ kind: 'gone', detail: wanted.name })
  return found
}

interface Opened<Stream> {
  readonly stream: Stream
  readonly rate: number
  readonly channels: number
}

function openInput(audio: Naudiodon, device: AudioDevice, rate: number): Opened<IoStreamRead> {
  return openFirst(device, rate, device.inputs, inputPieceMs, (options) =>
    audio.AudioIO({ inOptions: { ...options, maxQueue: keptChunks } }),
  )
}

function openOutput(audio: Naudiodon, device: AudioDevice, rate: number): Opened<IoStreamWrite> {
  return openFirst(device, rate, device.outputs, outputPieceMs, (options) =>
    audio.AudioIO({ outOptions: { ...options, maxQueue: queuedChunks } }),
  )
}

/** The first rate and number of channels that the device takes. */
function openFirst<Stream>(
  device: AudioDevice,
  wanted: number,
  most: number,
  pieceMs: number,
  open: (options: AudioOptions) => Stream,
): Opened<Stream> {
  let refusal: unknown
  for (const rate of new Set([wanted, device.rate, defaultRate, 44_100, 16_000, 8000])) {
    for (const channels of most > 1 ? [1, 2] : [1]) {
      const framesPerBuffer = Math.round((rate * pieceMs) / 1000)
      const highwaterMark = framesPerBuffer * channels * 2
      const options = { deviceId: Number(device.id), sampleRate: rate, channelCount: channels }
      try {
        const stream = open({
          ...{ ...options, sampleFormat: 16, framesPerBuffer, highwaterMark, closeOnError: false },
        })
        return { stream, rate, channels }
      } catch (error) {
        refusal = error
      }
    }
  }
  const detail = messageOf(refusal)
  throw new AudioTrouble({ kind: kindOf(detail), detail: `${device.name}: ${detail}` })
}

/** By PortAudio's own words. */
function kindOf(text: string): ProblemKind {
  if (/unavailable|busy/i.test(text)) return 'busy'
  if (/no default device|invalid device/i.test(text)) return 'gone'
  return /sample rate|channel|format/i.test(text) ? 'format' : 'other'
}

function sound(from: Opened<IoStreamRead>, to: Opened<IoStreamWrite>): OpenSound {
  let accepted = 0
  return {
    inputRate: from.rate,
    outputRate: to.rate,
    start({ pull, heard }) {
      from.stream.on('data', (bytes: Buffer) =>
        heard(firstChannel(samplesOf(bytes), from.channels)),
      )
      // A write is done when the queue has taken it, which is when the speaker has made room.
      const feed = () =>
        to.stream.write(bytesOf(onAllChannels(pull(), to.channels)), () => {
          // Full before it begins, or it begins with running dry.
          if (++accepted === queuedChunks) to.stream.start()
          feed()
        })
      from.stream.start()
      feed()
    },
    heardMs: () => Math.max(0, (accepted - queuedChunks) * chunkMs - portAudioMs),
    latency: () => ({
      speakerMs: queuedChunks * chunkMs + portAudioMs,
      microphoneMs: 3 * inputPieceMs,
    }),
    close: () => {},
  }
}

function firstChannel(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples
  return samples.filter((_, i) => i % channels === 0)
}

function onAllChannels(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples
  return new Int16Array(samples.length * channels).map(
    (_, i) => samples[Math.floor(i / channels)] ?? 0,
  )
}
