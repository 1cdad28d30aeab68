/**
 * Moves the caller's interruption over the whole of the agent's reply, 20 ms at a time, and looks whether the invariants hold
 * wherever it lands. What depends on the moment breaks at a moment nobody thought to record.
 */
import { FRAME_MS, type Millis } from '../audio/frame.js'
import type { ReplyId } from '../call/event.js'
import { VoiceAgentError } from '../errors.js'
import type { Fixture } from '../fixture/fixture.js'
import { watchClaims } from './heard-invariant.js'
import { type Violation, watchInvariants } from './invariants.js'
import { type SimulateOptions, simulate } from './simulate.js'
import type { Simulation } from './simulation.js'

export interface SweepOptions extends SimulateOptions {
  /** Told after each slot. False stops the sweep. */
  readonly progress?: (done: number, of: number) => boolean
}

export interface Sweep {
  /** The segment that was moved. */
  readonly segment: string
  /** The reply it was moved over, and where that sounds when nobody interrupts, call time. */
  readonly reply: ReplyId
  readonly from: Millis
  readonly to: Millis
  readonly slots: readonly SweepSlot[]
  /** The slots in which an invariant was broken or the engine failed. */
  readonly failing: readonly SweepSlot[]
}

/** One run with the interruption in one place. */
export interface SweepSlot {
  /** Call time at which the segment was to begin. */
  readonly at: Millis
  /** What became of the reply. */
  readonly outcome: 'interrupted' | 'resumed' | 'heard'
  readonly violations: readonly Violation[]
  readonly fault?: string
  /** Requests the tape had no answer to; the call went on with a spoken fallback. */
  readonly offTape: number
}

/** How far the sweep reaches before and after the reply. */
const marginMs = 500

/**
 * Runs the fixture once for every slot.
 *
 * @throws VoiceAgentError `E_NOTHING_TO_SWEEP` when no segment interrupts, or nothing of the agent can be interrupted by it
 */
export async function sweep(fixture: Fixture, options: SweepOptions): Promise<Sweep> {
  const segment = interruptingSegment(fixture)
  const { reply, from, to } = await sweptReply(fixture, segment, options)
  const starts = slotsBetween(from - marginMs, to + marginMs)
  const slots: SweepSlot[] = []
  for (const at of starts) {
    slots.push(await runSlot(fixture, { segment, at }, reply, options))
    if (options.progress?.(slots.length, starts.length) === false) break
  }
  const failing = slots.filter(({ violations, fault }) => violations.length > 0 || fault)
  return { segment, reply, from, to, slots, failing }
}

function interruptingSegment({ manifest }: Fixture): string {
  const segment = manifest.caller.segments.find(({ interrupts }) => interrupts === true)
  if (segment !== undefined) return segment.id
  throw refusal(`no segment of ${manifest.id} interrupts`, 'mark one with "interrupts": true')
}

function refusal(message: string, fix: string): VoiceAgentError {
  return new VoiceAgentError('E_NOTHING_TO_SWEEP', message, fix, 'call.json')
}

/** The reply that the segment meets as recorded, and where it sounds if the segment is never said. */
async function sweptReply(
  fixture: Fixture,
  segment: string,
  options: SimulateOptions,
): Promise<{ readonly reply: ReplyId; readonly from: Millis; readonly to: Millis }> {
  const asRecorded = await simulate(fixture, options)
  const never = { segment, at: Number.POSITIVE_INFINITY }
  const alone = await simulate(fixture, { ...options, segmentStart: never })
  const reply = replyMet(asRecorded, segment)
  const spans = alone.carrier.heard.filter((span) => span.reply === reply)
  const first = spans[0]
  const last = spans.at(-1)
  if (reply === undefined || first === undefined || last === undefined) {
    const { id } = fixture.manifest
    throw refusal(`${segment} of ${id} meets no reply`, 'let it start while the agent speaks')
  }
  return { reply, from: first.at, to: last.at + last.toMs - last.fromMs }
}

/** The reply that is over the caller's head, or about to be, when the segment begins. */
function replyMet({ entries, carrier }: Simulation, segment: string): ReplyId | undefined {
  const begins = carrier.placements.find((placed) => placed.segment === segment)?.at
  if (begins === undefined) return undefined
  let reply: ReplyId | undefined
  for (const { event, commands } of entries) {
    if (event.at > begins) break
    for (const command of commands)
      if (command.type === 'note' && command.note.kind === 'reply.started')
        reply = command.note.reply
  }
  return reply
}

function slotsBetween(from: Millis, to: Millis): readonly Millis[] {
  const first = Math.max(0, Math.ceil(from / FRAME_MS))
  const last = Math.floor(to / FRAME_MS)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * FRAME_MS)
}

async function runSlot(
  fixture: Fixture,
  segmentStart: { readonly segment: string; readonly at: Millis },
  reply: ReplyId,
  options: SimulateOptions,
): Promise<SweepSlot> {
  const log = watchInvariants()
  const claims = watchClaims()
  const { observers = [] } = options
  const simulation = await simulate(fixture, {
    ...options,
    segmentStart,
    observers: [...observers, log.observe, claims.observe],
  })
  const { fault, offTape } = simulation
  return {
    at: segmentStart.at,
    outcome: outcomeOf(simulation, reply),
    violations: [...log.violations, ...claims.check(simulation)],
    offTape: offTape.length,
    ...(fault !== undefined && { fault }),
  }
}

function outcomeOf({ entries }: Simulation, reply: ReplyId): SweepSlot['outcome'] {
  let outcome: SweepSlot['outcome'] = 'heard'
  for (const { commands } of entries) {
    for (const command of commands) {
      if (command.type !== 'note') continue
      const { note } = command
      if (note.kind === 'agent.interrupted' && note.reply === reply) return 'interrupted'
      if (note.kind === 'agent.resumed' && note.reply === reply) outcome = 'resumed'
    }
  }
  return outcome
}
