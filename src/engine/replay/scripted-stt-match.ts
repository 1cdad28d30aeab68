/**
 * Which row of the tape answers a committed stretch of the caller's audio, and with what text.
 */
import type { Millis } from '../audio/frame.js'
import type { Numbered } from '../fixture/fixture.js'
import type { SttRow } from '../fixture/tape.js'
import { type SpokenWord, type Stretch, type Utterance, wavEndsIn } from './scripted-hearing.js'
import { type Match, median, type Unused } from './tape-use.js'

export type Row = Numbered<SttRow>

export interface Transcript extends Pick<Match<Row>, 'basis' | 'why'> {
  readonly text: string
  readonly delay: Millis
  /** Words that are told with this and shall not be told again. */
  readonly words: readonly SpokenWord[]
  /** The row, as far as its faults apply. */
  readonly faults: Pick<Row, 'error' | 'stall' | 'times'>
}

/** A span whose ends are this close to a recorded one holds the same audio. */
const sameSpanMs = 120
/** Without any recorded delay. */
const usualDelayMs = 250

/**
 * @param utterances what the stretch holds of the caller
 * @param words the words that end in it and were not told before
 */
export function transcribe(
  utterances: readonly Utterance[],
  words: readonly SpokenWord[],
  rows: readonly Row[],
  left: Unused<Row>,
): Transcript {
  const text = words.map((word) => word.text).join(' ')
  const best = bestRow(utterances, rows)
  const usual = rows.length > 0 ? median(rows.map(({ delay }) => delay)) : usualDelayMs
  if (best === undefined) {
    const why = words.length > 0 ? 'words that no row of the tape has' : 'no words in this audio'
    return { text, delay: usual, words, basis: 'derived', why, faults: {} }
  }
  const row = left.takeOrRepeat(({ of }) => of[0] === best.of[0] && of[1] === best.of[1]) ?? best
  const { delay } = row
  const recorded = recordedWords(utterances, words, row)
  if (recorded !== undefined) {
    const why = `tape line ${row.line}`
    return { text: row.text, delay, words: recorded, basis: 'recorded', why, faults: row }
  }
  const faults = overlap(utterances, row) >= (row.of[1] - row.of[0]) / 2 ? row : {}
  const why = `other audio than on tape line ${row.line}`
  return { text, delay, words, basis: 'derived', why, faults }
}

/** The row that has most of this audio; undefined when none has any. */
export function bestRow(utterances: readonly Utterance[], rows: readonly Row[]): Row | undefined {
  let best: Row | undefined
  let most = 0
  for (const row of rows) {
    const shared = overlap(utterances, row)
    if (shared > most) {
      best = row
      most = shared
    }
  }
  return best
}

function overlap(utterances: readonly Utterance[], { of: [from, to] }: Row): Millis {
  return utterances.reduce(
    (sum, { span }) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)),
    0,
  )
}

/** The words the row stands for, if this is the audio it was recorded from. */
function recordedWords(
  utterances: readonly Utterance[],
  words: readonly SpokenWord[],
  row: Row,
): readonly SpokenWord[] | undefined {
  const rowWords = utterances.flatMap((said) => said.words.filter(wavEndsIn(row.of)))
  const keys = new Set(words.map(({ key }) => key))
  const sameWords =
    rowWords.length > 0 &&
    rowWords.length === words.length &&
    rowWords.every(({ key }) => keys.has(key))
  const fresh = rowWords.length === 0 || words.length > 0
  const sameSpan = utterances.length === 1 && fresh && isNear(utterances[0]?.span, row)
  const oneUtterance = utterances.filter((said) => said.words.some((w) => keys.has(w.key))).length
  return sameSpan || (sameWords && oneUtterance === 1) ? rowWords : undefined
}

function isNear(span: Stretch | undefined, { of: [from, to] }: Row): boolean {
  return (
    span !== undefined &&
    Math.abs(span.from - from) <= sameSpanMs &&
    Math.abs(span.to - to) <= sameSpanMs
  )
}
