import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type OpenAiChatServer,
  startOpenAiChatServer,
} from '../../engine/providers/openai-llm/openai-chat-server.test-kit.js'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { edit, goodCall, type Workplace, workplace } from './fixture-copy.test-kit.js'

let place: Workplace
let server: OpenAiChatServer

const onTape = 'Thank you. That means a digit is missing. Please check the number and dial again.'
let says = onTape

beforeEach(async () => {
  place = workplace()
  says = onTape
  server = await startOpenAiChatServer({
    apiKey: 'sk-of-the-test',
    firstTokenMs: 30,
    answer: () => ({ text: says }),
  })
})
afterEach(async () => {
  place[Symbol.dispose]()
  await server.close()
})

/** One `replay` command line, in this thread. */
async function replay(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { context, written } = testContext({ cwd: place.cwd, env })
  const code = await main(['replay', ...args], context)
  return { code, ...written }
}

const withKey = () => ({ OPENAI_API_KEY: 'sk-of-the-test', OPENAI_BASE_URL: server.url })

/** A voice of the user's own that cannot do without a key. */
const ownVoice = `
const form = {
  safeParse: (data) =>
    data ? { success: true, data } : { success: false, error: { issues: [{ message: 'is missing' }] } },
}
export default {
  kind: 'tts', name: 'own',
  settings: { key: { variable: 'OWN_VOICE_KEY', secret: true, hint: 'ask for one', form } },
  create() { throw new Error('not without a key') },
}
`

describe('replay --live', () => {
  it('asks the service instead of the tape, in real time, and judges the call', async () => {
    place.copy()
    const begun = performance.now()
    const { code, stdout, stderr } = await replay([goodCall, '--live', 'llm', '--json'], withKey())
    const took = performance.now() - begun
    const run = JSON.parse(stdout)
    const [fixture] = run.fixtures
    expect(server.seen.requests.map(({ body }) => body.messages.at(-1)?.content)).toContain(
      'your call cannot be completed as dialed',
    )
    expect(fixture.problems).toEqual([])
    expect(fixture.checks.filter((check: { result: string }) => check.result === 'failed')).toEqual(
      [],
    )
    expect(fixture.remarks.join()).toContain('not reproducible')
    const bases = fixture.turns.map(({ basis }: { basis: string }) => basis)
    expect(bases).toContain('live')
    expect(took).toBeGreaterThan(fixture.call_ms)
    expect(stderr).toContain('live: llm openai')
    expect(stderr).not.toContain('sk-of-the-test')
    expect(code).toBe(0)
  }, 60_000)

  it('fails a call in which the service says something else', async () => {
    place.copy()
    says = 'I have no idea.'
    const { code, stdout } = await replay([goodCall, '--live', 'llm'], withKey())
    expect(stdout).toContain('I have no idea')
    expect(code).toBe(1)
  }, 60_000)

  it.each([
    ['llm', 'OPENAI_API_KEY is missing', []],
    ['tts', 'OWN_VOICE_KEY is not set', ['--tts', './own-voice.mjs']],
  ])('without a key for %s exits 3 and says which one is missing', async (part, said, args) => {
    place.copy()
    writeFileSync(join(place.cwd, 'own-voice.mjs'), ownVoice)
    const { code, stderr } = await replay([goodCall, '--live', part, ...args])
    expect(stderr).toContain(`error E_LIVE_KEY  --live ${part}: ${said}`)
    expect(stderr).toMatch(new RegExp(`fix: .+; or name another service with --${part}`))
    expect(code).toBe(3)
  })

  it('exits 3 for a missing key also when no fixture is named or none allows it', async () => {
    place.copy()
    const { code, stderr } = await replay(['--live', 'llm,tts'])
    expect(stderr).toContain('error E_LIVE_KEY  --live llm,tts: ')
    expect(stderr).toContain('ELEVENLABS_API_KEY is not set')
    expect(code).toBe(3)
  })

  it('says so when there is no service of that name', async () => {
    place.copy()
    const args = [goodCall, '--live', 'llm', '--llm', 'nothing-like-it']
    const { code, stderr } = await replay(args)
    expect(stderr).toContain('there is no language model named "nothing-like-it"')
    expect(code).toBe(2)
  })

  it.each([
    [['--live', 'foo'], 'no part "foo"'],
    [['--live', ''], 'names no part'],
    [['--live', 'llm', '--repeat', '2', '--assert-same'], '--assert-same'],
    [['--live', 'llm', '--verify'], '--verify'],
    [['--live', 'llm', '--sweep'], '--sweep'],
    [['--live', 'llm', '--trace'], '--trace'],
    [['--live', 'llm', '--strict'], '--strict'],
    [['--live', 'llm', '--watch'], '--watch'],
    [['--live', 'llm', '-u'], '-u'],
    [['--live', 'llm', '-j', '2'], 'one at a time'],
    [['--llm', 'openai'], '--llm chooses a service'],
  ])('refuses %j', async (args, said) => {
    place.copy()
    const { code, stderr } = await replay([goodCall, ...args], withKey())
    expect(stderr).toContain('error E_USAGE')
    expect(stderr).toContain(said)
    expect(code).toBe(2)
    expect(server.seen.requests).toEqual([])
  })

  it('asks only for fixtures that allow it, unless they are named by a person', async () => {
    const allowed = place.copy()
    place.copy('three-turns')
    const none = await replay(['--live', 'llm'], withKey())
    expect(none.stderr).toContain('none of 2 fixtures allows --live llm')
    expect(none.code).toBe(2)
    const inCi = await replay([goodCall, '--live', 'llm'], { ...withKey(), CI: '1' })
    expect(inCi.stderr).toContain('allow_live: [llm]')
    expect(inCi.code).toBe(2)
    edit(allowed, 'expect.yaml', (text) => `${text}allow_live: [llm]\n`)
    const one = await replay(['--live', 'llm'], { ...withKey(), CI: '1' })
    expect(one.stderr).toContain('not run: 1 without allow_live: [llm]')
    expect(one.stdout).toContain('1 passed, 0 failed')
  }, 60_000)
})
