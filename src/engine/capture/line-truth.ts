/**
 * A call that was held, in the form of one that was simulated: what reached the caller's ear is worked out from what was sent when, as a
 * carrier would have played it. So both are described, and judged, by the same rules.
 */
import type { Millis } from '../audio/frame.js'
import { type ReplyFacts, replyFacts } from '../replay/caller-hearing.js'
import { type CarrierPlayout, carrierPlayout } from '../replay/carrier-playout.js'
import { heardSpans } from '../replay/simulate.js'
import type { Simulation } from '../replay/simulation.js'
import type { Entry } from '../report/entry.js'
import type { SpokenSegment } from './caller-segments.js'
import type { Recording } from './recording.js'

export function asSimulation(
  recording: Recording,
  latencyMs: Millis,
  segments: readonly SpokenSegment[],
): Simulation {
  const { entries, callMs, conversation } = recording
  const playout = carrierPlayout()
  const facts = replyFacts()
  for (const entry of entries) play(entry, latencyMs, playout, facts)
  return {
    ...{ entries, callMs, conversation, ended: true, basis: [], offTape: [] },
    carrier: {
      heard: heardSpans(playout, facts, callMs),
      agentAudio: playout.lane.take(callMs),
      callerAudio: recording.audio.take(recording.audioMs),
      placements: segments.map(({ id, mouthAt, from, to }) => ({
        ...{ segment: id, mediaAt: mouthAt, at: mouthAt, from, to },
      })),
      ...{ marks: [], latencyMs, playsAfterClose: 0, playsAfterClear: 0 },
      maxBufferedMs: playout.maxBufferedMs(),
    },
  }
}

function play(
  { event, commands }: Entry,
  latencyMs: Millis,
  playout: CarrierPlayout,
  facts: ReplyFacts,
): void {
  const arrives = event.at + latencyMs
  if (event.type === 'transport.closed') playout.close(event.at - latencyMs)
  facts.observe(commands)
  for (const command of commands) {
    if (command.type === 'play') playout.receive(command.mulaw, command.mark, arrives)
    if (command.type === 'clear') playout.clear(arrives)
    if (command.type === 'hangUp' || command.type === 'transfer') playout.close(arrives)
  }
}
