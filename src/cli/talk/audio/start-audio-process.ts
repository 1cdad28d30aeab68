import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority, tmpdir } from 'node:os'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { AudioProblem } from './audio-problem.js'
import { decoder, encode, type Instruction, type Order, type Report } from './wire.js'

/** The other end of an audio process. */
export interface AudioProcess {
  send(instruction: Instruction): void
  /** Ends it, and resolves when it has ended. */
  stop(): Promise<void>
  /** What the process itself said went wrong, or how it ended. Resolves in any case. */
  readonly ended: Promise<AudioProblem>
  /** What the sound libraries complained about so far: lines that tell of a speaker that ran dry. */
  readonly underruns: () => number
  readonly pid: number | undefined
}

/** How long the process may take to see that its pipe has ended. */
const leaveMs = 1000
/** As much of what it prints is kept, for when it dies. */
const keptText = 2000

/** Every stream of the sound library holds one of libuv's threads for as long as it waits. */
const threads = '16'

/** @param env of the process: where the sound is is told by its environment */
export function startAudioProcess(
  order: Order,
  env: Readonly<Record<string, string | undefined>>,
  receive: (report: Report) => void,
): AudioProcess {
  const child = spawn(process.execPath, [...program(), JSON.stringify(order)], {
    // Where it may leave what it wants to leave when it crashes.
    cwd: tmpdir(),
    env: { ...env, UV_THREADPOOL_SIZE: threads },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  hurry(child.pid)
  const pipe = child.stdio[3] as Duplex
  const printed = listen(child)
  let problem: AudioProblem | undefined
  const read = decoder<Report>(
    (mulaw) => ({ type: 'audio', mulaw }),
    (report) => {
      if (report.type === 'problem') problem ??= report.problem
      receive(report)
    },
  )
  pipe.on('data', read).on('error', () => {})
  const ended = new Promise<AudioProblem>((resolve) => {
    const over = (how: string) =>
      resolve(problem ?? { kind: 'other', detail: `the audio process ${how}${printed.lastLine()}` })
    child.once('error', (error) => over(`could not be started: ${error.message}`))
    child.once('close', (code, signal) => over(`ended with ${signal ?? code}`))
  })
  return {
    ...{ ended, underruns: printed.underruns, pid: child.pid },
    send: (instruction) => {
      if (pipe.writable) pipe.write(encode(instruction))
    },
    async stop() {
      pipe.destroy()
      const force = setTimeout(() => child.kill('SIGKILL'), leaveMs)
      await ended
      clearTimeout(force)
    },
  }
}

/** Sound cannot wait; where the system does not allow it, it goes without. Done before the process has threads, which all inherit it. */
function hurry(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch {}
}

/** In development the sources are TypeScript, and a new process has to be told how to load it. */
function program(): readonly string[] {
  const here = import.meta.url
  if (!here.endsWith('.ts')) return [fileURLToPath(new URL('./audio-process.js', here))]
  const file = fileURLToPath(new URL('./audio-process.ts', here))
  return ['--import', import.meta.resolve('tsx'), file]
}

/** Takes in what the libraries print, so that it is on nobody's screen. */
function listen(child: ChildProcess) {
  let text = ''
  let underruns = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (more: string) => {
      underruns += more.match(/output underflow/g)?.length ?? 0
      text = (text + more).slice(-keptText)
    })
  }
  return {
    underruns: () => underruns,
    lastLine() {
      const line = text.trim().split('\n').at(-1) ?? ''
      return line === '' ? '' : `: ${line}`
    },
  }
}
