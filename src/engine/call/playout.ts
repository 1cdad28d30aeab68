/**
 * The ledger of the agent's speech: what the carrier was given and what the caller has heard. Heard is not sent.
 *
 * A reply is one timeline of speech, its sentences one after another; positions are ms on it. Audio goes to the carrier ahead of the ear
 * (`leadMs`), each piece followed by a mark { epoch, endMs }. A mark that returns in the current epoch proves its position heard. A
 * `clear` starts a new epoch: carriers return all pending marks when told to clear, and those must prove nothing.
 *
 * Between marks the ledger estimates: a piece begins when the one before it ends, and not before it can have reached the carrier
 * (`wireMs`); the ear comes `earMs` later. A mark replaces the estimate from there on. If a carrier that returns marks is late with
 * one, the estimate stops at the piece before it: to credit too much is the dangerous direction, because the model would believe the
 * caller knows what they never heard.
 */
import { joinMulaw, type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Mark, Word } from './event.js'
import type { CallPolicy } from './policy.js'
import { startsClause } from './sentences.js'
import type { Playout, SentPiece, Spoken } from './state.js'

type Rates = CallPolicy['playout']

/** A mark this much overdue shows that the carrier is behind the estimate. */
const overdueMs = 300
/** Where a voice gives neither word times nor its length yet: a slow reader's pace, so as not to credit too much. */
const msPerLetter = 75

export const emptyPlayout: Playout = {
  epoch: 0,
  sentences: [],
  sentTo: 0,
  sent: [],
  heardTo: 0,
  provenTo: 0,
  marksSeen: false,
  level: -96,
  dryAt: 0,
}

/** The ledger of a new reply. Old marks belong to an older epoch. */
export function newPlayout(before: Playout): Playout {
  return {
    ...emptyPlayout,
    epoch: before.epoch + 1,
    marksSeen: before.marksSeen,
    level: before.level,
    dryAt: before.dryAt,
  }
}

/** Where the sentence with this index begins; right as long as those before it have ended. */
export function baseOf(sentences: readonly Spoken[], index: number): Millis {
  let base = 0
  for (let i = 0; i < index; i++) base += sentences[i]?.ms ?? 0
  return base
}

/** All speech of the reply that has come, ms. */
export function totalMs(playout: Playout): Millis {
  return baseOf(playout.sentences, playout.sentences.length)
}

/** How much speech can be sent: whole sentences, and what has come of the first that has not ended. */
export function availableMs(sentences: readonly Spoken[]): Millis {
  let available = 0
  for (const sentence of sentences) {
    available += sentence.ms
    if (!sentence.ended) break
  }
  return available
}

export function addAudio(
  playout: Playout,
  id: number,
  audio: { readonly mulaw: Uint8Array; readonly level: number; readonly words?: readonly Word[] },
): Playout {
  const sentences = playout.sentences.map((sentence) =>
    sentence.id === id && !sentence.ended
      ? {
          ...sentence,
          pieces: [...sentence.pieces, audio.mulaw],
          ms: sentence.ms + audio.mulaw.length / MULAW_BYTES_PER_MS,
          words: audio.words ? [...sentence.words, ...audio.words] : sentence.words,
        }
      : sentence,
  )
  return { ...playout, sentences, level: Math.max(playout.level, audio.level) }
}

export function endSentence(playout: Playout, id: number): Playout {
  return {
    ...playout,
    sentences: playout.sentences.map((s) => (s.id === id ? { ...s, ended: true } : s)),
  }
}

/** One piece for the carrier. */
export interface Piece {
  readonly mulaw: Uint8Array
  readonly mark: Mark
}

/**
 * What may be sent now, and when to come back. A piece shorter than `chunkMs` is sent only at the end of what is there to come, or when
 * the carrier is about to run dry.
 */
export function pump(
  playout: Playout,
  at: Millis,
  rates: Rates,
): { readonly playout: Playout; readonly pieces: readonly Piece[]; readonly again?: Millis } {
  const pieces: Piece[] = []
  let next = playout
  const available = availableMs(playout.sentences)
  const complete = playout.sentences.every((s) => s.ended)
  for (;;) {
    const ready = available - next.sentTo
    const held = heldMs(next, at)
    if (ready <= 0) return { playout: next, pieces }
    if (held > rates.leadMs - rates.chunkMs) {
      return { playout: next, pieces, again: next.dryAt - (rates.leadMs - rates.chunkMs) }
    }
    const runningDry = held <= rates.chunkMs / 2
    if (ready < rates.chunkMs && !complete && !runningDry) {
      return { playout: next, pieces, again: next.dryAt - rates.chunkMs / 2 }
    }
    const to = next.sentTo + Math.min(ready, rates.chunkMs)
    pieces.push({
      mulaw: speechBetween(next.sentences, next.sentTo, to),
      mark: { epoch: next.epoch, endMs: to },
    })
    next = sendTo(next, to, at, rates.wireMs)
  }
}

/** Speech the carrier holds that it has not played, by the schedule. */
function heldMs(playout: Playout, at: Millis): Millis {
  return Math.max(0, playout.dryAt - at)
}

function sendTo(playout: Playout, to: Millis, at: Millis, wireMs: Millis): Playout {
  const earliest = at + wireMs
  const startsAt = Math.max(playout.dryAt, earliest)
  const piece: SentPiece = { from: playout.sentTo, to, earliest, startsAt }
  return {
    ...playout,
    sentTo: to,
    sent: [...playout.sent, piece],
    dryAt: startsAt + (to - playout.sentTo),
  }
}

