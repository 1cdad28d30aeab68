import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agents } from '../agent/catalog.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { Fixture } from '../fixture/fixture.js'
import { lintFixture } from '../fixture/lint.js'
import { readFixture } from '../fixture/read.js'
import { recordedPolicy } from '../replay/recorded-policy.js'
import { simulate } from '../replay/simulate.js'
import { verifyLog } from '../replay/verify.js'
import { loadSilero } from '../vad/silero.js'
import { type Flite, loadFlite } from '../voice/flite.js'
import { captureCall } from './capture.js'

const card = fileURLToPath(new URL('../../../fixtures/collections-card.call', import.meta.url))

let flite: Flite
let directory = ''
beforeAll(async () => {
  flite = await loadFlite()
})
afterAll(() => flite.close())
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'digits-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** The call in which a card number is said, with another caller. */
function changed(change: (fixture: Fixture) => Partial<Fixture['manifest']['caller']>): Fixture {
  const fixture = readFixture(card).value!
  const { manifest } = fixture
  return {
    ...fixture,
    manifest: { ...manifest, caller: { ...manifest.caller, ...change(fixture) } },
  }
}

/** Said in two breaths, so far apart. */
function saidWithPause(ms: number): Fixture {
  const fixture = changed(({ manifest }) => {
    const [hello, said] = manifest.caller.segments
    const bare = { ...said!, words: [] }
    const start = { after: 'caller', segment: 'first', ms } as const
    const after = { after: 'caller', segment: 'second', ms: 4000 } as const
    return {
      hangs_up: after,
      segments: [
        hello!,
        { ...bare, id: 'first', from: 1160, to: 4408 },
        { ...bare, id: 'second', from: 4497, to: 6820, start },
      ],
    }
  })
  const stt = { src: 'stt', delay: 250, line: 3 } as const
  const [hello] = fixture.tape.stt
  return {
    ...fixture,
    tape: {
      ...fixture.tape,
      stt: [
        hello!,
        { ...stt, of: [1160, 4408], text: 'My card is 4111 1111' },
        { ...stt, of: [4497, 6820], text: '1111 1111' },
      ],
    },
  }
}

const keyedIn = (): Fixture =>
  changed(({ manifest }) => ({
    segments: manifest.caller.segments.slice(0, 1),
    keys: [
      ...manifest.caller.keys,
      ...[...'4111111111111111#'].map((digit, i) => ({
        digit,
        start: { after: 'agent', turn: 4, ms: 600 + i * 150 } as const,
      })),
    ],
  }))

async function capture(fixture: Fixture) {
  const { manifest } = fixture
  const made = captureCall({
    id: 'digits',
    agent: manifest.agent,
    policy: recordedPolicy(manifest),
    recorded: { by: 'test' },
  })
  const offlineVoice = (text: string) => flite.speak(text, { voice: 'slt' })
  await simulate(fixture, { vad: loadSilero(), offlineVoice, observers: [made.observe] })
  const path = made.write(directory)
  const texts = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.wav'))
    .map(({ name }) => readFileSync(join(path, name), 'utf8'))
    .join('\n')
  return { texts, ...readFixture(path).value!, path }
}

describe('a captured call in which a card number came in pieces', () => {
  it.each([900, 6000])(
    'has zeros for one that was said with a pause of %i ms, and silence',
    async (pause) => {
      const { path, texts, manifest, callerAudio } = await capture(saidWithPause(pause))
      expect(texts.match(/[14]111 1111/g)).toBeNull()
      expect(texts).toContain('My card is 0000 0000')
      expect(manifest.tags).toEqual(['captured', 'redacted'])
      const zeros = manifest.caller.segments.filter(({ words = [] }) =>
        words.some(({ text }) => text.includes('0000')),
      )
      expect(zeros).toHaveLength(2)
      for (const segment of manifest.caller.segments) {
        const part = callerAudio.subarray(segment.from * 8, segment.to * 8)
        expect(part.every((byte) => byte === MULAW_SILENCE)).toBe(zeros.includes(segment))
      }
      expect(lintFixture(path).problems).toEqual([])
      const log = readFileSync(join(path, 'log.jsonl'), 'utf8').split('\n')
      expect(verifyLog(log, agents)).toMatchObject({ same: true })
    },
    30_000,
  )

  it('has zeros for one that was keyed in, and other keys as they were', async () => {
    const { path, texts, manifest } = await capture(keyedIn())
    expect(texts.match(/.{40}(?:41111111|1{8}).{20}/g)).toBeNull()
    const keys = manifest.caller.keys.map(({ digit }) => digit).join('')
    expect(keys).toBe(`62704#1984#${'0'.repeat(16)}#`)
    expect(manifest.tags).toEqual(['captured', 'redacted'])
    expect(readFileSync(join(path, 'NOTES.md'), 'utf8')).toContain('keyed in')
    expect(lintFixture(path).problems).toEqual([])
    const log = readFileSync(join(path, 'log.jsonl'), 'utf8').split('\n')
    expect(verifyLog(log, agents)).toMatchObject({ same: true })
  }, 30_000)
})
