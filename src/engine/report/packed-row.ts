/**
 * Most of a call is frames and scores that change nothing. They are written together, a second at most in one row of short words:
 *
 *   a20                       a frame, 20 ms after the event before; it goes on where the last one ended, lasts 20 ms, and was scored
 *   a20@1180x40>s+t3          a frame of 40 ms at 1180 in the caller's audio, scored and transcribed for segment 3
 *   v0,0.0123,-45             a score at the time of the event before: probability, level; its window follows the last one
 *   v0,0.9312,-21^1504>t3@1200    a score of the window that ends at 1504; a frame at 1200 was transcribed because of it
 *
 * `=` in place of the delay gives the time itself, where a difference would not give it back exactly.
 */
import { type AudioFrame, durationMs, FRAME_MS, type Millis, silence } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { CallEvent } from '../call/event.js'
import type { Entry } from './entry.js'

type AudioEvent = Extract<CallEvent, { type: 'transport.audio' }>
type ScoreEvent = Extract<CallEvent, { type: 'vad.scored' }>
type Listening = Extract<Command, { type: 'scoreSpeech' | 'transcribe' }>

/** A frame or a score that made the call do nothing but listen. */
export interface ListeningEntry {
  readonly event: AudioEvent | ScoreEvent
  readonly commands: readonly Listening[]
}

/** Length of a detector window, ms. */
const WINDOW_MS = 32
const LISTENED = 's'

/** Where the next event is expected. Both directions walk the row with it. */
interface Expected {
  at: Millis
  mediaAt: Millis | undefined
  upTo: Millis | undefined
}

export function isListening(entry: Entry): entry is ListeningEntry {
  const { type } = entry.event
  if ((type !== 'transport.audio' && type !== 'vad.scored') || entry.fault !== undefined)
    return false
  return entry.commands.every((c) => c.type === 'scoreSpeech' || c.type === 'transcribe')
}

/** The entries as one row. `from` is the time of the first. */
export function packRow(from: Millis, entries: readonly ListeningEntry[]): string {
  const expected: Expected = { at: from, mediaAt: undefined, upTo: undefined }
  return entries.map((entry) => packEntry(entry, expected)).join(' ')
}

/** The entries of a row, with silence in place of sound; undefined if a word of it cannot be read. */
export function unpackRow(from: Millis, row: string): readonly ListeningEntry[] | undefined {
  const expected: Expected = { at: from, mediaAt: undefined, upTo: undefined }
  const entries: ListeningEntry[] = []
  for (const word of row.split(' ')) {
    const entry = unpackWord(word, expected)
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  return entries
}

function packEntry({ event, commands }: ListeningEntry, expected: Expected): string {
  const time = packTime(event.at, expected)
  if (event.type === 'transport.audio') {
    const { frame } = event
    const listened = commands.map((command) => packCommand(command, frame)).join('+')
    const place = frame.mediaAt === expected.mediaAt ? '' : `@${frame.mediaAt}`
    expected.mediaAt = frame.mediaAt + durationMs(frame)
    return `a${time}${place}${packLength(frame)}${listened === LISTENED ? '' : `>${listened}`}`
  }
  const listened = commands.map((command) => packCommand(command)).join('+')
  const place = event.upTo === expected.upTo ? '' : `^${event.upTo}`
  expected.upTo = event.upTo + WINDOW_MS
  const { probability, level } = event
  return `v${time},${probability},${level}${place}${listened === '' ? '' : `>${listened}`}`
}

function packTime(at: Millis, expected: Expected): string {
  const delay = toMicroseconds(at - expected.at)
  const exact = Object.is(later(expected.at, delay), at)
  expected.at = at
  return exact ? String(delay) : `=${at}`
}

/** `of`: the frame of the event itself, which need not be named. */
function packCommand(command: Listening, of?: AudioFrame): string {
  const kind = command.type === 'scoreSpeech' ? LISTENED : `t${command.segment}`
  const { frame } = command
  const same = of?.mediaAt === frame.mediaAt && of.mulaw.length === frame.mulaw.length
  return same ? kind : `${kind}@${frame.mediaAt}${packLength(frame)}`
}

function packLength(frame: AudioFrame): string {
  const ms = durationMs(frame)
  return ms === FRAME_MS ? '' : `x${ms}`
}

const number = '(-?[\\d.]+(?:e-\\d+)?)'
const time = `(=?)${number}`
const listened = '(?:>(\\S*))?'
const audioWord = new RegExp(`^a${time}(?:@${number})?(?:x${number})?${listened}$`)
const scoreWord = new RegExp(`^v${time},${number},${number}(?:\\^${number})?${listened}$`)
const commandWord = new RegExp(`^(?:s|t(\\d+))(?:@${number}(?:x${number})?)?$`)

function unpackWord(word: string, expected: Expected): ListeningEntry | undefined {
  const audio = audioWord.exec(word)
  if (audio) return unpackAudio(audio, expected)
  const score = scoreWord.exec(word)
  return score ? unpackScore(score, expected) : undefined
}

function unpackAudio(parts: RegExpExecArray, expected: Expected): ListeningEntry | undefined {
  const [, absolute, time, place, ms, listened = LISTENED] = parts
  const mediaAt = place === undefined ? expected.mediaAt : Number(place)
  if (mediaAt === undefined) return undefined
  const frame = silence(mediaAt, ms === undefined ? FRAME_MS : Number(ms))
  expected.mediaAt = mediaAt + durationMs(frame)
  const at = unpackTime(absolute, time, expected)
  const commands = unpackCommands(listened, frame)
  return commands && { event: { at, type: 'transport.audio', frame }, commands }
}

function unpackScore(parts: RegExpExecArray, expected: Expected): ListeningEntry | undefined {
  const [, absolute, time, probability, level, place, listened = ''] = parts
  const upTo = place === undefined ? expected.upTo : Number(place)
  if (upTo === undefined) return undefined
  expected.upTo = upTo + WINDOW_MS
  const at = unpackTime(absolute, time, expected)
  const scores = { probability: Number(probability), level: Number(level) }
  const commands = unpackCommands(listened)
  return commands && { event: { at, type: 'vad.scored', ...scores, upTo }, commands }
}

function unpackTime(absolute: string | undefined, time: string | undefined, expected: Expected) {
  expected.at = absolute === '=' ? Number(time) : later(expected.at, Number(time))
  return expected.at
}

function unpackCommands(words: string, of?: AudioFrame): readonly Listening[] | undefined {
  if (words === '') return []
  const commands: Listening[] = []
  for (const word of words.split('+')) {
    const parts = commandWord.exec(word)
    const [, segment, place, ms] = parts ?? []
    const frame = place === undefined ? of : silence(Number(place), Number(ms ?? FRAME_MS))
    if (parts === null || frame === undefined) return undefined
    commands.push(
      segment === undefined
        ? { type: 'scoreSpeech', frame }
        : { type: 'transcribe', segment: Number(segment), frame },
    )
  }
  return commands
}

const toMicroseconds = (ms: Millis) => Math.round(ms * 1000) / 1000
const later = (at: Millis, delay: Millis) => toMicroseconds(at + delay)
