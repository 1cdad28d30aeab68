/** `talk` as a process: what is piped into it, what comes out, and how it ends. On a terminal of its own where tmux is installed. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Built, build } from './built.test-kit.js'
import { eventSchema, talkSchemaText } from './event-schema.js'
import { Terminal } from './terminal.test-kit.js'

let built: Built
const cwd = mkdtempSync(join(tmpdir(), 'va-talk-'))
/** An agent that lets the model answer from the first turn on. */
const agentFile = join(cwd, 'greeter.json')
writeFileSync(
  agentFile,
  JSON.stringify({
    agent: 'plain',
    options: {
      greeting: 'Hello. This is your voice agent. How can I help you?',
      instructions: 'Answer in one or two short sentences.',
      goodbyeWords: ['goodbye', 'bye'],
    },
  }),
)

beforeAll(() => {
  built = build()
}, 120_000)
afterAll(() => {
  built[Symbol.dispose]()
  rmSync(cwd, { recursive: true, force: true, maxRetries: 10 })
})

const env = {
  ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TERM: 'xterm-256color' },
  AGENT: agentFile,
}

function start(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const given = [built.program, 'talk', ...args]
  const child = spawn(process.execPath, given, { cwd, env: { ...env, ...more } })
  // One that has ended reads no more.
  child.stdin.on('error', () => {})
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  const over = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, written, over }
}

async function piped(args: readonly string[], input: string, more = {}) {
  const { child, written, over } = start(args, more)
  child.stdin.end(input)
  return { code: await over, ...written }
}

describe('talk with a script', () => {
  it('answers JSON rows with events of the published schema, the same every time', async () => {
    const rows =
      '{"say":"hello"}\n\n{"keys":"1"}\n{"say":"no, stop that","interrupt":true,"after_ms":900}\n'
    const first = await piped(['--text', '--json'], rows)
    expect(first.code).toBe(0)
    const events = first.stdout
      .trim()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)))
    expect(events.map(({ type }) => type)).toEqual([
      ...['call.started', 'agent', 'caller', 'latency', 'agent', 'caller', 'agent', 'caller'],
      ...['latency', 'agent', 'call.ended'],
    ])
    expect(events[6]).toMatchObject({ cut: true, cut_by: 'words' })
    expect(
      first.stdout.split('\n').every((line) => line === '' || line.startsWith('{"v":1,')),
    ).toBe(true)
    expect((await piped(['--text', '--json'], rows)).stdout).toBe(first.stdout)
  })

  it('can be driven row by row, each answered before the next is written', async () => {
    const { child, written, over } = start(['--text', '--json'])
    const count = (type: string) => written.stdout.split(`"type":"${type}"`).length - 1
    await vi.waitFor(() => expect(count('agent')).toBe(1), 15_000)
    child.stdin.write('{"say":"hello"}\n')
    await vi.waitFor(() => expect(count('agent')).toBe(2), 15_000)
    child.stdin.write('{"hang_up":true}\n')
    expect(await over).toBe(0)
  })

  it('takes a plain line for each turn, and writes one for each event', async () => {
    const { code, stdout, stderr } = await piped(['--text'], 'hello\nthe end\n')
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.slice(0, 7).trim())).toEqual([
      ...['agent', 'you', '', 'agent', 'you', '', 'agent', '', ''],
    ])
    expect(stdout).not.toContain('\u001b')
    expect(stderr).toContain('built-in parts')
  })

  it.each([
    ['not JSON', '{"say":\n', /error E_TALK_INPUT {2}not JSON/],
    ['a row nobody knows', '{"shout":"x"}\n', /no row of a talk: {"shout":"x"}/],
    ['a wrong value', '{"wait_ms":-1}\n', /no row of a talk/],
  ])('refuses %s with the number of the line', async (_, line, message) => {
    const { code, stdout, stderr } = await piped(['--text', '--json'], `{"say":"hello"}\n${line}`)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(stderr).toContain('at: stdin:2')
    expect(stderr).not.toContain('    at ')
    expect(stdout.trim().split('\n').at(-1)).toContain('"type":"call.ended"')
  })

  it('hears out the greeting of an empty script, and of no stdin at all', async () => {
    expect(await piped(['--text'], '')).toMatchObject({ code: 0 })
    const shell = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${built.program}" talk --text <&-`],
      {
        ...{ cwd, env, encoding: 'utf8' },
      },
    )
    expect(shell.status).toBe(0)
    expect(shell.stdout).toContain('agent  Hello.')
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'hangs up at %s and exits 130',
    async (signal) => {
      const { child, written, over } = start(['--text', '--json'])
      await vi.waitFor(() => expect(written.stdout).toContain('"type":"agent"'), 15_000)
      child.kill(signal)
      expect(await over).toBe(130)
      expect(written.stdout).toContain('"type":"call.ended"')
    },
  )
})

