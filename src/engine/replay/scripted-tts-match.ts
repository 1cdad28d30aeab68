/**
 * Which audio of the tape says a text. A row answers any run of its words, cut where the words meet.
 */
import { type Millis, MULAW_BYTES_PER_MS, sliceMulaw } from '../audio/frame.js'
import type { Word } from '../call/event.js'
import type { Numbered, Tape } from '../fixture/fixture.js'
import { wordsOf } from '../fixture/normalise-text.js'
import type { TtsRow } from '../fixture/tape.js'
import type { Match, Unused } from './tape-use.js'

export type Row = Tape['tts'][number]

/** What will be heard of a text. */
export interface Speech {
  readonly mulaw: Uint8Array
  readonly words: readonly Word[]
  /** To the first audio. */
  readonly first: Millis
  readonly speed: number
  /** What happens after `mulaw`, if it is not the end. */
  readonly fault?: Pick<Numbered<TtsRow>, 'error' | 'stall'>
}

export type SpeechMatch = Omit<Match<Row>, 'row'> & { readonly speech: Speech }

/**
 * Speech for the text; undefined when no row has its words.
 *
 * @param left the same rows, each used up by a request for all of it
 * @param faults false leaves out what went wrong on the tape
 */
export function findSpeech(
  text: string,
  rows: readonly Row[],
  left: Unused<Row>,
  faults: boolean,
): SpeechMatch | undefined {
  const wanted = wordsOf(text)
  if (wanted.length === 0) return undefined
  const whole = left.takeOrRepeat((row) => sameWords(wordsOf(row.text), wanted))
  if (whole) {
    const why = `tape line ${whole.line}`
    return { basis: 'recorded', why, speech: cut(whole, 0, whole.words.length, faults) }
  }
  for (const row of rows) {
    const run = findRun(row, wanted)
    if (run === undefined) continue
    const basis = isClause(row, ...run) ? 'recorded' : 'derived'
    const why = `part of tape line ${row.line}`
    return { basis, why, speech: cut(row, ...run, faults) }
  }
  return undefined
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i])
}

/** First and last word (exclusive) of the row that together say these words. */
function findRun(row: Row, wanted: readonly string[]): readonly [number, number] | undefined {
  const owners: number[] = []
  const spoken: string[] = []
  row.words.forEach(({ text }, index) => {
    for (const word of wordsOf(text)) {
      owners.push(index)
      spoken.push(word)
    }
  })
  for (let at = 0; at + wanted.length <= spoken.length; at++) {
    if (!wanted.every((word, i) => spoken[at + i] === word)) continue
    const from = owners[at] ?? 0
    const to = (owners[at + wanted.length - 1] ?? 0) + 1
    const whole = owners[at - 1] !== from && owners[at + wanted.length] !== to - 1
    if (whole) return [from, to]
  }
  return undefined
}

/** Begins and ends where a speaker takes breath: cut there, it sounds as it was said. Anything else is cut out of a sentence. */
function isClause({ words }: Row, from: number, to: number): boolean {
  const isEnd = (index: number) => /[.,;:!?…—–]["'”’)\]]*$/.test(words[index]?.text ?? '')
  return (from === 0 || isEnd(from - 1)) && (to === words.length || isEnd(to - 1))
}

/** The audio of the row's words `from` up to `to`, with the silence that follows them. */
function cut(row: Row, from: number, to: number, faults: boolean): Speech {
  const startsAt = from === 0 ? 0 : (row.words[from]?.from ?? 0)
  const lengthMs = row.mulaw.length / MULAW_BYTES_PER_MS
  const wanted = to < row.words.length ? (row.words[to]?.from ?? lengthMs) : lengthMs
  const broken = faults && (row.error !== undefined || row.stall === true)
  const fails = broken && (row.only_ms ?? 0) < wanted
  const endsAt = fails ? Math.max(startsAt, row.only_ms ?? 0) : wanted
  const words = row.words
    .slice(from, to)
    .filter((word) => word.from < endsAt)
    .map((word) => ({ text: word.text, from: word.from - startsAt, to: word.to - startsAt }))
  const mulaw = sliceMulaw(row.mulaw, startsAt, endsAt)
  const { first, speed } = row
  return { mulaw, words, first, speed, ...(fails && { fault: row }) }
}
