/**
 * Goldens: what a call looked like when somebody last said that it was right. Times are rounded, so that only a change that a person
 * could notice makes a difference.
 */
import type { Millis } from '../audio/frame.js'
import { writeWav } from '../audio/wav-write.js'
import type { Expectations } from '../fixture/expect.js'
import type { Fixture } from '../fixture/fixture.js'
import { transcribeCall } from '../report/transcript.js'
import { toVtt } from '../report/vtt.js'
import type { CallFacts, TimedNote } from './call-facts.js'
import type { Check } from './checks/check.js'
import { deadAir, type Measure, pauses, responses, stops } from './measures.js'
import { recordedPolicy } from './recorded-policy.js'
import type { Simulation } from './simulation.js'

export type GoldenName = Expectations['golden'][number]['value']

/** A golden as it would be written now. */
export interface Golden {
  readonly name: GoldenName
  /** Within the `.call` directory. */
  readonly file: string
  readonly content: Uint8Array
}

/** The files, within the `.call` directory. */
const goldenFiles: Readonly<Record<GoldenName, string>> = {
  transcript: 'golden/transcript.vtt',
  timeline: 'golden/timeline.jsonl',
  verdict: 'golden/verdict.json',
  agent: 'golden/agent.wav',
}

const text = new TextEncoder()

/** What a simulated call looks like, in the form of each golden that is wanted. */
export function makeGoldens(
  names: readonly GoldenName[],
  fixture: Fixture,
  simulation: Simulation,
  facts: CallFacts,
): readonly Golden[] {
  const make: Readonly<Record<GoldenName, () => Uint8Array>> = {
    transcript: () => text.encode(transcript(fixture, simulation)),
    timeline: () => text.encode(timeline(facts.notes)),
    verdict: () => text.encode(measured(facts)),
    agent: () => writeWav(simulation.carrier.agentAudio),
  }
  return names.map((name) => ({ name, file: goldenFiles[name], content: make[name]() }))
}

/** Who said what, as subtitles. */
function transcript({ manifest }: Fixture, { entries }: Simulation): string {
  const items = transcribeCall(entries, recordedPolicy(manifest).playout)
  const rounded = items.map((item) => ({ ...item, from: round(item.from), to: round(item.to) }))
  return toVtt(rounded, manifest.id)
}

/** The engine's decisions, one a line. */
function timeline(notes: readonly TimedNote[]): string {
  return notes.map(({ at, ...note }) => `${JSON.stringify(roundTimes({ at, ...note }))}\n`).join('')
}

const isTime = (key: string): boolean => key === 'at' || /(?:At|Ms)$/.test(key)

function roundTimes(note: TimedNote): object {
  const fields = Object.entries(note).map(([key, value]) => [
    key,
    typeof value === 'number' && isTime(key) ? round(value) : value,
  ])
  return Object.fromEntries(fields)
}

/** The times the call is felt by. */
function measured(facts: CallFacts): string {
  const lengths = (measures: readonly Measure[]) => measures.map(({ ms }) => round(ms))
  const silences = lengths(deadAir(facts))
  const value = {
    response_ms: lengths(responses(facts)),
    barge_in_ms: lengths(stops(facts)),
    pause_ms: lengths(pauses(facts)),
    dead_air_max_ms: silences.length === 0 ? 0 : Math.max(...silences),
  }
  return `${JSON.stringify(value, null, 2)}\n`
}

const round = (ms: Millis): Millis => Math.round(ms / 10) * 10

/** How a call compares with a golden. `missing` may be written anew, but not in CI. */
export type GoldenState = 'same' | 'changed' | 'missing'

export function compareGolden(golden: Golden, stored: Uint8Array | undefined): GoldenState {
  if (stored === undefined) return 'missing'
  const { content } = golden
  const same = content.length === stored.length && content.every((byte, i) => byte === stored[i])
  return same ? 'same' : 'changed'
}

/**
 * The check for a golden.
 *
 * @param fixture what the fixture is called on the command line
 */
export function goldenCheck(
  golden: Golden,
  stored: Uint8Array | undefined,
  fixture: string,
): Check {
  const about = { name: `golden ${golden.name}`, where: golden.file }
  if (stored === undefined) {
    const why = `write and commit it: voice-agent replay ${fixture} -u`
    return {
      ...about,
      result: 'failed',
      wanted: 'a golden to compare with',
      got: 'there is no such file',
      why,
    }
  }
  const wanted = 'as it was'
  if (compareGolden(golden, stored) === 'same') {
    return { ...about, result: 'passed', wanted, got: 'the same' }
  }
  const why = `if it is right now: voice-agent replay ${fixture} -u`
  const difference =
    golden.name === 'agent' ? audioChange(golden, stored) : textChange(golden, stored)
  return { ...about, result: 'failed', wanted, why, ...difference }
}

function audioChange({ content }: Golden, stored: Uint8Array): Pick<Check, 'got' | 'at'> {
  const differs = content.findIndex((byte, i) => byte !== stored[i])
  const at = Math.max(0, (differs < 0 ? stored.length : differs) - wavHeaderBytes) / 8
  return { got: `the sound differs from ${Math.round(at)} ms on`, at }
}

/** Roughly where the samples begin; for pointing only. */
const wavHeaderBytes = 58

function textChange({ content }: Golden, stored: Uint8Array): Pick<Check, 'got' | 'detail'> {
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\n')
  const detail = differingLines(decode(stored), decode(content))
  const removed = detail.filter((line) => line.startsWith('-')).length
  const added = detail.filter((line) => line.startsWith('+')).length
  return { got: `${lineCount(removed)} less, ${lineCount(added)} more`, detail }
}

const lineCount = (count: number): string => `${count} line${count === 1 ? '' : 's'}`

/** Lines shown of a difference at the most. */
const mostLines = 14

/** The part that differs, `-` before and `+` now, with the line above it. */
export function differingLines(
  before: readonly string[],
  now: readonly string[],
): readonly string[] {
  const first = before.findIndex((line, i) => line !== now[i])
  const start = first < 0 ? before.length : first
  let tail = 0
  while (
    tail < Math.min(before.length, now.length) - start &&
    before.at(-1 - tail) === now.at(-1 - tail)
  )
    tail++
  const above = before[start - 1]
  const lines = [
    ...(above === undefined ? [] : [`  ${above}`]),
    ...before.slice(start, before.length - tail).map((line) => `- ${line}`),
    ...now.slice(start, now.length - tail).map((line) => `+ ${line}`),
  ]
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), `  ... ${lines.length - mostLines} more lines`]
}
