/**
 * How long a caller waits for an answer of OpenAI and ElevenLabs, over sockets to local services whose delays are known, and how much of it is
 * ours. With and without asking the model before the end of the turn; the first turn of a call apart from the others.
 *
 *   npm run bench:cascade -- [--calls 6] [--turns 5]
 *
 * `sum` is what the parts take one after the other: the patience with the caller, the model's first words, the voice's first audio. The own
 * share is what a turn took beyond that: requests, parsing, timers, and the sockets to the services, which run in a process of their own.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { holdFaultyCall } from '../src/cli/stack/faulty-call.test-kit.js'
import { stackOn } from '../src/cli/stack/local-services.test-kit.js'
import { defaultPolicy, policyWith } from '../src/engine/call/policy.js'
import { noTools } from '../src/engine/providers/no-model.js'
import type { Entry } from '../src/engine/report/entry.js'
import { callMetrics } from '../src/engine/report/metrics.js'

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '6' },
    turns: { type: 'string', default: '5' },
  },
})
const [calls, turns] = [Number(values.calls), Number(values.turns)]

const everyMs = 3200
const caller = Array.from({ length: turns }, (_, i) => ({
  from: 1000 + i * everyMs,
  to: 1800 + i * everyMs,
}))

interface Sample {
  /** Of its call. */
  readonly isFirst: boolean
  readonly totalMs: number
  readonly patienceMs: number
  readonly modelMs: number
  readonly voiceMs: number
}

/** Under the same loader as this process. */
const child = fork(fileURLToPath(new URL('./cascade-services.ts', import.meta.url)))
const [{ env, delays }] = (await once(child, 'message')) as [
  {
    readonly env: Readonly<Record<string, string>>
    readonly delays: Readonly<Record<'stt' | 'model' | 'voice', number>>
  },
]
const stack = await stackOn({ env })
// As `serve` does before it takes calls.
await stack.ready()

async function measure(perTurn: number): Promise<readonly Sample[]> {
  const policy = policyWith({
    opening: { by: 'caller', greetAfterMs: 60_000 },
    speculation: { perTurn },
  })
  const samples: Sample[] = []
  for (let call = 0; call < calls; call++) {
    const entries: Entry[] = []
    await holdFaultyCall((deps) => stack.providers(deps, noTools), {
      ...{ caller, policy, answers: turns, limitMs: 5000 + turns * everyMs },
      observers: [(entry) => entries.push(entry)],
    })
    samples.push(...samplesOf(entries))
  }
  return samples
}

function samplesOf(entries: readonly Entry[]): readonly Sample[] {
  const patience = new Map<number, number>()
  for (const { commands } of entries) {
    for (const command of commands) {
      if (command.type !== 'note' || command.note.kind !== 'turn.ended') continue
      patience.set(command.note.turn, command.note.patienceMs)
    }
  }
  const { turns: rows } = callMetrics(entries, { rates: defaultPolicy.playout })
  return rows.flatMap(({ turn, latency }, i) => {
    const patienceMs = patience.get(turn ?? -1)
    if (latency === undefined || patienceMs === undefined) return []
    const { totalMs, stages } = latency
    return [{ isFirst: i === 0, totalMs, patienceMs, modelMs: stages.model, voiceMs: stages.voice }]
  })
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const cell = (n: number) => n.toFixed(1).padStart(9)

function row(name: string, samples: readonly Sample[]): string {
  const of = (value: (sample: Sample) => number) => median(samples.map(value))
  const sum = (s: Sample) => s.patienceMs + delays.model + delays.voice
  const cells = [
    ...[of((s) => s.patienceMs), of((s) => s.modelMs), of((s) => s.voiceMs)],
    ...[of((s) => s.totalMs), of(sum), of((s) => s.totalMs - sum(s))],
  ]
  return `${`${name} (n = ${samples.length})`.padEnd(34)}${cells.map(cell).join('')}`
}

console.log(`delays: words ${delays.stt} ms, model ${delays.model} ms, voice ${delays.voice} ms`)
const heads = ['patience', 'model', 'voice', 'response', 'sum', 'own']
console.log(`${''.padEnd(34)}${heads.map((head) => head.padStart(9)).join('')}   median ms`)
for (const [name, perTurn] of [
  ['asked at the end', 0],
  ['asked early', defaultPolicy.speculation.perTurn],
] as const) {
  const samples = await measure(perTurn)
  const first = samples.filter(({ isFirst }) => isFirst)
  const later = samples.filter(({ isFirst }) => !isFirst)
  if (perTurn === 0) console.log(row('the first of the process', samples.slice(0, 1)))
  console.log(row(`${name}, first turn`, first))
  console.log(row(`${name}, later turns`, later))
}
await stack.close()
child.disconnect()
