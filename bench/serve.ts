/**
 * Many calls at once against the real server: what a call costs, and what it adds to the time a caller waits.
 *
 *   npx tsx bench/serve.ts [calls ...] [--seconds 15]        default: 1 50 100 200
 *   npx tsx bench/serve.ts --sequence 1000                   calls one after the other: what they leave behind
 *
 * The callers are another process. Providers are scripted, so their delays are known and taken off; the detector is the real one and runs
 * for every call, but whether the caller speaks is decided by level, because the callers send a tone and no speech. Beside each run a
 * bare `ws` echo server in the same process carries the same frames: nothing that sits on a WebSocket here can be better than that.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import { plainAgent } from '../src/engine/agent/plain.js'
import type { Command, Note } from '../src/engine/call/command.js'
import { defaultPolicy } from '../src/engine/call/policy.js'
import type { VoiceActivity } from '../src/engine/providers/provider.js'
import type { Entry } from '../src/engine/report/entry.js'
import type { Clock } from '../src/engine/run/clock.js'
import { levelDetector } from '../src/engine/run/puppets.test-kit.js'
import { smallWorld } from '../src/engine/run/small-world.test-kit.js'
import { loadSilero } from '../src/engine/vad/silero.js'
import { buildServer } from '../src/server/app.js'
import type { ServerLog } from '../src/server/server-log.js'
import type { CallersReport } from './serve-callers.js'
import { runSequence } from './serve-sequence.js'

const authToken = 'bench'
const publicUrl = 'https://bench.example.com'
const quiet: ServerLog = { info() {}, warn() {}, error() {}, child: () => quiet }
const base = {
  ...{ publicUrl: () => publicUrl, authToken, streamSecret: 'a secret of the bench', log: quiet },
}
const question = 'Is there a table?'
const answer = 'Yes there is a table for two people by the window tomorrow at seven'

interface Samples {
  /** From the end of the turn to the first sound on the wire, less what model and voice took, ms. */
  readonly own: number[]
  /** From the score that decides to `clear` on the wire, ms. */
  readonly clear: number[]
}

const silero = loadSilero()

/** Pays for the real detector and believes the level. */
const bothDetectors: VoiceActivity = {
  open() {
    const [real, simple] = [silero.open(), levelDetector.open()]
    return {
      score(mulaw) {
        real.score(mulaw)
        return simple.score(mulaw)
      },
      close() {
        real.close()
        simple.close()
      },
    }
  },
}

function hold(samples: Samples) {
  return {
    agent: plainAgent({ greeting: 'Hello.', instructions: '' }),
    policy: defaultPolicy,
    providers: (given: Clock) => {
      const caller = [{ from: 0, to: Number.POSITIVE_INFINITY, text: question }]
      const { providers } = smallWorld(given, { caller, model: () => answer })
      return { ...providers, vad: bothDetectors }
    },
    observers: [measure(samples)],
  }
}

/** The turn that is being answered. */
interface Turn {
  /** When the caller had been given all the patience there was, call time. */
  readonly due: number
  /** What model and voice took so far, and since when one of them is asked. */
  waited: number
  asked: number | undefined
}

/** Follows one call from the end of a turn to the first sound, and times every `clear`. */
function measure({ own, clear }: Samples) {
  // An event is seen a little after it is stamped: the smallest difference is the beginning of the call.
  let began = Number.POSITIVE_INFINITY
  const now = () => performance.now() - began
  let turn: Turn | undefined
  const answered = (at: number) => {
    if (turn?.asked === undefined) return
    turn.waited += at - turn.asked
    turn.asked = undefined
  }
  const asked = (at: number) => {
    answered(at)
    if (turn) turn.asked = now()
  }
  const sounded = () => {
    if (turn) own.push(now() - turn.due - turn.waited)
    turn = undefined
  }
  const see = (command: Command, at: number) => {
    switch (command.type) {
      case 'note':
        turn = turnOf(command.note) ?? turn
        break
      case 'generate':
      case 'synthesize':
        asked(at)
        break
      case 'play':
        sounded()
        break
      case 'clear':
        clear.push(now() - at)
    }
  }
  return ({ event, commands }: Entry) => {
    began = Math.min(began, performance.now() - event.at)
    if (event.type === 'tts.audio') answered(event.at)
    for (const command of commands) see(command, event.at)
  }
}

