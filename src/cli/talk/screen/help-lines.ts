import type { KeyState } from './live-area.js'
import { type Line, pad, type Span } from './spans.js'

/** The keys in a line, by a word each. */
export function shortcuts(
  { microphone, canType, canRecord, recording }: KeyState,
  large: boolean,
): string {
  const mic = microphone !== undefined
  const record = recording ? 'r stop tape' : 'r record'
  // A microphone that is recorded has so many keys that there is no room for the word.
  const more = recording && mic ? '?' : '? more'
  const keys = [
    ...(mic ? ['m mute', large ? 'space push-to-talk' : 'space talk'] : []),
    'i interrupt',
    ...(canType ? ['t text'] : []),
    ...(canRecord ? [record] : []),
    ...(mic ? ['d device'] : []),
    's save',
    ...(large ? ['c copy', '? help', 'q quit'] : [more, 'q']),
  ]
  return ` ${keys.join(large ? '   ' : '  ')}`
}

const entryWidth = 39
const nameWidth = 9

/** What each key does here, in two columns. */
export function helpLines({ microphone, canType, canRecord }: KeyState): readonly Line[] {
  const entries = [
    ...(microphone === undefined ? [] : microphoneKeys),
    ['i', 'interrupt the agent'],
    ...(canType ? typingKeys : []),
    ...(canRecord ? [['r', 'record, or no longer']] : []),
    ['s', 'save the transcript'],
    ['c', 'copy the transcript'],
    ['q', 'hang up'],
    ['Ctrl-C', 'hang up; again: at once'],
  ]
  const rows = Math.ceil(entries.length / 2)
  return entries
    .slice(0, rows)
    .map((entry, i) => [...entrySpans(entry), ...entrySpans(entries[i + rows] ?? [])])
}

const microphoneKeys = [
  ['m', 'mute, and unmute'],
  ['space', 'talk, and talk no longer'],
  ['d', 'choose microphone and speaker'],
]

const typingKeys = [
  ['t', 'type what the caller says'],
  ['0-9 * #', 'keys of the telephone'],
]

function entrySpans([name = '', what = '']: readonly string[]): readonly Span[] {
  const spans: Line = [{ text: ` ${name.padEnd(nameWidth)}`, look: 'bold' }, { text: what }]
  return pad(spans, entryWidth)
}
