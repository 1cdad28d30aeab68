/**
 * The world of a recorded call: its caller on a simulated line, and its services from the tape. On a virtual clock it is a simulation, on
 * a real one the recorded caller speaks to the engine now.
 */
import type { Agent } from '../agent/agent.js'
import { agents, makeAgent } from '../agent/catalog.js'
import type { Fixture } from '../fixture/fixture.js'
import type { Manifest } from '../fixture/manifest.js'
import type { Providers, VoiceActivity } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import { type SegmentStart, simulatedCaller } from './caller.js'
import { agentTurns, type ReplyFacts, replyFacts } from './caller-hearing.js'
import { type SimulatedCarrier, simulatedCarrier } from './carrier.js'
import { type CarrierPlayout, carrierPlayout } from './carrier-playout.js'
import { scriptedLlm } from './scripted-llm.js'
import { scriptedStt } from './scripted-stt.js'
import { scriptedTools } from './scripted-tools.js'
import { type OfflineVoice, scriptedTts } from './scripted-tts.js'
import type { Placement } from './simulation.js'
import { type TapeUse, tapeUse } from './tape-use.js'

/** Everything outside of the engine. Its `facts` must see the commands of the call. */
export interface RecordedWorld {
  readonly facts: ReplyFacts
  readonly playout: CarrierPlayout
  readonly carrier: SimulatedCarrier
  readonly placements: readonly Placement[]
  readonly providers: Providers
  readonly use: TapeUse
}

export interface RecordedWorldOptions {
  readonly clock: Clock
  readonly vad: VoiceActivity
  readonly segmentStart?: SegmentStart | undefined
  readonly offlineVoice?: OfflineVoice | undefined
}

export function recordedWorld(fixture: Fixture, options: RecordedWorldOptions): RecordedWorld {
  const { manifest, callerAudio, tape } = fixture
  const { clock } = options
  const use = tapeUse()
  const facts = replyFacts()
  const playout = carrierPlayout()
  const turns = agentTurns(playout.pieces, facts)
  const caller = simulatedCaller(manifest, callerAudio, turns, options.segmentStart)
  const { placements } = caller
  const { segments } = manifest.caller
  const voice = { clock, use, rows: tape.tts, offline: options.offlineVoice }
  const providers: Providers = {
    vad: options.vad,
    stt: scriptedStt({ clock, use, rows: tape.stt, segments, placements }),
    llm: scriptedLlm({ clock, use, rows: tape.llm }),
    tts: scriptedTts({ ...voice, voice: 'main' }),
    backupTts: scriptedTts({ ...voice, voice: 'backup' }),
    tools: scriptedTools({ clock, use, rows: tape.tools }),
  }
  const carrier = simulatedCarrier({ clock, manifest, caller, playout })
  return { facts, playout, carrier, placements, providers, use }
}

/** The agent that the fixture names. */
export function recordedAgent({ agent }: Manifest): Agent {
  return makeAgent(agents, agent.name, agent.options, 'call.json')
}