function turnOf(note: Note): Turn | undefined {
  if (note.kind !== 'turn.ended' || note.speechEndedAt === undefined) return undefined
  return { due: note.speechEndedAt + note.patienceMs, waited: 0, asked: undefined }
}

async function run(calls: number, seconds: number): Promise<void> {
  const samples: Samples = { own: [], clear: [] }
  const server = buildServer({
    ...base,
    route: () => hold(samples),
    limits: { maxCalls: calls + 10, loopDelayMs: 10_000 },
  })
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  const echo = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await once(echo, 'listening')
  echo.on('connection', (ws) => ws.on('message', (data) => ws.send(String(data))))
  const ports = [server.app.server.address(), echo.address()].map((a) => (a as AddressInfo).port)
  const delay = monitorEventLoopDelay({ resolution: 10 })
  const memory = process.memoryUsage().rss
  let cpu = process.cpuUsage()
  let peak = 0
  let used = 0
  const report = await callers({ calls, seconds, ports, authToken, publicUrl }, (phase) => {
    if (phase === 'calling') {
      delay.enable()
      cpu = process.cpuUsage()
      return
    }
    const { user, system } = process.cpuUsage(cpu)
    used = (user + system) / 1000
    peak = process.memoryUsage().rss
    delay.disable()
  })
  await server.app.close()
  echo.close()
  const cost = used / (seconds * 10) / calls
  const loop = [50, 99].map((p) => Math.max(0, delay.percentile(p) / 1e6 - 10).toFixed(1))
  console.log(
    [
      `${calls} calls, ${seconds} s`,
      `  cpu a call      ${cost.toFixed(2)} % of a core`,
      `  memory a call   ${((peak - memory) / calls / 1024).toFixed(0)} KiB`,
      `  loop delay      p50 ${loop[0]} ms  p99 ${loop[1]} ms`,
      `  own share       ${show(samples.own)}`,
      `  score to clear  ${show(samples.clear)}`,
      `  gaps in speech  ${report.gaps.length} (longest ${Math.max(0, ...report.gaps).toFixed(0)} ms) in ${report.pieces} pieces`,
      `  echo floor      ${show(report.echo)} there and back`,
      `  calls held      ${report.held} of ${calls}, ${report.complaints} complaints`,
    ].join('\n'),
  )
}

function callers(
  order: object,
  entered: (phase: 'calling' | 'called') => void,
): Promise<CallersReport> {
  const program = fileURLToPath(new URL('./serve-callers.ts', import.meta.url))
  const child = fork(program, [JSON.stringify(order)], { execArgv: ['--import', 'tsx'] })
  return new Promise((resolve, reject) => {
    child.on('message', (message: CallersReport | 'calling' | 'called') => {
      if (typeof message === 'string') entered(message)
      else resolve(message)
    })
    child.on('exit', (code) => reject(new Error(`the callers ended with ${code}`)))
  })
}

function show(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (p: number) => (sorted[Math.floor((sorted.length - 1) * p)] ?? Number.NaN).toFixed(2)
  return `median ${at(0.5)} ms  p99 ${at(0.99)} ms  most ${at(1)} ms  (n = ${sorted.length})`
}

const words = process.argv.slice(2)
const option = (name: string) => {
  const at = words.indexOf(name)
  return at < 0 ? undefined : Number(words.splice(at, 2)[1])
}
const seconds = option('--seconds') ?? 15
const sequence = option('--sequence')
if (sequence !== undefined) {
  const route = () => hold({ own: [], clear: [] })
  const isClean = await runSequence(sequence, { ...base, route })
  process.exit(isClean ? 0 : 1)
}
for (const calls of words.length > 0 ? words.map(Number) : [1, 50, 100, 200]) {
  await run(calls, seconds)
}
process.exit(0)
