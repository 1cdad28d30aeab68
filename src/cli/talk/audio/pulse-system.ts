/**
 * Sound through PulseAudio's own programs, `parec` and `pacat` (with PipeWire they are the same). They read and write plain samples, and
 * `pacat -v` tells about twenty times a second how much was heard: by that its pipe is kept short, which alone would hold half a second.
 */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'
import type { AudioProblem } from './audio-problem.js'
import type { AudioDevice } from './devices.js'
import { AudioTrouble } from './load-naudiodon.js'
import { pulseDevices } from './pulse-list.js'
import { PulsePace } from './pulse-pace.js'
import {
  bytesOf,
  chunkMs,
  type OpenSound,
  type SoundPorts,
  type SoundSystem,
  samplesOf,
} from './sound-system.js'

/** What PulseAudio is asked to hold, ms; it asks the device for the same. */
const speakerLatencyMs = 80
const microphoneLatencyMs = 10
const openLimitMs = 5000
/** How often the speaker's pipe is looked at. */
const lookMs = 5

/** Their words are read, so they must be the untranslated ones. */
const env = { ...process.env, LC_ALL: 'C' }

export const pulseSystem: SoundSystem = {
  async list() {
    const [info, sources, sinks] = await Promise.all([
      pactl('info'),
      pactl('list', 'sources'),
      pactl('list', 'sinks'),
    ])
    return pulseDevices({ info, sources, sinks })
  },
  async open(input, output, rate) {
    const opened = [
      program('parec', input, rate, microphoneLatencyMs),
      program('pacat', output, rate, speakerLatencyMs),
    ] as const
    try {
      await Promise.all(opened.map(connected))
      return sound(...opened, rate)
    } catch (error) {
      for (const { child } of opened) child.kill('SIGKILL')
      throw error
    }
  },
}

async function pactl(...words: string[]): Promise<string> {
  try {
    return (await promisify(execFile)('pactl', words, { env, timeout: openLimitMs })).stdout
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string }
    if (code === 'ENOENT') throw new AudioTrouble({ kind: 'no-pulse-programs', detail: 'pactl' })
    throw new AudioTrouble({ kind: 'no-server', detail: stderr.trim().split('\n').at(-1) ?? '' })
  }
}

interface Program {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly device: AudioDevice
  /** Every line it says; `\r` ends one too. */
  onLine: (line: string) => void
  /** Why it has ended, when it has. */
  readonly ended: Promise<AudioProblem>
}

function program(
  name: 'parec' | 'pacat',
  device: AudioDevice,
  rate: number,
  latencyMs: number,
): Program {
  const child = spawn(
    name,
    [
      ...['-v', '--raw', '--format=s16le', '--channels=1', `--rate=${rate}`],
      ...[`--device=${device.id}`, `--latency-msec=${latencyMs}`, '--client-name=voice-agent'],
    ],
    // Out of the terminal's reach: Ctrl-C is for the call, which ends in its own way.
    { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  let last = ''
  const opened: Program = {
    ...{ child, device, onLine: () => {} },
    ended: new Promise((resolve) => {
      child.once('error', () => resolve({ kind: 'no-pulse-programs', detail: name }))
      child.once('close', () => resolve(problemOf(last, device)))
    }),
  }
  child.stdin.on('error', () => {})
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split(/[\r\n]+/)) {
      if (line === '') continue
      if (!line.startsWith('Time:')) last = line
      opened.onLine(line)
    }
  })
  return opened
}

function problemOf(line: string, device: AudioDevice): AudioProblem {
  if (/No such entity|moved/i.test(line)) return { kind: 'gone', detail: device.name }
  if (/refused|Connection (failure|terminated)/i.test(line))
    return { kind: 'no-server', detail: line }
  if (/busy/i.test(line)) return { kind: 'busy', detail: device.name }
  return { kind: 'other', detail: `${device.name}: ${line}` }
}

/** Resolves when the server has given the program its device. */
async function connected(opened: Program): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const there = new Promise<undefined>((resolve) => {
    opened.onLine = (line) => {
      if (line.startsWith('Connected to device')) resolve(undefined)
    }
  })
  const late = new Promise<AudioProblem>((resolve) => {
    const detail = `${opened.device.name} did not open within ${openLimitMs / 1000} s`
    timer = setTimeout(() => resolve({ kind: 'other', detail }), openLimitMs)
  })
  const problem = await Promise.race([there, opened.ended, late])
  clearTimeout(timer)
  if (problem !== undefined) throw new AudioTrouble(problem)
}

function sound(microphone: Program, speaker: Program, rate: number): OpenSound {
  const pace = new PulsePace(() => performance.now())
  let feeding: NodeJS.Timeout | undefined
  const close = () => {
    clearInterval(feeding)
    for (const { child } of [microphone, speaker]) child.kill('SIGKILL')
  }
  const feed = (ports: SoundPorts) => {
    while (pace.wantsMore()) {
      speaker.child.stdin.write(bytesOf(ports.pull()))
      pace.wrote(chunkMs)
    }
  }
  return {
    ...{ inputRate: rate, outputRate: rate, close },
    start(ports) {
      microphone.child.stdout.on('data', wholeSamples(ports.heard))
      speaker.onLine = (line) => {
        if (pace.read(line) === 'underrun') ports.underrun()
        stayed(line, speaker, ports)
      }
      microphone.onLine = (line) => stayed(line, microphone, ports)
      for (const { ended } of [microphone, speaker]) void ended.then(ports.lost)
      feed(ports)
      feeding = setInterval(() => feed(ports), lookMs)
    },
    heardMs: () => pace.heardMs(),
    latency: () => ({ speakerMs: pace.leadMs, microphoneMs: microphoneLatencyMs }),
  }
}

/** The server moves streams to another device when theirs goes; nobody asked for that one. */
function stayed(line: string, { device }: Program, ports: SoundPorts): void {
  if (line.startsWith('Stream moved to device')) ports.lost({ kind: 'gone', detail: device.name })
}

/** A pipe may cut a sample in two. */
function wholeSamples(take: (pcm: Int16Array) => void): (bytes: Buffer) => void {
  let half: Buffer = Buffer.alloc(0)
  return (bytes) => {
    const all = half.length === 0 ? bytes : Buffer.concat([half, bytes])
    half = Buffer.from(all.subarray(all.length & ~1))
    take(samplesOf(all.subarray(0, all.length & ~1)))
  }
}
