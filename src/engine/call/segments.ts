/**
 * The segments of the caller's turn and their words. A result carries the number of its segment; one that comes twice, or for a turn that
 * is over, is noted and changes nothing.
 */
import type { Millis } from '../audio/frame.js'
import type { IgnoredBecause } from './command.js'
import type { SegmentId } from './event.js'
import { clearTimers, type Moment, note, patchTurn, setTimer } from './moment.js'
import type { Segment, Turn } from './state.js'

export function openSegment(m: Moment, id: SegmentId): Moment {
  const words = { partial: '', text: '' }
  const segment: Segment = {
    id,
    state: 'open',
    ...words,
    voicedTo: 0,
    committedAt: 0,
    passed: false,
  }
  return patchTurn(m, { segments: [...m.state.turn.segments, segment] })
}

/** The segment was committed: its words are due. */
export function closeSegment(m: Moment, id: SegmentId, voicedTo: Millis): Moment {
  const next = change(m, id, { state: 'waiting', voicedTo, committedAt: m.at })
  const due = m.at + m.state.policy.endpoint.transcriptMs
  return setTimer(next, 'transcript', m.state.timers.transcript ?? due)
}

/** The segment is no part of the turn: it was noise, or a backchannel. */
export function discardSegment(m: Moment, id: SegmentId, why: IgnoredBecause): Moment {
  const gone = m.state.turn.segments.find((segment) => segment.id === id)
  const segments = m.state.turn.segments.filter((segment) => segment.id !== id)
  const next = note(m, { kind: 'words.ignored', segment: id, text: wordsSoFar(gone), why })
  return settleTranscript(patchTurn(next, { segments }))
}

export function hearPartial(m: Moment, id: SegmentId, text: string): Moment {
  const segment = find(m, id)
  return segment && segment.state !== 'done' ? change(m, id, { partial: text }) : m
}

/** A final before the commit cannot be the whole segment: it counts as a partial. */
export function hearFinal(m: Moment, id: SegmentId, text: string): Moment {
  const segment = find(m, id)
  if (segment?.state === 'open') return change(m, id, { partial: text.trim() })
  if (segment && segment.state !== 'done') {
    return settleTranscript(change(m, id, { state: 'done', text: text.trim() }))
  }
  const known = segment ?? m.state.turn.before.find((old) => old.id === id)
  const why = known?.state === 'done' ? 'duplicate' : 'late'
  return note(m, { kind: 'words.ignored', segment: id, text: text.trim(), why })
}

/** The words of these segments will not come: the partial words, if any, are all there is. */
export function loseSegments(m: Moment, lost: (segment: Segment) => boolean): Moment {
  const segments = m.state.turn.segments.map((segment): Segment => {
    if (!lost(segment)) return segment
    return segment.partial === ''
      ? { ...segment, state: 'lost' }
      : { ...segment, state: 'done', text: segment.partial }
  })
  return settleTranscript(patchTurn(m, { segments }))
}

export const isWaiting = (segment: Segment) => segment.state === 'waiting'

export function turnText(turn: Turn): string {
  return turn.segments
    .map((segment) => segment.text)
    .filter((text) => text !== '')
    .join(' ')
}

/** All words known by now, final or not. */
export function turnTextSoFar(turn: Turn): string {
  return turn.segments
    .map(wordsSoFar)
    .filter((text) => text !== '')
    .join(' ')
}

function wordsSoFar(segment: Segment | undefined): string {
  if (!segment) return ''
  return segment.state === 'done' ? segment.text : segment.partial
}

function find(m: Moment, id: SegmentId): Segment | undefined {
  return m.state.turn.segments.find((segment) => segment.id === id)
}

function change(m: Moment, id: SegmentId, changes: Partial<Segment>): Moment {
  const segments = m.state.turn.segments.map((segment) =>
    segment.id === id ? { ...segment, ...changes } : segment,
  )
  return patchTurn(m, { segments })
}

/** The watchdog runs while a segment waits, from the commit of the oldest that does. */
function settleTranscript(m: Moment): Moment {
  const waiting = m.state.turn.segments.filter(isWaiting)
  if (waiting.length === 0) return clearTimers(m, 'transcript')
  const oldest = Math.min(...waiting.map((segment) => segment.committedAt))
  return setTimer(m, 'transcript', oldest + m.state.policy.endpoint.transcriptMs)
}
