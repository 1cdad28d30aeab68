import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWav, writeWavPcm16 } from '../../engine/audio/wav-write.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { lineSchema, runSchema } from '../reporters/run-schema.js'
import { edit, goodCall, reseal, type Workplace, workplace } from './fixture-copy.test-kit.js'

let place: Workplace

beforeEach(() => {
  place = workplace()
})
afterEach(() => place[Symbol.dispose]())

/** One `replay` command line, in this thread. */
async function replay(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { context, written } = testContext({ cwd: place.cwd, env })
  const code = await main(['replay', '-j', '1', ...args], context)
  return { code, ...written, last: written.stdout.trimEnd().split('\n').at(-1) }
}

describe('replay', () => {
  it('passes a good call with exit code 0 and the count as the last line', async () => {
    place.copy()
    const { code, stdout, stderr, last } = await replay([])
    expect(stdout).toContain(`ok  ${goodCall}`)
    expect(last).toBe('1 passed, 0 failed')
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('fails a call that is not as expected: what, when, where, the sound, how to run it again', async () => {
    const directory = place.copy()
    edit(directory, 'expect.yaml', (text) => text.replace('within_ms: 1500 }', 'within_ms: 15 }'))
    const { code, stdout, last } = await replay([])
    const lines = stdout.split('\n')
    const at = lines.findIndex((line) => line.includes('x turn 2 caller then agent_first_audio'))
    expect(lines[at]).toMatch(/within 15 ms +expect\.yaml:13$/)
    expect(lines[at + 1]).toMatch(/wanted {2}<= 15 ms after the caller's last sound at 00:/)
    expect(lines[at + 2]).toMatch(/got {5}\d+ ms, first sound at the ear at 00:/)
    expect(lines[at + 3]).toMatch(/when {4}00:\d\d\.\d\d$/)
    expect(stdout).toMatch(/caller [·▁▂▃▅▆▇]{60}\n +agent {2}[·▁▂▃▅▆▇]{60}\n.*\^/)
    expect(stdout).toContain(`voice-agent replay ${goodCall} --trace`)
    expect(last).toBe('0 passed, 1 failed')
    expect(code).toBe(1)
  })

  it('keeps every line within 80 columns', async () => {
    const directory = place.copy('barge-in-mid-sentence')
    edit(directory, 'expect.yaml', (text) => text.replace('outcome: interrupted', 'outcome: kept'))
    const { stdout } = await replay([])
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('takes the fixtures of the package where there are none, and says so', async () => {
    const { code, stdout, stderr } = await replay(['--list'])
    expect(stderr).toContain('no fixtures/ here')
    expect(stdout).toContain(goodCall)
    expect(code).toBe(0)
  })

  it('finds fixtures by id, pattern, path, directory, title and tag', async () => {
    const directory = place.copy()
    place.copy('three-turns')
    const ids = async (...args: string[]) => {
      const { stdout } = await replay(['--list', '--json', ...args])
      return JSON.parse(stdout).fixtures.map(({ id }: { id: string }) => id)
    }
    expect(await ids('three-turns')).toEqual(['three-turns'])
    expect(await ids('*turn')).toEqual([goodCall])
    expect(await ids(directory)).toEqual([goodCall])
    expect(await ids('fixtures/three-turns.call/')).toEqual(['three-turns'])
    expect(await ids('fixtures', 'three-turns')).toEqual([goodCall, 'three-turns'])
    expect(await ids('-g', 'THREE|nothing')).toEqual(['three-turns'])
    expect(await ids('--shard', '2/2')).toEqual(['three-turns'])
    const { stdout } = await replay(['--list', '--json'])
    const tag = JSON.parse(stdout).fixtures[1].tags[0]
    expect(await ids('--tag', tag)).toContain('three-turns')
  })

  it('runs again only what failed the last time', async () => {
    place.copy()
    const broken = place.copy('hang-up-in-mid-word')
    rmSync(join(broken, 'expect.yaml'))
    await replay([])
    const { stdout, last } = await replay(['--last-failed'])
    expect(stdout).toContain('hang-up-in-mid-word')
    expect(stdout).not.toContain(goodCall)
    expect(last).toBe('0 passed, 1 failed')
  })

  it('stops after enough failures and counts the rest as skipped', async () => {
    for (const as of ['a', 'b', 'c']) rmSync(join(place.copy(goodCall, as), 'expect.yaml'))
    expect((await replay(['-x'])).last).toBe('0 passed, 1 failed, 2 skipped')
    expect((await replay(['--max-failures', '2'])).last).toBe('0 passed, 2 failed, 1 skipped')
  })

  it('prints only what failed with --quiet, and every check with --verbose', async () => {
    place.copy()
    expect((await replay(['-q'])).stdout).toBe('1 passed, 0 failed\n')
    expect((await replay(['-v'])).stdout).toContain('ok turn 1 agent cause  opening')
  })

  it('proves that every run leaves the same log', async () => {
    place.copy()
    place.copy('noisy-line')
    const { stdout, code } = await replay(['--repeat', '3', '--assert-same', '-v'])
    expect(stdout.match(/assert-same {2}3 times the same/g)).toHaveLength(2)
    expect(code).toBe(0)
  })

  it('prints every event and command of one call with --trace, and refuses two', async () => {
    place.copy()
    const { stdout, last, code } = await replay([goodCall, '--trace'])
    expect(stdout).toContain('transport.started')
    expect(stdout).toContain('-> note turn.ended turn=1')
    expect(last).toBe('1 passed, 0 failed')
    expect(code).toBe(0)
    place.copy('three-turns')
    expect(await replay(['--trace'])).toMatchObject({ code: 2, stdout: '' })
  })

  it('verifies the log of a run, and names the first command that differs from a recorded log', async () => {
    const directory = place.copy()
    expect(await replay(['--verify'])).toMatchObject({ code: 0, last: '1 passed, 0 failed' })
    const { stdout: log } = await replay([goodCall, '--trace', '--json'])
    writeFileSync(join(directory, 'log.jsonl'), log)
    expect((await replay(['--verify'])).code).toBe(0)
    edit(directory, 'log.jsonl', (text) => text.replace('"patienceMs":', '"patienceMs":1'))
    const { code, stdout } = await replay(['--verify'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/x verify +log\.jsonl:\d+\n/)
    expect(stdout).toMatch(/- .*"patienceMs":1\d+.*\n +\+ .*"patienceMs":\d/)
  })
})

describe('goldens', () => {
  const transcript = 'golden/transcript.vtt'
  const timeline = 'golden/timeline.jsonl'

  it('fail with the lines that changed, and are accepted by -u, which writes nothing else', async () => {
    const directory = place.copy()
    edit(directory, transcript, (text) => text.replace('help desk', 'help-desk'))
    const expectations = readFileSync(join(directory, 'expect.yaml'), 'utf8')
    const before = readFileSync(join(directory, timeline))
    const { code, stdout } = await replay([])
    expect(code).toBe(1)
    expect(stdout).toContain('- <v Agent>Hello, this is the help-desk.')
    expect(stdout).toContain('+ <v Agent>Hello, this is the help desk.')
    const updated = await replay([goodCall, '-u'])
    expect(updated).toMatchObject({ code: 0, last: '1 passed, 0 failed' })
    expect(updated.stdout).toContain(`${transcript} (changed)`)
    expect(updated.stdout).not.toContain(timeline)
    expect(readFileSync(join(directory, 'expect.yaml'), 'utf8')).toBe(expectations)
    expect(readFileSync(join(directory, timeline))).toEqual(before)
    expect((await replay([goodCall, '-u'])).stdout).not.toContain('(changed)')
  })

  it('of all four kinds can be made and compared', async () => {
    const directory = place.copy()
    edit(directory, 'expect.yaml', (text) =>
      text.replace('[transcript, timeline]', '[transcript, timeline, verdict, agent]'),
    )
    expect((await replay(['-u', '--all'])).stdout).toContain('golden/agent.wav (new)')
    expect((await replay([])).code).toBe(0)
    const wav = readFileSync(join(directory, 'golden/agent.wav'))
    wav[20_058] = (wav[20_058] ?? 0) ^ 0x55
    writeFileSync(join(directory, 'golden/agent.wav'), wav)
    edit(directory, 'golden/verdict.json', (text) => text.replace('"response_ms"', '"response"'))
    const { stdout, code } = await replay([])
    expect(stdout).toContain('the sound differs from 2500 ms on')
    expect(stdout).toContain('x golden verdict')
    expect(code).toBe(1)
  })

  it('that are missing fail, in CI too, and name the command that writes them', async () => {
    rmSync(join(place.copy(), 'golden'), { recursive: true })
    for (const env of [{}, { CI: 'true' }]) {
      const { code, stdout } = await replay([], env)
      expect(code).toBe(1)
      expect(stdout).toContain(`voice-agent replay ${goodCall} -u`)
    }
  })

  it.each([
    [['-u'], {}, /without a filter/],
    [['-u', goodCall], { CI: '1' }, /not written in CI/],
    [['-u', goodCall, '--verify'], {}, /cannot go with --verify/],
    [['--all'], {}, /belongs to -u/],
  ])('are not written by %j in %j', async (args, env, message) => {
    const directory = place.copy()
    rmSync(join(directory, transcript))
    const { code, stdout, stderr } = await replay(args, env as Record<string, string>)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(existsSync(join(directory, transcript))).toBe(false)
  })

  it('of the package are not written from elsewhere', async () => {
    const { code, stderr } = await replay([goodCall, '-u'])
    expect(code).toBe(2)
    expect(stderr).toContain('come with voice-agent')
  })

  it('of a path elsewhere are its own, with no fixtures/ here', async () => {
    const elsewhere = join(place.cwd, 'calls', `${goodCall}.call`)
    renameSync(join(place.copy(), '..'), join(place.cwd, 'calls'))
    rmSync(join(elsewhere, transcript))
    const { code, stderr } = await replay([elsewhere, '-u'])
    expect(code).toBe(0)
    expect(stderr).not.toContain('come with voice-agent')
    expect(existsSync(join(elsewhere, transcript))).toBe(true)
  })
})

describe('bad input', () => {
  const wav = (directory: string, bytes: Uint8Array) =>
    writeFileSync(join(directory, 'caller.wav'), bytes)
  const cases: readonly (readonly [string, string, number, (directory: string) => void])[] = [
    [
      'a truncated WAV',
      'E_WAV_TRUNCATED',
      3,
      (directory) => {
        const whole = readFileSync(join(directory, 'caller.wav'))
        wav(directory, whole.subarray(0, whole.length - 1000))
        reseal(directory)
      },
    ],
    [
      'a WAV of PCM',
      'E_FIXTURE_AUDIO',
      3,
      (directory) => {
        wav(directory, writeWavPcm16(new Int16Array(2741 * 8), 8000, 1))
        reseal(directory)
      },
    ],
    [
      'another recording',
      'E_FIXTURE_DIGEST',
      3,
      (directory) => wav(directory, writeWav(new Uint8Array(2741 * 8))),
    ],
    [
      'an empty .call directory',
      'E_FIXTURE_NO_MANIFEST',
      2,
      (directory) => {
        rmSync(directory, { recursive: true })
        mkdirSync(directory)
      },
    ],
    [
      'a call of 0 s',
      'E_FIXTURE_EMPTY',
      3,
      (directory) => edit(directory, 'call.json', (text) => text.replace(/"ms": \d+/, '"ms": 0')),
    ],
    [
      'a newer format',
      'E_FORMAT_NEWER',
      2,
      (directory) => edit(directory, 'call.json', (text) => text.replace('.call/1', '.call/9')),
    ],
    [
      'a manifest that is not JSON',
      'E_FIXTURE_JSON',
      2,
      (directory) => edit(directory, 'call.json', (text) => text.slice(0, -20)),
    ],
    [
      'a tape out of order',
      'E_TAPE_ORDER',
      2,
      (directory) => {
        edit(directory, 'events.jsonl', (text) => {
          const later = '{"src":"stt","of":[2600,2700],"delay":1,"text":"x"}\n'
          return text.replace('{"src":"stt"', `${later}{"src":"stt"`)
        })
        reseal(directory)
      },
    ],
    [
      'an unknown event',
      'E_TAPE_UNKNOWN',
      2,
      (directory) => {
        edit(directory, 'events.jsonl', (text) => text.replace('"src":"stt"', '"src":"sst"'))
        reseal(directory)
      },
    ],
    [
      'a typo in an expectation',
      'E_EXPECT_UNKNOWN',
      2,
      (directory) => edit(directory, 'expect.yaml', (text) => text.replace('ends:', 'endz:')),
    ],
    [
      'no expectation at all',
      'E_NOTHING_JUDGED',
      3,
      (directory) =>
        writeFileSync(join(directory, 'expect.yaml'), 'format: voice-agent.expect/1\n'),
    ],
    [
      'a request that is not on the tape',
      'E_NOT_ON_TAPE',
      3,
      (directory) => {
        edit(directory, 'events.jsonl', (text) => text.replace(/^.*"src":"llm".*\n/m, ''))
        reseal(directory)
      },
    ],
    [
      'an unknown agent',
      'E_AGENT_UNKNOWN',
      2,
      (directory) =>
        edit(directory, 'call.json', (text) => text.replace('"name": "plain"', '"name": "plan"')),
    ],
  ]

  it.each(cases)(
    '%s is refused as %s with exit code %i, and is no pass',
    async (_, code, exit, spoil) => {
      const directory = place.copy()
      place.copy('three-turns')
      spoil(directory)
      const run = await replay([])
      expect(run.stdout).toContain(code)
      expect(run.stdout).toMatch(/ +fix {5}\S/)
      expect(run.last).toBe('1 passed, 1 failed')
      expect(run.code).toBe(exit)
    },
  )

  it.each([
    [['no-such-call'], 'E_NOT_FOUND', ''],
    [['greeting-and-one-trun'], 'E_NOT_FOUND', `did you mean ${goodCall}?`],
    [['fixtures/nowhere.call'], 'E_NOT_FOUND', ''],
    [['nothing-*'], 'E_NO_FIXTURES', ''],
    [['--tag', 'nothing'], 'E_NO_FIXTURES', 'the tags there are'],
    [['empty'], 'E_NO_FIXTURES', ''],
    [['--shard', '2/2'], 'E_NO_FIXTURES', 'at most 1'],
    [['--shard', '3/2'], 'E_USAGE', ''],
    [['--last-failed'], 'E_USAGE', ''],
    [['-g', '('], 'E_USAGE', ''],
    [['--repeat', '0'], 'E_USAGE', ''],
    [['--trace', '--sweep'], 'E_USAGE', ''],
    [['--reporter', 'jsno'], 'E_USAGE', 'did you mean json?'],
    [['--reporter', 'junit'], 'E_USAGE', 'junit='],
    [['--reporter', 'json,jsonl'], 'E_USAGE', ''],
    [['--output', 'fancy'], 'E_USAGE', 'rich, plain, json'],
    [['--wrokers', '2'], 'E_USAGE', 'did you mean --workers?'],
  ])('%j is wrong use: %s', async (args, code, fix) => {
    place.copy()
    mkdirSync(join(place.cwd, 'empty'))
    const run = await replay(args)
    expect(run.stderr).toMatch(new RegExp(`^error ${code} `))
    expect(run.stderr).toContain(fix)
    expect(run.stdout).toBe('')
    expect(run.code).toBe(2)
  })

  it('of a failed call beside an unusable one is a failure', async () => {
    rmSync(join(place.copy(), 'expect.yaml'))
    const failing = place.copy('three-turns')
    edit(failing, 'expect.yaml', (text) => text.replace(/by: \w+/, 'by: none'))
    expect(await replay([])).toMatchObject({ code: 1, last: '0 passed, 2 failed' })
  })
})

describe('machine output', () => {
  it('is one JSON document on stdout and nothing else', async () => {
    place.copy('barge-in-mid-sentence')
    rmSync(join(place.copy(), 'expect.yaml'))
    const { stdout, stderr, code } = await replay(['--json'])
    const run = runSchema.parse(JSON.parse(stdout))
    expect(run).toMatchObject({ passed: 1, failed: 1, not_judged: 1, exit_code: 3 })
    expect(stderr).toBe('')
    expect(code).toBe(3)
    expect(run.fixtures[1]?.problems[0]?.code).toBe('E_NOTHING_JUDGED')
    expect(run.fixtures[0]?.checks.length).toBeGreaterThan(20)
  })

  it('has every time of a turn', async () => {
    place.copy('barge-in-mid-sentence')
    const { stdout } = await replay(['--json'])
    const turns = runSchema.parse(JSON.parse(stdout)).fixtures[0]?.turns ?? []
    const cut = turns.find(({ interrupted_by }) => interrupted_by !== null)
    expect(cut?.heard).toContain('With pleasure')
    const turn = turns.find(({ paused_at_ms }) => paused_at_ms !== null)
    const { resumed_at_ms, interrupted_by: _, ...times } = turn ?? { resumed_at_ms: 0 }
    expect(resumed_at_ms).toBeNull()
    expect(Object.entries(times).filter(([, value]) => value === null)).toEqual([])
    const order = Object.entries(times).filter(([key]) => key.endsWith('_at_ms'))
    const engine = order.filter(([key]) => /endpoint|token|sent|heard/.test(key))
    const values = engine.map(([, value]) => value as number)
    expect(values).toEqual([...values].sort((a, b) => a - b))
  })

  it('comes line by line with jsonl, and people read stderr then', async () => {
    place.copy()
    const { stdout, stderr } = await replay(['--reporter', 'list,jsonl'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => lineSchema.parse(JSON.parse(line)).type)).toEqual([
      'replay.fixture',
      'replay.end',
    ])
    expect(stderr).toContain('1 passed, 0 failed')
  })

  it('goes into files, and the last line for people stays the count', async () => {
    place.copy()
    const { last } = await replay(['--reporter', 'junit=out/junit.xml,json=out/replay.json'])
    expect(last).toBe('1 passed, 0 failed')
    const xml = readFileSync(join(place.cwd, 'out/junit.xml'), 'utf8')
    expect(xml).toContain('tests="1" failures="0" errors="0" skipped="0"')
    const json = readFileSync(join(place.cwd, 'out/replay.json'), 'utf8')
    expect(runSchema.parse(JSON.parse(json)).passed).toBe(1)
  })

  it('annotates the line that failed on GitHub Actions, and the count stays last', async () => {
    const directory = place.copy()
    edit(directory, 'expect.yaml', (text) => text.replace('within_ms: 500', 'within_ms: 5'))
    const summary = join(place.cwd, 'summary.md')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
    const { stdout, last } = await replay([], env)
    expect(stdout).toContain(`::group::x ${goodCall}\n`)
    expect(stdout).toMatch(
      /\n::error file=fixtures\/greeting-and-one-turn\.call\/expect\.yaml,line=\d+,title=.*::\d+ ms/,
    )
    expect(last).toBe('0 passed, 1 failed')
    expect(readFileSync(summary, 'utf8')).toContain('| **x** | greeting-and-one-turn |')
  })
})
