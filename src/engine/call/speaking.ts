/**
 * From a sentence to sound: the agent's check, the voice, its watchdog and the backup voice.
 *
 * Every sentence passes `check` before it is synthesized; a check that throws blocks it. A voice that fails or falls silent is replaced by
 * the backup voice in the middle of the sentence: what has come is kept, the rest is said again by the other voice.
 */

import type { BlockedSentence, Sentence, Verdict } from '../agent/agent.js'
import type { Millis } from '../audio/frame.js'
import type { ProviderEvent, SentenceId } from './event.js'
import { wordsIn } from './heard-text.js'
import {
  clearTimers,
  emit,
  type Moment,
  nextId,
  note,
  patchPlayout,
  patchReply,
  setTimer,
} from './moment.js'
import { addAudio, availableMs, endSentence } from './playout.js'
import type { SentenceKind, Spoken } from './state.js'
import { dropRequest, leaveTools } from './unfinished.js'

/** What is to be said. */
export interface Saying {
  readonly text: string
  readonly kind: SentenceKind
  readonly source: Sentence['source']
  /** Name of a fixed line whose hearing the agent wants to know about; empty if none. */
  readonly line: string
  readonly interruptible: boolean
}

/** A fixed line of the policy. */
export function engineLine(text: string, kind: SentenceKind = 'line'): Saying {
  return { text, kind, source: 'engine', line: '', interruptible: true }
}

/** What the agent did not let be said, and why. */
export type Blocked = Omit<BlockedSentence, 'at'>

/** Adds the sentence to the reply, unless the agent blocks it. */
export function say(m: Moment, saying: Saying): readonly [Moment, Blocked | undefined] {
  const before = saying.source === 'model' ? saidByModel(m) : ''
  const verdict = judge(m, saying, before)
  const judged = verdict.record ? emit(m, { type: 'audit', record: verdict.record }) : m
  if (verdict.verdict === 'say') return [synthesize(judged, saying), undefined]
  const checked = { kind: 'sentence.checked', reply: m.state.reply?.id ?? 0 } as const
  const { why } = verdict
  if (verdict.verdict === 'block') {
    return [
      note(judged, { ...checked, verdict: 'blocked', why }),
      { text: saying.text, before, why },
    ]
  }
  const replaced = note(judged, { ...checked, verdict: 'replaced', why })
  return [synthesize(replaced, { ...saying, text: verdict.text }), undefined]
}

function judge(m: Moment, { text, source }: Saying, before: string): Verdict {
  try {
    return m.agent.check(m.state.agent, { text, before, source, at: m.at })
  } catch {
    return { verdict: 'block', why: 'the check failed' }
  }
}

/** The model's words of this reply that were allowed, in the order in which they are heard. */
function saidByModel({ state: { playout } }: Moment): string {
  return playout.sentences
    .filter(({ kind }) => kind === 'model')
    .map(({ text }) => text)
    .join(' ')
}

function synthesize(m: Moment, saying: Saying): Moment {
  const { reply } = m.state
  if (!reply) return m
  const [numbered, id] = nextId(m, 'sentence')
  const sentence = newSentence(id, saying, reply.rounds.length)
  const { sentences } = numbered.state.playout
  const next = patchPlayout(numbered, { sentences: [...sentences, sentence] })
  const asked = emit(patchReply(next, { closed: false }), {
    type: 'synthesize',
    reply: reply.id,
    sentence: id,
    text: saying.text,
    voice: reply.voice,
  })
  return setTimer(asked, 'voice', m.state.timers.voice ?? voiceDue(m))
}

/** The backup voice needs this long to be heard, with some to spare. */
const backupMs = 500

/** While the caller has heard nothing yet, the voice has no longer than leaves time for the backup. */
function voiceDue(m: Moment): Millis {
  const { reply, playout, policy } = m.state
  const { voiceMs, fallbackMs } = policy.reply
  if (!reply || playout.sentTo > 0) return m.at + voiceMs
  const latest = Math.max(m.at + backupMs, reply.startedAt + fallbackMs - backupMs)
  return Math.min(m.at + voiceMs, latest)
}

function newSentence(id: SentenceId, saying: Saying, round: number): Spoken {
  const { text, kind, line, interruptible } = saying
  const audio = { pieces: [], ms: 0, words: [], ended: false, reported: false }
  return { id, kind, text, line, interruptible, round, ...audio }
}

export function hearVoice(m: Moment, event: Extract<ProviderEvent, { type: 'tts.audio' }>): Moment {
  if (!isAwaited(m, event.sentence)) return m
  const heard = patchPlayout(m, addAudio(m.state.playout, event.sentence, event))
  return isNext(m, event.sentence) ? rearmVoice(heard) : heard
}

