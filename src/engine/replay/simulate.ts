/**
 * Runs a recorded call through the real engine in virtual time: the same loop, the same step and the same interfaces as a live call,
 * with a simulated carrier and caller, scripted services and a clock that does not wait. The same fixture and seed give the same
 * log, byte for byte. Only where live services are asked for does time pass as it does for them.
 */

import type { Agent } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { Message } from '../call/conversation.js'
import { messageOf } from '../errors.js'
import type { Fixture } from '../fixture/fixture.js'
import type { VoiceActivity } from '../providers/provider.js'
import type { Entry, Observer } from '../report/entry.js'
import type { Clock } from '../run/clock.js'
import { runCall } from '../run/run-call.js'
import type { SegmentStart } from './caller.js'
import type { ReplyFacts } from './caller-hearing.js'
import type { CarrierPlayout } from './carrier-playout.js'
import { markedLive, type OpenLiveParts } from './live-parts.js'
import { type Pace, realPace, virtualPace } from './pace.js'
import { recordedPolicy } from './recorded-policy.js'
import { type RecordedWorld, recordedAgent, recordedWorld } from './recorded-world.js'
import type { OfflineVoice } from './scripted-tts.js'
import type { CarrierTruth, HeardSpan, Simulation } from './simulation.js'
import { recordsOf } from './tape-use.js'

export interface SimulateOptions {
  readonly vad: VoiceActivity
  /** Instead of the agent that the fixture names. */
  readonly agent?: Agent
  /** One segment begins at another time than the fixture says. */
  readonly segmentStart?: SegmentStart
  /** Says what is not on the tape; without it such a text is off the tape. */
  readonly offlineVoice?: OfflineVoice
  readonly observers?: readonly Observer[]
  /** Services in place of the tape. With them the call takes as long as it lasts, and no two runs are the same. */
  readonly live?: OpenLiveParts
}

/** A call that goes on so long after its line was closed is wedged. */
const afterlifeMs: Millis = 60_000

/**
 * One call from `transport.started` to its end, or to the fixture's `max_ms`. What the engine did wrong is in `fault`.
 *
 * @throws VoiceAgentError when the fixture names an agent or a policy that does not exist
 */
export async function simulate(fixture: Fixture, options: SimulateOptions): Promise<Simulation> {
  const pace = options.live ? realPace() : virtualPace()
  const world = worldOf(fixture, options, pace.clock)
  const entries: Entry[] = []
  let conversation: readonly Message[] = []
  const fault = await runThrough(pace, world, fixture, options, (entry, state) => {
    world.facts.observe(entry.commands)
    entries.push(entry)
    conversation = state.conversation
  })
  const callMs = entries.at(-1)?.event.at ?? 0
  return {
    entries,
    callMs,
    ended: fault === undefined && !world.carrier.record().cut,
    carrier: truthOf(world, callMs),
    basis: recordsOf(world.use.answers, entries),
    offTape: world.use.offTape,
    conversation,
    ...(fault !== undefined && { fault }),
  }
}

function worldOf(fixture: Fixture, options: SimulateOptions, clock: Clock): RecordedWorld {
  const world = recordedWorld(fixture, { ...options, clock })
  if (options.live === undefined) return world
  const live = markedLive(options.live(clock), clock, world.use)
  return { ...world, providers: { ...world.providers, ...live } }
}

/** What went wrong in the engine, if anything did. */
async function runThrough(
  pace: Pace,
  { carrier, providers }: RecordedWorld,
  { manifest }: Fixture,
  { agent = recordedAgent(manifest), observers = [] }: SimulateOptions,
  observe: Observer,
): Promise<string | undefined> {
  const policy = recordedPolicy(manifest)
  let fault: string | undefined
  let over = false
  const blame = (error: unknown) => {
    fault ??= messageOf(error)
  }
  const call = runCall({
    ...{ agent, policy, clock: pace.clock, providers, transport: carrier.transport },
    observers: [observe, ...observers],
    log: { warn: (_, message) => blame(message) },
  })
    .catch(blame)
    .finally(() => {
      over = true
    })
  const latest = manifest.max_ms + afterlifeMs
  await pace.pass(call, () => over, latest).catch(blame)
  if (!over) blame(`the call went on ${afterlifeMs} ms after its line was closed`)
  return fault
}

function truthOf(
  { playout, facts, carrier, placements }: RecordedWorld,
  callMs: Millis,
): CarrierTruth {
  const { callerAudio, closedAt, transferredTo, ...record } = carrier.record()
  return {
    heard: heardSpans(playout, facts, callMs),
    agentAudio: playout.lane.take(callMs),
    callerAudio: callerAudio(callMs),
    placements,
    marks: record.marks,
    latencyMs: record.latencyMs,
    playsAfterClose: record.playsAfterClose,
    playsAfterClear: playout.playsAfterClear(),
    maxBufferedMs: playout.maxBufferedMs(),
    ...(closedAt !== undefined && { closedAt }),
    ...(transferredTo !== undefined && { transferredTo }),
  }
}

/** The pieces that sounded, joined where one follows the other without a break. */
export function heardSpans(
  { pieces }: CarrierPlayout,
  { played }: ReplyFacts,
  callMs: Millis,
): readonly HeardSpan[] {
  const spans: HeardSpan[] = []
  pieces.forEach(({ mark, fromMs, startsAt, endsAt }, i) => {
    const ms = Math.min(endsAt, callMs) - startsAt
    const reply = played[i]
    if (ms <= 0 || reply === undefined) return
    const span = { reply, epoch: mark.epoch, fromMs, toMs: fromMs + ms, at: startsAt }
    const last = spans.at(-1)
    if (last && follows(last, span)) spans[spans.length - 1] = { ...last, toMs: span.toMs }
    else spans.push(span)
  })
  return spans
}

function follows(last: HeardSpan, next: HeardSpan): boolean {
  return (
    next.reply === last.reply &&
    next.epoch === last.epoch &&
    next.fromMs === last.toMs &&
    next.at === last.at + last.toMs - last.fromMs
  )
}
