/**
 * The simulated carrier: a phone leg on a clock, as honest as a real one and no more.
 *
 * Every 20 ms it takes a frame from the caller and sends it, with the marks that came due and the keys that were pressed, one way of
 * latency to the engine; what the engine plays takes as long to the ear. All that goes to the engine goes in one ordered stream, so
 * a stall holds up everything and then lets it out in a burst. What was heard when is kept for whoever judges the call; nothing of
 * it reaches the engine.
 *
 * Media starts with the call, so the caller's audio and call time share their zero.
 */
import { FRAME_MS, type Millis } from '../audio/frame.js'
import { seededRandom } from '../audio/random.js'
import type { ClosedReason, Mark, TransportEvent } from '../call/event.js'
import type { Manifest } from '../fixture/manifest.js'
import type { CallTransport } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import type { Caller } from './caller.js'
import { type FrameSource, frameSource } from './carrier-frames.js'
import { type Lane, newLane } from './carrier-lane.js'
import { type CarrierLine, carrierLine } from './carrier-line.js'
import type { CarrierPlayout } from './carrier-playout.js'
import type { ReturnedMark } from './simulation.js'

export interface CarrierOptions {
  readonly clock: Clock
  readonly manifest: Pick<Manifest, 'transport' | 'seed' | 'max_ms'>
  readonly caller: Caller
  readonly playout: CarrierPlayout
}

export interface SimulatedCarrier {
  readonly transport: CallTransport
  /** What is known once the call is over. */
  record(): CarrierRecord
}

export interface CarrierRecord {
  /** When the leg was over for the caller, undefined while it is not. The engine learns of it later. */
  readonly closedAt: Millis | undefined
  /** It was over because nobody ended it in time. */
  readonly cut: boolean
  /** The caller as sent, mu-law from the beginning of the call. */
  readonly callerAudio: (ms: Millis) => Uint8Array
  readonly marks: readonly ReturnedMark[]
  /** One way, without jitter. */
  readonly latencyMs: Millis
  readonly playsAfterClose: number
  readonly transferredTo: string | undefined
}

interface Closing {
  readonly at: Millis
  readonly reason: ClosedReason
}

/** A leg while it lasts. */
interface Leg extends CarrierOptions {
  readonly line: CarrierLine
  readonly frames: FrameSource
  readonly sent: Lane
  readonly marks: ReturnedMark[]
  receive: (event: TransportEvent) => void
  /** Sent, and held up by a stall. */
  held: TransportEvent[]
  /** The end as the carrier has it, and as the engine has heard of it. */
  closing: Closing | undefined
  toldAt: Millis | undefined
  playsAfterClose: number
  transferredTo: string | undefined
}

export function simulatedCarrier(options: CarrierOptions): SimulatedCarrier {
  const leg = newLeg(options)
  return {
    transport: {
      open(receive) {
        const { from, to, parameters, started_at: startedAt } = options.manifest.transport
        const info = { from, to, parameters, ...(startedAt !== undefined && { startedAt }) }
        leg.receive = receive
        leg.clock.alarm(leg.clock.now(), () => receive({ type: 'transport.started', ...info }))
        takeFrameAt(leg, 0)
      },
      play: (mulaw, mark) => play(leg, mulaw, mark),
      clear: () => leg.playout.clear(atCarrier(leg)),
      transfer(to) {
        leg.transferredTo = to
        close(leg, atCarrier(leg), 'agent')
      },
      hangUp: () => close(leg, atCarrier(leg), 'agent'),
    },
    record: () => ({
      closedAt: leg.closing?.at,
      cut: leg.closing?.reason === 'lost',
      callerAudio: (ms) => leg.sent.take(ms),
      marks: leg.marks,
      latencyMs: leg.line.latencyMs,
      playsAfterClose: leg.playsAfterClose,
      transferredTo: leg.transferredTo,
    }),
  }
}

