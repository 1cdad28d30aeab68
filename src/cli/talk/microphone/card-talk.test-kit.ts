/** `talk` as a process on the virtual sound card, and what its speaker and its microphone gave. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { MULAW_BYTES_PER_MS } from '../../../engine/audio/frame.js'
import type { Recording, SoundCard } from '../audio/sound-card.test-kit.js'
import { clip, pause } from '../audio/sound-card.test-kit.js'
import type { Built } from '../built.test-kit.js'
import { eventSchema, type TalkEvent } from '../event-schema.js'

export interface CardTalk {
  readonly pid: number
  readonly events: TalkEvent[]
  readonly errors: () => string
  readonly over: Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => void
}

/** Starts `talk --json` with the card as its only sound. */
export function startCardTalk(
  { program }: Built,
  card: SoundCard,
  cwd: string,
  args: readonly string[],
): CardTalk {
  const child = spawn(process.execPath, [program, 'talk', '--json', ...args], {
    cwd,
    env: { ...card.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const events: TalkEvent[] = []
  let rest = ''
  let errors = ''
  let wrong: unknown
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    try {
      for (const line of lines) events.push(eventSchema.parse(JSON.parse(line)))
    } catch (error) {
      wrong ??= error
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  // Thrown where the test waits for the end: an error in a listener would belong to no test.
  const over = new Promise<number | null>((resolve, reject) => {
    child.on('close', (code) => (wrong === undefined ? resolve(code) : reject(wrong)))
  })
  over.catch(() => {})
  return {
    ...{ pid: child.pid ?? 0, events, errors: () => errors, over },
    kill: (signal) => child.kill(signal),
  }
}

/** Every process that this one started, and those that they started. */
export function descendants(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, fields = ''] = readFileSync(`/proc/${name}/stat`, 'utf8').split(/\) (?=\w \d)/)
        return [{ child: Number(name), parent: Number(fields.split(' ')[1]) }]
      } catch {
        return []
      }
    })
  const below = (of: number): readonly number[] =>
    parents.filter(({ parent }) => parent === of).flatMap(({ child }) => [child, ...below(child)])
  return below(pid)
}

export const isAlive = (pid: number) => existsSync(`/proc/${pid}`)

/** One place of a recording: when it came and how loud it was. */
export interface Window {
  readonly at: number
  readonly dbfs: number
}

const windowMs = 10
const windowSamples = 480

/** A recording in steps of 10 ms. Both recordings of a card come late by the same, so that their times may be compared. */
export function windowsOf(recording: Recording): readonly Window[] {
  const pcm = recording.stop()
  return Array.from({ length: Math.floor(pcm.length / windowSamples) - 1 }, (_, i) => {
    const part = pcm.subarray(i * windowSamples, (i + 1) * windowSamples)
    const power = part.reduce((sum, value) => sum + value * value, 0) / part.length
    return {
      at: recording.cameAt(i * windowMs),
      dbfs: 10 * Math.log10(Math.max(1, power) / 32_768 ** 2),
    }
  })
}

/** Whether the speaker has sounded within the last 200 ms. */
function isSounding({ pieces }: Recording): boolean {
  return pieces.slice(-20).some(({ pcm }) => pcm.some((value) => Math.abs(value) > 1000))
}

/** Resolves once the speaker has sounded for so long without a break longer than 200 ms. */
export async function soundingFor(recording: Recording, ms: number): Promise<void> {
  const limit = performance.now() + 10_000
  let since = performance.now()
  while (performance.now() - since < ms) {
    if (performance.now() > limit) throw new Error('the speaker stays silent')
    if (!isSounding(recording)) since = performance.now()
    await pause(10)
  }
}

/** Recorded speakers, each with a beginning of its own. */
const callers = [
  ...['ast-conf-invalid', 'ast-followme-status', 'ast-privacy-unident', 'ast-vm-invalidpassword'],
  ...['ast-demo-nomatch', 'ast-conf-onlyperson', 'ast-vm-mismatch', 'lv-0870'],
]

/** More than a second of speech, each time by the next of them. */
export function callerSays(time: number): Uint8Array {
  return clip(callers[time % callers.length] ?? '').slice(0, 1400 * MULAW_BYTES_PER_MS)
}

/** Louder than this is speech. */
export const loudDbfs = -45
/** When the first sound after `from` came. */
export const onsetAfter = (windows: readonly Window[], from: number) =>
  windows.find(({ at, dbfs }) => at > from && dbfs > loudDbfs)?.at ?? Number.NaN

/** From the first sound of the caller after `at` to the last one of the agent before half a second of silence. */
export function silentAfter(at: number, said: readonly Window[], heard: readonly Window[]): number {
  const onset = onsetAfter(said, at)
  const later = heard.filter((window) => window.at > onset)
  const loud = later.filter(({ dbfs }) => dbfs > loudDbfs)
  const last = loud.find(
    ({ at: here }, i) => (loud[i + 1]?.at ?? Number.POSITIVE_INFINITY) - here > 500,
  )
  return last === undefined ? 0 : Math.max(0, last.at - onset)
}
