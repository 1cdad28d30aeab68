import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agents } from '../agent/catalog.js'
import { lintFixture } from '../fixture/lint.js'
import { readFixture } from '../fixture/read.js'
import { readExpectations } from '../fixture/read-expect.js'
import { judge } from '../replay/judge.js'
import { recordedPolicy } from '../replay/recorded-policy.js'
import { type SimulateOptions, simulate } from '../replay/simulate.js'
import { verifyLog } from '../replay/verify.js'
import { loadSilero } from '../vad/silero.js'
import { type Flite, loadFlite } from '../voice/flite.js'
import { type CallCapture, captureCall } from './capture.js'

const home = fileURLToPath(new URL('../../../fixtures', import.meta.url))
const ids = readdirSync(home).filter((name) => name.endsWith('.call'))

let flite: Flite
let directory: string
let world: SimulateOptions
beforeAll(async () => {
  flite = await loadFlite()
  directory = mkdtempSync(join(tmpdir(), 'capture-'))
  world = { vad: loadSilero(), offlineVoice: (text) => flite.speak(text, { voice: 'slt' }) }
})
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true })
  await flite.close()
})

/** Holds the call of a fixture, which stands in for a live one, and captures it. */
async function captured(name: string): Promise<CallCapture> {
  const fixture = readFixture(join(home, name)).value!
  const { manifest } = fixture
  const capture = captureCall({
    id: `again-${manifest.id}`,
    agent: manifest.agent,
    policy: recordedPolicy(manifest),
    recorded: { by: 'test' },
  })
  await simulate(fixture, { ...world, observers: [capture.observe] })
  return capture
}

describe('a captured call', () => {
  it.each(ids)('holds the conversation again and verifies exactly: %s', async (name) => {
    const capture = await captured(name)
    const path = capture.write(directory)
    expect(lintFixture(path).problems).toEqual([])

    const log = readFileSync(join(path, 'log.jsonl'), 'utf8').split('\n')
    expect(verifyLog(log, agents)).toMatchObject({ same: true })

    const fixture = readFixture(path).value!
    const simulation = await simulate(fixture, world)
    const expectations = readExpectations(path, fixture.manifest).value!
    const { result, checks, obstacle } = judge(fixture, expectations, simulation, { strict: false })
    const failed = checks.filter((check) => check.result === 'failed')
    expect({ result, obstacle, failed }).toEqual({
      result: 'passed',
      obstacle: undefined,
      failed: [],
    })
  })
})