describe('talk with a recorded caller', () => {
  it('holds the recorded call without waiting', async () => {
    const { code, stdout } = await piped(['--caller', 'barge-in-mid-sentence', '--fast'], '')
    expect(code).toBe(0)
    expect(stdout).toContain('On Sunday we open at noon, -- [interrupted by words]')
  })

  it('makes a fixture of the call that replay runs, and verifies, as it is', async () => {
    const made = await piped(
      ['--caller', 'barge-in-mid-sentence', '--fast', '--record', 'kept'],
      '',
    )
    expect(made.code).toBe(0)
    const [, path = ''] = /recorded (\S+\.call);/.exec(made.stderr) ?? []
    for (const args of [[path], [path, '--verify']]) {
      const replayed = spawnSync(process.execPath, [built.program, 'replay', ...args], {
        ...{ cwd, env, encoding: 'utf8' },
      })
      expect(replayed.stdout).toContain('1 passed, 0 failed')
      expect(replayed.status).toBe(0)
    }
  })

  it('records to the usual place where none is named', async () => {
    const made = await piped(['--caller', 'greeting-and-one-turn', '--fast', '--record'], '')
    expect(made.code).toBe(0)
    expect(made.stderr).toMatch(/recorded \S+\/\.voice-agent\/calls\/talk-[\d-]+\.call;/)
  })

  it.each([
    ['--agent', 'colections', /no agent named "colections"\n {2}fix: did you mean collections/],
    ['--agent', 'nofile.json', /nofile\.json cannot be read/],
    ['--llm', 'opnai', /opnai/],
  ])('refuses %s %s, and ends', async (flag, name, message) => {
    const { code, stderr } = await piped(['--text', flag, name], '')
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  it('refuses to record what is typed', async () => {
    const { code, stderr } = await piped(['--text', '--record', 'kept'], '')
    expect(code).toBe(2)
    expect(stderr).toContain('what is typed has none')
  })

  it('refuses a name that no fixture has', async () => {
    const { code, stderr } = await piped(['--caller', 'three-truns'], '')
    expect(code).toBe(2)
    expect(stderr).toMatch(/three-truns.*\n.*three-turns/)
  })
})

it('refuses flags that contradict each other', async () => {
  for (const flags of [['--text', '--caller', 'three-turns'], ['--fast']])
    expect(await piped(flags, '')).toMatchObject({ code: 2, stdout: '' })
})

it('the schema in schema/ is that of the events (npm run schemas writes it)', () => {
  const file = new URL('../../../schema/talk-1.json', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(talkSchemaText())
})

const tmux = spawnSync('tmux', ['-V']).status === 0
if (!tmux) console.warn('the tests of talk on a terminal are skipped: tmux is not installed')

const open = (columns: number, rows: number, args: string, before = '') =>
  new Terminal({ program: built.program, cwd, env }, columns, rows, args, before)

describe.skipIf(!tmux)('talk on a terminal', () => {
  it('types, interrupts and quits at 80 by 24, and leaves the terminal as it was', async () => {
    using terminal = open(80, 24, '--text')
    await terminal.shows(/agent {2}Hello\..*\n─{80}\n SPEAKING/)
    terminal.keys('what is missing', 'Enter')
    await terminal.shows(/\[interrupted by\n? *words\]|\[interrupted by words\]/)
    await terminal.shows(/you {4}what is missing\n/)
    await terminal.shows(/last \.\d\d = stop/)
    terminal.keys('Escape')
    await terminal.shows('i interrupt  t text')
    terminal.keys('s')
    await terminal.shows(/saved .*\.txt and \.vtt/)
    terminal.keys('q')
    const text = await terminal.shows('exit 0')
    expect(text).toMatch(/ended: the caller hung up/)
    await terminal.shows(/exit 0\n icanon/)
  })

  it('shows three columns at 120 by 40, and keeps the scrollback when the window shrinks', async () => {
    using terminal = open(120, 40, '--caller three-turns')
    await terminal.shows(/│ last turn 1\.\d\d s/)
    await terminal.shows('tts ok')
    terminal.resize(80, 24)
    await terminal.shows(/last 1\.\d\d = stop/)
    await vi.waitFor(() => {
      const text = terminal.text()
      expect(text.match(/Harbour Grill/g)).toHaveLength(1)
      expect(text.match(/^ (LISTENING|HEARING|THINKING|SPEAKING)/gm)).toHaveLength(1)
      expect(text).not.toContain('│')
    }, 5000)
    terminal.keys('C-c')
    await terminal.shows(/exit 130\n icanon/)
  })

  it.each(['TERM', 'HUP'])('gives the terminal back at SIG%s', async (signal) => {
    using terminal = open(80, 24, '--text')
    await terminal.shows('SPEAKING')
    terminal.kill(signal)
    await terminal.shows(/exit 130\n icanon/)
  })

  it.each(['NO_COLOR=1', 'TERM=dumb', 'CI=1', 'INK_SCREEN_READER=true'])(
    'writes plain lines with %s',
    async (setting) => {
      using terminal = open(80, 24, '--text', `env ${setting}`)
      await terminal.shows('Type to speak')
      terminal.keys('/quit', 'Enter')
      const text = await terminal.shows('exit 0')
      expect(text).not.toContain('────')
    },
  )
})
