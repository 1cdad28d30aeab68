/** What the ElevenLabs of the tests says: audio by which one can see which character it stands for, and the times of the characters. */

import type { ElevenLabsOptions, SocketFault } from './elevenlabs-server.test-kit.js'

/**
 * `chunk`: times from the start of each chunk. `whole`: the first chunk of a text times all of it, the others nothing. `context`: times from
 * the start of the context. `spelt`: only the normalized form, in which digits are words.
 */
export type AlignmentForm = 'chunk' | 'whole' | 'context' | 'none' | 'spelt' | 'oldSpelling'

export interface SpeechForm {
  readonly msPerLetter: number
  readonly chunkMs: number
  readonly format: string
  readonly header: string
  readonly alignment: AlignmentForm
  readonly audio?: (text: string) => Uint8Array
  /** Times in seconds, as requests have them. */
  readonly seconds?: boolean
  /** Audio of the context before this text, ms. */
  readonly beforeMs?: number
}

export interface SpeechChunk {
  /** Base64. */
  readonly audio: string
  readonly ms: number
  readonly alignment?: unknown
  readonly normalizedAlignment?: unknown
}

interface Timed {
  readonly char: string
  readonly from: number
}

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

export function chunksOf(text: string, form: SpeechForm): readonly SpeechChunk[] {
  const { alignment, chunkMs, header, msPerLetter } = form
  const said = alignment === 'spelt' ? text.replace(/\d/g, (d) => digits[Number(d)] ?? d) : text
  const rate = form.format.startsWith('pcm_') ? Number(form.format.slice(4)) * 2 : 8000
  const audio = Buffer.concat([Buffer.from(header), audioOf(said, rate, form)])
  const chars = [...said].map((char, i) => ({ char, from: i * msPerLetter }))
  const size = Math.round((chunkMs * rate) / 1000 / 2) * 2
  return Array.from({ length: Math.ceil(audio.length / size) }, (_, i) => {
    const piece = audio.subarray(i * size, (i + 1) * size)
    const ms = (piece.length / rate) * 1000
    return { audio: piece.toString('base64'), ms, ...timesOf(chars, i, form) }
  })
}

/** Each character is a stretch of the byte that is its code: for mu-law a soft hum, told apart by its value. */
function audioOf(text: string, rate: number, { msPerLetter, audio, format }: SpeechForm): Buffer {
  if (audio) return Buffer.from(audio(text))
  const bytes = Math.round((msPerLetter * rate) / 1000 / 2) * 2
  if (!format.startsWith('pcm_')) {
    return Buffer.concat([...text].map((char) => Buffer.alloc(bytes, char)))
  }
  const pcm = Buffer.alloc(bytes * text.length)
  for (let i = 0; i < pcm.length / 2; i++) {
    pcm.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 400 * i) / (rate / 2))), 2 * i)
  }
  return pcm
}

function timesOf(chars: readonly Timed[], chunk: number, form: SpeechForm): object {
  const { alignment, chunkMs, seconds } = form
  const [from, to] = [chunk * chunkMs, (chunk + 1) * chunkMs]
  const whole = alignment === 'whole'
  if (alignment === 'none' || (whole && chunk > 0))
    return { alignment: null, normalizedAlignment: null }
  const here = whole ? chars : chars.filter((char) => char.from >= from && char.from < to)
  const offset = whole ? 0 : alignment === 'context' ? -(form.beforeMs ?? 0) : from
  const times = here.map(({ char, from: start }) => ({ char, from: start - offset }))
  const written = seconds ? inSeconds(times, form) : inMs(times, form)
  const normalized = seconds ? 'normalized_alignment' : 'normalizedAlignment'
  if (alignment === 'spelt') return { alignment: null, [normalized]: written }
  return { alignment: written, [normalized]: written }
}

function inMs(times: readonly Timed[], { msPerLetter, alignment }: SpeechForm): object {
  const lengths = times.map(() => msPerLetter)
  return {
    chars: times.map(({ char }) => char),
    charStartTimesMs: times.map(({ from }) => from),
    [alignment === 'oldSpelling' ? 'charsDurationsMs' : 'charDurationsMs']: lengths,
  }
}

function inSeconds(times: readonly Timed[], { msPerLetter }: SpeechForm): object {
  return {
    characters: times.map(({ char }) => char),
    character_start_times_seconds: times.map(({ from }) => from / 1000),
    character_end_times_seconds: times.map(({ from }) => (from + msPerLetter) / 1000),
  }
}

/** How to speak, from what a client asked for and what is to go wrong. */
export function formOf(
  url: URL,
  fault: Pick<SocketFault, 'header' | 'alignment'>,
  { msPerLetter = 50, chunkMs = 200, audio }: ElevenLabsOptions,
): SpeechForm {
  return {
    ...{ msPerLetter, chunkMs, header: fault.header ?? '' },
    alignment: fault.alignment ?? 'chunk',
    format: url.searchParams.get('output_format') ?? 'mp3_44100',
    ...(audio && { audio }),
  }
}