function newLeg(options: CarrierOptions): Leg {
  const { manifest, caller } = options
  const random = seededRandom(manifest.seed)
  return {
    ...options,
    line: carrierLine(manifest.transport.line, random, caller.spokenAt),
    frames: frameSource(manifest.transport.line, random),
    sent: newLane(),
    marks: [],
    receive: () => {},
    held: [],
    closing: undefined,
    toldAt: undefined,
    playsAfterClose: 0,
    transferredTo: undefined,
  }
}

/** When what the engine sends now comes to the carrier and so to the ear. */
function atCarrier({ clock, line }: Leg): Millis {
  return clock.now() + line.latencyMs
}

/** Plays into a leg that the engine has ended, or has heard the end of, are its mistake. */
function play(leg: Leg, mulaw: Uint8Array, mark: Mark): void {
  if (leg.toldAt !== undefined || leg.closing?.reason === 'agent') leg.playsAfterClose++
  leg.playout.receive(mulaw, mark, atCarrier(leg))
}

function close(leg: Leg, at: Millis, reason: ClosedReason): void {
  if (leg.closing !== undefined && leg.closing.at <= at) return
  leg.closing = { at, reason }
  leg.playout.close(at)
}

/** One alarm a frame, at the time it comes out at the engine; by then all that could touch it has happened. */
function takeFrameAt(leg: Leg, mediaAt: Millis): void {
  const end = mediaAt + FRAME_MS
  leg.clock.alarm(leg.line.arrival(end), () => {
    leg.held.push(...capture(leg, mediaAt))
    if (!leg.line.stalls(end)) deliver(leg)
    if (!isOver(leg, end)) takeFrameAt(leg, end)
    else if (leg.held.length > 0) letOut(leg, end)
  })
}

/** All that is sent by the end of the frame that begins at `mediaAt`, in the order of sending. */
function capture(leg: Leg, mediaAt: Millis): TransportEvent[] {
  const end = mediaAt + FRAME_MS
  const { speech, keys, hungUpAt } = leg.caller.frame(mediaAt)
  if (hungUpAt !== undefined) close(leg, hungUpAt, 'caller')
  if (end >= leg.manifest.max_ms) close(leg, end, 'lost')
  const over = isOver(leg, end) ? leg.closing : undefined
  const until = over?.at ?? end
  const events: TransportEvent[] = takeMarks(leg, until)
  for (const { digit, at } of keys) if (at <= until) events.push({ type: 'transport.dtmf', digit })
  if (until >= end) events.push(...takeAudio(leg, mediaAt, speech))
  if (over) events.push({ type: 'transport.closed', reason: over.reason })
  return events
}

function isOver({ closing }: Leg, at: Millis): boolean {
  return closing !== undefined && closing.at <= at
}

function takeMarks(leg: Leg, until: Millis): TransportEvent[] {
  if (leg.manifest.transport.line.marks === 'never') return []
  const returned = leg.playout.takeMarks(until)
  leg.marks.push(...returned)
  return returned.map(({ epoch, endMs }) => ({ type: 'transport.mark', mark: { epoch, endMs } }))
}

function takeAudio(leg: Leg, mediaAt: Millis, speech: Uint8Array | undefined): TransportEvent[] {
  const { mulaw, idle } = leg.frames(mediaAt, speech, leg.playout.lane)
  const saved = idle && leg.manifest.transport.line.silence === 'nothing'
  if (saved || leg.line.loses(mediaAt)) return []
  leg.sent.write(mediaAt, mulaw)
  return [{ type: 'transport.audio', frame: { mulaw, mediaAt } }]
}

/** Lets everything through that was sent, in order. */
function deliver(leg: Leg): void {
  const out = leg.held
  leg.held = []
  for (const event of out) {
    if (event.type === 'transport.closed') leg.toldAt = leg.clock.now()
    leg.receive(event)
  }
}

/** The call is over but a stall still holds its last events: they come when the line moves again. */
function letOut(leg: Leg, at: Millis): void {
  const next = at + FRAME_MS
  leg.clock.alarm(leg.line.arrival(next), () =>
    leg.line.stalls(next) ? letOut(leg, next) : deliver(leg),
  )
}
