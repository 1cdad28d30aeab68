/** What a person at the desk can do beside speaking, through the virtual sound card and the built program. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../engine/audio/mulaw.js'
import { readFixture } from '../../../engine/fixture/read.js'
import { loadFlite } from '../../../engine/voice/flite.js'
import {
  clip,
  likeness,
  type SoundCard,
  startSoundCard,
  until,
} from '../audio/sound-card.test-kit.js'
import { type Built, build } from '../built.test-kit.js'
import { Terminal } from '../terminal.test-kit.js'
import { type CardTalk, startCardTalk } from './card-talk.test-kit.js'

const started = await startSoundCard()
if (typeof started === 'string') console.warn(`skipped with the virtual sound card: ${started}`)

const tmux = spawnSync('tmux', ['-V']).status === 0

const hours = 'We are open from nine to five.'
const agent = {
  agent: 'keypad-menu',
  options: {
    greeting: 'Hello.',
    choices: [
      { key: '1', name: 'hours', says: hours },
      { key: '9', name: 'goodbye', says: 'Goodbye.', ends: true },
    ],
  },
}
/** Speech without a lead-in. */
const said = clip('lv-0870').slice(200 * 8, 1400 * 8)

describe.skipIf(typeof started === 'string')('at the desk', () => {
  const card = started as SoundCard
  let built: Built
  let cwd = ''
  const options = ['--audio', 'pulse', '--agent', 'menu.json', '--stt', 'script:words.txt']
  beforeAll(() => {
    built = build()
    cwd = mkdtempSync(join(tmpdir(), 'va-desk-'))
    writeFileSync(join(cwd, 'menu.json'), JSON.stringify(agent))
    writeFileSync(join(cwd, 'words.txt'), 'your hours please\ngoodbye')
  }, 60_000)
  afterAll(async () => {
    built[Symbol.dispose]()
    rmSync(cwd, { recursive: true, force: true })
    await card.stop()
  })

  const terminal = (args: readonly string[]) => {
    const { CI: _, NO_COLOR: __, ...bare } = card.env
    const env = { ...bare, TERM: 'xterm-256color' }
    return new Terminal({ program: built.program, cwd, env }, 80, 24, args.join(' '))
  }

  function expectReplays(recorded: string, ...flags: readonly string[]) {
    const [, path = ''] = /recorded\s+(\S+\.call)/.exec(recorded) ?? []
    const args = [built.program, 'replay', path, ...flags]
    const options = { cwd, env: card.env, encoding: 'utf8' } as const
    const replayed = spawnSync(process.execPath, args, options)
    expect(replayed.stdout).toContain('1 passed, 0 failed')
    expect(replayed.status).toBe(0)
  }

  it('records a conversation by microphone that replay runs, and verifies, as it is', {
    retry: 1,
    timeout: 40_000,
  }, async () => {
    const args = ['--headphones', ...options, '--record', 'kept']
    const talk = startCardTalk(built, card, cwd, args)
    await until(() => answers(talk).length === 1, 20_000)
    await card.speak(said)
    await until(() => answers(talk).length === 2)
    await card.speak(said)
    expect(await talk.over).toBe(0)
    expect(answers(talk).map(({ text }) => text)).toEqual([
      expect.stringContaining('Hello.'),
      hours,
      'Goodbye.',
    ])
    expectReplays(talk.errors())
    expectReplays(talk.errors(), '--verify')
  })

  it.skipIf(!tmux)(
    'types instead of speaking, on another speaker, and records that for a replay',
    async () => {
      const second = ['sink_name=va_second', 'sink_properties=device.description=va_second']
      await card.pactl('load-module', 'module-null-sink', ...second, 'norewinds=1')
      using screen = terminal(['--headphones', ...options])
      await screen.shows(/ LISTENING/)
      screen.keys('r')
      await screen.shows('r stop tape')
      screen.keys('t')
      await screen.shows('Enter says it')
      screen.keys('What are your hours, please?', 'Enter')
      await screen.shows(/you {4}What are your hours, please\?\n(.*\n)*agent {2}We are open/)
      screen.keys('Escape')
      await screen.shows('d device')
      screen.keys('d')
      await screen.shows(/ speaker {4}\* va_spk/)
      screen.keys('Up', 'Enter')
      await screen.shows('speaker: va_second')
      screen.keys('t')
      await screen.shows('Enter says it')
      screen.keys('goodbye', 'Enter')
      const text = await screen.shows(/agent {2}Goodbye\.(.*\n)*exit 0\n icanon/)
      expectReplays(text.replace(/\n(?=\S*\.call)/g, ''))
    },
    40_000,
  )

  it.skipIf(!tmux)(
    'talks by Enter, and types, where no screen is drawn',
    async () => {
      using lines = terminal(['--plain', '--push-to-talk', ...options])
      await lines.shows(/Enter begins and ends(.*\n)*agent {2}Hello/)
      await card.speak(said)
      lines.keys('Enter')
      await lines.shows('the agent hears you; Enter ends that')
      expect(lines.text()).not.toMatch(/^you /m)
      await card.speak(said)
      await lines.shows(/you {4}your hours please\n(.*\n)*agent {2}We are open/)
      lines.keys('Enter')
      await lines.shows('Enter to talk')
      lines.keys('/kyes 1', 'Enter')
      await lines.shows(/warning {2}cannot do \/kyes 1; did you mean \/keys\?/)
      lines.keys('goodbye', 'Enter')
      await lines.shows(/you {4}goodbye\n(.*\n)*agent {2}Goodbye\.(.*\n)*exit 0\n icanon/)
    },
    40_000,
  )

  it('lets a recorded caller and the agent be heard', { retry: 1, timeout: 40_000 }, async () => {
    const speaker = card.record()
    await speaker.ready
    const talk = startCardTalk(built, card, cwd, [
      '--caller',
      'greeting-and-one-turn',
      '--audio',
      'pulse',
    ])
    await until(() => talk.events.some(({ type }) => type === 'caller'), 20_000)
    talk.kill('SIGINT')
    expect(await talk.over).toBe(130)
    const heard = speaker.stop()
    const flite = await loadFlite()
    const [greeting] = answers(talk)
    const voice = decodeMulaw((await flite.speak(greeting?.text ?? '', { voice: 'slt' })).mulaw)
    const caller = decodeMulaw(callerOf('greeting-and-one-turn'))
    const found = await Promise.all(
      [voice, caller].map((pcm) => likeness(pcm.subarray(0, 8000), heard, 48_000)),
    )
    console.info(`a recorded call on the speaker: ${JSON.stringify(found)}`)
    for (const { correlation } of found) expect(correlation).toBeGreaterThan(0.9)
    expect(found[1]?.atMs).toBeGreaterThan((found[0]?.atMs ?? 0) + voice.length / 8)
  })
})

function answers({ events }: CardTalk) {
  return events.flatMap((event) => (event.type === 'agent' ? [event] : []))
}

/** What the caller of a fixture says first. */
function callerOf(name: string): Uint8Array {
  const path = fileURLToPath(new URL(`../../../../fixtures/${name}.call`, import.meta.url))
  const { value } = readFixture(path)
  const [first] = value?.manifest.caller.segments ?? []
  return (
    value?.callerAudio.subarray((first?.from ?? 0) * 8, (first?.to ?? 0) * 8) ?? new Uint8Array()
  )
}
