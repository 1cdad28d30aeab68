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
import { lengthOf, wordsIn } from './heard-text.js'
import type { CallPolicy } from './policy.js'
import { startsClause } from './sentences.js'
import type { Playout, SentPiece, Spoken } from './state.js'

type Rates = CallPolicy['playout']

/** A mark this much overdue shows that the carrier is behind the estimate. */
const overdueMs = 300

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
  const full = Math.max(0, rates.leadMs - rates.chunkMs)
  const available = availableMs(playout.sentences)
  const complete = playout.sentences.every((s) => s.ended)
  for (;;) {
    const ready = available - next.sentTo
    const held = heldMs(next, at)
    if (ready <= 0) return { playout: next, pieces }
    if (held > full) return { playout: next, pieces, again: next.dryAt - full }
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

/**
 * A mark came back. Only one of this epoch counts; it replaces the estimate for what follows it, in either direction. One that ends no
 * piece of this epoch was counted before, or was never sent, and says nothing about when the next piece began.
 */
export function acknowledge(playout: Playout, mark: Mark, at: Millis, rates: Rates): Playout {
  const known = playout.sent.some((piece) => piece.to === mark.endMs)
  if (mark.epoch !== playout.epoch || !known) return playout
  const sent: SentPiece[] = []
  let free = at - rates.wireMs
  for (const piece of playout.sent.filter(({ to }) => to > mark.endMs)) {
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

/** The carrier may still have speech to play: by the schedule, or because it returns marks and has not returned the last. */
export function mayHoldSpeech(playout: Playout, at: Millis, rates: Rates): boolean {
  return playout.sent.length > 0 && (playout.marksSeen || at < playout.dryAt + rates.earMs)
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

/** Goes on from the start of the clause that was cut; if that is more than `rewindMs` back, from the first word after that. */
export function rewind(playout: Playout, rewindMs: Millis): Playout {
  const { heardTo, sentences } = playout
  const limit = Math.max(0, heardTo - rewindMs)
  const near = placedWords(sentences).filter(({ from }) => from >= limit && from <= heardTo)
  const start = near.findLast((word) => word.opensClause) ?? near[0]
  return { ...playout, sentTo: wholeSamples(start?.from ?? limit) }
}

const wholeSamples = (ms: Millis) => Math.floor(ms * MULAW_BYTES_PER_MS) / MULAW_BYTES_PER_MS

/** Where the words of a reply begin on its timeline, ms. A sentence begins a clause too, whatever stood before it. */
function placedWords(
  sentences: readonly Spoken[],
): readonly { readonly from: Millis; readonly opensClause: boolean }[] {
  return sentences.flatMap((sentence, i) => {
    const base = baseOf(sentences, i)
    return wordsIn(sentence).map(({ from }, k, words) => ({
      from: base + from,
      opensClause: startsClause(words[k - 1]?.text ?? '.'),
    }))
  })
}
