/**
 * Speech-to-text from a tape: a function of the audio it is given, whatever the engine does with it.
 *
 * A committed stretch that holds what a row recorded gets the row's text after the row's delay, mistakes and failures included. Any other
 * stretch gets the words of the manifest that end in it. Partial results come word by word while the frames do.
 */
import { type AudioFrame, frameEnd } from '../audio/frame.js'
import type { SegmentId } from '../call/event.js'
import type { CallerSegment } from '../fixture/manifest.js'
import type { SpeechToText, SpeechToTextPart, SpeechToTextStream } from '../providers/provider.js'
import type { Clock } from '../run/clock.js'
import {
  endsIn,
  type SpokenWord,
  type Stretch,
  tolerance,
  type Utterance,
  utterancesIn,
} from './scripted-hearing.js'
import { type ScriptedStream, scriptedStream } from './scripted-stream.js'
import { bestRow, type Row, type Transcript, transcribe } from './scripted-stt-match.js'
import type { Placement } from './simulation.js'
import { type TapeUse, type Unused, unused } from './tape-use.js'

export interface ScriptedSttOptions {
  readonly clock: Clock
  readonly rows: readonly Row[]
  readonly segments: readonly CallerSegment[]
  /** What the caller has said so far, kept up to date by the caller. */
  readonly placements: readonly Placement[]
  readonly use: TapeUse
}

/** From the end of a word to the partial result that has it. */
const partialDelayMs = 80
/** Between the copies of a final that comes several times. */
const repeatMs = 40

interface Listener extends Omit<ScriptedSttOptions, 'segments'> {
  readonly segments: ReadonlyMap<string, CallerSegment>
  readonly left: Unused<Row>
  /** From the first to the last frame of every open segment. */
  readonly stretches: Map<SegmentId, Stretch>
  /** Keys of the words that were told in a final. */
  readonly told: Set<string>
  readonly out: ScriptedStream<SpeechToTextPart>
}

export function scriptedStt(options: ScriptedSttOptions): SpeechToText {
  const segments = new Map(options.segments.map((segment) => [segment.id, segment]))
  return {
    open({ signal }): SpeechToTextStream {
      const out = scriptedStream<SpeechToTextPart>(options.clock, signal)
      const left = unused(options.rows)
      const told = new Set<string>()
      const listener = { ...options, segments, left, stretches: new Map(), told, out }
      return {
        write: (segment, frame) => write(listener, segment, frame),
        commit: (segment) => commit(listener, segment),
        drop: (segment) => forget(listener, segment),
        [Symbol.asyncIterator]: () => out[Symbol.asyncIterator](),
      }
    },
  }
}

function write(listener: Listener, segment: SegmentId, frame: AudioFrame): void {
  const { stretches } = listener
  const fresh = { from: frame.mediaAt, to: frameEnd(frame) }
  const before = stretches.get(segment) ?? fresh
  const stretch = { from: Math.min(before.from, fresh.from), to: Math.max(before.to, fresh.to) }
  stretches.set(segment, stretch)
  const last = untold(listener, heard(listener, fresh), fresh).at(-1)
  if (last !== undefined) announce(listener, segment, { from: stretch.from, to: last.endsAt })
}

/** A partial result with all words so far, unless the service gave none for this audio. */
function announce(listener: Listener, segment: SegmentId, stretch: Stretch): void {
  const utterances = heard(listener, stretch)
  if (bestRow(utterances.slice(-1), listener.rows)?.partials === false) return
  const words = untold(listener, utterances, stretch)
  const text = words.map((word) => word.text).join(' ')
  listener.out.at(listener.clock.now() + partialDelayMs, { type: 'partial', segment, text })
}

function commit(listener: Listener, segment: SegmentId): void {
  const { from, to } = listener.stretches.get(segment) ?? { from: 0, to: 0 }
  const stretch = { from, to: to + tolerance }
  forget(listener, segment)
  const utterances = heard(listener, stretch)
  const words = untold(listener, utterances, stretch)
  const transcript = transcribe(utterances, words, listener.rows, listener.left)
  for (const { key } of transcript.words) listener.told.add(key)
  const { basis, why } = transcript
  listener.use.rests({ part: 'stt', at: listener.clock.now(), basis, why, segment })
  answer(listener, segment, transcript)
}

function answer(listener: Listener, segment: SegmentId, { text, delay, faults }: Transcript): void {
  const { out, clock } = listener
  const at = clock.now() + delay
  const { error, stall, times = 1 } = faults
  if (stall) return
  if (error) out.at(at, { type: 'failed', segment, code: error })
  else for (let i = 0; i < times; i++) out.at(at + i * repeatMs, { type: 'final', segment, text })
}

function forget({ stretches, out }: Listener, segment: SegmentId): void {
  stretches.delete(segment)
  out.forget((part) => part.type === 'partial' && part.segment === segment)
}

function heard({ placements, segments }: Listener, stretch: Stretch): readonly Utterance[] {
  return utterancesIn(stretch, placements, segments)
}

/** The words that end in the stretch and are in no final yet. */
function untold(
  { told }: Listener,
  utterances: readonly Utterance[],
  stretch: Stretch,
): readonly SpokenWord[] {
  return utterances.flatMap(({ words }) =>
    words.filter(endsIn(stretch)).filter(({ key }) => !told.has(key)),
  )
}
