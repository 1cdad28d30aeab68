import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agents } from '../agent/catalog.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import { lintFixture } from '../fixture/lint.js'
import { readFixture } from '../fixture/read.js'
import { recordedPolicy } from '../replay/recorded-policy.js'
import { simulate } from '../replay/simulate.js'
import { verifyLog } from '../replay/verify.js'
import { loadSilero } from '../vad/silero.js'
import { captureCall } from './capture.js'

const card = fileURLToPath(new URL('../../../fixtures/collections-card.call', import.meta.url))

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sensitive-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

async function capturedCard() {
  const fixture = readFixture(card).value!
  const { manifest } = fixture
  const capture = captureCall({
    id: 'card',
    agent: manifest.agent,
    policy: recordedPolicy(manifest),
    recorded: { by: 'test' },
  })
  await simulate(fixture, { vad: loadSilero(), observers: [capture.observe] })
  return capture
}

const texts = (path: string): string =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.wav'))
    .map(({ name }) => readFileSync(join(path, name), 'utf8'))
    .join('\n')

describe('a captured call in which a card number was said', () => {
  it('holds it in none of its texts, and says so', async () => {
    expect(readFileSync(join(card, 'events.jsonl'), 'utf8')).toContain('4111 1111')
    const path = (await capturedCard()).write(directory)
    expect(texts(path).match(/.{60}(?:[14]111 1|(?:(?:four|one)[, ]+){7})/g)).toBeNull()
    expect(texts(path)).toContain('[CARD_1]')
    const { manifest } = readFixture(path).value!
    expect(manifest.tags).toEqual(['captured', 'redacted'])
    expect(readFileSync(join(path, 'NOTES.md'), 'utf8')).toContain('must not be kept')
    expect(lintFixture(path).problems).toEqual([])
    // The log goes the way the call went: the agent takes the placeholder for the number.
    const log = readFileSync(join(path, 'log.jsonl'), 'utf8').split('\n')
    expect(verifyLog(log, agents)).toMatchObject({ same: true })
  }, 30_000)

  it('is silent where it was said, and nowhere else', async () => {
    const { manifest, callerAudio } = (await capturedCard()).draft()
    const { segments } = manifest.caller
    const secret = segments.filter(({ words = [] }) => words.some(({ text }) => text.includes('[')))
    expect(secret).toHaveLength(1)
    for (const segment of segments) {
      const part = callerAudio.subarray(segment.from * 8, segment.to * 8)
      const silent = part.every((byte) => byte === MULAW_SILENCE)
      expect(silent, segment.id).toBe(secret.includes(segment))
      expect(part.length).toBeGreaterThan(1000)
    }
  }, 30_000)
})
