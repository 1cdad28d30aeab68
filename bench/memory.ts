import type { Fixture } from '../src/engine/fixture/fixture.js'
import type { CallTransport, Providers } from '../src/engine/providers/provider.js'
import type { Simulation } from '../src/engine/replay/simulation.js'
import * as engine from './built.js'
import type { Row } from './row.js'

type Clock = InstanceType<typeof engine.VirtualClock>

/** Calls beyond the first. */
const more = 4

/**
 * What a call in progress keeps in memory: one call and then several are run to the middle of the long call, all on one virtual clock, and
 * held there. Counted is the engine with its scripted services; what a live call would add: the speech of the reply under way (8 kB a
 * second; here it lies on the tape), a recorder's lines, and what the libraries of a carrier and of services hold.
 */
export async function memoryRow(fixture: Fixture): Promise<Row> {
  const simulation = await engine.simulate(fixture, { vad: engine.loadSilero() })
  const held = (calls: number) => bytesOf(() => callsUnderWay(calls, fixture, simulation))
  return {
    ...{ name: 'memory per call, MB', aim: '<= 1', decimals: 2 },
    sample: async () => ((await held(1 + more)) - (await held(1))) / more / 1_000_000,
  }
}

interface UnderWay {
  end(): Promise<void>
}

async function bytesOf(begin: () => Promise<UnderWay>): Promise<number> {
  const before = await settledBytes()
  const calls = await begin()
  const bytes = (await settledBytes()) - before
  await calls.end()
  return bytes
}

/** Bytes in use once the garbage is gone. Two rounds: what ends in the first may free more in the second. */
async function settledBytes(): Promise<number> {
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

async function callsUnderWay(
  count: number,
  { manifest, tape }: Fixture,
  { carrier, callMs }: Simulation,
): Promise<UnderWay> {
  const clock = new engine.VirtualClock()
  const abort = new AbortController()
  const vad = engine.loadSilero()
  const { segments } = manifest.caller
  const { placements, callerAudio } = carrier
  const agent = engine.makeAgent(engine.agents, manifest.agent.name, manifest.agent.options)
  const begin = () => {
    const use = engine.tapeUse()
    const providers: Providers = {
      vad,
      stt: engine.scriptedStt({ clock, use, rows: tape.stt, segments, placements }),
      llm: engine.scriptedLlm({ clock, use, rows: tape.llm }),
      tts: engine.scriptedTts({ clock, use, rows: tape.tts, voice: 'main' }),
      backupTts: engine.scriptedTts({ clock, use, rows: tape.tts, voice: 'backup' }),
      tools: engine.scriptedTools({ clock, use, rows: tape.tools }),
    }
    return engine.runCall({
      ...{ agent, clock, providers, transport: leg(clock, callerAudio) },
      ...{ policy: engine.recordedPolicy(manifest), observers: [], signal: abort.signal },
      log: { warn: () => {} },
    })
  }
  const calls = Promise.all(Array.from({ length: count }, begin))
  await clock.run(() => clock.now() >= callMs / 2)
  return {
    async end() {
      let over = false
      void calls.finally(() => {
        over = true
      })
      abort.abort()
      await clock.run(() => over)
      await calls
    },
  }
}

/** A phone leg that keeps nothing: it sends the caller's audio and returns marks when their speech was played. */
function leg(clock: Clock, audio: Uint8Array): CallTransport {
  let dryAt = 0
  const sendFrame = (mediaAt: number, receive: Parameters<CallTransport['open']>[0]) => {
    const end = mediaAt + engine.FRAME_MS
    clock.alarm(end, () => {
      const mulaw = engine.sliceMulaw(audio, mediaAt, end).slice()
      receive({ type: 'transport.audio', frame: { mulaw, mediaAt } })
      sendFrame(end, receive)
    })
  }
  let receive: Parameters<CallTransport['open']>[0] = () => {}
  return {
    open(events) {
      receive = events
      clock.alarm(0, () => events({ type: 'transport.started', from: '', to: '', parameters: {} }))
      sendFrame(0, events)
    },
    play(mulaw, mark) {
      dryAt = Math.max(dryAt, clock.now()) + mulaw.length / engine.MULAW_BYTES_PER_MS
      clock.alarm(dryAt, () => receive({ type: 'transport.mark', mark }))
    },
    clear() {
      dryAt = clock.now()
    },
    transfer() {},
    hangUp() {},
  }
}
