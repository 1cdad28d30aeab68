/** The virtual sound card for tests: what is played into its microphone, and what its speaker got. Nothing of the machine's own sound. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { decodeMulaw } from '../../../engine/audio/mulaw.js'
import { loadResampling } from '../../../engine/audio/resample.js'
import { readWav } from '../../../engine/audio/wav.js'
import { bytesOf, samplesOf } from './sound-system.js'

export interface SoundCard {
  /** Where the card is, for a process that is to use it. */
  readonly env: Record<string, string | undefined>
  /** Plays 8 kHz mu-law where the microphone hears it; resolves when it was played. Gives back when the first of it was handed over. */
  speak(mulaw: Uint8Array): Promise<number>
  /** Records the speaker from now on, or what the microphone gives. */
  record(device?: 'va_spk.monitor' | 'va_mic'): Recording
  /** The speaker is heard by the microphone, so much louder and so much later; resolves with what ends that. */
  echo(gainDb: number, delayMs: number): Promise<() => Promise<void>>
  pactl(...words: string[]): Promise<string>
  stop(): Promise<void>
}

export interface Recording {
  /** Samples so far, 48 kHz, and when each piece came: its end and its time. */
  readonly pieces: readonly { readonly at: number; readonly pcm: Int16Array }[]
  readonly ready: Promise<void>
  /** When the sample at this place came. */
  cameAt(ms: number): number
  stop(): Int16Array
}

const script = fileURLToPath(new URL('../../../../scripts/virtual-sound-card.mjs', import.meta.url))
const cardRate = 48_000

/** A card, or why there is none: tests are then skipped and say so. */
export async function startSoundCard(): Promise<SoundCard | string> {
  if (process.platform !== 'linux') return 'the virtual sound card is for Linux'
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stdin.on('error', () => {})
  child.stderr.on('data', (text) => {
    said += text
  })
  const ended = once(child, 'exit')
  const line = once(createInterface(child.stdout), 'line')
  const first = await Promise.race([line, ended.then(() => undefined)])
  if (first === undefined) return said.trim()
  const env = { ...process.env, ...JSON.parse(String(first[0])) }
  return card(env, child, ended)
}

function card(
  env: Record<string, string>,
  child: ChildProcess,
  ended: Promise<unknown>,
): SoundCard {
  const recorders = new Set<ChildProcess>()
  const raw = ['--raw', '--format=s16le', '--channels=1', `--rate=${cardRate}`]
  const pactl = async (...words: string[]) => {
    const asked = spawn('pactl', words, { env: { ...env, LC_ALL: 'C' } })
    let text = ''
    asked.stdout.on('data', (more) => {
      text += more
    })
    await once(asked, 'close')
    return text.trim()
  }
  return {
    env,
    pactl,
    async speak(mulaw) {
      const resampling = await loadResampling()
      const pcm = resampling.convert(decodeMulaw(mulaw), 8000, cardRate)
      const player = spawn('pacat', [...raw, '-d', 'va_feed', '--latency-msec=40'], {
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      first(player)
      const at = performance.now()
      // Stopped in mid-speech.
      player.stdin.on('error', () => {})
      player.stdin.end(bytesOf(pcm))
      await once(player, 'exit')
      return at
    },
    record(device = 'va_spk.monitor') {
      const recorder = spawn('parec', [...raw, '-d', device, '--latency-msec=10'], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      first(recorder)
      recorders.add(recorder)
      const pieces: { at: number; pcm: Int16Array }[] = []
      recorder.stdout.on('data', (bytes: Buffer) => {
        pieces.push({ at: performance.now(), pcm: samplesOf(new Uint8Array(bytes)) })
      })
      const ready = once(recorder.stdout, 'data').then(() => {})
      return {
        ...{ pieces, ready },
        cameAt: (ms) => {
          let samples = (ms * cardRate) / 1000
          const piece = pieces.find(({ pcm }) => {
            samples -= pcm.length
            return samples < 0
          })
          return (piece?.at ?? Number.NaN) + (samples * 1000) / cardRate
        },
        stop: () => {
          recorder.kill('SIGKILL')
          return joined(pieces.map(({ pcm }) => pcm))
        },
      }
    },
    async echo(gainDb, delayMs) {
      const module = await pactl(
        ...['load-module', 'module-loopback', 'source=va_spk.monitor', 'sink=va_feed'],
        ...[`latency_msec=${delayMs}`, 'remix=no', 'adjust_time=0'],
      )
      const inputs = await pactl('list', 'sink-inputs')
      const input = inputs
        .split(/^Sink Input #/m)
        .find((text) => text.includes(`Owner Module: ${module}\n`))
      await pactl('set-sink-input-volume', input?.split('\n')[0] ?? '', `${gainDb}dB`)
      return async () => void (await pactl('unload-module', module))
    },
    async stop() {
      for (const recorder of recorders) recorder.kill('SIGKILL')
      child.stdin?.end()
      await ended
    },
  }
}

/** The measuring instruments must not stutter where the machine is busy; not every user may ask for that. */
function first(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, -15)
  } catch {}
}

/** One of the recorded clips, mu-law. */
export function clip(name: string): Uint8Array {
  const url = new URL(`../../../../fixtures/clips/${name}.wav`, import.meta.url)
  const wav = readWav(readFileSync(url), name)
  if (wav.codec !== 'mulaw') throw new Error(`${name} is not mu-law`)
  return wav.data
}

export interface Likeness {
  /** 1: the same but for its loudness. */
  readonly correlation: number
  /** Where the reference begins in what was recorded, ms. */
  readonly atMs: number
}

/** How like what was said (8 kHz) is to what was heard. Both are brought to 48 kHz, so that a fraction of a sample does not count. */
export async function likeness(
  said: Int16Array,
  heard: Int16Array,
  heardRate: number,
): Promise<Likeness> {
  const resampling = await loadResampling()
  const coarse = resampling.convert(heard, heardRate, 8000)
  const lag = bestLag(said, coarse, 0, coarse.length - said.length)
  const fine = resampling.convert(heard, heardRate, cardRate)
  const reference = resampling.convert(said, 8000, cardRate)
  const at = bestLag(reference, fine, lag * 6 - 12, lag * 6 + 12)
  return { correlation: correlate(reference, fine, at, 1), atMs: (at / cardRate) * 1000 }
}

/** Long lags are sought with every third sample. */
function bestLag(reference: Int16Array, heard: Int16Array, from: number, to: number): number {
  let best = { lag: Math.max(0, from), correlation: -1 }
  for (let lag = Math.max(0, from); lag <= to; lag++) {
    const correlation = correlate(reference, heard, lag, to - from > 100 ? 5 : 1)
    if (correlation > best.correlation) best = { lag, correlation }
  }
  return best.lag
}

function correlate(a: Int16Array, b: Int16Array, lag: number, step: number): number {
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i += step) {
    const x = a[i] ?? 0
    const y = b[i + lag] ?? 0
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return ab / Math.sqrt(aa * bb || 1)
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Resolves once this holds. */
export async function until(holds: () => boolean, limitMs = 10_000): Promise<void> {
  const limit = performance.now() + limitMs
  while (!holds()) {
    if (performance.now() > limit) throw new Error(`waited ${limitMs} ms in vain: ${holds}`)
    await pause(5)
  }
}
