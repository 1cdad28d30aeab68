/**
 * Which words of the agent really reached the ear. The engine's own belief plays no part in it: words are placed on a reply's
 * timeline by what the voice delivered, and counted as heard when the line played their end.
 */
import { type Millis, MULAW_BYTES_PER_MS } from '../audio/frame.js'
import type { Command } from '../call/command.js'
import type { CallEvent, ReplyId, SentenceId, Word } from '../call/event.js'
import type { Entry } from '../report/entry.js'
import type { HeardSpan } from './simulation.js'

/** What the agent set out to say in one reply. */
export interface SpokenReply {
  readonly reply: ReplyId
  /** In the order they are spoken, with their place on the reply's timeline as far as their audio came. */
  readonly sentences: readonly SpokenSentence[]
}

export interface SpokenSentence {
  readonly id: SentenceId
  readonly text: string
  readonly from: Millis
  readonly to: Millis
  /** On the reply's timeline. */
  readonly words: readonly Word[]
}

/** A word that was heard to its end. */
export interface HeardWord {
  readonly text: string
  readonly sentence: SentenceId
  /** Call time at the ear at which the word was over. */
  readonly endedAt: Millis
}

interface Draft {
  readonly id: SentenceId
  text: string
  ms: Millis
  words: Word[]
  /** All of its audio came, or no more is taken. */
  over: boolean
}

/** Marks and words are placed to a fraction of a ms, audio to whole samples. */
const tolerance = 1 / MULAW_BYTES_PER_MS

/** Every reply that asked for a voice, by its number. */
export function spokenReplies(entries: readonly Entry[]): ReadonlyMap<ReplyId, SpokenReply> {
  const drafts = new Map<ReplyId, Draft[]>()
  for (const { event, commands } of entries) {
    hear(drafts, event)
    const wanted = commands.filter((command) => command.type === 'synthesize')
    if (commands.some(isChangeOfVoice)) {
      for (const reply of new Set(wanted.map(({ reply }) => reply))) {
        drafts.set(reply, (drafts.get(reply) ?? []).flatMap(breakOff))
      }
    }
    for (const { reply, sentence: id, text } of wanted) {
      const draft: Draft = { id, text, ms: 0, words: [], over: false }
      drafts.set(reply, [...(drafts.get(reply) ?? []), draft])
    }
  }
  return new Map([...drafts].map(([reply, sentences]) => [reply, placeSentences(reply, sentences)]))
}

function hear(drafts: ReadonlyMap<ReplyId, Draft[]>, event: CallEvent): void {
  if (event.type !== 'tts.audio' && event.type !== 'tts.ended') return
  const sentence = drafts.get(event.reply)?.find(({ id }) => id === event.sentence)
  if (sentence === undefined || sentence.over) return
  if (event.type === 'tts.ended') sentence.over = sentence.ms > 0
  else {
    sentence.ms += event.mulaw.length / MULAW_BYTES_PER_MS
    sentence.words.push(...(event.words ?? []))
  }
}

function isChangeOfVoice(command: Command): boolean {
  return (
    command.type === 'note' &&
    command.note.kind === 'fallback' &&
    command.note.did === 'backup-voice'
  )
}

/** The first voice gave up: what it had said of a sentence stays, the rest comes as a sentence of the other voice. */
function breakOff(draft: Draft): readonly Draft[] {
  if (draft.over) return [draft]
  const words = timed(draft).filter(({ to }) => to <= draft.ms)
  const text = words.map((word) => word.text).join(' ')
  return draft.ms === 0 ? [] : [{ ...draft, text, words, over: true }]
}

function placeSentences(reply: ReplyId, drafts: readonly Draft[]): SpokenReply {
  let base = 0
  const sentences = drafts.map((draft) => {
    const from = base
    base += draft.ms
    return {
      id: draft.id,
      text: draft.text,
      from,
      to: base,
      words: timed(draft).map((word) => ({ ...word, from: from + word.from, to: from + word.to })),
    }
  })
  return { reply, sentences }
}

/** The words of a sentence in its audio; where the voice gives no times, each takes its share by letters. */
function timed({ text, ms, words: given }: Draft): Word[] {
  if (given.length > 0) return given
  const words = text.split(/\s+/).filter((word) => word !== '')
  const letters = words.reduce((sum, word) => sum + word.length, 0)
  let at = 0
  return words.map((word) => {
    const from = at
    at += (ms * word.length) / letters
    return { text: word, from, to: at }
  })
}

/** The words of a reply that the line played to their end, in the order they are spoken; each once, when it was first heard. */
export function heardWords(spoken: SpokenReply, heard: readonly HeardSpan[]): readonly HeardWord[] {
  const spans = heard.filter((span) => span.reply === spoken.reply)
  return spoken.sentences.flatMap((sentence) =>
    sentence.words.flatMap((word) => {
      const span = spans.find(({ fromMs, toMs }) => fromMs < word.to && word.to <= toMs + tolerance)
      if (span === undefined) return []
      const endedAt = span.at + word.to - span.fromMs
      return [{ text: word.text, sentence: sentence.id, endedAt }]
    }),
  )
}

/** The heard words of a reply without those of sentences that say `except`. */
export function wordsBut(
  spoken: SpokenReply,
  heard: readonly HeardWord[],
  except: string,
): readonly HeardWord[] {
  const left = new Set(spoken.sentences.filter(({ text }) => text === except).map(({ id }) => id))
  return heard.filter(({ sentence }) => !left.has(sentence))
}