export function voiceEnded(m: Moment, sentence: SentenceId): Moment {
  if (!isAwaited(m, sentence)) return m
  const silent = m.state.playout.sentences.find((s) => s.id === sentence)?.ms === 0
  if (silent) return voiceFailed(m, 'no audio')
  const ended = patchPlayout(m, endSentence(m.state.playout, sentence))
  return isNext(m, sentence) ? rearmVoice(ended) : ended
}

/** Says whether this sentence still expects audio; anything else is late. */
export function isAwaited(m: Moment, sentence: SentenceId): boolean {
  return m.state.playout.sentences.some((s) => s.id === sentence && !s.ended)
}

/** The caller waits for this sentence; audio of a later one does not help them. */
function isNext(m: Moment, sentence: SentenceId): boolean {
  return m.state.playout.sentences.find((s) => !s.ended)?.id === sentence
}

function rearmVoice(m: Moment): Moment {
  const awaited = m.state.playout.sentences.some((s) => !s.ended)
  return awaited
    ? setTimer(m, 'voice', m.at + m.state.policy.reply.voiceMs)
    : clearTimers(m, 'voice')
}

/** Speech in hand below which a silent voice can no longer be waited for. */
const shortOfSpeechMs = 300

/** The voice has been silent too long; as long as there is speech in hand nobody hears that. */
export function voiceOverdue(m: Moment): Moment {
  const { playout } = m.state
  const inHand = Math.max(0, playout.dryAt - m.at) + availableMs(playout.sentences) - playout.sentTo
  return inHand > shortOfSpeechMs
    ? setTimer(m, 'voice', m.at + inHand - shortOfSpeechMs / 2)
    : voiceFailed(m, 'stalled')
}

/** The rest goes to the backup voice; without a voice at all there is no call. */
export function voiceFailed(m: Moment, why: string): Moment {
  const { reply, playout } = m.state
  if (!reply) return m
  if (reply.voice === 'backup') {
    const gone = note(m, { kind: 'fallback', part: 'tts', why, did: 'hung-up' })
    return loseVoice(gone)
  }
  let next = note(m, { kind: 'fallback', part: 'tts', why, did: 'backup-voice' })
  next = patchReply(next, { voice: 'backup', closed: false })
  next = patchPlayout(next, { sentences: [] })
  for (const sentence of playout.sentences) next = sayAgain(next, sentence)
  return setTimer(next, 'voice', m.at + m.state.policy.reply.voiceMs)
}

/** Keeps what has come of a broken sentence and says the rest once more; a fixed line is the part that ends it. */
function sayAgain(m: Moment, sentence: Spoken): Moment {
  const kept = sentence.ended ? sentence : breakOff(sentence)
  const rest = sentence.ended ? '' : restOf(sentence, kept)
  const line = rest === '' ? sentence.line : ''
  const { sentences } = m.state.playout
  const begun = kept.ms > 0 ? patchPlayout(m, { sentences: [...sentences, { ...kept, line }] }) : m
  return rest === '' ? begun : resynthesize(begun, { ...sentence, text: rest })
}

/** The sentence as far as it came: all of its audio, and the words that are whole in it. */
function breakOff(sentence: Spoken): Spoken {
  const words = sentence.ms === 0 ? [] : wordsIn(sentence).filter((w) => w.to <= sentence.ms)
  const text = words.map((word) => word.text).join(' ')
  return { ...sentence, text, words, ended: true }
}

function restOf(sentence: Spoken, kept: Spoken): string {
  return sentence.text.split(/\s+/).slice(kept.words.length).join(' ')
}

function resynthesize(m: Moment, sentence: Spoken): Moment {
  const [numbered, id] = nextId(m, 'sentence')
  const again: Spoken = { ...sentence, id, pieces: [], ms: 0, words: [], ended: false }
  const next = patchPlayout(numbered, {
    sentences: [...numbered.state.playout.sentences, again],
  })
  const reply = m.state.reply?.id ?? 0
  const { text } = sentence
  return emit(next, { type: 'synthesize', reply, sentence: id, text, voice: 'backup' })
}

/** Nothing can be said any more: what came is heard out, nothing else is waited for, and the call ends. */
function loseVoice(m: Moment): Moment {
  const alone = clearTimers(leaveTools(dropRequest(giveUpSentences(m))), 'tool', 'toolLine')
  return patchReply(alone, { tools: [], after: { type: 'end', why: 'no voice' } })
}

function giveUpSentences(m: Moment): Moment {
  const sentences = m.state.playout.sentences
    .filter((s) => s.ended || s.ms > 0)
    .map((s) => (s.ended ? s : { ...breakOff(s), line: '' }))
  return clearTimers(patchPlayout(m, { sentences }), 'voice')
}
