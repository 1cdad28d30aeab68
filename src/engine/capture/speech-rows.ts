/**
 * What the voices said in a call, as rows of a tape.
 */
import { joinMulaw, type Millis, MULAW_BYTES_PER_MS, silence } from '../audio/frame.js'
import type { FailureCode, SentenceId, Word } from '../call/event.js'
import type { DraftRow } from '../fixture/draft.js'
import { normaliseText } from '../fixture/normalise-text.js'
import type { Entry } from '../report/entry.js'
import { type Asked, asked, failureOf } from './asked.js'

type SpeechRow = Extract<DraftRow, { readonly src: 'tts' }>

/** How much faster than it sounds speech comes at most; what is there at once has no pace. */
const fastest = 100
const usualSpeed = 8
/** Stands in for speech of which nothing came. */
const nothingMs: Millis = 100

/** What came of one sentence. */
interface Spoken {
  readonly mulaw: Uint8Array
  readonly words: readonly Word[]
  readonly firstAt: Millis | undefined
  readonly lastAt: Millis | undefined
}

/** One row a sentence. Where the main voice failed, the row holds what it gave and, after it, what the backup voice said instead. */
export function speechRows(entries: readonly Entry[]): readonly SpeechRow[] {
  const wanted = asked(entries, 'synthesize')
  const spoken = spokenSentences(entries)
  const rows: SpeechRow[] = []
  wanted.forEach(({ at, command }, i) => {
    const { sentence, voice, text } = command
    const own = spoken.get(sentence) ?? nothingSpoken
    const failed = failureOf(entries, 'tts', ({ of }) => of === sentence)
    const instead = voice === 'main' ? insteadOf(command, wanted.slice(i + 1)) : undefined
    if (voice === 'backup' && rows.some((row) => isSame(row.text, text))) return
    if (instead !== undefined || failed !== undefined) {
      const rest = instead && spoken.get(instead.command.sentence)
      const repeated = instead !== undefined && isSame(instead.command.text, text)
      rows.push(faultyRow(text, at, own, { rest, repeated, code: failed?.code }))
    } else if (own.mulaw.length > 0) rows.push(rowOf(text, at, own))
  })
  return rows
}

const isSame = (a: string, b: string) => normaliseText(a) === normaliseText(b)

/** The sentence with which the backup voice said this one, or the rest of it. */
function insteadOf(
  { reply, text }: Asked<'synthesize'>['command'],
  later: readonly Asked<'synthesize'>[],
): Asked<'synthesize'> | undefined {
  return later.find(
    ({ command }) =>
      command.voice === 'backup' &&
      command.reply === reply &&
      normaliseText(text).endsWith(normaliseText(command.text)),
  )
}

function rowOf(
  text: string,
  askedAt: Millis,
  { mulaw, words, firstAt, lastAt }: Spoken,
): SpeechRow {
  const first = Math.max(0, Math.round((firstAt ?? askedAt) - askedAt))
  const tookMs = (lastAt ?? 0) - (firstAt ?? 0)
  const ms = lengthMs(mulaw)
  const speed = tookMs <= 0 ? fastest : Math.min(fastest, Math.max(1, Math.round(ms / tookMs)))
  return { src: 'tts', text, first, speed, words: [...words], mulaw }
}

const lengthMs = (mulaw: Uint8Array): Millis => mulaw.length / MULAW_BYTES_PER_MS

interface Failure {
  /** What the backup voice said: all of it once more, or the rest. */
  readonly rest: Spoken | undefined
  readonly repeated: boolean
  /** Undefined: the main voice was not heard of in time. */
  readonly code: FailureCode | undefined
}

/** The main voice gave only a part of it, or nothing. */
function faultyRow(
  text: string,
  askedAt: Millis,
  own: Spoken,
  { rest, repeated, code }: Failure,
): SpeechRow {
  const ownMs = lengthMs(own.mulaw)
  const words = own.words.filter(({ to }) => to <= ownMs)
  const after = rest?.mulaw ?? silence(0, nothingMs).mulaw
  const shifted = (rest?.words ?? []).map((word) => ({
    ...{ text: word.text, from: word.from + ownMs, to: word.to + ownMs },
  }))
  const whole =
    rest !== undefined && repeated
      ? { mulaw: rest.mulaw, words: rest.words }
      : { mulaw: joinMulaw([own.mulaw, after]), words: [...words, ...shifted] }
  return {
    ...rowOf(text, askedAt, { ...own, ...whole }),
    speed: ownMs === 0 ? usualSpeed : rowOf(text, askedAt, own).speed,
    only_ms: Math.min(ownMs, lengthMs(whole.mulaw) - 1),
    ...(code === undefined ? { stall: true } : { error: code }),
  }
}

const nothingSpoken: Spoken = {
  ...{ mulaw: new Uint8Array(0), words: [], firstAt: undefined, lastAt: undefined },
}

function spokenSentences(entries: readonly Entry[]): ReadonlyMap<SentenceId, Spoken> {
  const spoken = new Map<SentenceId, Spoken>()
  const pieces = new Map<SentenceId, Uint8Array[]>()
  for (const { event } of entries) {
    if (event.type !== 'tts.audio') continue
    const { sentence, at, mulaw, words = [] } = event
    const before = spoken.get(sentence) ?? nothingSpoken
    const all = pieces.get(sentence) ?? []
    all.push(mulaw)
    pieces.set(sentence, all)
    const firstAt = before.firstAt ?? at
    spoken.set(sentence, { ...before, firstAt, lastAt: at, words: [...before.words, ...words] })
  }
  for (const [sentence, all] of pieces)
    spoken.set(sentence, { ...(spoken.get(sentence) ?? nothingSpoken), mulaw: joinMulaw(all) })
  return spoken
}
