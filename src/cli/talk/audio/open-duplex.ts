/**
 * Keeps a microphone and a speaker open: starts the audio process, and starts it anew when it ends, because a device that was unplugged and
 * is back is only seen by a process that looks afresh. Speech that was not heard is kept until it was, and said after the break.
 */
import {
  FRAME_MS,
  joinMulaw,
  type Millis,
  MULAW_BYTES_PER_MS,
} from '../../../engine/audio/frame.js'
import type { AudioProblem } from './audio-problem.js'
import type {
  AudioCounters,
  AudioKind,
  DeviceLatency,
  Duplex,
  DuplexListener,
  DuplexOptions,
} from './devices.js'
import { defaultRate, maxQueuedMs } from './devices.js'
import { MicrophoneLine } from './microphone-line.js'
import type { AudioProcess, startAudioProcess } from './start-audio-process.js'
import type { Health, Report } from './wire.js'

export interface DuplexParts {
  readonly kind: AudioKind
  readonly env: Readonly<Record<string, string | undefined>>
  readonly start: typeof startAudioProcess
  readonly options: DuplexOptions
  readonly listener: DuplexListener
}

/** Waits before each attempt to open the devices anew; the last one is repeated. */
const retryMs: readonly Millis[] = [250, 500, 1000, 2000]
/** After so long without devices the duplex is over. */
const giveUpMs: Millis = 60_000
/** Devices that do not open in this time never will. */
const openLimitMs: Millis = 15_000

/** Resolves with the open devices. @throws AudioProblem (plain) when they do not open at the first attempt */
export async function openDuplex(parts: DuplexParts): Promise<Duplex> {
  const duplex = new SupervisedDuplex(parts)
  await duplex.openFirst()
  return duplex
}

class SupervisedDuplex implements Duplex {
  readonly #parts: DuplexParts
  #devices: Pick<DuplexOptions, 'input' | 'output'>
  #process: AudioProcess | undefined
  #line = new MicrophoneLine()
  /** Clock time at which `mediaAt` was 0. */
  #zero: Millis | undefined
  #generation = 0
  /** Heard in generations before this one, ms. */
  #heardBefore: Millis = 0
  #heardNow: Millis = 0
  /** Speech of this generation that was not heard. */
  #unheard: Uint8Array[] = []
  #health: Health = { underruns: 0, speakerMs: maxQueuedMs, microphoneMs: FRAME_MS }
  /** Of the processes and lines before. */
  #before = { droppedMs: 0, underruns: 0, stalls: 0, reopened: 0 }
  #waiting: NodeJS.Timeout | undefined
  #closed: Promise<void> | undefined

  constructor(parts: DuplexParts) {
    this.#parts = parts
    this.#devices = parts.options
    parts.options.signal?.addEventListener('abort', () => void this.close(), { once: true })
  }

  async openFirst(): Promise<void> {
    const problem = this.#parts.options.signal?.aborted ? aborted : await this.#start()
    if (problem === undefined) return
    await this.close()
    throw problem
  }

  play(mulaw: Uint8Array): void {
    if (mulaw.length === 0) return
    this.#unheard.push(mulaw)
    this.#process?.send({ type: 'play', mulaw })
  }

  flush(): void {
    this.#unheard = []
    this.#begin()
  }

  playedMs(): Millis {
    return this.#heardBefore + this.#heardNow
  }

  change(devices: Parameters<Duplex['change']>[0]): void {
    this.#devices = { ...this.#devices, ...devices }
    // Its end is taken for a loss, and the next one is opened with what holds by then.
    void this.#process?.stop()
  }

  counters(): AudioCounters {
    const { droppedMs, stalls } = this.#line
    return {
      droppedMs: this.#before.droppedMs + droppedMs,
      stalls: this.#before.stalls + stalls,
      underruns: this.#before.underruns + this.#underruns(),
      reopened: this.#before.reopened,
    }
  }

  latency(): DeviceLatency {
    const { speakerMs, microphoneMs } = this.#health
    return { speakerMs, microphoneMs }
  }

