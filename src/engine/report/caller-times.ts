/**
 * When the caller spoke and what the engine made of it, segment by segment. One of the two folds over a log that transcript and metrics
 * are made from.
 */
import { frameEnd, type Millis } from '../audio/frame.js'
import type { Command, IgnoredBecause, Note, TurnEndedBy } from '../call/command.js'
import type { CallEvent, SegmentId, TurnId } from '../call/event.js'
import type { Entry } from './entry.js'

/** A moment of the caller's speech: its place in their audio, and the call time at which it came at the earliest. */
export interface Place {
  readonly mediaAt: Millis
  readonly at: Millis
}

export interface SegmentTimes {
  readonly segment: SegmentId
  readonly onset: Place
  /** End of the last voiced sound. */
  readonly end: Place | undefined
  readonly committedAt: Millis | undefined
  readonly finalAt: Millis | undefined
}

/** The engine took the caller to be done. */
export interface CallerTurnTimes {
  readonly turn: TurnId
  readonly text: string
  /** `unheard`: speech without words. */
  readonly by: TurnEndedBy | 'unheard'
  readonly segments: readonly SegmentTimes[]
  /** First key of the turn, if one was pressed. */
  readonly keyAt: Millis | undefined
  readonly endedAt: Millis
}

export interface IgnoredWords {
  readonly segment: SegmentTimes | undefined
  readonly text: string
  readonly why: IgnoredBecause
  readonly at: Millis
}

export interface CallerTimes {
  readonly turns: readonly CallerTurnTimes[]
  readonly ignored: readonly IgnoredWords[]
  readonly segments: ReadonlyMap<SegmentId, SegmentTimes>
}

export function callerTimes(entries: readonly Entry[]): CallerTimes {
  const fold = new CallerFold()
  for (const { event, commands } of entries) {
    fold.hear(event)
    for (const command of commands) fold.see(command, event.at)
  }
  return fold
}

class CallerFold implements CallerTimes {
  readonly turns: CallerTurnTimes[] = []
  readonly ignored: IgnoredWords[] = []
  readonly segments = new Map<SegmentId, SegmentTimes>()
  /** Smallest difference between a frame's arrival and its end: the way from the caller to us. */
  #offset = Number.POSITIVE_INFINITY
  #keyAt: Millis | undefined

  hear(event: CallEvent): void {
    switch (event.type) {
      case 'transport.audio':
        this.#offset = Math.min(this.#offset, event.at - frameEnd(event.frame))
        break
      case 'transport.dtmf':
        this.#keyAt ??= event.at
        break
      case 'stt.final':
        this.#change(event.segment, (times) => ({ finalAt: times.finalAt ?? event.at }))
        break
    }
  }

  see(command: Command, at: Millis): void {
    if (command.type === 'commitSpeech') this.#change(command.segment, () => ({ committedAt: at }))
    if (command.type === 'note') this.#decide(command.note, at)
  }

  #decide(note: Note, at: Millis): void {
    switch (note.kind) {
      case 'speech.started': {
        const { segment } = note
        const unknown = { end: undefined, committedAt: undefined, finalAt: undefined }
        this.segments.set(segment, { segment, onset: this.#place(note.mediaAt), ...unknown })
        break
      }
      case 'speech.stopped':
        this.#change(note.segment, () => ({ end: this.#place(note.mediaAt) }))
        break
      case 'words.ignored': {
        const { text, why } = note
        this.ignored.push({ segment: this.segments.get(note.segment), text, why, at })
        break
      }
      case 'turn.ended':
        this.#endTurn(note, note.text, note.by, at)
        break
      case 'turn.unheard':
        this.#endTurn(note, '', 'unheard', at)
        break
    }
  }

  #endTurn(
    { turn, segments }: { readonly turn: TurnId; readonly segments: readonly SegmentId[] },
    text: string,
    by: CallerTurnTimes['by'],
    endedAt: Millis,
  ): void {
    const spoken = segments.flatMap((segment) => this.segments.get(segment) ?? [])
    this.turns.push({ turn, text, by, segments: spoken, keyAt: this.#keyAt, endedAt })
    this.#keyAt = undefined
  }

  #place(mediaAt: Millis): Place {
    const offset = Number.isFinite(this.#offset) ? this.#offset : 0
    return { mediaAt, at: mediaAt + offset }
  }

  #change(segment: SegmentId, change: (times: SegmentTimes) => Partial<SegmentTimes>): void {
    const times = this.segments.get(segment)
    if (times) this.segments.set(segment, { ...times, ...change(times) })
  }
}
