/**
 * No word of the caller is lost: from the final that brings it until it is part of a turn, or ignored with a note, it belongs to the
 * turn that is open.
 */
import type { Command, Note } from '../call/command.js'
import type { SegmentId } from '../call/event.js'
import type { CallState } from '../call/state.js'
import { normaliseText } from '../fixture/normalise-text.js'
import type { Entry } from '../report/entry.js'
import type { Rule } from './invariants.js'

export function noWordLost(): Rule {
  /** Finals that are in no turn yet: normalised words by segment. */
  const open: Open = new Map()
  return (entry, state) => {
    const repeated = hearFinal(open, entry)
    const garbled = settle(open, entry.commands)
    return repeated ?? garbled ?? dropped(open, state)
  }
}

type Open = Map<SegmentId, string>

/** A second final of a segment does not replace the first, and has to be noted. */
function hearFinal(open: Open, { event, commands }: Entry): string | undefined {
  if (event.type !== 'stt.final') return undefined
  const words = normaliseText(event.text)
  if (words === '') return undefined
  if (!open.has(event.segment)) open.set(event.segment, words)
  else if (!isIgnored(commands, event.segment))
    return `a second final of segment ${event.segment} was not noted`
  return undefined
}

/** Words whose segment is not part of the open turn any more. */
function dropped(open: Open, { turn }: CallState): string | undefined {
  for (const [segment, words] of open) {
    if (turn.segments.some(({ id }) => id === segment)) continue
    open.delete(segment)
    return `"${words}" of segment ${segment} is in no turn and was not ignored by a note`
  }
  return undefined
}

/** Takes out what the notes of a step account for; says which words a turn left out. */
function settle(open: Open, commands: readonly Command[]): string | undefined {
  let garbled: string | undefined
  for (const command of commands) {
    if (command.type !== 'note') continue
    const { note } = command
    if (note.kind === 'words.ignored') open.delete(note.segment)
    if (note.kind === 'turn.ended') garbled ??= missingIn(note, open)
  }
  return garbled
}

function missingIn(
  note: Extract<Note, { readonly kind: 'turn.ended' }>,
  open: Open,
): string | undefined {
  let missing: string | undefined
  const text = ` ${normaliseText(note.text)} `
  for (const segment of note.segments) {
    const words = open.get(segment)
    open.delete(segment)
    if (words === undefined || text.includes(` ${words} `)) continue
    missing ??= `turn ${note.turn} leaves out "${words}" of segment ${segment}`
  }
  return missing
}

function isIgnored(commands: readonly Command[], segment: SegmentId): boolean {
  return commands.some(
    (command) =>
      command.type === 'note' &&
      command.note.kind === 'words.ignored' &&
      command.note.segment === segment,
  )
}
