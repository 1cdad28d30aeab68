/**
 * The simulated caller: says the segments of a recorded call, presses keys and hangs up, each when its start has come. What starts
 * with the agent's turns starts with what was truly heard at the ear. Nobody speaks twice at once: a segment that comes due in the
 * middle of another waits for its end.
 */
import { FRAME_MS, type Millis, MULAW_BYTES_PER_MS, sliceMulaw } from '../audio/frame.js'
import { MULAW_SILENCE } from '../audio/mulaw.js'
import type { CallerSegment, Manifest, Start } from '../fixture/manifest.js'
import type { AgentTurns } from './caller-hearing.js'
import type { Placement } from './simulation.js'

/** What the caller does within one frame of the call. */
export interface CallerFrame {
  /** 20 ms of speech; undefined when the caller is silent. */
  readonly speech: Uint8Array | undefined
  readonly keys: readonly Key[]
  /** Call time at which the caller hung up. */
  readonly hungUpAt: Millis | undefined
}

export interface Key {
  readonly digit: string
  readonly at: Millis
}

export interface Caller {
  /** The frame that begins at `mediaAt`. To be asked for every frame, in order. */
  frame(mediaAt: Millis): CallerFrame
  /** The segments spoken so far, in order. */
  readonly placements: readonly Placement[]
  /** When this segment began, if it did. */
  spokenAt(segment: string): Millis | undefined
}

/** One segment begins at this call time, whatever the manifest says. */
export interface SegmentStart {
  readonly segment: string
  readonly at: Millis
}

export function simulatedCaller(
  { caller }: Pick<Manifest, 'caller'>,
  audio: Uint8Array,
  turns: AgentTurns,
  moved?: SegmentStart,
): Caller {
  const placements: Placement[] = []
  const waiting = caller.segments.map((segment) =>
    segment.id === moved?.segment ? { ...segment, start: { at: moved.at } } : segment,
  )
  const unpressed = [...caller.keys]
  const endOf = (id: string) => {
    const placement = placements.find(({ segment }) => segment === id)
    return placement && placement.mediaAt + placement.to - placement.from
  }
  const due = (start: Start) => startOf(start, turns, endOf)

  return {
    placements,
    spokenAt: (id) => placements.find(({ segment }) => segment === id)?.at,
    frame(mediaAt) {
      const end = mediaAt + FRAME_MS
      turns.listen(end)
      placeSegments(waiting, placements, mediaAt, due)
      const hungUpAt = caller.hangs_up && due(caller.hangs_up)
      return {
        speech: speechIn(placements, audio, mediaAt),
        keys: pressKeys(unpressed, mediaAt, due),
        hungUpAt:
          hungUpAt !== undefined && hungUpAt < end ? Math.max(hungUpAt, mediaAt) : undefined,
      }
    },
  }
}

type Due = (start: Start) => Millis | undefined

/** Call time of a start, once it is known. */
function startOf(
  start: Start,
  turns: AgentTurns,
  endOf: (segment: string) => Millis | undefined,
): Millis | undefined {
  if ('at' in start) return start.at
  if ('during' in start) return later(turns.beganAt(start.turn), start.ms)
  if (start.after === 'agent') return later(turns.endedAt(start.turn), start.ms)
  return later(endOf(start.segment), start.ms)
}

function later(at: Millis | undefined, ms: Millis): Millis | undefined {
  return at === undefined ? undefined : at + ms
}

/** Lets the segments begin whose time comes within this frame, the earliest first. */
function placeSegments(
  waiting: CallerSegment[],
  placements: Placement[],
  mediaAt: Millis,
  due: Due,
): void {
  for (;;) {
    const next = earliest(waiting, due)
    if (next === undefined) return
    const last = placements.at(-1)
    const free = last === undefined ? 0 : last.mediaAt + last.to - last.from
    const at = wholeSample(Math.max(next.at, free, mediaAt))
    if (at >= mediaAt + FRAME_MS) return
    const { id, from, to } = next.segment
    placements.push({ segment: id, mediaAt: at, at, from, to })
    waiting.splice(waiting.indexOf(next.segment), 1)
  }
}

function earliest(
  waiting: readonly CallerSegment[],
  due: Due,
): { readonly segment: CallerSegment; readonly at: Millis } | undefined {
  let first: { readonly segment: CallerSegment; readonly at: Millis } | undefined
  for (const segment of waiting) {
    const at = due(segment.start)
    if (at !== undefined && (first === undefined || at < first.at)) first = { segment, at }
  }
  return first
}

const wholeSample = (ms: Millis) => Math.ceil(ms * MULAW_BYTES_PER_MS) / MULAW_BYTES_PER_MS

function pressKeys(unpressed: Manifest['caller']['keys'], mediaAt: Millis, due: Due): Key[] {
  const keys: Key[] = []
  for (let i = 0; i < unpressed.length; ) {
    const key = unpressed[i]
    const at = key && due(key.start)
    if (key === undefined || at === undefined || at >= mediaAt + FRAME_MS) {
      i++
      continue
    }
    keys.push({ digit: key.digit, at: Math.max(at, mediaAt) })
    unpressed.splice(i, 1)
  }
  return keys.sort((a, b) => a.at - b.at)
}

/** The speech of all segments that sound within the frame, without a copy where one fills it. */
function speechIn(
  placements: readonly Placement[],
  audio: Uint8Array,
  mediaAt: Millis,
): Uint8Array | undefined {
  let frame: Uint8Array | undefined
  for (let i = placements.length - 1; i >= 0; i--) {
    const placed = placements[i]
    if (placed === undefined || placed.mediaAt + placed.to - placed.from <= mediaAt) break
    const from = Math.max(mediaAt, placed.mediaAt)
    const to = Math.min(mediaAt + FRAME_MS, placed.mediaAt + placed.to - placed.from)
    const origin = placed.from - placed.mediaAt
    const part = sliceMulaw(audio, from + origin, to + origin)
    if (part.length === FRAME_MS * MULAW_BYTES_PER_MS) return part
    frame ??= new Uint8Array(FRAME_MS * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE)
    const offset = Math.round((from - mediaAt) * MULAW_BYTES_PER_MS)
    frame.set(part.subarray(0, frame.length - offset), offset)
  }
  return frame
}