/** The speech between two positions. */
function speechBetween(sentences: readonly Spoken[], from: Millis, to: Millis): Uint8Array {
  const parts: Uint8Array[] = []
  let base = 0
  for (const { pieces } of sentences) {
    for (const piece of pieces) {
      const end = base + piece.length / MULAW_BYTES_PER_MS
      if (end > from && base < to) {
        const first = Math.max(0, (from - base) * MULAW_BYTES_PER_MS)
        parts.push(piece.subarray(first, (to - base) * MULAW_BYTES_PER_MS))
      }
      base = end
    }
    if (base >= to) break
  }
  return parts.length === 1 && parts[0] ? parts[0] : joinMulaw(parts)
}

/** A mark came back. Only one of this epoch counts; it replaces the estimate for what follows it. */
export function acknowledge(playout: Playout, mark: Mark, at: Millis, rates: Rates): Playout {
  if (mark.epoch !== playout.epoch || mark.endMs > playout.sentTo) return playout
  const rest = playout.sent.filter((piece) => piece.to > mark.endMs)
  const sent: SentPiece[] = []
  let free = at - rates.wireMs
  for (const piece of rest) {
    const startsAt = Math.max(free, piece.earliest)
    sent.push({ ...piece, startsAt })
    free = startsAt + (piece.to - piece.from)
  }
  return {
    ...playout,
    sent,
    heardTo: Math.max(playout.heardTo, mark.endMs),
    provenTo: Math.max(playout.provenTo, mark.endMs),
    marksSeen: true,
    dryAt: free,
  }
}

/** How far the caller has heard the reply, ms on its timeline; never more than was sent. */
export function heardMs(playout: Playout, at: Millis, rates: Rates): Millis {
  const ear = at - rates.earMs
  let heard = playout.heardTo
  for (const piece of playout.sent) {
    if (ear <= piece.startsAt) break
    const end = piece.startsAt + (piece.to - piece.from)
    if (playout.marksSeen && at > end + rates.wireMs + overdueMs) break
    heard = Math.max(heard, Math.min(piece.to, piece.from + ear - piece.startsAt))
  }
  return heard
}

/** The carrier still has speech that the caller will hear, or has just heard. */
export function isAudible(playout: Playout, at: Millis, rates: Rates): boolean {
  return playout.sent.length > 0 && at < playout.dryAt + rates.earMs
}

/** Speech of the reply that was not heard yet, as far as it is there. */
export function remainingMs(playout: Playout, at: Millis, rates: Rates): Millis {
  const total = playout.sentences.reduce((sum, s) => sum + lengthOf(s), 0)
  return Math.max(0, total - heardMs(playout, at, rates))
}

/** Everything that was cleared goes back to be sent again, in a new epoch. What was heard is kept. */
export function clearPlayout(playout: Playout, at: Millis, rates: Rates): Playout {
  const heard = heardMs(playout, at, rates)
  return {
    ...playout,
    epoch: playout.epoch + 1,
    sent: [],
    heardTo: heard,
    sentTo: heard,
    dryAt: at,
  }
}

/** Goes on from the start of the clause that was cut, at most `rewindMs` back. */
export function rewind(playout: Playout, rewindMs: Millis): Playout {
  const limit = Math.max(0, playout.heardTo - rewindMs)
  let start = limit
  let before = '.'
  for (const word of placedWords(playout.sentences)) {
    if (word.from > playout.heardTo) break
    if (startsClause(before) && word.from >= limit) start = word.from
    before = word.text
  }
  return { ...playout, sentTo: wholeSamples(start) }
}

const wholeSamples = (ms: Millis) => Math.floor(ms * MULAW_BYTES_PER_MS) / MULAW_BYTES_PER_MS

/** The words of one sentence list that end by `heard`, as text. `keep` chooses sentences. */
export function heardText(
  sentences: readonly Spoken[],
  heard: Millis,
  keep: (sentence: Spoken) => boolean,
): string {
  let base = 0
  const words: string[] = []
  for (const sentence of sentences) {
    if (keep(sentence)) {
      for (const word of wordsIn(sentence)) {
        if (base + word.to <= heard + 1 / MULAW_BYTES_PER_MS) words.push(word.text)
      }
    }
    base += sentence.ms
    if (!sentence.ended || base > heard) break
  }
  return words.join(' ')
}

function placedWords(sentences: readonly Spoken[]): readonly Word[] {
  return sentences.flatMap((sentence, i) => {
    const base = baseOf(sentences, i)
    return wordsIn(sentence).map((w) => ({ text: w.text, from: base + w.from, to: base + w.to }))
  })
}

/** The voice's own word times, or the words spread over the sentence by their letters. */
export function wordsIn(sentence: Spoken): readonly Word[] {
  if (sentence.words.length > 0) return sentence.words
  const texts = sentence.text.split(/\s+/).filter((text) => text !== '')
  const letters = texts.reduce((sum, text) => sum + text.length + 1, 0)
  const perLetter = lengthOf(sentence) / Math.max(1, letters)
  let at = 0
  return texts.map((text) => {
    const from = at
    at += (text.length + 1) * perLetter
    return { text, from, to: at }
  })
}

/** How long the sentence is, or will be at least. */
function lengthOf(sentence: Spoken): Millis {
  return sentence.ended ? sentence.ms : Math.max(sentence.ms, sentence.text.length * msPerLetter)
}
