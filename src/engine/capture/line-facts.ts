/**
 * What can be told about the line of a call from what came and went over it.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { Mark } from '../call/event.js'
import type { LineConditions } from '../fixture/manifest.js'
import type { Entry } from '../report/entry.js'
import type { Recording } from './recording.js'

export interface LineFacts {
  /** One way, ms. */
  readonly latencyMs: Millis
  readonly conditions: LineConditions
}

/** With less of the caller's audio than this, the carrier left silence out; lost frames are far fewer. */
const sendsAll = 0.9
/** When no mark tells: a good line between two data centers and a phone network. */
const usualLatencyMs: Millis = 50

export function lineFacts({ entries, receivedMs, audioMs }: Recording): LineFacts {
  const { roundTripMs, marks, playedMs } = followMarks(entries)
  const latencyMs =
    roundTripMs === undefined ? usualLatencyMs : Math.max(0, Math.round(roundTripMs / 2))
  const conditions: LineConditions = {
    latency_ms: latencyMs,
    ...(receivedMs < audioMs * sendsAll && { silence: 'nothing' as const }),
    ...(marks === 0 && playedMs > 0 && { marks: 'never' as const }),
  }
  return { latencyMs, conditions }
}

/** A mark comes back when its piece was played, and twice the way later: the shortest time beyond the playing is the way itself. */
function followMarks(entries: readonly Entry[]) {
  const sent: Sent = { due: new Map(), dryAt: 0, playedMs: 0 }
  let marks = 0
  let roundTripMs: Millis | undefined
  for (const { event, commands } of entries) {
    if (event.type === 'transport.mark') {
      marks++
      const beyond = event.at - (sent.due.get(nameOf(event.mark)) ?? Number.POSITIVE_INFINITY)
      if (beyond >= 0) roundTripMs = Math.min(roundTripMs ?? beyond, beyond)
    }
    for (const command of commands) send(sent, command, event.at)
  }
  return { roundTripMs, marks, playedMs: sent.playedMs }
}

interface Sent {
  /** When each piece would be over if there were no way to go. */
  readonly due: Map<string, Millis>
  dryAt: Millis
  playedMs: Millis
}

function send(sent: Sent, command: Command, at: Millis): void {
  // A mark that comes back for a clear tells nothing.
  if (command.type === 'clear') {
    sent.due.clear()
    sent.dryAt = Math.min(sent.dryAt, at)
  }
  if (command.type !== 'play') return
  const ms = command.mulaw.length / MULAW_BYTES_PER_MS
  sent.dryAt = Math.max(sent.dryAt, at) + ms
  sent.playedMs += ms
  sent.due.set(nameOf(command.mark), sent.dryAt)
}

const nameOf = ({ epoch, endMs }: Mark) => `${epoch}:${endMs}`
