/**
 * What a carrier does with the speech it is sent: it plays one piece after another at 8 bytes a millisecond and sends each piece's
 * mark back when it was played. Told to clear, it stops in the middle of a sample and sends back all marks that are still out, as
 * Twilio does. Nothing here waits: when a piece will be over is known when it comes, and a clear changes the future only.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Mark } from '../call/event.js'
import { type Lane, newLane } from './carrier-lane.js'
import type { ReturnedMark } from './simulation.js'

/** A piece of speech at the ear. Pieces lie in the order in which they were sent. */
export interface PlayedPiece {
  readonly mark: Mark
  /** Place of its first sample on the reply's timeline. */
  readonly fromMs: Millis
  /** Call time at which it begins and ends to sound. Both are the same if it was cleared before it began. */
  readonly startsAt: Millis
  readonly endsAt: Millis
}

export interface CarrierPlayout {
  readonly pieces: readonly PlayedPiece[]
  /** The agent as the caller hears it. Right up to the present; what lies ahead may still be cleared. */
  readonly lane: Lane
  /** Speech arrives at call time `at`. */
  receive(mulaw: Uint8Array, mark: Mark, at: Millis): void
  clear(at: Millis): void
  /** The leg is over: no sound and no mark from here on. */
  close(at: Millis): void
  /** The marks sent back by `at` that were not taken before, in order. */
  takeMarks(at: Millis): readonly ReturnedMark[]
  readonly playsAfterClear: () => number
  readonly maxBufferedMs: () => Millis
}

interface Ledger {
  readonly pieces: PlayedPiece[]
  readonly lane: Lane
  readonly pending: ReturnedMark[]
  /** When everything that is here will have been played. */
  dryAt: Millis
  /** Epochs up to this one were ended by a clear. */
  clearedEpoch: number
  closedAt: Millis
  playsAfterClear: number
  maxBufferedMs: Millis
}

export function carrierPlayout(): CarrierPlayout {
  const ledger: Ledger = {
    pieces: [],
    lane: newLane(),
    pending: [],
    dryAt: 0,
    clearedEpoch: -1,
    closedAt: Number.POSITIVE_INFINITY,
    playsAfterClear: 0,
    maxBufferedMs: 0,
  }
  return {
    pieces: ledger.pieces,
    lane: ledger.lane,
    receive(mulaw, mark, at) {
      if (at >= ledger.closedAt) unheard(ledger, mark)
      else receive(ledger, mulaw, mark, at)
    },
    clear: (at) => clear(ledger, at),
    close: (at) => close(ledger, at),
    takeMarks: (at) => {
      const due = ledger.pending.findIndex((mark) => mark.at > at)
      return ledger.pending.splice(0, due < 0 ? ledger.pending.length : due)
    },
    playsAfterClear: () => ledger.playsAfterClear,
    maxBufferedMs: () => ledger.maxBufferedMs,
  }
}

function receive(ledger: Ledger, mulaw: Uint8Array, mark: Mark, at: Millis): void {
  if (mark.epoch <= ledger.clearedEpoch) ledger.playsAfterClear++
  const ms = mulaw.length / MULAW_BYTES_PER_MS
  const startsAt = Math.max(at, ledger.dryAt)
  const endsAt = startsAt + ms
  ledger.pieces.push({ mark, fromMs: mark.endMs - ms, startsAt, endsAt })
  ledger.pending.push({ ...mark, at: endsAt, cleared: false })
  ledger.lane.write(startsAt, mulaw)
  ledger.dryAt = endsAt
  ledger.maxBufferedMs = Math.max(ledger.maxBufferedMs, endsAt - at)
}

/** Sent into a leg that is over; kept so that pieces stay in step with what was sent. */
function unheard({ pieces, closedAt }: Ledger, mark: Mark): void {
  pieces.push({ mark, fromMs: mark.endMs, startsAt: closedAt, endsAt: closedAt })
}

function clear(ledger: Ledger, at: Millis): void {
  cut(ledger, at)
  ledger.pending.forEach((mark, i) => {
    if (mark.at > at) ledger.pending[i] = { ...mark, at, cleared: true }
  })
  ledger.clearedEpoch = Math.max(ledger.clearedEpoch, ledger.pieces.at(-1)?.mark.epoch ?? 0)
}

function close(ledger: Ledger, at: Millis): void {
  cut(ledger, at)
  ledger.closedAt = at
  const due = ledger.pending.findIndex((mark) => mark.at > at)
  if (due >= 0) ledger.pending.length = due
}

/** Nothing sounds from `at` on. */
function cut(ledger: Ledger, at: Millis): void {
  for (let i = ledger.pieces.length - 1; i >= 0; i--) {
    const piece = ledger.pieces[i]
    if (piece === undefined || piece.endsAt <= at) break
    const startsAt = Math.min(piece.startsAt, at)
    ledger.pieces[i] = { ...piece, startsAt, endsAt: Math.max(startsAt, at) }
  }
  ledger.lane.cut(at)
  ledger.dryAt = Math.min(ledger.dryAt, at)
}
