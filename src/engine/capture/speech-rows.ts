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

/** One row a sentence. The backup voice says what the main one failed to: a row tells both. */
export function speechRows(entries: readonly Entry[]): readonly SpeechRow[] {
  const wanted = asked(entries, 'synthesize')
  const spoken = spokenSentences(entries)
  const rows: SpeechRow[] = []
  for (const { at, command } of wanted) {
    const own = spoken.get(command.sentence) ?? nothingSpoken
    const failed = failureOf(entries, 'tts', ({ of }) => of === command.sentence)
    const again = insteadOf(command, wanted)
    if (command.voice === 'backup' && rows.some((row) => isSame(row.text, command.text))) continue
    if (again === undefined && failed === undefined) {
      if (own.mulaw.length > 0) rows.push(rowOf(command.text, at, own))
      continue
    }
    const whole = again && spoken.get(again.command.sentence)
    rows.push(faultyRow(command.text, at, own, whole, failed?.code))
  }
  return rows
}

const isSame = (a: string, b: string) => normaliseText(a) === normaliseText(b)

/** The sentence with which the backup voice said the same. */
function insteadOf(
  { sentence, voice, reply, text }: Asked<'synthesize'>['command'],
  wanted: readonly Asked<'synthesize'>[],
): Asked<'synthesize'> | undefined {
  if (voice === 'backup') return undefined
  return wanted.find(
    ({ command }) =>
      command.voice === 'backup' &&
      command.reply === reply &&
      command.sentence >= sentence &&
      isSame(command.text, text),
  )
}

function rowOf(
  text: string,
  askedAt: Millis,
  { mulaw, words, firstAt, lastAt }: Spoken,
): SpeechRow {
  const first = Math.max(0, Math.round((firstAt ?? askedAt) - askedAt))
  const tookMs = (lastAt ?? 0) - (firstAt ?? 0)
  const ms = mulaw.length / MULAW_BYTES_PER_MS
  const speed = tookMs <= 0 ? fastest : Math.min(fastest, Math.max(1, Math.round(ms / tookMs)))
  return { src: 'tts', text, first, speed, words: [...words], mulaw }
}

/** The main voice gave only a part of it, or nothing: it failed, or was not heard of in time. */
function faultyRow(
  text: string,
  askedAt: Millis,
  own: Spoken,
  whole: Spoken | undefined,
  code: FailureCode | undefined,
): SpeechRow {
  const speech = [whole, own].find((one) => one !== undefined && one.mulaw.length > 0)
  const sound = speech?.mulaw ?? silence(0, nothingMs).mulaw
  return {
    ...rowOf(text, askedAt, { ...own, mulaw: sound, words: speech?.words ?? [] }),
    ...(own.mulaw.length === 0 && { speed: usualSpeed }),
    only_ms: own.mulaw.length / MULAW_BYTES_PER_MS,
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
