/**
 * A caller who does one thing after another, each when the agent has nothing more to say, or in the middle of its speech; and the
 * speech-to-text that knows their words. For calls whose turns nobody can count beforehand.
 */
import { FRAME_MS, type Millis, MULAW_BYTES_PER_MS, sliceMulaw } from '../audio/frame.js'
import { seededRandom } from '../audio/random.js'
import { noise } from '../audio/signal.js'
import type { SegmentId } from '../call/event.js'
import type { SpeechToText, SpeechToTextPart } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import type { Caller, Key } from './caller.js'
import type { CarrierPlayout } from './carrier-playout.js'
import { scriptedStream } from './scripted-stream.js'

export type Move =
  /** Waits until the agent is done. */
  | { readonly says: string }
  | { readonly keys: string }
  /** Speaks into the agent's speech, so long after it began to sound. */
  | { readonly interrupts: string; readonly afterMs: Millis }

export interface CuedCaller {
  readonly caller: Caller
  readonly stt: SpeechToText
  /** How many moves were begun. */
  readonly begun: () => number
}

interface Cues {
  readonly clock: Clock
  readonly playout: CarrierPlayout
  /** The agent has nothing to say and waits for nothing. */
  readonly isQuiet: () => boolean
}

/** Silence of the agent after which the caller goes on, and the caller's own before they hang up. */
const pauseMs: Millis = 160
const hangUpMs: Millis = 1500
const burstMs: Millis = 260
const interruptionMs: Millis = 1200
/** Until keys have come to the engine. */
const keysMs: Millis = 200

interface Utterance {
  readonly text: string
  readonly from: Millis
  readonly to: Millis
}

export function cuedCaller(moves: readonly Move[], cues: Cues): CuedCaller {
  const utterances: Utterance[] = []
  let next = 0
  let quietSince: Millis | undefined
  let busyUntil = 0
  const quietFor = (at: Millis) => (quietSince === undefined ? 0 : at - quietSince)
  const isDue = (move: Move, at: Millis): boolean =>
    'interrupts' in move ? soundsSince(cues.playout, at) >= move.afterMs : quietFor(at) >= pauseMs
  const begin = (move: Move, at: Millis): readonly Key[] => {
    next++
    quietSince = undefined
    busyUntil = at + lengthOf(move)
    if ('keys' in move) return [...move.keys].map((digit) => ({ digit, at }))
    const text = 'says' in move ? move.says : move.interrupts
    utterances.push({ text, from: at, to: busyUntil })
    return []
  }
  const caller: Caller = {
    placements: [],
    spokenAt: () => undefined,
    frame(at) {
      const isFree = at >= busyUntil
      quietSince = cues.isQuiet() && isFree ? (quietSince ?? at) : undefined
      const move = moves[next]
      const keys = move !== undefined && isFree && isDue(move, at) ? begin(move, at) : []
      const over = next >= moves.length && quietFor(at) >= hangUpMs
      return { speech: speechAt(utterances.at(-1), at), keys, hungUpAt: over ? at : undefined }
    },
  }
  return { caller, stt: hearing(cues.clock, utterances), begun: () => next }
}

function lengthOf(move: Move): Millis {
  if ('keys' in move) return keysMs
  return 'says' in move ? burstMs : interruptionMs
}

const sound = noise(interruptionMs, seededRandom(5), { level: -20 })

function speechAt(said: Utterance | undefined, at: Millis): Uint8Array | undefined {
  if (said === undefined || at >= said.to) return undefined
  return sliceMulaw(sound, at - said.from, at - said.from + FRAME_MS)
}

/** For how long the agent's speech has sounded without a break. */
function soundsSince({ pieces }: CarrierPlayout, at: Millis): Millis {
  let from: Millis | undefined
  let to: Millis | undefined
  for (const { startsAt, endsAt } of pieces) {
    if (startsAt === endsAt) continue
    from = to === startsAt ? from : startsAt
    to = endsAt
  }
  return from !== undefined && to !== undefined && from <= at && at < to ? at - from : -1
}

const hearMs: Millis = 60

/** The words of the utterances that lie in a segment; a partial result as soon as there is half of one. */
function hearing(clock: Clock, utterances: readonly Utterance[]): SpeechToText {
  return {
    open({ signal }) {
      const out = scriptedStream<SpeechToTextPart>(clock, signal)
      const spans = new Map<SegmentId, { readonly from: Millis; readonly to: Millis }>()
      const told = new Set<Utterance>()
      const within = ({ from, to }: { readonly from: Millis; readonly to: Millis }) =>
        utterances.filter((one) => one.from < to && one.to > from)
      return {
        write(segment, { mediaAt, mulaw }) {
          const from = spans.get(segment)?.from ?? mediaAt
          const to = mediaAt + mulaw.length / MULAW_BYTES_PER_MS
          spans.set(segment, { from, to })
          for (const one of within({ from, to })) {
            if (told.has(one) || to < (one.from + one.to) / 2) continue
            told.add(one)
            out.at(clock.now() + hearMs, { type: 'partial', segment, text: one.text })
          }
        },
        commit(segment) {
          const span = spans.get(segment) ?? { from: 0, to: 0 }
          const text = within(span)
            .map((one) => one.text)
            .join(' ')
          out.at(clock.now() + hearMs, { type: 'final', segment, text })
        },
        drop: () => {},
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}