  close(): Promise<void> {
    clearTimeout(this.#waiting)
    this.#closed ??= Promise.resolve(this.#process?.stop())
    return this.#closed
  }

  /** Starts a process; resolves when the devices are open, or with what stands in the way. */
  async #start(): Promise<AudioProblem | undefined> {
    const { kind, env, start, options } = this.#parts
    const { input, output } = this.#devices
    const { rate = defaultRate } = options
    let timer: NodeJS.Timeout | undefined
    const opened = new Promise<AudioProblem | undefined>((resolve) => {
      const mine = start({ do: 'open', kind, input, output, rate }, env, (report) => {
        if (this.#process !== mine) return
        if (report.type === 'opened') resolve(undefined)
        this.#take(report)
      })
      this.#process = mine
      void mine.ended.then((problem) => {
        if (this.#process === mine) this.#lost(problem)
        resolve(problem)
      })
      timer = setTimeout(() => {
        resolve({ kind: 'other', detail: `the devices did not open in ${openLimitMs / 1000} s` })
        void mine.stop()
      }, openLimitMs)
    })
    const problem = await opened
    clearTimeout(timer)
    this.#isOpen = problem === undefined
    return problem
  }

  #isOpen = false
  #lostAt: Millis | undefined

  /** What comes from a process that was left is nobody's concern any more. */
  #take(report: Report): void {
    switch (report.type) {
      case 'audio':
        this.#hear(report.mulaw)
        break
      case 'played':
        if (report.generation === this.#generation) this.#played(report.ms)
        break
      case 'health':
        this.#health = report
    }
  }

  #hear(mulaw: Uint8Array): void {
    if (this.#closed) return
    const now = performance.now()
    this.#zero ??= now
    for (const frame of this.#line.receive(mulaw, now)) this.#parts.listener.audio(frame)
  }

  #played(ms: Millis): void {
    let heard = (ms - this.#heardNow) * MULAW_BYTES_PER_MS
    this.#heardNow = ms
    while (heard > 0) {
      const piece = this.#unheard.shift()
      if (piece === undefined) break
      if (piece.length > heard) this.#unheard.unshift(piece.subarray(heard))
      heard -= piece.length
    }
    if (!this.#closed) this.#parts.listener.played?.(this.playedMs())
  }

  /** What is heard from here on is counted anew. */
  #begin(): void {
    this.#heardBefore += this.#heardNow
    this.#heardNow = 0
    this.#generation++
    this.#process?.send({ type: 'flush', generation: this.#generation })
  }

  #underruns(): number {
    return this.#health.underruns + (this.#process?.underruns() ?? 0)
  }

  /** The process has ended without being asked to. */
  #lost({ kind, detail }: AudioProblem): void {
    if (this.#closed || !this.#isOpen) return
    this.#isOpen = false
    const { droppedMs, stalls } = this.#line
    this.#before.droppedMs += droppedMs
    this.#before.stalls += stalls
    this.#before.underruns += this.#underruns()
    this.#health = { ...this.#health, underruns: 0 }
    this.#process = undefined
    this.#lostAt = performance.now()
    this.#line = new MicrophoneLine(this.#line.mediaAt)
    this.#retry(0, detail || kind)
  }

  #retry(attempt: number, why: string): void {
    const { listener } = this.#parts
    const downMs = performance.now() - (this.#lostAt ?? 0)
    if (downMs > giveUpMs) {
      listener.news?.({ type: 'over', why })
      return
    }
    const wait = retryMs[Math.min(attempt, retryMs.length - 1)] ?? giveUpMs
    listener.news?.({ type: 'lost', why, retryMs: wait })
    this.#waiting = setTimeout(() => void this.#reopen(attempt), wait)
  }

  async #reopen(attempt: number): Promise<void> {
    const problem = await this.#start()
    if (this.#closed) return void this.#process?.stop()
    if (problem !== undefined) return this.#retry(attempt + 1, problem.detail || problem.kind)
    const now = performance.now()
    const due = Math.round((now - (this.#zero ?? now)) / FRAME_MS) * FRAME_MS
    this.#line = new MicrophoneLine(Math.max(this.#line.mediaAt, due))
    this.#before.reopened++
    this.#begin()
    const mulaw = joinMulaw(this.#unheard)
    if (mulaw.length > 0) this.#process?.send({ type: 'play', mulaw })
    this.#parts.listener.news?.({ type: 'back', afterMs: now - (this.#lostAt ?? now) })
  }
}

const aborted: AudioProblem = { kind: 'other', detail: 'it was given up' }
