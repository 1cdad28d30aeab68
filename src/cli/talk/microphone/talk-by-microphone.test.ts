/**
 * `talk` with a microphone and a speaker: a whole conversation by sound, through a virtual sound card and the built program. Machines that are
 * busy make sound stutter that would not stutter on a desk, so the conversation may be tried again.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../engine/audio/mulaw.js'
import { loadFliteThread } from '../../../engine/voice/flite-thread.js'
import {
  likeness,
  pause,
  type SoundCard,
  startSoundCard,
  until,
} from '../audio/sound-card.test-kit.js'
import { type Built, build } from '../built.test-kit.js'
import { Terminal } from '../terminal.test-kit.js'
import {
  type CardTalk,
  callerSays,
  descendants,
  isAlive,
  silentAfter,
  soundingFor,
  startCardTalk,
  windowsOf,
} from './card-talk.test-kit.js'

const started = await startSoundCard()
if (typeof started === 'string') console.warn(`skipped with the virtual sound card: ${started}`)

const tmux = spawnSync('tmux', ['-V']).status === 0

const hours = 'We are open from nine to five.'
const way =
  'Take the tram to the harbour and walk along the water until you come to the old crane, and from there it is the third house on the left, with the green door and the brass bell.'
const agent = {
  agent: 'keypad-menu',
  options: {
    greeting: 'Hello.',
    choices: [
      { key: '1', name: 'hours', says: hours },
      { key: '2', name: 'the way', says: way },
      { key: '9', name: 'goodbye', says: 'Goodbye.', ends: true },
    ],
  },
}
const bargeIns = 5
const words = ['your hours please', ...Array(bargeIns).fill('the way'), 'goodbye']

describe.skipIf(typeof started === 'string')('talk through microphone and speaker', () => {
  const card = started as SoundCard
  let built: Built
  let cwd = ''
  const options = ['--headphones', '--agent', 'menu.json', '--stt', 'script:words.txt']
  beforeAll(() => {
    built = build()
    cwd = mkdtempSync(join(tmpdir(), 'va-mic-'))
    writeFileSync(join(cwd, 'menu.json'), JSON.stringify(agent))
    writeFileSync(join(cwd, 'words.txt'), words.join('\n'))
  }, 60_000)
  afterAll(async () => {
    built[Symbol.dispose]()
    rmSync(cwd, { recursive: true, force: true, maxRetries: 10 })
    await card.stop()
  })

  it('holds a conversation by sound, and falls silent when the caller speaks', {
    retry: 3,
    timeout: 90_000,
  }, async () => {
    const speaker = card.record()
    const microphone = card.record('va_mic')
    await Promise.all([speaker.ready, microphone.ready])
    const talk = startCardTalk(built, card, cwd, options)
    await until(() => answers(talk).length === 1, 20_000)
    await card.speak(callerSays(0))
    await until(() => answers(talk).length === 2, 20_000)
    await pause(100)
    await card.speak(callerSays(1))
    const spokeAt: number[] = []
    for (let i = 0; i < bargeIns; i++) {
      await soundingFor(speaker, 700)
      spokeAt.push(performance.now())
      await card.speak(callerSays(i))
      await until(() => answers(talk).length === i + 3)
    }
    expect(await talk.over).toBe(0)
    const heard = speaker.stop()
    const heardWindows = windowsOf(speaker)
    const saidWindows = windowsOf(microphone)

    expect(answers(talk).map(({ text, cut }) => [text, cut])).toEqual([
      [expect.stringContaining('Hello.'), false],
      [hours, false],
      ...Array(bargeIns).fill([way, true]),
      [expect.stringContaining('Goodbye.'), false],
    ])
    expect(talk.events.at(-1)).toMatchObject({ type: 'call.ended', by: 'agent' })
    // What was heard of an interrupted answer is its beginning, and not all of it.
    for (const { text, heard: part } of answers(talk).slice(2, -1)) {
      expect(text.startsWith(part)).toBe(true)
      expect(part.length).toBeLessThan(text.length / 2)
    }

    // The agent's own voice comes out of the speaker, whole and as it was made.
    const { correlation } = await likeness(await voiceOf(hours), heard, 48_000)
    expect(correlation).toBeGreaterThan(0.98)
    expect(Math.max(...heardWindows.map(({ dbfs }) => dbfs))).toBeGreaterThan(-30)

    const delays = spokeAt.map((at) => silentAfter(at, saidWindows, heardWindows))
    console.info(
      `barge-in, speech in the microphone to silence in the speaker: median ${median(delays).toFixed(0)} ms of ${delays.map((ms) => ms.toFixed(0)).join(', ')}`,
    )
    // A second of speech is given to the devices ahead: without a flush it would be heard. What a busy machine adds is not judged.
    expect(Math.min(...delays)).toBeLessThan(600)
  })

  it('ends at SIGTERM in mid-sentence, and nothing of it is left', async () => {
    const speaker = card.record()
    await speaker.ready
    const talk = startCardTalk(built, card, cwd, options)
    await soundingFor(speaker, 1000)
    const children = descendants(talk.pid)
    expect(children.length).toBeGreaterThan(0)
    talk.kill('SIGTERM')
    expect(await talk.over).toBe(130)
    speaker.stop()
    await until(() => !children.some(isAlive), 2000)
    expect(talk.events.at(-1)).toMatchObject({ type: 'call.ended', by: 'caller' })
    expect(talk.errors()).not.toContain('error')
  }, 30_000)

  it.skipIf(!tmux)(
    'mutes, talks by a key, changes the microphone and records on a screen',
    async () => {
      const other = ['source_name=va_other', 'source_properties=device.description=va_other']
      await card.pactl('load-module', 'module-remap-source', ...other, 'master=va_feed.monitor')
      const { CI: _, NO_COLOR: __, ...bare } = card.env
      const env = { ...bare, TERM: 'xterm-256color' }
      const args = '--headphones --audio pulse --agent menu.json --stt script:words.txt'
      using terminal = new Terminal({ program: built.program, cwd, env }, 80, 24, args)
      await terminal.shows(/ SPEAKING .* mic .*\n.*\n m mute {2}space talk/)
      terminal.keys('m')
      await terminal.shows(/ muted {2}turn/)
      terminal.keys('m')
      await terminal.shows(/quiet {4}agent [^a-z]* turn/)
      // Keys that come in one piece are taken for a paste.
      terminal.keys('Space')
      await pause(500)
      terminal.keys('Space')
      await terminal.shows(/ space talks {2}turn/)
      terminal.keys('Space')
      await terminal.shows(/quiet {4}agent [^a-z]* turn/)
      terminal.keys('d')
      await terminal.shows(/ > microphone \* va_mic/)
      terminal.keys('Down', 'Enter')
      await terminal.shows('microphone: va_other')
      terminal.keys('1')
      await terminal.shows(hours)
      terminal.keys('r')
      await terminal.shows('r stop tape')
      terminal.keys('q')
      await terminal.shows(/recorded .*\.call/)
      await terminal.shows(/exit 0\n icanon/)
    },
    60_000,
  )
})

function answers({ events }: CardTalk) {
  return events.flatMap((event) => (event.type === 'agent' ? [event] : []))
}

/** The voice of the program for the same text, 8 kHz. */
async function voiceOf(text: string): Promise<Int16Array> {
  const flite = loadFliteThread()
  try {
    return decodeMulaw((await flite.speak(text, { voice: 'slt' })).mulaw)
  } finally {
    await flite.close()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
