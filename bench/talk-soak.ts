/**
 * Microphone and speaker for a long time: does anything drift, grow, get lost or run dry? Both directions carry recorded speech without end
 * through the virtual sound card, and what arrives is compared with what was sent, second by second.
 *
 *   npm run talk-soak -- [--seconds 600] [--audio naudiodon|pulse]
 */
import { readFileSync } from 'node:fs'
import { audioDevices } from '../src/cli/talk/audio/audio-devices.js'
import { chooseDevice } from '../src/cli/talk/audio/choose-device.js'
import type { AudioKind } from '../src/cli/talk/audio/devices.js'
import { openDuplex } from '../src/cli/talk/audio/open-duplex.js'
import {
  clip,
  joined,
  likeness,
  pause,
  startSoundCard,
} from '../src/cli/talk/audio/sound-card.test-kit.js'
import { startAudioProcess } from '../src/cli/talk/audio/start-audio-process.js'
import { joinMulaw } from '../src/engine/audio/frame.js'
import { decodeMulaw } from '../src/engine/audio/mulaw.js'

const words = process.argv.slice(2)
const value = (flag: string, otherwise: string) => {
  const at = words.indexOf(flag)
  return at < 0 ? otherwise : (words[at + 1] ?? otherwise)
}
const seconds = Number(value('--seconds', '600'))
const kind = value('--audio', 'naudiodon') as AudioKind
const card = await startSoundCard()
if (typeof card === 'string') {
  console.error(card)
  process.exit(3)
}

/** A little over one piece a second, so that the pieces are never in step with anything. */
const said = clip('lv-0870').slice(0, 8800)
const devices = await audioDevices(kind, card.env).list()
const arrivals: { at: number; mediaAt: number; mulaw: Uint8Array }[] = []
const pids: number[] = []
const start: typeof startAudioProcess = (...order) => {
  const started = startAudioProcess(...order)
  if (started.pid !== undefined) pids.push(started.pid)
  return started
}
// Before anything is measured: to make ten minutes of sound takes this process more than a second.
const speaking = card.speak(joinMulaw(Array.from({ length: seconds + 10 }, () => said)))
await pause(500)
const duplex = await openDuplex({
  ...{ kind, env: card.env, start },
  options: {
    input: chooseDevice(devices, 'input', 'va_mic'),
    output: chooseDevice(devices, 'output', 'va_spk'),
  },
  listener: {
    audio: ({ mulaw, mediaAt }) => arrivals.push({ at: performance.now(), mediaAt, mulaw }),
    news: (news) => console.log(news),
  },
})
const recording = card.record()
await recording.ready

const began = performance.now()
const cpuBefore = cpuOf(pids)
const own = process.cpuUsage()
const rows: string[] = []
let given = 0
while (performance.now() - began < seconds * 1000) {
  // As the engine does: at most a second ahead.
  while (given - duplex.playedMs() < 1000) {
    duplex.play(said)
    given += said.length / 8
  }
  await pause(100)
  const passed = (performance.now() - began) / 1000
  if (passed > (rows.length + 1) * (seconds / 10)) rows.push(row(passed))
}

function row(passed: number): string {
  const last = arrivals.at(-1)
  const lag = last
    ? last.at - last.mediaAt - ((arrivals[50]?.at ?? 0) - (arrivals[50]?.mediaAt ?? 0))
    : 0
  const ahead = duplex.playedMs() - passed * 1000
  const memory = memoryOf(pids).toFixed(0)
  const text = `${passed.toFixed(0).padStart(4)} s  frames ${arrivals.length}  microphone drift ${lag.toFixed(1)} ms  speaker drift ${ahead.toFixed(1)} ms  audio process ${memory} MiB  ${JSON.stringify(duplex.counters())}`
  console.log(text)
  return text
}

const elapsed = performance.now() - began
const cpu = ((cpuOf(pids) - cpuBefore) / elapsed) * 100
const { user, system } = process.cpuUsage(own)
const counters = duplex.counters()
const latency = duplex.latency()
await duplex.close()
const spoken = recording.stop()
await card.stop()
await speaking

const gaps = arrivals.slice(1).map(({ at }, i) => at - (arrivals[i]?.at ?? at))
const breaks = arrivals
  .slice(1)
  .filter(({ mediaAt }, i) => mediaAt - (arrivals[i]?.mediaAt ?? 0) !== 20)
const microphone = await pieces(joined(arrivals.map(({ mulaw }) => decodeMulaw(mulaw))), 8000)
const speaker = await pieces(spoken, 48_000)
console.log(
  [
    `${kind}, ${(elapsed / 1000).toFixed(0)} s`,
    `  frames        ${arrivals.length} of ${Math.floor(elapsed / 20)}, ${breaks.length} breaks in time, gap p50 ${at(gaps, 0.5)} p99 ${at(gaps, 0.99)} most ${at(gaps, 1)} ms`,
    `  microphone    ${show(microphone)}`,
    `  speaker       ${show(speaker)}`,
    `  counters      ${JSON.stringify(counters)} ${JSON.stringify(latency)}`,
    `  cpu           audio process ${cpu.toFixed(1)} %, this process ${((user + system) / 10 / elapsed).toFixed(1)} % of a core (with the recorder's samples)`,
  ].join('\n'),
)
process.exit(0)

/** How like each piece of what was heard is to what was said, and how the pieces follow each other. */
async function pieces(heard: Int16Array, rate: number) {
  const reference = decodeMulaw(said)
  const length = (said.length / 8000) * rate
  const first = await likeness(reference, heard.subarray(0, length * 3), rate)
  const found: { correlation: number; atMs: number }[] = []
  for (let from = (first.atMs / 1000) * rate; from + length * 1.1 < heard.length; from += length) {
    const margin = Math.round(rate / 50)
    const around = heard.subarray(
      Math.max(0, Math.round(from) - margin),
      Math.round(from + length) + margin,
    )
    let piece = await likeness(reference, around, rate)
    if (piece.correlation < 0.99) {
      // Out of step: what was lost is counted once, and the next piece is looked for afresh.
      found.push(piece)
      const again = heard.subarray(Math.round(from), Math.round(from + length * 3))
      const next = await likeness(reference, again, rate)
      piece = { ...next, atMs: next.atMs + 20 }
    }
    found.push(piece)
    from += ((piece.atMs - 20) / 1000) * rate
  }
  // The last ones are cut by the end.
  return found.slice(1, -2)
}

function show(found: readonly { readonly correlation: number; readonly atMs: number }[]): string {
  const correlations = found.map(({ correlation }) => correlation)
  const like = correlations.filter((correlation) => correlation >= 0.99).length
  const shifts = found.filter(({ atMs }) => Math.abs(atMs - 20) > 0.5).length
  return `${like} of ${found.length} pieces correlate >= 0.99, least ${Math.min(...correlations).toFixed(4)}, ${shifts} out of step by more than 0.5 ms`
}

function at(values: readonly number[], p: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) * p)] ?? Number.NaN).toFixed(1)
}

/** CPU time of these processes and their children so far, ms; Linux tells in hundredths of a second. */
function cpuOf(processes: readonly number[]): number {
  return processes.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return sum + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

function memoryOf(processes: readonly number[]): number {
  return processes.reduce((sum, pid) => {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return sum + Number(kib) / 1024
  }, 0)
}
