/**
 * `barge_in`: what a sound of the caller did to the agent. Times count from the onset of the sound; the agent is measured at the
 * caller's ear.
 */

import type { BargeInExpectation } from '../../fixture/expect.js'
import { wordsOf } from '../../fixture/normalise-text.js'
import type { CallerSound, CallFacts } from '../call-facts.js'
import { type HeardWord, wordsBut } from '../heard-words.js'
import { type Interruption, interruption, onsets } from '../interruption.js'
import { recordedPolicy } from '../recorded-policy.js'
import { wordErrors } from '../word-error-rate.js'
import { type Check, clockTime, judged, type Moment, quote, type Subject, showMs } from './check.js'
import { type Evidence, type SectionCheck, unsureTiming } from './evidence.js'
import { type Timing, timingChecks } from './timing.js'
import { wordingChecks } from './wording.js'

export const bargeInChecks: SectionCheck = (evidence) =>
  evidence.expectations.barge_in.flatMap((wanted) => {
    const name = `barge_in ${wanted.segment ?? clockTime(wanted.at_ms ?? 0)}`
    const subject = { name, line: wanted.line }
    const sound = soundOf(evidence.facts, wanted)
    if (sound === undefined) return [judged(subject, false, neverSpoken)]
    return checksOf(evidence, subject, wanted, interruption(evidence.facts, sound))
  })

const neverSpoken = {
  wanted: 'a sound of the caller',
  got: 'the call was over before the caller made it, or its start never came',
}

function soundOf(facts: CallFacts, wanted: BargeInExpectation): CallerSound | undefined {
  const begins = onsets(facts.sounds)
  if (wanted.segment !== undefined) return begins.find(({ segment }) => segment === wanted.segment)
  const distance = ({ from }: CallerSound) => Math.abs(from - (wanted.at_ms ?? 0))
  return [...begins].sort((a, b) => distance(a) - distance(b))[0]
}

function checksOf(
  evidence: Evidence,
  subject: Subject,
  wanted: BargeInExpectation,
  found: Interruption,
): readonly Check[] {
  const { agent_pauses, agent_stops, decided, outcome, paused_ms, heard_text } = wanted
  const named = (what: string, line = subject.line): Subject => ({
    name: `${subject.name} ${what}`,
    line,
  })
  const base = {
    from: { at: found.onset, label: 'speech' },
    unsure: unsureTiming(evidence, found.turn),
    why: whyNot(found),
  }
  return [
    ...(agent_pauses === undefined
      ? []
      : silenceChecks(base, found, named('agent_pauses', agent_pauses.line), agent_pauses, false)),
    ...(agent_stops === undefined
      ? []
      : silenceChecks(base, found, named('agent_stops', agent_stops.line), agent_stops, true)),
    ...(decided === undefined ? [] : decisionChecks(base, found, named('decided'), decided)),
    ...(outcome === undefined ? [] : [outcomeCheck(found, named('outcome'), outcome)]),
    ...(paused_ms === undefined
      ? []
      : [pauseCheck(found, named('paused_ms', paused_ms.line), paused_ms.max)]),
    ...(heard_text === undefined
      ? []
      : heardTextChecks(evidence, found, named('heard_text', heard_text.line), heard_text)),
  ]
}

type Base = Pick<Timing, 'from' | 'unsure' | 'why'>

function silenceChecks(
  base: Base,
  found: Interruption,
  subject: Subject,
  window: { readonly within_ms: number },
  forGood: boolean,
): readonly Check[] {
  const label = forGood ? 'stopped' : 'silent'
  return timingChecks({ ...base, subject, window, to: silence(found, forGood, label) })
}

/** One that goes on again has not stopped. */
function silence(found: Interruption, forGood: boolean, label: string): Moment | undefined {
  if (forGood && found.outcome !== 'interrupted') return undefined
  const at = forGood ? found.stoppedAt : found.silentAt
  return at === undefined ? undefined : { at, label }
}

function decisionChecks(
  base: Base,
  found: Interruption,
  subject: Subject,
  wanted: NonNullable<BargeInExpectation['decided']>,
): readonly Check[] {
  const { decision } = found
  const times = timingChecks({
    ...base,
    subject,
    window: { within_ms: wanted.within_ms },
    to: decision && { at: decision.at, label: decision.kind },
  })
  if (wanted.by === undefined) return times
  const by = decision?.kind === 'agent.interrupted' ? decision.by : 'nothing'
  const named = { ...subject, name: `${subject.name} by` }
  return [...times, judged(named, by === wanted.by, { wanted: wanted.by, got: by, ...at(found) })]
}

