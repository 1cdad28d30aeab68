import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testContext } from '../cli/context.test-kit.js'
import { main } from '../cli/main.js'
import { plainAgent } from '../engine/agent/plain.js'
import { sliceMulaw } from '../engine/audio/frame.js'
import { policyWith } from '../engine/call/policy.js'
import { readFixture } from '../engine/fixture/read.js'
import type { Entry } from '../engine/report/entry.js'
import { smallWorld } from '../engine/run/small-world.test-kit.js'
import { loadSilero } from '../engine/vad/silero.js'
import { capturing } from './capture-calls.js'
import type { RouteCall } from './route.js'
import { countNotes, eventually, type TestServer, testServer } from './serve.test-kit.js'

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url))

/** A segment of a fixture: a voice, and what it says. */
function utterance(fixture: string, id: string) {
  const { manifest, callerAudio } = readFixture(join(fixtures, `${fixture}.call`)).value!
  const { from, to, words } = manifest.caller.segments.find((segment) => segment.id === id)!
  return { mulaw: sliceMulaw(callerAudio, from, to), text: words.map((w) => w.text).join(' ') }
}

const question = utterance('agent-blocks-sentence', 'question')
const options = {
  greeting: 'Hello, this is the pharmacy, how can I help you today?',
  instructions: 'Answer questions.',
}

let directory: string
let running: TestServer | undefined
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'va-capture-'))
})
afterEach(async () => {
  await running?.close()
  running = undefined
  rmSync(directory, { recursive: true, force: true })
})

/** A server whose calls are captured, with the real detector. */
async function serve(home: string) {
  const entries: Entry[] = []
  const said: { from: number; to: number; text: string }[] = []
  let requests = 0
  const answer =
    'Take two of them each day, one in the morning and one in the evening, with some water.'
  const model = () => (requests++ === 0 ? answer : 'Yes, of course.')
  const route: RouteCall = () => ({
    agent: plainAgent(options),
    recipe: { name: 'plain', options },
    policy: policyWith({ keypad: { length: 2, joinMs: 200 } }),
    providers: (clock) => {
      const { providers } = smallWorld(clock, { caller: said, model })
      return { ...providers, vad: loadSilero() }
    },
    observers: [(entry) => void entries.push(entry)],
  })
  const logged: string[] = []
  const log = {
    ...{ info: note, warn: note, error: note, child: () => log },
  }
  function note(_: object, message: string) {
    logged.push(message)
  }
  running = await testServer({ deps: { route: capturing(route, home, log) } })
  return { ...running, entries, said, logged }
}

/** `voice-agent replay` of what was captured. */
async function replayed(...args: readonly string[]) {
  const { context, written } = testContext({ cwd: directory })
  const code = await main(['replay', directory, ...args], context)
  return { code, text: written.stdout + written.stderr }
}

describe('a call that is captured while it is held', () => {
  it('with a barge-in and keys, replays green and verifies exactly', {
    timeout: 40_000,
  }, async () => {
    const test = await serve(directory)
    const { entries, said } = test
    const phone = (await test.carrier.dial()).start()
    const say = () => said.push({ ...phone.say(question.mulaw), text: question.text })
    const noted = (kind: 'reply.heard' | 'agent.interrupted', times: number) =>
      eventually(() => countNotes(entries, kind) === times, 10_000)
    await noted('reply.heard', 1)
    say()
    await eventually(() => phone.sentMs > 3500, 8000)
    say()
    await noted('agent.interrupted', 1)
    await noted('reply.heard', 2)
    for (const key of ['4', '2']) phone.press(key)
    await noted('reply.heard', 3)
    phone.hangUp()
    await eventually(() => readdirSync(directory).some((name) => name.endsWith('.call')))

    const exact = await replayed('--verify')
    expect(exact).toMatchObject({ code: 0, text: expect.stringContaining('1 passed') })
    const again = await replayed()
    expect(again.text).toContain('1 passed')
    expect(again.code).toBe(0)

    const name = readdirSync(directory).find((each) => each.endsWith('.call'))
    const read = (file: string) => readFileSync(join(directory, name!, file), 'utf8')
    const wanted = read('expect.yaml')
    expect(wanted).toContain('outcome: interrupted')
    expect(wanted).toContain('digits: "42"')
    expect(`${read('call.json')}${read('log.jsonl')}`).not.toMatch(/\+1555/)
  })

  it('leaves the call alone when it cannot be written, and says so', async () => {
    const file = join(directory, 'a-file')
    writeFileSync(file, '')
    const { carrier, server, logged } = await serve(file)
    const phone = (await carrier.dial()).start()
    await phone.until(() => phone.count('mark') > 0)
    phone.hangUp()
    await phone.closed()
    expect(phone.closedWith).toBe(1000)
    await eventually(() => server.calls.size === 0)
    expect(logged).toContain('the call could not be captured')
    expect(existsSync(join(directory, 'a-file'))).toBe(true)
  })
})
