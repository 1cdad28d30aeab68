/**
 * The path of an interruption through the virtual sound card, part by part: speech in the microphone, the detector's word for it, the order to
 * the speaker, silence in the speaker. And the path of the agent's voice: the order to play, sound in the speaker.
 *
 *   npm run bench:talk -- [--times 15] [--audio naudiodon|pulse]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processContext } from '../src/cli/context.js'
import { openPrinter } from '../src/cli/output/printer.js'
import type { AudioKind } from '../src/cli/talk/audio/devices.js'
import { pause, startSoundCard } from '../src/cli/talk/audio/sound-card.test-kit.js'
import {
  callerSays,
  loudDbfs,
  onsetAfter,
  silentAfter,
  soundingFor,
  windowsOf,
} from '../src/cli/talk/microphone/card-talk.test-kit.js'
import { microphoneCall } from '../src/cli/talk/microphone/microphone-call.js'
import { openSound } from '../src/cli/talk/microphone/open-sound.js'
import { openTalkStack } from '../src/cli/talk/open-talk-stack.js'
import { mulawLevel } from '../src/engine/audio/mulaw.js'

const words = process.argv.slice(2)
const value = (flag: string, otherwise: string) => {
  const at = words.indexOf(flag)
  return at < 0 ? otherwise : (words[at + 1] ?? otherwise)
}
const times = Number(value('--times', '15'))
const audio = value('--audio', 'naudiodon') as AudioKind

const card = await startSoundCard()
if (typeof card === 'string') {
  console.error(card)
  process.exit(3)
}
const cwd = mkdtempSync(join(tmpdir(), 'va-talk-latency-'))
const way =
  'Take the tram to the harbour and walk along the water until you come to the old crane, and from there it is the third house on the left, with the green door and the brass bell.'
const choices = [
  { key: '2', name: 'the way', says: way },
  { key: '9', name: 'goodbye', says: 'Goodbye.', ends: true },
]
writeFileSync(
  join(cwd, 'menu.json'),
  JSON.stringify({ agent: 'keypad-menu', options: { greeting: 'Hello.', choices } }),
)
writeFileSync(join(cwd, 'words.txt'), [...Array(times + 1).fill('the way'), 'goodbye'].join('\n'))

const context = { ...processContext(), env: card.env, cwd }
const printer = openPrinter(context, { quiet: true })
const stack = await openTalkStack(
  { context, printer },
  { agent: 'menu.json', stt: 'script:words.txt' },
  false,
)
const signal = new AbortController().signal
const flags = { headphones: true, audio }
const sound = await openSound({ context, flags, say() {}, signal })

interface Moment {
  readonly at: number
  readonly what: 'frame' | 'detected' | 'cleared' | 'played'
}
const moments: Moment[] = []
const note = (what: Moment['what']) => moments.push({ at: performance.now(), what })
/** In ms from the first sound; undefined: silent. */
const onsetIn = (mulaw: Uint8Array) => {
  const pieces = Array.from({ length: mulaw.length / 80 }, (_, i) =>
    mulaw.subarray(i * 80, i * 80 + 80),
  )
  const loud = pieces.findIndex((piece) => mulawLevel(piece) > loudDbfs)
  return loud < 0 ? undefined : loud * 10
}
const { duplex } = sound.desk
/** When the devices were given the first sound of each answer, less the silence before it. */
const answered: number[] = []
let answering = false
const play = duplex.play.bind(duplex)
duplex.play = (mulaw) => {
  const onset = answering ? undefined : onsetIn(mulaw)
  if (onset !== undefined) answered.push(performance.now() + onset)
  answering ||= onset !== undefined
  play(mulaw)
}
const speaker = card.record()
const microphone = card.record('va_mic')
await Promise.all([speaker.ready, microphone.ready])
const call = microphoneCall(stack, sound)
let speaking = false
const over = call.hold({
  observers: [
    ({ event, commands }, { speech }) => {
      if (event.type === 'transport.audio' && mulawLevel(event.frame.mulaw) > loudDbfs)
        note('frame')
      if (!speaking && speech.kind === 'speaking') note('detected')
      speaking = speech.kind === 'speaking'
      if (!commands.some(({ type }) => type === 'clear')) return
      note('cleared')
      answering = false
    },
  ],
  warn: console.error,
  hangUp: signal,
  abandon: signal,
})
await soundingFor(speaker, 300)
const spokeAt: number[] = []
for (let i = 0; i < times; i++) {
  await soundingFor(speaker, 700)
  spokeAt.push(performance.now())
  await card.speak(callerSays(i))
}
await Promise.race([over, pause(10_000)])
const { speakerMs, microphoneMs } = duplex.latency()
await duplex.close()
await stack.close()
const heard = windowsOf(speaker)
const said = windowsOf(microphone)
await card.stop()
rmSync(cwd, { recursive: true, force: true })

const rows = spokeAt.map((from) => {
  const onset = onsetAfter(said, from)
  const next = (what: Moment['what']) =>
    (moments.find((moment) => moment.at > onset && moment.what === what)?.at ?? Number.NaN) - onset
  const silent = silentAfter(from, said, heard)
  return { microphone: next('frame'), detected: next('detected'), cleared: next('cleared'), silent }
})
const toSpeaker = answered.map((at) => onsetAfter(heard, at) - at)
const line = (name: string, values: readonly number[], note = '') => {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const at = (p: number) => (sorted[Math.floor((sorted.length - 1) * p)] ?? Number.NaN).toFixed(0)
  console.log(
    `  ${name.padEnd(44)} p50 ${at(0.5).padStart(4)}  p95 ${at(0.95).padStart(4)} ms  n ${sorted.length}  ${note}`,
  )
}
console.log(`${audio}, ${times} interruptions; from the first sound in the microphone`)
line(
  'its frame is in the engine',
  rows.map((row) => row.microphone),
  `${microphoneMs} ms of it the device`,
)
line(
  'the detector has heard speech',
  rows.map((row) => row.detected),
)
line(
  'the speaker is told to fall silent',
  rows.map((row) => row.cleared),
)
line(
  'the speaker is silent',
  rows.map((row) => row.silent),
  `${speakerMs} ms the device may hold`,
)
console.log('from the order to play')
line('the first sound of an answer in the speaker', toSpeaker, `${speakerMs} ms of it the device`)
const own =
  median(rows.map((row) => row.microphone)) - microphoneMs + (median(toSpeaker) - speakerMs)
console.log(`own share of mouth to ear, without the device's buffers: ${own.toFixed(0)} ms`)
process.exit(0)

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
