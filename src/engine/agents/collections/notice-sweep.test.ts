/**
 * The notice of debt collection with a caller who speaks into it at every moment, in sound: real audio, the real detector, whole calls. What
 * was heard is read from the carrier, not from the agent.
 */
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../call/command.js'
import { mentionsDebt } from '../../compliance/detect/agent/debt-lexicon.js'
import type { Fixture } from '../../fixture/fixture.js'
import { readFixture } from '../../fixture/read.js'
import { speechOf } from '../../replay/fixture.test-kit.js'
import { watchClaims } from '../../replay/heard-invariant.js'
import { heardWords, spokenReplies } from '../../replay/heard-words.js'
import { watchInvariants } from '../../replay/invariants.js'
import { simulate } from '../../replay/simulate.js'
import type { Simulation } from '../../replay/simulation.js'
import { loadSilero } from '../../vad/silero.js'

const path = fileURLToPath(
  new URL('../../../../fixtures/collections-notice-cut.call', import.meta.url),
)
const vad = loadSilero()
const isNotice = (text: string) => text.includes('This is an attempt to collect a debt')

/** The recorded caller speaks into the notice, and so long into each of the two replies that follow. */
function interrupting(fixture: Fixture, at: readonly [number, number, number]): Fixture {
  const { manifest } = fixture
  const { segments } = manifest.caller
  const cut = segments.find(({ interrupts }) => interrupts === true)
  const cuts = at.flatMap((ms, i) =>
    cut === undefined
      ? []
      : [{ ...cut, id: `cut-${i}`, start: { during: 'agent' as const, turn: 3 + i, ms } }],
  )
  const others = segments.filter((segment) => segment !== cut)
  const caller = { ...manifest.caller, segments: [...others, ...cuts] }
  return {
    ...fixture,
    manifest: { ...manifest, max_ms: 120_000, caller: { ...caller, hangs_up: { at: 75_000 } } },
  }
}

interface Told {
  readonly at: number
  readonly text: string
  /** When its last word was over at the ear, if all of it was heard. */
  readonly heardAt: number | undefined
}

/** Everything that was to be said, with what became of it on the line. */
function told({ entries, carrier }: Simulation): readonly Told[] {
  const replies = spokenReplies(entries)
  return entries.flatMap(({ event, commands }) =>
    commands.flatMap((command): Told[] => {
      const spoken = command.type === 'synthesize' && replies.get(command.reply)
      if (!spoken) return []
      const { sentence, text } = command
      const all = spoken.sentences.find(({ id }) => id === sentence)?.words.length
      const heard = heardWords(spoken, carrier.heard).filter((word) => word.sentence === sentence)
      const heardAt = heard.length === all ? heard.at(-1)?.endedAt : undefined
      return [{ at: event.at, text, heardAt }]
    }),
  )
}

async function held(fixture: Fixture) {
  const log = watchInvariants()
  const claims = watchClaims()
  const observers = [log.observe, claims.observe]
  const offlineVoice = async (text: string) => speechOf(text)
  const simulation = await simulate(fixture, { vad, offlineVoice, observers })
  const records = simulation.entries.flatMap(({ commands }) =>
    commands.flatMap((command): AuditRecord[] =>
      command.type === 'audit' ? [command.record] : [],
    ),
  )
  return { simulation, records, violations: [...log.violations, ...claims.check(simulation)] }
}

/** @returns how often the notice was said */
async function judged(fixture: Fixture, at: readonly [number, number, number]): Promise<number> {
  const { simulation, records, violations } = await held(interrupting(fixture, at))
  const when = `interrupted at ${at.join(', ')}`
  expect(simulation.fault, when).toBeUndefined()
  expect(violations, when).toEqual([])
  const all = told(simulation)
  const notices = all.filter(({ text }) => isNotice(text))
  const heard = notices.find(({ heardAt }) => heardAt !== undefined)
  const others = all.filter(({ text }) => !isNotice(text) && mentionsDebt(text).length > 0)
  // No word of the debt is even asked of the voice before the whole notice was over at the ear.
  for (const one of others)
    expect(one.at, `${when}: ${one.text}`).toBeGreaterThan(heard?.heardAt ?? Infinity)
  // What is held to be heard was heard, by marks that came back because it was played.
  const proofs = records.filter(({ kind }) => kind === 'disclosure.heard')
  expect(proofs.length, when).toBe(heard === undefined ? 0 : 1)
  const lines = records.filter(
    (r) => r.kind === 'line.heard' && String(r.line).startsWith('notice@'),
  )
  expect(lines.length, when).toBe(notices.length)
  lines.forEach((line, i) => {
    const { heardAt } = notices[i] ?? {}
    expect(line, when).toMatchObject({ complete: heardAt !== undefined, evidence: 'mark' })
    if (heardAt !== undefined) expect(line.at as number, when).toBeGreaterThanOrEqual(heardAt - 1)
  })
  // Cut, it is said again; cut twice, it can not be cut any more.
  expect(heard, when).toBe(notices.at(-1))
  expect(notices.length, when).toBeLessThanOrEqual(3)
  return notices.length
}

/** The notice takes nine seconds; a caller who starts this late meets what follows it. */
const beyond = 9200
const never = 100_000

describe('a caller who speaks into the notice', () => {
  let fixture: Fixture
  beforeAll(() => {
    fixture = readFixture(path).value as Fixture
  })

  it('hears it again in full wherever they cut it, and nothing of the debt before', async () => {
    let cut = 0
    for (let ms = 0; ms <= beyond; ms += 800)
      if ((await judged(fixture, [ms, never, never])) > 1) cut++
    // All but the last places are in the notice.
    expect(cut).toBeGreaterThan(9)
  }, 60_000)

  it('can cut it twice, and then hears it to its end', async () => {
    let twice = 0
    for (let ms = 300; ms <= beyond; ms += 800)
      if ((await judged(fixture, [ms, beyond - ms, ms / 2])) === 3) twice++
    expect(twice).toBeGreaterThan(6)
  }, 60_000)

  it('is told nothing of the debt where no mark proves that they heard it', async () => {
    const { manifest, ...rest } = interrupting(fixture, [never, never, never])
    const transport = { ...manifest.transport, line: { marks: 'never' as const } }
    const { simulation, records } = await held({ ...rest, manifest: { ...manifest, transport } })
    const others = told(simulation).filter(({ text }) => !isNotice(text))
    expect(others.filter(({ text }) => mentionsDebt(text).length > 0)).toEqual([])
    expect(records.map(({ kind }) => kind)).not.toContain('disclosure.heard')
    expect(simulation.fault).toBeUndefined()
  })
})
