/** Whole recorded calls whose speech goes to services over sockets, in real time. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testContext } from '../context.test-kit.js'
import { main } from '../main.js'
import { type LocalServices, startLocalServices } from '../stack/local-services.test-kit.js'
import { goodCall, type Workplace, workplace } from './fixture-copy.test-kit.js'

const said = 'your call cannot be completed as dialed'
const answer = 'Thank you. That means a digit is missing. Please check the number and dial again.'

let place: Workplace
let services: LocalServices

beforeEach(async () => {
  place = workplace()
  services = await startLocalServices({
    stt: { transcribe: () => said },
    chat: { answer: () => ({ text: answer }) },
  })
})
afterEach(async () => {
  place[Symbol.dispose]()
  await services.close()
})

/** The one call, with these parts live. */
async function replay(parts: string) {
  place.copy()
  const { context, written } = testContext({ cwd: place.cwd, env: services.env })
  const code = await main(['replay', goodCall, '--live', parts, '--json'], context)
  const [fixture] = JSON.parse(written.stdout).fixtures
  const failed = fixture.checks.filter(({ result }: { result: string }) => result === 'failed')
  return { code, failed, problems: fixture.problems, turns: fixture.turns, stderr: written.stderr }
}

const spoken = () => services.voice.seen.contexts.flatMap(({ texts }) => texts).join('')

describe('replay --live', () => {
  it('has the caller heard by the speech-to-text service', async () => {
    const { code, failed, problems, turns, stderr } = await replay('stt')
    expect({ code, failed, problems }).toEqual({ code: 0, failed: [], problems: [] })
    expect(stderr).toContain('live: stt openai')
    expect(services.stt.seen.sessions.flatMap(({ commitsAt }) => commitsAt).length).toBeGreaterThan(
      0,
    )
    expect(turns.map(({ basis }: { basis: string }) => basis)).toContain('live')
    expect(services.chat.seen.requests).toEqual([])
    expect(spoken()).toBe('')
  }, 60_000)

  it('has the agent said by the voice service', async () => {
    const { code, failed, problems, turns, stderr } = await replay('tts')
    expect({ code, failed, problems }).toEqual({ code: 0, failed: [], problems: [] })
    expect(stderr).toContain('live: tts elevenlabs')
    expect(spoken()).toContain('Please check the number and dial again.')
    expect(turns.map(({ basis }: { basis: string }) => basis)).toContain('live')
    expect(services.stt.seen.sessions).toEqual([])
  }, 60_000)

  it('has all of the call held by services, and leaves no socket open', async () => {
    const { code, failed, problems } = await replay('stt,llm,tts')
    expect({ code, failed, problems }).toEqual({ code: 0, failed: [], problems: [] })
    expect(services.chat.seen.requests.map(({ body }) => body.messages.at(-1)?.content)).toEqual([
      said,
    ])
    expect(spoken()).toContain('a digit is missing.')
    expect(services.connections()).toBe(0)
  }, 60_000)

  it.each([
    ['stt', ['OPENAI_API_KEY']],
    ['llm', ['OPENAI_API_KEY']],
    ['tts', ['ELEVENLABS_API_KEY']],
    ['stt,tts', ['OPENAI_API_KEY', 'ELEVENLABS_API_KEY']],
  ])('without keys exits 3 for %s and names %s', async (parts, variables) => {
    place.copy()
    const { context, written } = testContext({ cwd: place.cwd, env: {} })
    const code = await main(['replay', goodCall, '--live', parts], context)
    expect(written.stderr).toContain(`error E_LIVE_KEY  --live ${parts}: `)
    for (const variable of variables) expect(written.stderr).toMatch(new RegExp(`${variable} is `))
    expect(code).toBe(3)
  })
})