function outcomeCheck(
  found: Interruption,
  subject: Subject,
  wanted: NonNullable<BargeInExpectation['outcome']>,
): Check {
  const kept = found.outcome === 'resumed' || found.outcome === 'ignored'
  const fits = wanted === 'kept' ? kept : found.outcome === wanted
  const why = whyNot(found)
  return judged(subject, fits, {
    wanted: wanted === 'kept' ? 'resumed or ignored' : wanted,
    got: found.outcome,
    ...at(found),
    ...(why === undefined ? {} : { why }),
    moments: [
      { at: found.onset, label: 'sound' },
      ...(found.decision === undefined
        ? []
        : [{ at: found.decision.at, label: found.decision.kind }]),
    ],
  })
}

function pauseCheck(found: Interruption, subject: Subject, limit: number): Check {
  const { pausedMs, outcome } = found
  const wentOn = outcome === 'ignored' || (outcome === 'resumed' && pausedMs !== undefined)
  const passed = wentOn && (pausedMs ?? 0) <= limit
  return judged(subject, passed, {
    wanted: `<= ${limit} ms of silence`,
    got: passed || pausedMs !== undefined ? showMs(pausedMs ?? 0) : 'it never went on',
    ...at(found),
  })
}

function heardTextChecks(
  evidence: Evidence,
  found: Interruption,
  subject: Subject,
  wanted: NonNullable<BargeInExpectation['heard_text']>,
): readonly Check[] {
  const kept = keptText(evidence.facts, found)
  const wordings = wordingChecks(subject, wanted, kept, found.decision?.at)
  if (wanted.kept === undefined) return wordings
  const played = playedWords(evidence, found)
  const text = played.map((word) => word.text).join(' ')
  const check = judged({ ...subject, name: `${subject.name} kept` }, isKept(played, kept, found), {
    wanted: `what was played: ${quote(text)}`,
    got: quote(kept),
    ...at(found),
  })
  return [...wordings, check]
}

/** What the conversation keeps of the reply. */
function keptText({ notes }: CallFacts, { reply }: Interruption): string {
  const last = notes.findLast(
    (note) =>
      (note.kind === 'agent.interrupted' || note.kind === 'reply.heard') && note.reply === reply,
  )
  if (last?.kind === 'agent.interrupted') return last.heard
  return last?.kind === 'reply.heard' ? last.text : ''
}

/** The words that had reached the ear when the agent fell silent; lines that only fill a wait are not part of the talk. */
function playedWords({ facts, fixture }: Evidence, found: Interruption): readonly HeardWord[] {
  const spoken = found.reply === undefined ? undefined : facts.replies.get(found.reply)
  if (spoken === undefined || found.turn === undefined) return []
  return wordsBut(spoken, found.turn.heard, recordedPolicy(fixture.manifest).lines.filler)
}

/** What is still on its way to the ear when the engine decides: wire, ear and the last mark. It may not be credited. */
const onItsWayMs = 400

/** The conversation keeps what was played: a word more or less, or without those that were just over when the sound stopped. */
function isKept(played: readonly HeardWord[], kept: string, { stoppedAt = 0 }: Interruption) {
  const texts = (words: readonly HeardWord[]) => words.flatMap(({ text }) => wordsOf(text))
  if (wordErrors(texts(played), wordsOf(kept)) <= 1) return true
  const certain = played.filter(({ endedAt }) => endedAt <= stoppedAt - onItsWayMs)
  const enough = wordsOf(kept).length >= texts(certain).length
  return enough && texts(played).join(' ').startsWith(wordsOf(kept).join(' '))
}

function whyNot(found: Interruption): string | undefined {
  const { decision } = found
  if (decision?.kind === 'agent.resumed') return `it went on: ${decision.why}`
  if (decision?.kind === 'words.ignored') return `${quote(decision.text)} ignored: ${decision.why}`
  if (decision === undefined) return 'the engine decided nothing about this sound'
  return undefined
}

const at = ({ decision, onset }: Interruption) => ({ at: decision?.at ?? onset })
