/** Many short calls on one stack while its services fail at random, and what all of them leave behind. */
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seededRandom } from '../../engine/audio/random.js'
import { noTools } from '../../engine/providers/no-model.js'
import { holdFaultyCall } from './faulty-call.test-kit.js'
import { stackOn, startLocalServices } from './local-services.test-kit.js'
import { passingFaults } from './provider-faults.test-kit.js'

export interface SoakOptions {
  readonly calls: number
  /** Calls at a time. */
  readonly atOnce: number
  readonly seed: number
}

export interface SoakReport {
  readonly held: number
  /** Calls that had something go wrong around them. */
  readonly faulty: number
  /** Calls in which the caller hung up before the answer was over. */
  readonly hungUp: number
  /** Calls that stayed on the line and heard nothing at all, or threw. */
  readonly mute: number
  readonly crashed: readonly string[]
  /** From the end of a turn to the first sound, ms, sorted. */
  readonly silences: readonly number[]
  /** Failures as the engine was told of them. */
  readonly failures: Readonly<Record<string, number>>
  /** What the caller's wait was bridged or mended with. */
  readonly fallbacks: Readonly<Record<string, number>>
  readonly violations: readonly string[]
  /** Resources of the process that there are more of than before the first call, by kind; sockets to the services among them. */
  readonly left: Readonly<Record<string, number>>
  /** Heap after a collection, from after the first tenth of the calls to the end, bytes. */
  readonly heapGrowth: number
}

const question = 'I would like a table for two tonight.'

export async function soak({ calls, atOnce, seed }: SoakOptions): Promise<SoakReport> {
  const random = seededRandom(seed)
  const before = resources()
  const services = await startLocalServices({
    chat: { answer: () => ({ text: 'Yes, of course. For how many?' }), firstTokenMs: 30 },
    stt: { transcribe: () => question },
    voice: { firstByteMs: 20 },
  })
  const stack = await stackOn(services)
  const tally = new Tally()
  let next = 0
  let heap = 0
  const hold = async () => {
    while (next < calls) {
      if (next++ === Math.floor(calls / 10)) heap = collectedHeap()
      const from = Math.round(300 + 400 * random())
      const isFaulty = random() < 0.6
      if (isFaulty) passingFaults[Math.floor(random() * passingFaults.length)]?.(services)
      const hangsUp = random() < 0.15
      const limitMs = hangsUp ? from + random() * 5000 : 20_000
      const call = { caller: [{ from, to: from + 700 }], limitMs }
      const held = holdFaultyCall((deps) => stack.providers(deps, noTools), call)
      await held.then(
        (result) => tally.add(result, isFaulty, hangsUp),
        (error: unknown) => tally.crashed.push(String(error)),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, hold))
  const heapGrowth = collectedHeap() - heap
  await stack.close()
  const sockets = await settled(() => services.connections())
  await services.close()
  const grown = await settledResources(before)
  const left = { ...grown, ...(sockets > 0 && { 'sockets to the services': sockets }) }
  const { violations } = services.voice.seen
  return { ...tally.report(), violations, left, heapGrowth }
}

type Result = Awaited<ReturnType<typeof holdFaultyCall>>

class Tally {
  readonly crashed: string[] = []
  readonly #failures: Record<string, number> = {}
  readonly #fallbacks: Record<string, number> = {}
  readonly #silences: number[] = []
  #held = 0
  #faulty = 0
  #hungUp = 0
  #mute = 0

  add(result: Result, isFaulty: boolean, hangsUp: boolean): void {
    this.#held++
    if (isFaulty) this.#faulty++
    if (hangsUp) this.#hungUp++
    else if (!result.isComplete) this.#mute++
    this.#silences.push(...result.silences)
    for (const failure of result.failures) count(this.#failures, failure)
    for (const fallback of result.fallbacks) count(this.#fallbacks, fallback)
  }

  report() {
    return {
      ...{ held: this.#held, faulty: this.#faulty, hungUp: this.#hungUp, mute: this.#mute },
      ...{ crashed: this.crashed, failures: this.#failures, fallbacks: this.#fallbacks },
      silences: this.#silences.toSorted((a, b) => a - b),
    }
  }
}

function count(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1
}

/** Zero as soon as it is zero, or what it still is after some seconds: a connection that nobody needs is kept for a while. */
async function settled(value: () => number): Promise<number> {
  for (let tries = 0; tries < 120 && value() > 0; tries++) await pause(50)
  return value()
}

async function settledResources(
  before: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, number>>> {
  const grown = () => {
    const now = resources()
    const more = Object.keys(now).map((kind) => [kind, (now[kind] ?? 0) - (before[kind] ?? 0)])
    return more.filter(([, n]) => Number(n) > 0)
  }
  await settled(() => grown().length)
  return Object.fromEntries(grown())
}

function resources(): Record<string, number> {
  const found: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) count(found, kind)
  return found
}

function collectedHeap(): number {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
  return process.memoryUsage().heapUsed
}
