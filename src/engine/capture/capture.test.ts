import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agents } from '../agent/catalog.js'
import { defaultPolicy } from '../call/policy.js'
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
async function captured(
  name: string,
  hideNumber?: (number: string) => string,
): Promise<CallCapture> {
  const fixture = readFixture(join(home, name)).value!
  const { manifest } = fixture
  const capture = captureCall({
    id: `again-${manifest.id}`,
    agent: manifest.agent,
    policy: recordedPolicy(manifest),
    recorded: { by: 'test' },
    ...(hideNumber && { hideNumber }),
  })
  await simulate(fixture, { ...world, observers: [capture.observe] })
  return capture
}

const small = {
  id: 'small',
  agent: { name: 'plain', options: { greeting: 'Hello.', instructions: '' } },
  policy: defaultPolicy,
  recorded: { by: 'test' },
}

const tooLong = 'ten-minute-call.call'
/** Its card number is silence once it is captured, and nobody answers silence: see `sensitive.test.ts`. */
const silencedOne = 'collections-card.call'

describe('a captured call', () => {
  it.each(ids.filter((name) => ![tooLong, silencedOne].includes(name)))(
    'holds the conversation again and verifies exactly: %s',
    async (name) => {
      const path = (await captured(name, () => 'hidden-1')).write(directory)
      expect(lintFixture(path).problems).toEqual([])
      const log = readFileSync(join(path, 'log.jsonl'), 'utf8').split('\n')
      expect(verifyLog(log, agents)).toMatchObject({ same: true })

      const fixture = readFixture(path).value!
      const simulation = await simulate(fixture, world)
      const expectations = readExpectations(path, fixture.manifest).value!
      const verdict = judge(fixture, expectations, simulation, { strict: false })
      const failed = verdict.checks.filter(({ result }) => result === 'failed')
      expect({ result: verdict.result, failed }).toEqual({ result: 'passed', failed: [] })
      expect(verdict.checks.length).toBeGreaterThan(3)
    },
  )

  it('is refused when it is longer than a fixture may be', async () => {
    const capture = await captured(tooLong)
    expect(() => capture.write(directory)).toThrow('longer than 600 s')
    expect(readdirSync(directory)).not.toContain(`again-${tooLong}`)
  })

  it('is refused when nothing came of it', () => {
    expect(() => captureCall(small).draft()).toThrow('no audio')
  })

  it('lies on disk for its owner alone, and never in place of another', async () => {
    const capture = await captured('tool-read.call')
    const home = join(directory, 'private')
    const path = capture.write(home)
    const modes = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { mode } = statSync(join(path, name))
      return (mode & 0o777).toString(8)
    })
    expect(new Set(modes)).toEqual(new Set(['600', '700']))
    expect([home, path].map((name) => statSync(name).mode & 0o777)).toEqual([0o700, 0o700])
    expect(() => capture.write(home)).toThrow('is there already')
    expect(readdirSync(home)).toEqual(['again-tool-read.call'])
  })

  it('has no number of either end in any file, only what hides them', async () => {
    const capture = await captured('tool-read.call', (number) => `n${number.length}`)
    const path = capture.write(join(directory, 'hidden'))
    const files = readdirSync(path, { encoding: 'utf8' }).filter((name) => name.includes('.'))
    const all = files.map((name) => readFileSync(join(path, name), 'latin1')).join('\n')
    expect(all).not.toContain('+1555')
    expect(readFixture(path).value!.manifest).toMatchObject({
      transport: { from: 'n9', to: 'n9' },
      recorded: { consent: 'internal' },
    })
  })

  it('ends where something was asked for that no caller can do, and its log goes on', async () => {
    const capture = captureCall({ ...small, id: 'stopped' })
    const fixture = readFixture(join(home, 'three-turns.call')).value!
    const stop = { type: 'control.interrupt' } as const
    await simulate(fixture, {
      ...world,
      observers: [
        (entry, state) => {
          capture.observe(entry, state)
          const { at } = entry.event
          if (at > 6000 && at < 6020)
            capture.observe({ event: { ...stop, at }, commands: [] }, state)
        },
      ],
    })
    const { manifest, notes } = capture.draft()
    expect(notes).toContain('stopped from outside')
    expect(manifest.caller.hangs_up).toBeDefined()
    expect(manifest.max_ms).toBeLessThan(27_000)
    expect(readFileSync(join(capture.write(directory), 'log.jsonl'), 'utf8')).toContain(
      'transport.closed',
    )
  })
})
