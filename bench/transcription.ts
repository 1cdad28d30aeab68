/**
 * What speech-to-text over a realtime session costs a turn, and what of it is ours.
 *
 *   npx tsx bench/transcription.ts
 *
 * The service is the local stand-in, which gives words 350 ms after a commit (the figure of a good cascade). First whole calls: from the
 * caller's last voiced sound to the words and to the end of the turn, when a segment is committed at the detector's stop (200 ms) and
 * when it is committed at the endpoint (500 ms). Then the adapter alone: from a frame handed to it to the service's receipt, and from
 * the words on the wire to the part the engine gets, sockets included.
 */
import { plainAgent } from '../src/engine/agent/plain.js'
import type { Millis } from '../src/engine/audio/frame.js'
import { policyWith } from '../src/engine/call/policy.js'
import { openAiForCalls, realtimeLimits } from '../src/engine/providers/openai-stt/definition.js'
import { startOpenAiSttServer } from '../src/engine/providers/openai-stt/openai-stt-server.test-kit.js'
import {
  framesOf,
  valuesFor,
  voice,
} from '../src/engine/providers/openai-stt/stt-caller.test-kit.js'
import { RealClock } from '../src/engine/run/real-clock.js'
import { runCall } from '../src/engine/run/run-call.js'
import { smallWorld } from '../src/engine/run/small-world.test-kit.js'

const ANSWER_MS = 350
const CALLS = 20
const SPEECH = { from: 400, to: 1400 }
/** The small world's carrier delivers a frame so long after it began. */
const DELIVERY_MS = 60

const log = { warn() {} }
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** From the end of speech, as it arrives here, to its words and to the end of the turn. */
async function holdCall(url: string, stopMs: Millis) {
  const clock = new RealClock()
  const caller = [{ ...SPEECH, text: '' }]
  const world = smallWorld(clock, { caller, model: () => 'Yes.', hangsUpAt: 3000 })
  const stt = openAiForCalls(valuesFor({ url }, { format: 'pcm24' }), realtimeLimits).forCall({
    clock,
    log,
  })
  const found = { words: Number.NaN, turn: Number.NaN }
  const since = SPEECH.to + DELIVERY_MS
  await runCall({
    ...{ clock, log, transport: world.transport },
    agent: plainAgent({ greeting: '', instructions: '' }),
    policy: policyWith({
      opening: { by: 'caller', greetAfterMs: 60_000 },
      speech: { stopMs },
    }),
    providers: { ...world.providers, stt },
    observers: [
      ({ event, commands }) => {
        if (event.type === 'stt.final') found.words = event.at - since
        const ended = commands.some((c) => c.type === 'note' && c.note.kind === 'turn.ended')
        if (ended && Number.isNaN(found.turn)) found.turn = event.at - since
      },
    ],
  })
  return found
}

async function wholeCalls(): Promise<void> {
  for (const stopMs of [200, 500]) {
    const server = await startOpenAiSttServer({ answerMs: ANSWER_MS, transcribe: () => 'Yes.' })
    const calls: Promise<{ words: number; turn: number }>[] = []
    for (let i = 0; i < CALLS; i++) {
      calls.push(holdCall(server.url, stopMs))
      await new Promise((resolve) => setTimeout(resolve, 73))
    }
    const found = await Promise.all(calls)
    await server.close()
    const words = median(found.map((call) => call.words)).toFixed(0)
    const turn = median(found.map((call) => call.turn)).toFixed(0)
    console.log(
      `commit ${stopMs} ms after the last voice: words after ${words} ms, turn over after ${turn} ms (medians of ${CALLS})`,
    )
  }
}

async function adapterAlone(format: 'pcm24' | 'pcmu'): Promise<void> {
  const server = await startOpenAiSttServer({ answerMs: 20, transcribe: () => 'Yes.' })
  const clock = new RealClock()
  const stt = openAiForCalls(valuesFor(server, { format }), realtimeLimits).forCall({ clock, log })
  const stream = stt.open({ signal: new AbortController().signal })
  const parts = stream[Symbol.asyncIterator]()
  const written: number[] = []
  const cpu: number[] = []
  const seen: number[] = []
  for (let segment = 0; segment < 40; segment++) {
    for (const frame of framesOf(voice(300, segment + 1))) {
      const at = performance.now()
      written.push(at)
      stream.write(segment, frame)
      cpu.push(performance.now() - at)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    stream.commit(segment)
    for (;;) {
      const { value } = await parts.next()
      if (value?.type === 'final') break
    }
    seen.push(performance.now())
  }
  const session = server.seen.sessions[0]
  // The end of a segment is one piece more, 10 ms of silence, when there is a filter to empty. The first segment waited for the session.
  const perSegment = format === 'pcm24' ? 16 : 15
  const received = (session?.appendsAt ?? []).filter((_, i) => i % perSegment < 15)
  const out = received.map((at, i) => at - (written[i] ?? 0)).slice(15)
  const back = seen.map((at, i) => at - (session?.wordsAt[i] ?? 0)).slice(1)
  console.log(
    `${format}: frame in -> received ${median(out).toFixed(3)} ms (in the call that hands it over ${median(cpu.slice(15)).toFixed(3)} ms); words on the wire -> part out ${median(back).toFixed(3)} ms (medians of ${out.length} and ${back.length})`,
  )
  stt.close?.()
  await server.close()
}

await wholeCalls()
await adapterAlone('pcm24')
await adapterAlone('pcmu')
