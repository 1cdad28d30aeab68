/** Many short calls on one stack while its services fail at random, and what all of them leave behind. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seededRandom } from '../../engine/audio/random.js'
import { defaultPolicy } from '../../engine/call/policy.js'
import { noTools } from '../../engine/providers/no-model.js'
import { holdFaultyCall, patientWith } from './faulty-call.test-kit.js'
import { stackOn, startLocalServices } from './local-services.test-kit.js'
import { passingFaults } from './provider-faults.test-kit.js'

export interface SoakOptions {
  readonly calls: number
  /** Calls at a time. */
  readonly atOnce: number
  readonly seed: number
}

export interface Silence {
  readonly ms: number
  /** Number of the call, from 0. */
  readonly call: number
  /** What was set to go wrong when the call began; another call that began with it may have met it. */
  readonly fault: string
  /** What the engine was told in the call, and what it did about it. */
  readonly failures: readonly string[]
  readonly fallbacks: readonly string[]
}

export interface SoakReport {
  readonly held: number
  /** Calls that had something go wrong around them. */
  readonly faulty: number
  /** Calls in which the caller hung up before the answer was over. */
  readonly hungUp: number
  /** Calls that stayed on the line and heard no answer, with what failed in them. */
  readonly mute: readonly string[]
  readonly crashed: readonly string[]
  /** From the end of a turn to the first sound, the longest last. */
  readonly silences: readonly Silence[]
  /** Those that the policy does not allow (with a tolerance): what is not said yet is said by the fallback line's time. */
  readonly tooLong: readonly Silence[]
  /** The longest time for which this process stood still, ms. */
  readonly stallMs: number
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

/** Beyond what the policy allows, for a machine that does other things as well, ms. */
const toleranceMs = 300
const { fallbackMs } = defaultPolicy.reply
/** The longest wait for the first sound after a turn that is no fault, ms. */
export const longestMs = fallbackMs + toleranceMs

export async function soak({ calls, atOnce, seed }: SoakOptions): Promise<SoakReport> {
  const random = seededRandom(seed)
  const before = resources()
  // Never the same twice: what was said in full is kept, and would need no voice.
  let answers = 0
  const services = await startLocalServices({
    chat: { answer: () => ({ text: `Yes, table ${++answers} is free.` }), firstTokenMs: 30 },
    stt: { transcribe: () => question },
    voice: { firstByteMs: 20 },
  })
  const stack = await stackOn(services)
  await stack.ready()
  const tally = new Tally()
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  let next = 0
  let heap = 0
  const hold = async () => {
    while (next < calls) {
      const id = next++
      if (id === Math.floor(calls / 10)) heap = collectedHeap()
      const from = Math.round(300 + 400 * random())
      const fault =
        random() < 0.6 ? passingFaults[Math.floor(random() * passingFaults.length)] : undefined
      fault?.set(services)
      const hangsUp = random() < 0.15
      const limitMs = hangsUp ? from + random() * 5000 : 30_000
      const policy = patientWith(random() < 0.8 ? linesOf(id) : {})
      const call = { caller: [{ from, to: from + 700 }], limitMs, policy }
      const held = holdFaultyCall((deps) => stack.providers(deps, noTools), call)
      await held.then(
        (result) => tally.add({ id, fault: fault?.name, hangsUp }, result),
        (error: unknown) => tally.crashed.push(`call ${id}: ${error}`),
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, hold))
  loop.disable()
  const heapGrowth = collectedHeap() - heap
  await stack.close()
  const sockets = await settled(() => services.connections())
  await services.close()
  const grown = await settledResources(before)
  const left = { ...grown, ...(sockets > 0 && { 'sockets to the services': sockets }) }
  const { violations } = services.voice.seen
  const stallMs = Math.round(loop.max / 1e6)
  return { ...tally.report(), violations, left, heapGrowth, stallMs }
}

/** As for a caller nobody had before: none of it was said to another. */
function linesOf(id: number) {
  const { filler, slow, sorry, unheard } = defaultPolicy.lines
  const own = (line: string) => line.replace(/[.?]/, `, caller ${id}$&`)
  return { filler: own(filler), slow: own(slow), sorry: own(sorry), unheard: own(unheard) }
}

type Result = Awaited<ReturnType<typeof holdFaultyCall>>

interface About {
  readonly id: number
  readonly fault: string | undefined
  readonly hangsUp: boolean
}

class Tally {
  readonly crashed: string[] = []
  readonly #failures: Record<string, number> = {}
  readonly #fallbacks: Record<string, number> = {}
  readonly #silences: Silence[] = []
  readonly #mute: string[] = []
  #held = 0
  #faulty = 0
  #hungUp = 0

  add({ id, fault, hangsUp }: About, result: Result): void {
    const { silences, failures, fallbacks } = result
    this.#held++
    if (fault !== undefined) this.#faulty++
    if (hangsUp) this.#hungUp++
    else if (!result.isComplete) this.#mute.push(`call ${id}: ${[...failures, ...fallbacks]}`)
    for (const ms of silences) {
      this.#silences.push({
        ms,
        call: id,
        fault: fault ?? 'of another call, if any',
        failures,
        fallbacks,
      })
    }
    for (const failure of failures) count(this.#failures, failure)
    for (const fallback of fallbacks) count(this.#fallbacks, fallback)
  }

  report() {
    const silences = this.#silences.toSorted((a, b) => a.ms - b.ms)
    return {
      ...{ held: this.#held, faulty: this.#faulty, hungUp: this.#hungUp, mute: this.#mute },
      ...{ crashed: this.crashed, failures: this.#failures, fallbacks: this.#fallbacks },
      ...{ silences, tooLong: silences.filter(({ ms }) => ms > longestMs) },
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
